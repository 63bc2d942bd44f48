#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace pilcrow::test {

/// A folder as it would be found after a power cut, by the letter of POSIX: a file has the bytes
/// that were there when it was last forced to disk, and a directory the names. Nothing else can be
/// relied on.
class DurableTree {
 public:
  /// All that is below `root` is on disk.
  explicit DurableTree(std::filesystem::path root);

  /// A file or directory below the root was forced to disk.
  void synced(const std::string& path);

  /// Puts the folder together at `target`. `chance` 0: nothing but what was forced to disk; else
  /// names and pages of 4 KB that were not may be there, by chance.
  void write_remains(const std::filesystem::path& target, std::uint64_t chance);

 private:
  struct Node {
    bool directory = false;
    std::string bytes;                   // of a file
    std::map<std::string, ino_t> names;  // of a directory
    int held = -1;                       // keeps the number from being used again
  };

  void take_all(const std::filesystem::path& path);
  ino_t take(const std::filesystem::path& path, bool content);
  void write_node(ino_t number, const std::filesystem::path& target, class Chance& chance);

  std::filesystem::path root_;
  ino_t root_number_ = 0;
  std::map<ino_t, Node> nodes_;
};

}  // namespace pilcrow::test
