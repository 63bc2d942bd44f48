#include "index/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const char* what, const fs::path& path, int error) {
  std::string message =
      std::string("cannot ") + what + " " + path.string() + ": " + std::strerror(error);
  if (error == ENOSPC || error == EDQUOT) message += "; free some room and try again";
  throw Error(ErrorCode::io, message);
}

// Closes at the end of a scope.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags, mode_t mode = 0)
      : value_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

void write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      fail("write", path, errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void sync_path(const fs::path& path) {
  const Descriptor file(path, O_RDONLY);
  if (file.get() < 0) fail("open", path, errno);
  if (fsync(file.get()) != 0) fail("force to disk", path, errno);
}

fs::path parent_of(const fs::path& path) {
  const fs::path parent = path.parent_path();
  return parent.empty() ? fs::path(".") : parent;
}

std::string holder_of(int descriptor) {
  char buffer[256];
  const ssize_t size = pread(descriptor, buffer, sizeof buffer, 0);
  std::string holder(buffer, size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!holder.empty() && holder.back() == '\n')
    holder.pop_back();
  return holder.empty() ? "another writer" : holder;
}

}  // namespace

void write_file(const fs::path& path, std::string_view bytes) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file.get() < 0) fail("write", path, errno);
  write_all(file.get(), bytes, path);
}

OutputFile::OutputFile(fs::path path) : path_(std::move(path)) {
  Descriptor file(path_, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file.get() < 0) fail("write", path_, errno);
  descriptor_ = file.release();
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void OutputFile::append(std::string_view bytes) {
  constexpr std::size_t kAtOnce = std::size_t{256} << 10;
  waiting_ += bytes;
  if (waiting_.size() < kAtOnce) return;
  write_all(descriptor_, waiting_, path_);
  waiting_.clear();
}

void OutputFile::close() {
  write_all(descriptor_, waiting_, path_);
  waiting_.clear();
  if (::close(std::exchange(descriptor_, -1)) != 0) fail("write", path_, errno);
}

void write_file_atomically(const fs::path& path, std::string_view bytes, Durability durability) {
  const fs::path temporary = path.string() + std::string(kTemporarySuffix);
  try {
    write_file(temporary, bytes);
    if (durability == Durability::full) sync_path(temporary);
    if (rename(temporary.c_str(), path.c_str()) != 0) fail("replace", path, errno);
  } catch (const Error&) {
    unlink(temporary.c_str());
    throw;
  }
  if (durability == Durability::full) sync_directory(parent_of(path));
}

void remove_file(const fs::path& path, Durability durability) {
  if (unlink(path.c_str()) != 0) {
    if (errno == ENOENT) return;
    fail("remove", path, errno);
  }
  if (durability == Durability::full) sync_directory(parent_of(path));
}

// A file without a name takes the room and gives it back.
void check_room(const fs::path& directory, std::uint64_t bytes) {
  const fs::path path = directory / ("room" + std::string(kTemporarySuffix));
  const Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (file.get() < 0) fail("write", path, errno);
  unlink(path.c_str());
  rlimit limit{};
  if (getrlimit(RLIMIT_FSIZE, &limit) == 0) bytes = std::min<std::uint64_t>(bytes, limit.rlim_cur);
  bytes = std::min<std::uint64_t>(bytes, INT64_MAX);
  if (bytes == 0 || fallocate(file.get(), 0, 0, static_cast<off_t>(bytes)) == 0) return;
  if (errno != EOPNOTSUPP && errno != ENOSYS) fail("find room in", directory, errno);
  if (fs::space(directory).available < bytes) fail("find room in", directory, ENOSPC);
}

void make_directories(const fs::path& directory) {
  if (fs::is_directory(directory)) return;
  const fs::path parent = parent_of(directory);
  make_directories(parent);
  if (mkdir(directory.c_str(), 0777) != 0 && errno != EEXIST)
    fail("make the directory", directory, errno);
  sync_directory(parent);
}

// Some file systems cannot force a directory (EINVAL), and one without the right to list it
// (EACCES) cannot be opened for that: both keep names as well as they do by themselves.
void sync_directory(const fs::path& directory) {
  const Descriptor file(directory, O_RDONLY | O_DIRECTORY);
  if (file.get() < 0) {
    if (errno == EACCES) return;
    fail("open", directory, errno);
  }
  if (fsync(file.get()) != 0 && errno != EINVAL) fail("force to disk", directory, errno);
}

void sync_tree(const fs::path& directory) {
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_directory())
      sync_directory(entry.path());
    else
      sync_path(entry.path());
  }
  sync_directory(directory);
}

std::string read_whole_file(const fs::path& path) {
  const Descriptor file(path, O_RDONLY);
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      throw Error(ErrorCode::index_missing, path.string() + " is not there");
    fail("read", path, errno);
  }
  std::string bytes;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t size = read(file.get(), buffer, sizeof buffer);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail("read", path, errno);
    if (size == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(size));
  }
}

std::uint64_t tree_bytes(const fs::path& directory) {
  std::uint64_t total = 0;
  std::error_code gone;
  for (fs::recursive_directory_iterator it(directory, gone), end; !gone && it != end;
       it.increment(gone)) {
    std::error_code ignored;
    if (const auto bytes = it->file_size(ignored); !ignored) total += bytes;
  }
  return total;
}

FileLock::FileLock(const fs::path& path, std::chrono::milliseconds wait) {
  Descriptor file(path, O_RDWR | O_CREAT, 0666);
  if (file.get() < 0) fail("open", path, errno);
  const auto until = std::chrono::steady_clock::now() + wait;
  while (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) fail("lock", path, errno);
    if (std::chrono::steady_clock::now() >= until)
      throw Error(ErrorCode::index_locked, path.parent_path().string() + " is being changed by " +
                                               holder_of(file.get()) +
                                               "; wait until it is done, or end that process");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  const std::string holder = "process " + std::to_string(getpid()) + " on " + host + "\n";
  if (ftruncate(file.get(), 0) != 0 || pwrite(file.get(), holder.data(), holder.size(), 0) < 0)
    fail("write", path, errno);
  descriptor_ = file.release();
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) {
    if (ftruncate(descriptor_, 0) != 0) {
      // The name of the holder stays behind; the lock itself goes with the descriptor.
    }
    close(descriptor_);
  }
}

InputFile::InputFile(const fs::path& path) {
  Descriptor file(path, O_RDONLY);
  if (file.get() < 0) fail("open", path, errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) fail("read", path, errno);
  size_ = static_cast<std::uint64_t>(status.st_size);
  descriptor_ = file.release();
}

InputFile::~InputFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool InputFile::read(std::uint64_t at, std::span<char> bytes) const noexcept {
  while (!bytes.empty()) {
    const ssize_t size = pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    at += static_cast<std::uint64_t>(size);
    bytes = bytes.subspan(static_cast<std::size_t>(size));
  }
  return true;
}

MappedFile::MappedFile(const fs::path& path) {
  const Descriptor file(path, O_RDONLY);
  if (file.get() < 0) fail("open", path, errno);
  struct stat status {};
  if (fstat(file.get(), &status) != 0) fail("read", path, errno);
  size_ = static_cast<std::size_t>(status.st_size);
  if (size_ == 0) return;
  data_ = mmap(nullptr, size_, PROT_READ, MAP_SHARED, file.get(), 0);
  if (data_ == MAP_FAILED) {
    data_ = nullptr;
    size_ = 0;
    fail("map", path, errno);
  }
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(data_, size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

}  // namespace pilcrow::internal
