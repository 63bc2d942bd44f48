#include "pilcrow_index/progress.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

#include "common/options.h"
#include "common/terminal.h"
#include "pilcrow_index/interrupt.h"

namespace pilcrow::programs {

namespace {

constexpr std::chrono::milliseconds kInterval{200};
constexpr double kSecondsBeforeEstimate = 2;

}  // namespace

std::string clock_text(std::uint64_t seconds) {
  std::array<char, 48> text{};
  const auto hours = static_cast<unsigned long long>(seconds / 3600);
  const auto minutes = static_cast<unsigned>(seconds / 60 % 60);
  const auto rest = static_cast<unsigned>(seconds % 60);
  if (hours > 0) {
    std::snprintf(text.data(), text.size(), "%llu:%02u:%02u", hours, minutes, rest);
  } else {
    std::snprintf(text.data(), text.size(), "%u:%02u", minutes, rest);
  }
  return text.data();
}

Progress::Progress(const Tally& tally, std::uint64_t total_bytes, bool wanted)
    : tally_(tally), total_bytes_(total_bytes) {
  if (wanted && isatty(STDERR_FILENO) == 1) thread_ = std::thread([this] { draw_until_stopped(); });
}

Progress::~Progress() {
  stop();
}

void Progress::writing() {
  writing_ = true;
}

void Progress::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Progress::draw_until_stopped() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kInterval, [this] { return stopped_; })) {
    const std::size_t width = terminal_width(STDERR_FILENO);
    std::cerr << "\r\x1b[K" << fit(line(width - 1), width - 1) << std::flush;
  }
  std::cerr << "\r\x1b[K" << std::flush;
}

/// "5.1 MB/s, 0:37 left", or what is done once all is read.
std::string Progress::pace(std::uint64_t total) const {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
  const std::uint64_t done = tally_.bytes;
  // All files are handed on long before they are read.
  if (writing_ && (done >= total || interrupted())) {
    return "writing the index, " + clock_text(static_cast<std::uint64_t>(passed.count())) +
           " so far";
  }
  const double rate = passed.count() > 0 ? static_cast<double>(done) / passed.count() : 0;
  std::string text = human_bytes(static_cast<std::uint64_t>(rate)) + "/s";
  if (total > done && rate > 0 && passed.count() > kSecondsBeforeEstimate) {
    const double left = static_cast<double>(total - done) / rate;
    text += ", " + clock_text(static_cast<std::uint64_t>(left) + 1) + " left";
  }
  return text;
}

std::string Progress::line(std::size_t width) const {
  const std::uint64_t total =
      total_bytes_ - std::min<std::uint64_t>(total_bytes_, tally_.unchanged_bytes);
  std::string amount = human_bytes(tally_.bytes);
  if (total > 0) amount += " of " + human_bytes(total);
  const std::string last = pace(total);
  const std::string documents =
      counted(tally_.added + tally_.replaced, "document", "documents") + ", ";
  const std::string paragraphs = counted(tally_.paragraphs, "paragraph", "paragraphs") + ", ";
  std::string whole = documents + paragraphs + amount + ", " + last;
  if (display_width(whole) > width) whole = documents + paragraphs + last;
  if (display_width(whole) > width) whole = documents + last;
  return whole;
}

}  // namespace pilcrow::programs
