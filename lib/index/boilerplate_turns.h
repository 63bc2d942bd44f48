#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "pilcrow/boilerplate.h"

namespace pilcrow::internal {

/// Lets the batches of several threads be judged for boilerplate one after the other, in their
/// order: what is found does not depend on the number of threads.
class BoilerplateTurns {
 public:
  BoilerplateTurns(bool enabled, const std::vector<std::uint64_t>& known)
      : enabled_(enabled), finder_(known) {}

  /// Judges documents while no batch that holds any is at work.
  void mark(std::span<Document> documents);
  /// What is known now, while no batch is at work.
  [[nodiscard]] std::vector<std::uint64_t> known() const { return finder_.known(); }
  /// How many blocks were marked since it was last asked, while no batch is at work.
  std::size_t take_marked() { return std::exchange(marked_, 0); }
  /// Batches begin with number 0 again.
  void restart() { next_ = 0; }

  /// The turn of one batch. Each number from 0 on must have one, in any order; it comes to its end
  /// when it is destroyed at the latest, and those behind it wait until then.
  class Turn {
   public:
    Turn(BoilerplateTurns& turns, std::uint64_t number) : turns_(turns), number_(number) {}
    ~Turn() { finish(); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    /// Judges a stretch; waits for the batches before this one the first time. The stretches of a
    /// batch behind the first are judged among themselves, so that nobody waits for them.
    void mark(std::span<Document> documents);

   private:
    void finish();

    BoilerplateTurns& turns_;
    std::uint64_t number_;
    bool finished_ = false;
    BoilerplateFinder own_{};
  };

 private:
  bool enabled_;
  BoilerplateFinder finder_;
  std::size_t marked_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t next_ = 0;
};

/// What earlier runs found, kept beside the manifest; nothing where the file is missing or damaged.
std::vector<std::uint64_t> read_known_boilerplate(const std::filesystem::path& index);
void write_known_boilerplate(const std::filesystem::path& index,
                             const std::vector<std::uint64_t>& known);

}  // namespace pilcrow::internal
