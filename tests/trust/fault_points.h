#pragma once

#include <cstdint>
#include <filesystem>

namespace pilcrow::test {

// A layer between a program and the file system: the program that links fault_points.cc has its own
// open, write, rename, fsync and so on, through which the library and Xapian call as well. Calls on
// files below a folder are counted, and one of them can be made to fail, or to be the last one.

/// Kinds of calls, as bits.
enum FaultKinds : unsigned {
  kSyncs = 1,         ///< fsync, fdatasync
  kRenames = 2,       ///< rename
  kRemovals = 4,      ///< unlink, unlinkat, rmdir
  kCreations = 8,     ///< open with O_CREAT, mkdir
  kWrites = 16,       ///< write, pwrite, ftruncate
  kReads = 32,        ///< open for reading, read, pread
  kAllocations = 64,  ///< fallocate
  kBoundaries = kSyncs | kRenames | kRemovals | kCreations,
};

enum class FaultAction {
  count,          ///< nothing happens
  kill_before,    ///< the process is killed before the call
  kill_after,     ///< … and after it
  cut_power,      ///< likewise after it; what stays on disk is written to `FaultPlan::remains`
  fail_once,      ///< the call fails with `error`
  fail_from_now,  ///< that call and all later ones of these kinds
};

struct FaultPlan {
  std::filesystem::path root{};  ///< absolute; calls on it and what is below it count
  unsigned kinds = kBoundaries;
  FaultAction action = FaultAction::count;
  std::uint64_t at = 0;  ///< the number of the call, from 1
  int error = 0;         ///< errno of a failing call
  /// Where the folder is put together as a power cut leaves it: what was forced to disk, and of the
  /// rest nothing (`chance` 0) or what chance gives, name by name and page by page.
  std::filesystem::path remains{};
  std::uint64_t chance = 0;
};

/// From now on. What is below the root already counts as being on disk.
void arm_faults(const FaultPlan& plan);
void disarm_faults();
/// Calls counted since `arm_faults`.
std::uint64_t fault_points_passed();

}  // namespace pilcrow::test
