// Ends writers in the middle of their work, in many ways, and looks at what is left.
//
//   crash_run [--random N] [--points] [--power] [--errors] [--every N | --at N] [--seed S]
//
// --random N  N writers are killed (SIGKILL) at random moments, one after the other on one index
// --points    a writer is killed before and after each call that forces, renames, makes or removes
//             a file, for each kind of commit
// --power     the power is cut after each of these calls: what was not forced to disk is lost, or
//             kept in part by chance (two ways for each call)
// --errors    each of these calls, each write and each read fails, once and from then on
// --every N   takes every Nth of these calls only
// --at N      takes the Nth only
//
// A call of Xapian's that fails while it writes the last values of a commit ends the process: it
// writes them in a destructor. That is counted apart ("ended by Xapian"), and must leave what a
// kill leaves. The library looks for room before, so that a full disk does not come to that; a call
// that fails though there was room, as here, does.
//
// Whatever happened, the index must open, hold exactly the last committed state, or the one whose
// commit was under way, pass verify_index, and take new work, which removes what was left over.

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "pilcrow/pilcrow.h"
#include "support/data.h"
#include "trust/child_process.h"
#include "trust/fault_points.h"
#include "trust/history.h"
#include "trust/run_program.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

struct Options {
  std::size_t random = 0;
  bool points = false;
  bool power = false;
  bool errors = false;
  std::uint64_t every = 1;
  std::uint64_t at = 0;  // 0: all
  std::uint64_t seed = 1;
};

// What was seen, by kind of end and step.
struct Tally {
  std::size_t ends = 0;
  std::size_t old_state = 0;
  std::size_t new_state = 0;
  std::size_t leftovers = 0;
  std::size_t losses = 0;
};

// Exit codes of a checking process.
constexpr int kOldState = 10;
constexpr int kNewState = 11;
constexpr int kBothStates = 12;
constexpr int kLost = 13;
constexpr int kWithLeftovers = 32;  // added to one of the others

std::set<std::string> names_in(const fs::path& index) {
  std::set<std::string> names;
  if (fs::exists(index))
    for (const auto& entry : fs::directory_iterator(index))
      names.insert(entry.path().filename().string());
  names.erase("lock");
  names.erase("boilerplate");
  return names;
}

bool has_leftovers(const fs::path& index) {
  const auto names = names_in(index);
  return names.size() > 2 || (names.size() == 1 && !names.contains("manifest.json"));
}

int complain(const std::string& what) {
  std::cerr << "  LOST: " << what << std::endl;
  return kLost;
}

State found_state(const fs::path& index) {
  try {
    return state_of(index);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::index_missing) return {};
    throw;
  }
}

std::string difference(const State& expected, const State& found) {
  std::string all = "; lacks";
  for (const auto& entry : expected)
    if (!found.contains(entry.first) || found.at(entry.first) != entry.second)
      all += " " + entry.first + "/" + std::to_string(entry.second);
  all += ", has";
  for (const auto& entry : found)
    if (!expected.contains(entry.first) || expected.at(entry.first) != entry.second)
      all += " " + entry.first + "/" + std::to_string(entry.second);
  return all;
}

// Looks at an index that must hold one of two states, then works on it.
int check(const fs::path& index, const State& before, const State& after) {
  const State found = found_state(index);
  if (found != before && found != after)
    return complain("the index holds a state of its own" + difference(before, found) +
                    difference(after, found));
  const bool there = fs::exists(index / "manifest.json");
  if (!there && !before.empty()) return complain("the manifest is gone");
  if (there) {
    const VerifyReport report = verify_index(index);
    for (const Note& note : report.findings)
      if (note.severity == Severity::error) return complain(note.where + ": " + note.message);
  }
  const bool leftovers = has_leftovers(index);
  { const IndexWriter writer(index); }
  if (const auto names = names_in(index); names.size() > 2 || (names.size() == 1 && there)) {
    std::string all;
    for (const std::string& name : names)
      all += " " + name;
    return complain("left over:" + all);
  }
  const int state = before == after ? kBothStates : found == before ? kOldState : kNewState;
  return state + (leftovers ? kWithLeftovers : 0);
}

