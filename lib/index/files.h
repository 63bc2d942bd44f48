#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace pilcrow::internal {

/// Whether a change waits until it is on disk. `none` is for loads that can be repeated.
enum class Durability { full, none };

/// What the temporary file of `write_file_atomically` adds to the name.
inline constexpr std::string_view kTemporarySuffix = ".new";

/// Writes a file; it may be in any state after a crash. Throws `io`.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A file that is written from front to back; it may be in any state after a crash.
class OutputFile {
 public:
  /// Replaces a file that is there. Throws `io`, as the other calls do.
  explicit OutputFile(std::filesystem::path path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void append(std::string_view bytes);
  /// To be called behind the last `append`.
  void close();

 private:
  std::filesystem::path path_;
  std::string waiting_;
  int descriptor_ = -1;
};

/// Writes a file as a whole: to a temporary name beside it, to disk, then renamed over `path`, then
/// the directory to disk. Throws `io`, and leaves the old file where it does before the renaming.
void write_file_atomically(const std::filesystem::path& path, std::string_view bytes,
                           Durability durability = Durability::full);

/// Removes a file (where there is one) and forces that to disk. Throws `io`.
void remove_file(const std::filesystem::path& path, Durability durability = Durability::full);

/// Makes a directory and those above it that are missing; their names are on disk. Throws `io`.
void make_directories(const std::filesystem::path& directory);

/// Forces the names in a directory to disk. Throws `io`.
void sync_directory(const std::filesystem::path& directory);

/// Forces a directory, all files and directories below it to disk. Throws `io`.
void sync_tree(const std::filesystem::path& directory);

/// The bytes of a file. Throws `io` (or `index_missing` where there is none).
std::string read_whole_file(const std::filesystem::path& path);

/// Throws `io` where the file system of a directory has no room for so many bytes more.
void check_room(const std::filesystem::path& directory, std::uint64_t bytes);

/// The bytes of all files below a directory; what goes meanwhile is not counted.
std::uint64_t tree_bytes(const std::filesystem::path& directory);

/// An exclusive lock on a file, held until destroyed. Other processes and other objects of this
/// process are kept out. The file says who holds it.
class FileLock {
 public:
  /// Waits up to `wait`; throws `index_locked`, naming the holder.
  FileLock(const std::filesystem::path& path, std::chrono::milliseconds wait);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_ = -1;
};

/// A file that is read here and there. Safe to use from several threads. Throws `io`.
class InputFile {
 public:
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// As it was when it was opened.
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  /// False where the file has no such bytes, or they cannot be read.
  [[nodiscard]] bool read(std::uint64_t at, std::span<char> bytes) const noexcept;

 private:
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
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
