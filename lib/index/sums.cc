#include "index/sums.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "index/checksum.h"
#include "index/coding.h"
#include "index/schema.h"
#include "index/xapian_guard.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSumsMagic = "PSUM1\n";

struct FileSum {
  std::string name;
  std::uint64_t size = 0;
  std::uint64_t sum = 0;
};

fs::path sums_file(const fs::path& generation) {
  return generation / schema::kSumsFile;
}

// Those that hold something, by name; Xapian's lock is an empty file that comes and goes.
std::vector<fs::path> database_files(const fs::path& generation) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(generation / schema::kDatabase))
    if (entry.is_regular_file() && entry.file_size() > 0) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

FileSum sum_of(const fs::path& path) {
  const MappedFile file(path);
  return {path.filename().string(), file.bytes().size(), checksum(file.bytes())};
}

std::string encode(const std::vector<FileSum>& sums) {
  std::string body;
  put_varint(body, sums.size());
  for (const FileSum& file : sums) {
    put_string(body, file.name);
    put_varint(body, file.size);
    put_fixed(body, file.sum);
  }
  return sealed(kSumsMagic, body);
}

// Nothing where the bytes are not those of a file of sums.
std::optional<std::vector<FileSum>> decode(std::string_view bytes) {
  try {
    Decoder in(unsealed(kSumsMagic, bytes));
    std::vector<FileSum> sums(in.varint());
    for (FileSum& file : sums) {
      file.name = in.string();
      file.size = in.varint();
      file.sum = in.fixed<std::uint64_t>();
    }
    return sums;
  } catch (const Error&) {
    return std::nullopt;
  }
}

// The bytes of the file, none where it cannot be read.
std::string read_sums(const fs::path& generation) {
  try {
    return read_whole_file(sums_file(generation));
  } catch (const Error&) {
    return {};
  }
}

// Whether a writer has begun to change the generation since the sums were read: it removes them.
bool changed_since(const fs::path& generation, const std::string& sums) {
  try {
    return read_whole_file(sums_file(generation)) != sums;
  } catch (const Error& error) {
    return error.code() == ErrorCode::index_missing;
  }
}

// Throws `io` for a file that is there and cannot be read.
bool holds(const fs::path& file, const FileSum& expected) {
  if (std::error_code ignored; !fs::exists(file, ignored)) return false;
  const FileSum now = sum_of(file);
  return now.size == expected.size && now.sum == expected.sum;
}

}  // namespace

void write_sums(const fs::path& generation, Durability durability) {
  std::vector<FileSum> sums;
  for (const fs::path& file : database_files(generation))
    sums.push_back(sum_of(file));
  write_file_atomically(sums_file(generation), encode(sums), durability);
}

void remove_sums(const fs::path& generation, Durability durability) {
  remove_file(sums_file(generation), durability);
}

std::uint64_t database_bytes(const fs::path& generation) {
  return tree_bytes(generation / schema::kDatabase);
}

bool check_sums(const fs::path& generation, std::uint64_t most) {
  const std::string bytes = read_sums(generation);
  const auto sums = decode(bytes);
  if (!sums) return false;
  std::uint64_t total = 0;
  for (const FileSum& file : *sums)
    total += file.size;
  if (total > most) return false;
  for (const FileSum& sum : *sums) {
    const fs::path file = generation / schema::kDatabase / sum.name;
    std::optional<Error> unreadable;
    try {
      if (holds(file, sum)) continue;
    } catch (const Error& error) {
      unreadable = error;
    }
    if (changed_since(generation, bytes)) throw StateMoved();
    if (unreadable) throw Error(*unreadable);
    throw_damaged(file, "it is not what was written");
  }
  return true;
}

}  // namespace pilcrow::internal
