#pragma once

#include <filesystem>
#include <string>

#include "pilcrow/verify.h"
#include "support/corpus.h"
#include "support/data.h"

namespace pilcrow::test {

/// An index of the English corpus, and one of the files beside its database that are caches.
struct CachedFile {
  explicit CachedFile(const std::string& name) {
    build_index(index, english_corpus());
    file = index / "generation-1" / name;
  }

  TemporaryDirectory directory;
  std::filesystem::path index = directory / "idx";
  std::filesystem::path file;
};

/// Whether verifying finds nothing but this file, which does no harm.
inline bool only_warns_of(const CachedFile& cached) {
  const VerifyReport report = verify_index(cached.index);
  return report.sound() && report.findings.size() == 1 &&
         report.findings.front().severity == Severity::warning &&
         report.findings.front().where.find(cached.file.filename().string()) != std::string::npos;
}

/// Calls check() with the file damaged in many ways; the last one stays.
template <typename Check>
void damage(const CachedFile& cached, std::size_t step, Check check) {
  const std::string bytes = read_file(cached.file);
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    write_file(cached.file, damaged);
    check();
  }
  for (const std::size_t length : {std::size_t{0}, std::size_t{9}, bytes.size() - 1}) {
    write_file(cached.file, bytes.substr(0, length));
    check();
  }
}

}  // namespace pilcrow::test
