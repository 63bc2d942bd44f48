#include "common/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace pilcrow::programs {

namespace {

constexpr std::size_t kDefaultWidth = 80;
constexpr char32_t kReplacement = 0xFFFD;

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

/// The code point at `at`, which is moved behind it. A byte that is no UTF-8 counts as one.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at++);
  if (lead < 0x80) return lead;
  const int following = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC2 ? 1 : -1;
  if (following < 0 || lead > 0xF4) return kReplacement;
  char32_t point = lead & (0x3FU >> static_cast<unsigned>(following));
  std::size_t end = at;
  for (int i = 0; i < following; ++i, ++end) {
    if (end >= text.size() || (byte(end) & 0xC0U) != 0x80) return kReplacement;
    point = (point << 6) | (byte(end) & 0x3FU);
  }
  at = end;
  return point;
}

using Range = std::pair<char32_t, char32_t>;

template <std::size_t N>
bool among(const std::array<Range, N>& ranges, char32_t point) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& r) { return r.first <= point && point <= r.second; });
}

bool is_wide(char32_t point) {
  static constexpr std::array<Range, 13> kWide = {{{0x1100, 0x115F},
                                                   {0x2E80, 0x303E},
                                                   {0x3041, 0x33FF},
                                                   {0x3400, 0x4DBF},
                                                   {0x4E00, 0xA4CF},
                                                   {0xAC00, 0xD7A3},
                                                   {0xF900, 0xFAFF},
                                                   {0xFE30, 0xFE6F},
                                                   {0xFF00, 0xFF60},
                                                   {0xFFE0, 0xFFE6},
                                                   {0x1F300, 0x1F64F},
                                                   {0x1F900, 0x1F9FF},
                                                   {0x20000, 0x3FFFD}}};
  return point >= 0x1100 && among(kWide, point);
}

bool is_zero_width(char32_t point) {
  static constexpr std::array<Range, 6> kZero = {{{0x0300, 0x036F},
                                                  {0x200B, 0x200F},
                                                  {0x20D0, 0x20FF},
                                                  {0x3099, 0x309A},
                                                  {0xFE00, 0xFE0F},
                                                  {0xE0100, 0xE01EF}}};
  return point >= 0x0300 && among(kZero, point);
}

bool steers_the_terminal(char32_t point) {
  static constexpr std::array<Range, 5> kSteering = {
      {{0x00, 0x1F}, {0x7F, 0x9F}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}}};
  return among(kSteering, point);
}

/// Closing marks that may not begin a line of Japanese or Chinese.
bool clings_to_the_left(char32_t point) {
  static constexpr std::u32string_view kClosing = U"、。，．・：；？！ー」』）］｝〉》】〕々";
  return kClosing.find(point) != std::u32string_view::npos;
}

std::size_t columns(char32_t point) {
  return is_zero_width(point) ? 0 : is_wide(point) ? 2 : 1;
}

/// Length of the escape sequence (CSI … final byte) at `at`, or 0.
std::size_t escape_length(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\x1b[") return 0;
  std::size_t end = at + 2;
  while (end < text.size() && (text[end] < '@' || text[end] > '~'))
    ++end;
  return std::min(end + 1, text.size()) - at;
}

/// What stays together on a line.
struct Piece {
  std::string text{};
  std::size_t width = 0;
  bool after_space = false;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> pieces;
  bool open = false;  // the last piece may grow
  bool space = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    const std::size_t escape = escape_length(text, at);
    const char32_t point = escape != 0 ? 0 : next_code_point(text, at);
    at = escape != 0 ? begin + escape : at;
    if (point == U' ' || point == U'\n') {
      space = true;
      open = false;
      continue;
    }
    const bool clings = clings_to_the_left(point) && !space;
    const bool wide = is_wide(point) && !clings;
    if (pieces.empty() || space || (!open && !clings) || wide)
      pieces.push_back({.after_space = space});
    pieces.back().text += text.substr(begin, at - begin);
    pieces.back().width += escape != 0 ? 0 : columns(point);
    open = !wide || escape != 0;
    space = false;
  }
  return pieces;
}

