// Fuzzes the manifest: whatever stands in it, it is read or refused with an Error. Of JSON that is
// one object the format, the analyzer and the checksum are put right, so that the rest is looked
// at.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "index/checksum.h"
#include "index/files.h"
#include "index/manifest.h"
#include "index/schema.h"
#include "pilcrow/error.h"

namespace {

using namespace pilcrow::internal;

// Of this process, for as long as it lives.
class Directory {
 public:
  Directory()
      : path_(std::filesystem::temp_directory_path() /
              ("pilcrow-fuzz-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

const std::filesystem::path& directory() {
  static const Directory made;
  return made.path();
}

void read_as(const std::string& bytes) {
  write_file(directory() / schema::kManifestFile, bytes);
  try {
    const Manifest manifest = read_manifest(directory(), "fuzz");
    // What was accepted comes back as it was.
    write_manifest(directory(), manifest, Durability::none);
    if (read_manifest(directory(), "fuzz").facets != manifest.facets) std::abort();
  } catch (const pilcrow::Error&) {  // refused: fine
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  read_as(bytes);
  auto json = nlohmann::ordered_json::parse(bytes, nullptr, false);
  if (!json.is_object()) return 0;
  json["format"] = schema::kFormatVersion;
  json["analyzer"] = "fuzz";
  json.erase("checksum");
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(checksum(json.dump())));
  json["checksum"] = hex;
  read_as(json.dump());
  return 0;
}