// Adds to an index that was checked, and takes it away again.
int check_new_work(const fs::path& index, const State& expected) {
  {
    IndexWriter writer(index);
    add_versioned(writer, "extra-1", 77);
    writer.commit();
  }
  State with_extra = expected;
  with_extra["extra-1"] = 77;
  if (found_state(index) != with_extra) return complain("new work is not there");
  return 0;
}

class CrashRun {
 public:
  explicit CrashRun(const Options& options) : options_(options), history_(options.seed) {}

  bool run() {
    if (options_.random > 0) random_kills();
    if (options_.points) at_points("kill before", FaultAction::kill_before, kBoundaries, 0);
    if (options_.points) at_points("kill after", FaultAction::kill_after, kBoundaries, 0);
    if (options_.power) at_points("power cut, strict", FaultAction::cut_power, kBoundaries, 0);
    if (options_.power) at_points("power cut, chance", FaultAction::cut_power, kBoundaries, 1);
    if (options_.power)
      at_points("power cut in writes", FaultAction::cut_power, kBoundaries | kWrites, 2, 7);
    if (options_.errors) {
      at_points("disk full once", FaultAction::fail_once, kBoundaries | kWrites, 0);
      at_points("disk full from then on", FaultAction::fail_from_now, kCreations | kWrites, 0);
      at_points("reading fails once", FaultAction::fail_once, kReads, 0);
      at_points("reading fails from then on", FaultAction::fail_from_now, kReads, 0);
    }
    return print();
  }

 private:
  // Entries of the table.
  void enter(const std::string& end, Step step, int code) {
    Tally& tally = tallies_[{end, to_string(step)}];
    ++tally.ends;
    if (code >= kWithLeftovers && code < 128) {
      ++tally.leftovers;
      code -= kWithLeftovers;
    }
    if (code == kOldState)
      ++tally.old_state;
    else if (code == kNewState || code == kBothStates)
      ++tally.new_state;
    else
      ++tally.losses;
  }

  void random_kills();
  std::ptrdiff_t run_until_killed(const fs::path& index, std::ptrdiff_t done, unsigned delay);
  void at_points(const std::string& name, FaultAction action, unsigned kinds, std::uint64_t chance,
                 std::uint64_t coarser = 1);
  bool at_point(const std::string& name, const FaultPlan& plan, std::size_t number);
  int write_with_faults(const FaultPlan& plan, std::size_t number);
  int write_with_errors(const FaultPlan& plan, std::size_t number);
  void prepare_bases();
  bool print() const;

  Options options_;
  History history_;
  TemporaryDirectory directory_;
  std::vector<std::size_t> steps_;  // the number of one step of each kind
  std::map<std::pair<std::string, std::string>, Tally> tallies_;
  std::size_t ended_by_xapian_ = 0;
};

// A process commits step after step and is killed after `delay` microseconds; the last step whose
// commit returned.
std::ptrdiff_t CrashRun::run_until_killed(const fs::path& index, std::ptrdiff_t done,
                                          unsigned delay) {
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    close(pipe_ends[0]);
    try {
      for (std::size_t next = static_cast<std::size_t>(done + 1);; ++next) {
        IndexWriter writer(index, {.mode = history_.mode(next), .jobs = 2});
        history_.perform(next, writer);
        if (write(pipe_ends[1], "c", 1) != 1) std::_Exit(1);
      }
    } catch (const std::exception& error) {
      std::cerr << "  the writer ended by itself: " << error.what() << std::endl;
    }
    std::_Exit(1);
  }
  close(pipe_ends[1]);
  std::this_thread::sleep_for(std::chrono::microseconds(delay));
  kill(child, SIGKILL);
  int status = 0;
  waitpid(child, &status, 0);
  char acknowledged[4096];
  ssize_t size = 0;
  while ((size = read(pipe_ends[0], acknowledged, sizeof acknowledged)) > 0)
    done += size;
  close(pipe_ends[0]);
  return WIFSIGNALED(status) ? done : -2;
}

