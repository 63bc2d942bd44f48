#pragma once

#include <filesystem>

namespace pilcrow::bench {

/// A directory for the time of a run. One that was named stays, with what was built in it; one of
/// its own below the system's temporary directory is removed at the end.
class Scratch {
 public:
  /// `named` may be empty.
  explicit Scratch(const std::filesystem::path& named);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  bool own_ = false;
};

/// Bytes of a file, or of all files below a directory.
std::uintmax_t disk_bytes(const std::filesystem::path& path);

}  // namespace pilcrow::bench
