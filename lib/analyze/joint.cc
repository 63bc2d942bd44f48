#include "analyze/joint.h"

#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

Joint joint_of(std::int32_t code_point) noexcept {
  switch (code_point) {
    case '-':
    case 0x2010:  // hyphen
    case 0x2011:  // no-break hyphen
      return Joint::hyphen;
    case '\'':
    case 0x2019:  // right single quotation mark
    case 0x2018:
    case 0xFF07:
    case 0xB7:
    case 0x05F3:
    case 0x05F4:
      return Joint::apostrophe;
    case '.':
      return Joint::dot;
    case ',':
      return Joint::comma;
    case 0xA0:
    case 0x2009:
    case 0x202F:
      return Joint::digit_space;
    default:
      return Joint::none;
  }
}

// "-", one line break and the indentation of the next line.
bool is_broken_line(std::string_view gap) noexcept {
  if (gap[0] != '-') return false;
  std::size_t at = 1;
  if (at < gap.size() && gap[at] == '\r') ++at;
  if (at >= gap.size() || gap[at] != '\n') return false;
  return gap.find_first_not_of(" \t", at + 1) == std::string_view::npos;
}

}  // namespace

Joint rare_joint(std::string_view text, const Word& left, const Word& right) noexcept {
  constexpr std::size_t kLongestGap = 16;
  const std::size_t size = right.begin - left.end;
  if (size == 0 || size > kLongestGap) return Joint::none;
  const char first = text[left.end];
  if (size == 1) return joint_of(static_cast<unsigned char>(first));
  const std::string_view gap = text.substr(left.end, size);
  std::size_t at = 0;
  const std::int32_t code_point = next_code_point(gap, at);
  if (at == size && code_point >= 0x80) return joint_of(code_point);
  if (right.letter_case == WordCase::lower && is_broken_line(gap)) return Joint::hyphen;
  return Joint::none;
}

}  // namespace pilcrow::internal
