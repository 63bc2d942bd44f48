#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace pilcrow::programs {

/// What a run has done so far. Counted from several threads.
struct Tally {
  std::atomic<std::uint64_t> added{0};            ///< documents that are new
  std::atomic<std::uint64_t> replaced{0};         ///< documents that were there in another state
  std::atomic<std::uint64_t> unchanged{0};        ///< documents passed over
  std::atomic<std::uint64_t> removed{0};          ///< documents taken out
  std::atomic<std::uint64_t> left_out{0};         ///< files and records that could not be taken
  std::atomic<std::uint64_t> not_reached{0};      ///< files left because of an interrupt
  std::atomic<std::uint64_t> unchanged_bytes{0};  ///< of files passed over
  std::atomic<std::uint64_t> bytes{0};            ///< of the files read, as they are on disk
  std::atomic<std::uint64_t> paragraphs{0};       ///< of the documents added and replaced
};

/// A line on standard error that says how far the run is: documents, paragraphs, MB, MB/s, time
/// left; where a terminal is narrow the amounts give way to the time. Redrawn by a thread of its
/// own; wiped out by `stop` or the destructor. Only on a terminal.
class Progress {
 public:
  /// `total_bytes`: of all files of the run, unchanged ones included; 0 where that is not known.
  Progress(const Tally& tally, std::uint64_t total_bytes, bool wanted);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// All is handed on; once it is read as well, what remains is writing.
  void writing();
  void stop();

 private:
  void draw_until_stopped();
  [[nodiscard]] std::string line(std::size_t width) const;
  [[nodiscard]] std::string pace(std::uint64_t total) const;

  const Tally& tally_;
  std::uint64_t total_bytes_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::atomic<bool> writing_{false};
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopped_ = false;
  std::thread thread_;
};

/// "1:05", or "2:03:09" for hours.
std::string clock_text(std::uint64_t seconds);

}  // namespace pilcrow::programs
