#include "trust/fault_points.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <memory>
#include <mutex>
#include <string>

#include "trust/power_cut.h"

namespace pilcrow::test {

namespace {

struct State {
  std::mutex mutex;
  bool armed = false;
  FaultPlan plan;
  std::uint64_t passed = 0;
  std::unique_ptr<DurableTree> durable;  // where power is to be cut
};

State& state() {
  static State& state = *new State;  // calls come until the very end of the process
  return state;
}

thread_local bool inside = false;  // of this layer

class Inside {
 public:
  Inside() { inside = true; }
  ~Inside() { inside = false; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
};

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

std::string path_of(int descriptor) {
  char link[64];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  char path[4096];
  const ssize_t size = readlink(link, path, sizeof path);
  return {path, size > 0 ? static_cast<std::size_t>(size) : 0};
}

[[noreturn]] void end_process(State& s) {
  if (s.plan.action == FaultAction::cut_power)
    s.durable->write_remains(s.plan.remains, s.plan.chance);
  kill(getpid(), SIGKILL);
  for (;;)
    pause();
}

bool counts(const std::string& root, const std::string& path) {
  return path.compare(0, root.size(), root) == 0 &&
         (path.size() == root.size() || path[root.size()] == '/');
}

// Calls `call` as one of `kind` on `path`.
template <typename Call>
auto through(unsigned kind, const std::string& path, Call&& call) -> decltype(call()) {
  State& s = state();
  if (inside) return call();
  const std::lock_guard lock(s.mutex);
  const Inside here;
  if (!s.armed || !counts(s.plan.root.string(), path) || (kind & s.plan.kinds) == 0) return call();
  const std::uint64_t number = ++s.passed;
  const bool hit = number == s.plan.at;
  const FaultAction action = s.plan.action;
  if (hit && action == FaultAction::kill_before) end_process(s);
  if ((hit && action == FaultAction::fail_once) ||
      (s.plan.at != 0 && number >= s.plan.at && action == FaultAction::fail_from_now)) {
    errno = s.plan.error;
    return -1;
  }
  const auto result = call();
  if (hit && (action == FaultAction::kill_after || action == FaultAction::cut_power)) {
    if (kind == kSyncs && s.durable) s.durable->synced(path);
    end_process(s);
  }
  return result;
}

// A forced file or directory is remembered whatever the plan counts.
template <typename Call>
int through_sync(int descriptor, Call&& call) {
  const int result = through(kSyncs, path_of(descriptor), call);
  State& s = state();
  if (result != 0 || inside) return result;
  const std::lock_guard lock(s.mutex);
  const Inside here;
  if (s.armed && s.durable) s.durable->synced(path_of(descriptor));
  return result;
}

}  // namespace

void arm_faults(const FaultPlan& plan) {
  State& s = state();
  const std::lock_guard lock(s.mutex);
  const Inside here;
  s.plan = plan;
  s.passed = 0;
  s.durable =
      plan.action == FaultAction::cut_power ? std::make_unique<DurableTree>(plan.root) : nullptr;
  s.armed = true;
}

void disarm_faults() {
  const std::lock_guard lock(state().mutex);
  state().armed = false;
}

std::uint64_t fault_points_passed() {
  const std::lock_guard lock(state().mutex);
  return state().passed;
}

}  // namespace pilcrow::test

using namespace pilcrow::test;

extern "C" {

int rename(const char* from, const char* to) noexcept {
  static auto* const next = real<int(const char*, const char*)>("rename");
  return through(kRenames, to, [&] { return next(from, to); });
}

int fsync(int descriptor) {
  static auto* const next = real<int(int)>("fsync");
  return through_sync(descriptor, [&] { return next(descriptor); });
}

int fdatasync(int descriptor) {
  static auto* const next = real<int(int)>("fdatasync");
  return through_sync(descriptor, [&] { return next(descriptor); });
}

int unlink(const char* path) noexcept {
  static auto* const next = real<int(const char*)>("unlink");
  return through(kRemovals, path, [&] { return next(path); });
}

int unlinkat(int directory, const char* path, int flags) noexcept {
  static auto* const next = real<int(int, const char*, int)>("unlinkat");
  const std::string whole =
      path[0] == '/' || directory == AT_FDCWD ? path : path_of(directory) + "/" + path;
  return through(kRemovals, whole, [&] { return next(directory, path, flags); });
}

int rmdir(const char* path) noexcept {
  static auto* const next = real<int(const char*)>("rmdir");
  return through(kRemovals, path, [&] { return next(path); });
}

int mkdir(const char* path, mode_t mode) noexcept {
  static auto* const next = real<int(const char*, mode_t)>("mkdir");
  return through(kCreations, path, [&] { return next(path, mode); });
}

int open(const char* path, int flags, ...) {
  static auto* const next = real<int(const char*, int, ...)>("open");
  mode_t mode = 0;
  if ((flags & O_CREAT) != 0) {
    va_list arguments;
    va_start(arguments, flags);
    mode = va_arg(arguments, mode_t);
    va_end(arguments);
  }
  return through((flags & O_CREAT) != 0 ? kCreations : kReads, path,
                 [&] { return next(path, flags, mode); });
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const next = real<ssize_t(int, const void*, size_t)>("write");
  return through(kWrites, path_of(descriptor), [&] { return next(descriptor, bytes, size); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) {
  static auto* const next = real<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return through(kWrites, path_of(descriptor), [&] { return next(descriptor, bytes, size, at); });
}

int ftruncate(int descriptor, off_t size) noexcept {
  static auto* const next = real<int(int, off_t)>("ftruncate");
  return through(kWrites, path_of(descriptor), [&] { return next(descriptor, size); });
}

int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  static auto* const next = real<int(int, int, off_t, off_t)>("fallocate");
  return through(kAllocations, path_of(descriptor),
                 [&] { return next(descriptor, mode, offset, size); });
}

ssize_t read(int descriptor, void* bytes, size_t size) {
  static auto* const next = real<ssize_t(int, void*, size_t)>("read");
  return through(kReads, path_of(descriptor), [&] { return next(descriptor, bytes, size); });
}

ssize_t pread(int descriptor, void* bytes, size_t size, off_t at) {
  static auto* const next = real<ssize_t(int, void*, size_t, off_t)>("pread");
  return through(kReads, path_of(descriptor), [&] { return next(descriptor, bytes, size, at); });
}

}  // extern "C"
