#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pilcrow::programs {

enum class ColorMode { automatic, always, never };

/// Whether to color what goes to file descriptor `fd`: as asked, else only a terminal that is not
/// "dumb", and not where NO_COLOR is set (https://no-color.org).
bool use_color(ColorMode mode, int fd);

/// Columns of the terminal at `fd`; where there is none, of the variable COLUMNS, or 80.
std::size_t terminal_width(int fd);

/// Escape sequences, or empty texts where color is off.
struct Palette {
  std::string bold{};
  std::string dim{};
  std::string accent{};
  std::string reset{};
};
Palette make_palette(bool color);

/// Columns that a UTF-8 text takes: 2 for wide East Asian characters, 0 for combining marks and
/// escape sequences. An approximation without a Unicode library.
std::size_t display_width(std::string_view text);

/// `text` with everything replaced that could steer a terminal or hide what it says: control
/// characters (escape sequences among them), and marks that change the direction of writing.
std::string printable(std::string_view text);

/// `text` in lines of at most `width` columns (0: one line), broken at spaces and between wide
/// characters, and inside a word only where it is wider than a line. Escape sequences take no room.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// Lines of `text` broken at spaces where file descriptor `fd` is a terminal, else as they are.
std::string broken_for(int fd, std::string_view text);

/// `text` cut to `width` columns, with "…" where it was cut, or filled with spaces.
std::string fit(std::string_view text, std::size_t width);

/// A horizontal bar of `value / most` of `columns`, in eighths of a column.
std::string bar(double value, double most, std::size_t columns);

/// One character per value, its height the value's share of the largest; "·" for zero.
std::string sparkline(const std::vector<double>& values);

}  // namespace pilcrow::programs
