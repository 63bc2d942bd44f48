#include "analyze/number.h"

#include <algorithm>

#include "analyze/joint.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kGroupDigits = 3;
constexpr std::size_t kMaxGroups = 8;  // what is longer is a list

class NumberReader {
 public:
  NumberReader(std::string_view text, std::span<const Word> words, bool decimal_comma)
      : text_(text), words_(words), decimal_(decimal_comma ? Joint::comma : Joint::dot) {}

  std::size_t read(std::string& digits) const {
    const std::size_t groups = thousands();
    digits.clear();
    for (std::size_t i = 0; i < groups; ++i)
      digits += text_of(i);
    if (joint_after(groups - 1) != decimal_ || !is_digits(groups)) return groups;
    // 1.2.3 and 19.12.2024 are no decimal fractions.
    const Joint next = joint_after(groups);
    if ((next == Joint::dot || next == Joint::comma) && is_digits(groups + 1)) return groups;
    digits += '.';
    digits += text_of(groups);
    return groups + 1;
  }

 private:
  // How many words make up the integer part.
  [[nodiscard]] std::size_t thousands() const {
    if (words_[0].end - words_[0].begin > kGroupDigits) return 1;
    const Joint separator = joint_after(0);
    if (separator == decimal_ || separator == Joint::none || separator == Joint::hyphen) return 1;
    std::size_t groups = 1;
    while (groups < kMaxGroups && joint_after(groups - 1) == separator && is_digits(groups) &&
           words_[groups].end - words_[groups].begin == kGroupDigits) {
      ++groups;
    }
    // A group of another length tells that the whole is something else: 1,234,5.
    const bool broken_off = joint_after(groups - 1) == separator && is_digits(groups);
    return broken_off ? 1 : groups;
  }

  [[nodiscard]] Joint joint_after(std::size_t i) const {
    if (i + 1 >= words_.size()) return Joint::none;
    return joint_between(text_, words_[i], words_[i + 1]);
  }

  [[nodiscard]] bool is_digits(std::size_t i) const {
    return i < words_.size() && is_number(text_, words_[i]);
  }

  [[nodiscard]] std::string_view text_of(std::size_t i) const {
    return text_.substr(words_[i].begin, words_[i].end - words_[i].begin);
  }

  std::string_view text_;
  std::span<const Word> words_;
  Joint decimal_;
};

}  // namespace

bool is_number(std::string_view text, const Word& word) noexcept {
  if (!word.ascii || word.letter_case != WordCase::none) return false;
  const std::string_view bytes = text.substr(word.begin, word.end - word.begin);
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::size_t read_number(std::string_view text, std::span<const Word> words, bool decimal_comma,
                        std::string& digits) {
  return NumberReader(text, words, decimal_comma).read(digits);
}

}  // namespace pilcrow::internal
