#pragma once

#include <cstdint>
#include <string>

namespace pilcrow::bench {

/// What the figures were measured on.
struct Machine {
  std::string cpu;
  unsigned cores = 0;
  std::uint64_t memory_bytes = 0;
  std::string system;    ///< kernel and architecture
  std::string compiler;  ///< with the kind of build
  double load = 0;       ///< mean number of running processes in the last minute, before the run
};

Machine this_machine();

/// Memory of this process, in bytes; 0 where the system does not tell.
struct Memory {
  std::uint64_t resident = 0;
  std::uint64_t anonymous = 0;  ///< the part that is no mapped file
  std::uint64_t peak = 0;       ///< highest `resident` since the start or the last reset
};

Memory memory_now();
/// Lets `Memory::peak` begin anew, where the system can.
void reset_peak_memory();

/// Now in UTC, as 2026-01-31T12:00:00Z.
std::string timestamp();

}  // namespace pilcrow::bench
