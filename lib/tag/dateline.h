#pragma once

#include <string_view>

namespace pilcrow::internal {

/// The dateline that a text begins with, up to and without its dash: "SALVADOR, Feb 26" of
/// "SALVADOR, Feb 26 - Showers continued", "RIGA (Reuters)" of "RIGA (Reuters) — Latvia said". A
/// dateline begins with a place in capitals, or has a place and a date, and ends with a dash within
/// its first 90 bytes and its first line. Empty where the text has none.
std::string_view dateline_of(std::string_view text);

}  // namespace pilcrow::internal
