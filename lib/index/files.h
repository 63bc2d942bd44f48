#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace pilcrow::internal {

/// Writes a file as a whole: to a temporary name beside it, to disk, then renamed over `path`, then
/// the directory to disk. Throws `io`.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes);

/// Forces a directory, all files and directories below it to disk. Throws `io`.
void sync_tree(const std::filesystem::path& directory);

/// The bytes of a file. Throws `io` (or `index_missing` where there is none).
std::string read_whole_file(const std::filesystem::path& path);

/// The bytes of all files below a directory.
std::uint64_t tree_bytes(const std::filesystem::path& directory);

/// An exclusive lock on a file, held until destroyed. Other processes and other objects of this
/// process are kept out. The file says who holds it.
class FileLock {
 public:
  /// Waits up to `wait`; throws `index_locked`, naming the holder.
  FileLock(std::filesystem::path path, std::chrono::milliseconds wait);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_ = -1;
};

/// A file mapped for reading; empty where it has no bytes. Throws `io`.
class MappedFile {
 public:
  MappedFile() = default;
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;

  [[nodiscard]] std::string_view bytes() const noexcept {
    return {static_cast<const char*>(data_), size_};
  }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace pilcrow::internal