/// Cuts a piece that is wider than a line.
std::vector<Piece> cut(const Piece& piece, std::size_t width) {
  std::vector<Piece> parts{{.after_space = piece.after_space}};
  std::size_t at = 0;
  while (at < piece.text.size()) {
    const std::size_t begin = at;
    const std::size_t escape = escape_length(piece.text, at);
    const std::size_t room =
        escape != 0 ? (at += escape, 0) : columns(next_code_point(piece.text, at));
    if (parts.back().width + room > width) parts.push_back({});
    parts.back().text += piece.text.substr(begin, at - begin);
    parts.back().width += room;
  }
  return parts;
}

}  // namespace

bool use_color(ColorMode mode, int fd) {
  if (mode != ColorMode::automatic) return mode == ColorMode::always;
  return variable("NO_COLOR").empty() && variable("TERM") != "dumb" && isatty(fd) == 1;
}

std::size_t terminal_width(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string_view text = variable("COLUMNS");
  std::size_t width = 0;
  std::from_chars(text.data(), text.data() + text.size(), width);
  return width >= 20 ? width : kDefaultWidth;
}

Palette make_palette(bool color) {
  if (!color) return {};
  return {.bold = "\x1b[1m", .dim = "\x1b[2m", .accent = "\x1b[36m", .reset = "\x1b[0m"};
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t escape = escape_length(text, at); escape != 0) {
      at += escape;
    } else {
      width += columns(next_code_point(text, at));
    }
  }
  return width;
}

std::string printable(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t point = next_code_point(text, at);
    if (point == U'\n' || point == U'\t') {
      clean += ' ';
    } else if (steers_the_terminal(point) || (point == kReplacement && at - begin == 1)) {
      clean += "\xEF\xBF\xBD";
    } else {
      clean += text.substr(begin, at - begin);
    }
  }
  return clean;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::size_t used = 0;
  const auto place = [&](const Piece& piece) {
    const std::size_t gap = piece.after_space && used > 0 ? 1 : 0;
    if (lines.empty() || (width != 0 && used > 0 && used + gap + piece.width > width)) {
      lines.push_back(piece.text);
      used = piece.width;
      return;
    }
    lines.back() += std::string(gap, ' ') + piece.text;
    used += gap + piece.width;
  };
  for (const Piece& piece : pieces_of(text)) {
    if (width == 0 || piece.width <= width) {
      place(piece);
    } else {
      for (const Piece& part : cut(piece, width))
        place(part);
    }
  }
  return lines;
}

std::string broken_for(int fd, std::string_view text) {
  if (isatty(fd) != 1) return std::string(text);
  std::string broken;
  while (true) {
    const std::size_t end = text.find('\n');
    for (const std::string& line : wrap(text.substr(0, end), terminal_width(fd)))
      broken += (broken.empty() ? "" : "\n") + line;
    if (end == std::string_view::npos) return broken;
    text.remove_prefix(end + 1);
  }
}

std::string fit(std::string_view text, std::size_t width) {
  const std::size_t whole = display_width(text);
  if (whole <= width) return std::string(text) + std::string(width - whole, ' ');
  std::size_t at = 0;
  std::size_t used = 0;
  while (at < text.size()) {
    std::size_t next = at;
    const std::size_t room = columns(next_code_point(text, next));
    if (used + room + 1 > width) break;
    used += room;
    at = next;
  }
  return std::string(text.substr(0, at)) + "…" +
         std::string(width - std::min(width, used + 1), ' ');
}

std::string bar(double value, double most, std::size_t columns) {
  static constexpr std::array<const char*, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (most <= 0 || value <= 0) return {};
  const double share = std::min(1.0, value / most);
  const auto eighths =
      static_cast<std::size_t>(std::max(1.0, std::round(share * 8 * static_cast<double>(columns))));
  std::string drawn;
  for (std::size_t i = 0; i < eighths / 8; ++i)
    drawn += "█";
  return drawn + kEighths[eighths % 8];
}

std::string sparkline(const std::vector<double>& values) {
  static constexpr std::array<const char*, 8> kHeights = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const double most = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
  std::string drawn;
  for (const double value : values) {
    if (value <= 0) {
      drawn += "·";
      continue;
    }
    const auto height = static_cast<std::size_t>(std::ceil(value / most * 8)) - 1;
    drawn += kHeights[std::min<std::size_t>(height, 7)];
  }
  return drawn;
}

}  // namespace pilcrow::programs
