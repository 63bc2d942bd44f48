#include "tag/word_gap.h"

#include <cstddef>

namespace pilcrow::internal {
namespace {

// The length of the white space, hyphen or apostrophe that `rest` begins with; 0 for other things.
std::size_t joint(std::string_view rest) {
  switch (rest[0]) {
    case ' ':
    case '\n':
    case '\r':
    case '\t':
    case '-':
    case '\'':
      return 1;
    case '\xC2':  // no-break space, soft hyphen
      return rest.size() >= 2 && (rest[1] == '\xA0' || rest[1] == '\xAD') ? 2 : 0;
    case '\xE2': {  // hyphens to en dash, single quotes, narrow space
      if (rest.size() < 3 || rest[1] != '\x80') return 0;
      const char last = rest[2];
      const bool fits =
          (last >= '\x90' && last <= '\x93') || last == '\x98' || last == '\x99' || last == '\xAF';
      return fits ? 3 : 0;
    }
    default:
      return 0;
  }
}

Gap sign(char c) {
  switch (c) {
    case '.':
      return Gap::dot;
    case ',':
      return Gap::comma;
    case '(':
    case ')':
      return Gap::bracket;
    case '&':
      return Gap::ampersand;
    case '/':
      return Gap::slash;
    default:
      return Gap::none;
  }
}

}  // namespace

Gap gap_of(std::string_view between) {
  constexpr std::size_t kLongest = 12;
  if (between == " ") return Gap::plain;
  if (between.size() > kLongest) return Gap::none;
  Gap gap = Gap::plain;
  while (!between.empty()) {
    if (const std::size_t length = joint(between); length > 0) {
      between.remove_prefix(length);
      continue;
    }
    if (gap != Gap::plain) return Gap::none;
    gap = sign(between[0]);
    if (gap == Gap::none) return gap;
    between.remove_prefix(1);
  }
  return gap;
}

}  // namespace pilcrow::internal