void CrashRun::random_kills() {
  const fs::path index = directory_ / "random.idx";
  std::mt19937_64 random(options_.seed);
  std::ptrdiff_t done = -1;
  int stuck = 0;  // kills since the last commit
  for (std::size_t i = 0; i < options_.random; ++i) {
    // From 3 to 300 milliseconds, as many short ones as long ones; ten times as long when nothing
    // was committed for a while.
    const double exponent =
        std::uniform_real_distribution<>(stuck > 4 ? 1.5 : 0.5, stuck > 4 ? 3.5 : 2.5)(random);
    const auto delay = static_cast<unsigned>(1000 * std::pow(10, exponent));
    const std::ptrdiff_t committed = run_until_killed(index, done, delay);
    const Step step =
        history_.step(static_cast<std::size_t>(std::max<std::ptrdiff_t>(committed, -1) + 1));
    if (committed < -1) {
      enter("kill at random", step, kLost);
      return;
    }
    const State before = history_.state_after(committed);
    const State after = history_.state_after(committed + 1);
    const int code = in_process([&] { return check(index, before, after); }, kLost);
    enter("kill at random", step, code);
    if (code >= 128 || code % kWithLeftovers == kLost) {
      std::cerr << "  kill " << i << ": code " << code << std::endl;
      return;
    }
    const bool moved = code % kWithLeftovers == kNewState;
    const std::ptrdiff_t now = moved ? committed + 1 : committed;
    stuck = now == done ? stuck + 1 : 0;
    done = now;
  }
}

// An index as it is before each of the steps looked at.
void CrashRun::prepare_bases() {
  if (!steps_.empty()) return;
  std::set<Step> seen;
  std::vector<std::size_t> numbers;
  numbers.push_back(0);
  for (std::size_t number = 7; seen.size() < std::size(kSteps); ++number)
    if (seen.insert(history_.step(number)).second) numbers.push_back(number);
  const fs::path index = directory_ / "base.idx";
  in_process(
      [&] {
        for (std::size_t number = 0; number <= numbers.back(); ++number) {
          const fs::path copy = directory_ / ("base-" + std::to_string(number));
          fs::create_directories(copy);
          if (fs::exists(index)) fs::copy(index, copy / "idx", fs::copy_options::recursive);
          IndexWriter writer(index, {.mode = history_.mode(number), .jobs = 1});
          history_.perform(number, writer);
        }
        return 0;
      },
      kLost);
  steps_ = numbers;
}

void CrashRun::at_points(const std::string& name, FaultAction action, unsigned kinds,
                         std::uint64_t chance, std::uint64_t coarser) {
  prepare_bases();
  const std::uint64_t every = options_.every * coarser;
  for (const std::size_t number : steps_) {
    const std::uint64_t first =
        options_.at > 0 ? options_.at : 1 + (options_.seed + number) % every;
    for (std::uint64_t at = first; options_.at == 0 || at == first; at += every) {
      FaultPlan plan{.kinds = kinds, .action = action, .at = at, .error = ENOSPC};
      if (kinds == kReads) plan.error = EIO;
      plan.chance = chance == 0 ? 0 : options_.seed * 1000 + at * 10 + chance;
      if (!at_point(name, plan, number)) break;
    }
  }
}

// False where the writer came to its end before the point.
bool CrashRun::at_point(const std::string& name, const FaultPlan& plan, std::size_t number) {
  const fs::path work = directory_ / "work";
  const fs::path remains = directory_ / "remains";
  fs::remove_all(work);
  fs::remove_all(remains);
  fs::copy(directory_ / ("base-" + std::to_string(number)), work, fs::copy_options::recursive);
  FaultPlan here = plan;
  here.root = work;
  here.remains = remains;
  const bool fails =
      plan.action == FaultAction::fail_once || plan.action == FaultAction::fail_from_now;
  const State before = history_.state_after(static_cast<std::ptrdiff_t>(number) - 1);
  const State after = history_.state_after(static_cast<std::ptrdiff_t>(number));
  const int ended = in_process(
      [&] {
        tell_who_ended();
        return fails ? write_with_errors(here, number) : write_with_faults(here, number);
      },
      kLost);
  if (ended == 0) return false;
  const bool by_xapian = fails && ended == kEndedByXapian;
  if (by_xapian) ++ended_by_xapian_;
  if (!by_xapian && ended != (fails ? kNewState : 128 + SIGKILL)) {
    std::cerr << "  " << name << " " << plan.at << " of " << to_string(history_.step(number))
              << ": ended with " << ended << std::endl;
    enter(name, history_.step(number), kLost);
    return true;
  }
  const fs::path index = (plan.action == FaultAction::cut_power ? remains : work) / "idx";
  int code =
      in_process([&] { return check(index, fails && !by_xapian ? after : before, after); }, kLost);
  if (code < 128 && code % kWithLeftovers != kLost) {
    const State& found = code % kWithLeftovers == kOldState ? before : after;
    // With equal states either will do.
    if (in_process([&] { return check_new_work(index, found); }, kLost) != 0) code = kLost;
  }
  if (code >= 128 || code % kWithLeftovers == kLost)
    std::cerr << "  " << name << " " << plan.at << " of " << to_string(history_.step(number))
              << ": code " << code << std::endl;
  enter(name, history_.step(number), code);
  return true;
}

