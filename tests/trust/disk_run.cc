// Writers on a small file system that is full, on one that cannot be written to, and under a limit
// of the size of files.
//
//   disk_run [--rounds N] [--megabytes M] [--seed S]
//
// Mounts a tmpfs of its own, in a namespace of its own; ends with 77 where that is not allowed.
// However little room there was: an Error names the place and that there is no room, the last state
// is intact, and once there is room the same writer commits the rest.

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>

#include "pilcrow/pilcrow.h"
#include "support/data.h"
#include "trust/history.h"
#include "trust/run_program.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

constexpr int kSkipped = 77;

struct Options {
  std::size_t rounds = 30;
  std::size_t megabytes = 6;
  std::uint64_t seed = 1;
};

struct Tally {
  std::size_t tries = 0;
  std::size_t fitted = 0;
  std::size_t refused = 0;
  std::size_t tried_again = 0;
  std::size_t begun_again = 0;
  std::size_t bad = 0;
};

bool make_namespace() {
  const uid_t user = getuid();
  if (unshare(CLONE_NEWNS) != 0) {
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    const auto tell = [](const char* file, const std::string& text) {
      const int descriptor = open(file, O_WRONLY);
      if (descriptor < 0) return;
      if (write(descriptor, text.data(), text.size()) < 0) perror(file);
      close(descriptor);
    };
    tell("/proc/self/uid_map", "0 " + std::to_string(user) + " 1");
  }
  return mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

// Takes all room but so many bytes.
void leave(const fs::path& ballast, std::uintmax_t free) {
  fs::remove(ballast);
  const std::uintmax_t available = fs::space(ballast.parent_path()).available;
  if (available <= free) return;
  const int descriptor = open(ballast.c_str(), O_CREAT | O_WRONLY, 0600);
  if (posix_fallocate(descriptor, 0, static_cast<off_t>(available - free)) != 0)
    std::cerr << "no ballast" << std::endl;
  close(descriptor);
}

class DiskRun {
 public:
  DiskRun(const Options& options, fs::path disk)
      : options_(options), history_(options.seed), disk_(std::move(disk)) {}

  bool run() {
    std::mt19937_64 random(options_.seed);
    std::size_t number = 0;
    for (; number < options_.rounds; ++number) {
      if (random() % 3 > 0) {
        // From nothing to a megabyte, as many small amounts as large ones.
        leave(disk_ / "ballast", std::uintmax_t{1} << (random() % 21));
        step("full disk", number, [&] { fs::remove(disk_ / "ballast"); });
      } else {
        limit_files(random() % 300'000);
        step("limit of the size of files", number, [&] { limit_files(RLIM_INFINITY); });
      }
    }
    read_only(number);
    return print();
  }

 private:
  static void limit_files(rlim_t bytes) {
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }

  void bad(Tally& tally, const std::string& what) {
    std::cerr << "  BAD: " << what << std::endl;
    ++tally.bad;
  }

  // A commit in little room; `make_room` ends that.
  template <typename MakeRoom>
  void step(const std::string& kind, std::size_t number, MakeRoom&& make_room) {
    Tally& tally = tallies_[{kind, to_string(history_.step(number))}];
    ++tally.tries;
    const State before = history_.state_after(static_cast<std::ptrdiff_t>(number) - 1);
    const State after = history_.state_after(static_cast<std::ptrdiff_t>(number));
    std::optional<IndexWriter> writer;
    bool added = false;
    try {
      writer.emplace(index_, writer_options(number));
      history_.perform(number, *writer, false);
      added = true;
      if (history_.step(number) == Step::optimize)
        writer->optimize();
      else
        writer->commit();
      make_room();
      ++tally.fitted;
    } catch (const Error& error) {
      const State left = found();
      make_room();
      ++tally.refused;
      const std::string said = error.what();
      if (error.code() != ErrorCode::io || said.find(disk_.string()) == std::string::npos)
        bad(tally, "unclear: " + said);
      if (messages_.size() < 6) messages_.insert(said);
      if (left != before && left != after) bad(tally, "another state");
      again(tally, number, writer, added);
    }
    writer.reset();
    if (found() != after) bad(tally, "the state after it");
    if (!verify_index(index_).sound()) bad(tally, "not sound");
  }

  void again(Tally& tally, std::size_t number, std::optional<IndexWriter>& writer, bool added) {
    if (added) {
      try {
        writer->commit();
        ++tally.tried_again;
        return;
      } catch (const Error&) {
        // What was added is lost, and it says so.
        writer->rollback();
      }
    } else if (!writer) {
      writer.emplace(index_, writer_options(number));
    } else {
      writer->rollback();
    }
    ++tally.begun_again;
    history_.perform(number, *writer);
  }

  IndexOptions writer_options(std::size_t number) const {
    return {.mode = history_.mode(number), .jobs = 2};
  }

  State found() const {
    try {
      return state_of(index_);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::index_missing) return {};
      throw;
    }
  }

  void read_only(std::size_t number) {
    Tally& tally = tallies_[{"read-only", to_string(history_.step(number))}];
    ++tally.tries;
    if (mount("none", disk_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) return;
    try {
      const IndexWriter writer(index_);
      bad(tally, "a writer on a disk that is read-only");
    } catch (const Error& error) {
      ++tally.refused;
      messages_.insert(error.what());
      if (error.code() != ErrorCode::io) bad(tally, error.what());
    }
    if (found() != history_.state_after(static_cast<std::ptrdiff_t>(number) - 1))
      bad(tally, "another state");
    for (const Note& note : verify_index(index_).findings)
      if (note.severity == Severity::error) bad(tally, note.where + ": " + note.message);
    mount("none", disk_.c_str(), nullptr, MS_REMOUNT, nullptr);
  }

  [[nodiscard]] bool print() const {
    std::size_t tries = 0;
    std::size_t refused = 0;
    std::size_t bad = 0;
    std::printf("%-28s %-9s %5s %6s %7s %11s %11s %4s\n", "kind", "step", "tries", "fitted",
                "refused", "tried again", "begun again", "bad");
    for (const auto& [key, t] : tallies_) {
      std::printf("%-28s %-9s %5zu %6zu %7zu %11zu %11zu %4zu\n", key.first.c_str(),
                  key.second.c_str(), t.tries, t.fitted, t.refused, t.tried_again, t.begun_again,
                  t.bad);
      tries += t.tries;
      refused += t.refused;
      bad += t.bad;
    }
    for (const std::string& message : messages_)
      std::printf("  said: %s\n", message.c_str());
    std::printf("seed %llu, tmpfs of %zu MB: %zu commits, %zu refused, %zu bad\n",
                static_cast<unsigned long long>(options_.seed), options_.megabytes, tries, refused,
                bad);
    return refused > 0 && bad == 0;
  }

  Options options_;
  History history_;
  fs::path disk_;
  fs::path index_ = disk_ / "disk.idx";
  std::map<std::pair<std::string, std::string>, Tally> tallies_;
  std::set<std::string> messages_;
};

int run(const Options& options) {
  const TemporaryDirectory directory;
  if (!make_namespace()) {
    std::puts("skipped: no right to mount a file system");
    return kSkipped;
  }
  const fs::path disk = directory / "disk";
  fs::create_directories(disk);
  const std::string size = "size=" + std::to_string(options.megabytes) + "m";
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, size.c_str()) != 0) {
    std::puts("skipped: no right to mount a file system");
    return kSkipped;
  }
  std::signal(SIGXFSZ, SIG_IGN);
  const int code = DiskRun(options, disk).run() ? 0 : 1;
  umount2(disk.c_str(), MNT_DETACH);
  return code;
}

}  // namespace

int main(int argc, char* argv[]) {
  Options options;
  return run_program(argc, argv,
                     {{"--rounds", value_of(options.rounds)},
                      {"--megabytes", value_of(options.megabytes)},
                      {"--seed", value_of(options.seed)}},
                     [&] { return run(options); });
}
