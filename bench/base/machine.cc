#include "base/machine.h"

#include <sys/utsname.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <string_view>
#include <thread>

namespace pilcrow::bench {
namespace {

// The number behind "name:" in a file of "name: number kB" lines, in bytes.
std::uint64_t kilobytes_of(const char* file, std::string_view name) {
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    if (line.starts_with(name) && line.size() > name.size() && line[name.size()] == ':')
      return std::strtoull(line.c_str() + name.size() + 1, nullptr, 10) * 1024;
  }
  return 0;
}

std::string cpu_model() {
  std::ifstream in("/proc/cpuinfo");
  std::string line;
  while (std::getline(in, line)) {
    if (!line.starts_with("model name")) continue;
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos) return line.substr(colon + 2);
  }
  return "unknown";
}

std::string compiler_name() {
#if defined(__clang__)
  std::string name = "clang " __clang_version__;
#elif defined(__GNUC__)
  std::string name = "gcc " __VERSION__;
#else
  std::string name = "unknown compiler";
#endif
  return name + ", " PILCROW_BUILD_TYPE;
}

}  // namespace

Machine this_machine() {
  Machine machine;
  machine.cpu = cpu_model();
  machine.cores = std::thread::hardware_concurrency();
  machine.memory_bytes = kilobytes_of("/proc/meminfo", "MemTotal");
  utsname names{};
  if (uname(&names) == 0)
    machine.system = std::string(names.sysname) + " " + names.release + " " + names.machine;
  machine.compiler = compiler_name();
  std::ifstream("/proc/loadavg") >> machine.load;
  return machine;
}

Memory memory_now() {
  constexpr const char* kStatus = "/proc/self/status";
  return {kilobytes_of(kStatus, "VmRSS"), kilobytes_of(kStatus, "RssAnon"),
          kilobytes_of(kStatus, "VmHWM")};
}

void reset_peak_memory() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

std::string timestamp() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return {text, length};
}

}  // namespace pilcrow::bench