// In a process of its own, which is to be killed; 0 where it was not.
int CrashRun::write_with_faults(const FaultPlan& plan, std::size_t number) {
  arm_faults(plan);
  IndexWriter writer(plan.root / "idx", {.mode = history_.mode(number), .jobs = 1});
  history_.perform(number, writer);
  disarm_faults();
  return 0;
}

// In a process of its own: what fails must say so or not matter, leave one of the two states, and a
// second try must succeed. 0 where nothing failed.
int CrashRun::write_with_errors(const FaultPlan& plan, std::size_t number) {
  const fs::path index = plan.root / "idx";
  const State before = history_.state_after(static_cast<std::ptrdiff_t>(number) - 1);
  const State after = history_.state_after(static_cast<std::ptrdiff_t>(number));
  std::optional<IndexWriter> writer;
  bool added = false;
  bool failed = false;
  arm_faults(plan);
  try {
    writer.emplace(index, IndexOptions{.mode = history_.mode(number), .jobs = 1});
    history_.perform(number, *writer, false);
    added = true;
    if (history_.step(number) == Step::optimize)
      writer->optimize();
    else
      writer->commit();
  } catch (const Error& error) {
    failed = true;
    const std::string said = error.what();
    const bool clear = said.find(plan.root.string()) != std::string::npos &&
                       (error.code() == ErrorCode::io || plan.error != ENOSPC ||
                        error.code() == ErrorCode::index_damaged);
    if (!clear) return complain("an unclear error: " + said);
  }
  disarm_faults();
  const bool reached = fault_points_passed() >= plan.at;
  if (!reached) return 0;
  const State found = found_state(index);
  if (found != before && found != after) return complain("after an error: another state");
  if (!failed && found != after) return complain("an error was swallowed");
  if (!failed) return kNewState;
  if (!added) {
    writer.reset();
    writer.emplace(index, IndexOptions{.mode = history_.mode(number), .jobs = 1});
    history_.perform(number, *writer);
    return kNewState;
  }
  try {
    writer->commit();
  } catch (const Error&) {
    // It says that something that was added is lost: from the start then.
    writer->rollback();
    history_.perform(number, *writer);
  }
  return kNewState;
}

bool CrashRun::print() const {
  std::size_t ends = 0;
  std::size_t losses = 0;
  std::printf("%-24s %-9s %6s %6s %6s %9s %6s\n", "end", "step", "ends", "before", "after",
              "leftovers", "losses");
  for (const auto& [key, tally] : tallies_) {
    std::printf("%-24s %-9s %6zu %6zu %6zu %9zu %6zu\n", key.first.c_str(), key.second.c_str(),
                tally.ends, tally.old_state, tally.new_state, tally.leftovers, tally.losses);
    ends += tally.ends;
    losses += tally.losses;
  }
  std::printf("seed %llu: %zu ends of a writer, %zu losses (%zu ended by Xapian)\n",
              static_cast<unsigned long long>(options_.seed), ends, losses, ended_by_xapian_);
  return ends > 0 && losses == 0;
}

}  // namespace

int main(int argc, char* argv[]) {
  Options options;
  return run_program(argc, argv,
                     {{"--random", value_of(options.random)},
                      {"--points", flag(options.points)},
                      {"--power", flag(options.power)},
                      {"--errors", flag(options.errors)},
                      {"--every", value_of(options.every)},
                      {"--at", value_of(options.at)},
                      {"--seed", value_of(options.seed)}},
                     [&] { return CrashRun(options).run() ? 0 : 1; });
}
