#include "base/scratch.h"

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <system_error>

namespace pilcrow::bench {

namespace fs = std::filesystem;

Scratch::Scratch(const fs::path& named) : path_(named) {
  if (!named.empty()) {
    fs::create_directories(named);
    return;
  }
  std::string name = (fs::temp_directory_path() / "pilcrow-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    throw fs::filesystem_error("cannot make a temporary directory", name,
                               std::error_code(errno, std::generic_category()));
  path_ = name;
  own_ = true;
}

Scratch::~Scratch() {
  std::error_code ignored;
  if (own_) fs::remove_all(path_, ignored);
}

std::uintmax_t disk_bytes(const fs::path& path) {
  if (fs::is_regular_file(path)) return fs::file_size(path);
  std::uintmax_t sum = 0;
  for (const auto& entry : fs::recursive_directory_iterator(path))
    if (entry.is_regular_file()) sum += entry.file_size();
  return sum;
}

}  // namespace pilcrow::bench
