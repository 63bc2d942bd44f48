#include "text/words.h"

#include <algorithm>
#include <array>
#include <bit>

#include "text/ascii_block.h"
#include "text/char_class.h"
#include "text/dictionary_words.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

using namespace char_class;

constexpr std::uint8_t kBeyondAscii = 128;

// Blocks that give fewer bytes than this cost more than going byte by byte.
constexpr std::size_t kWorthwhile = 16;

constexpr std::array<std::uint8_t, 256> make_ascii_bits() {
  std::array<std::uint8_t, 256> table{};
  for (std::size_t c = '0'; c <= '9'; ++c)
    table[c] = kLetter;
  for (std::size_t c = 'A'; c <= 'Z'; ++c)
    table[c] = kLetter | kUpper;
  for (std::size_t c = 'a'; c <= 'z'; ++c)
    table[c] = kLetter | kLower;
  for (std::size_t c = 0x80; c <= 0xFF; ++c)
    table[c] = kBeyondAscii;
  return table;
}

constexpr std::array<std::uint8_t, 256> kAsciiBits = make_ascii_bits();

/// Gathers how a word is written, letter by letter.
class CaseCounter {
 public:
  void add(std::uint8_t bits) noexcept {
    if ((bits & kUpper) != 0) {
      if (upper_ + lower_ == 0) first_upper_ = true;
      ++upper_;
    } else if ((bits & kLower) != 0) {
      ++lower_;
    }
  }

  [[nodiscard]] WordCase result() const noexcept {
    if (upper_ == 0) return lower_ == 0 ? WordCase::none : WordCase::lower;
    if (lower_ == 0) return upper_ == 1 ? WordCase::title : WordCase::upper;
    return upper_ == 1 && first_upper_ ? WordCase::title : WordCase::mixed;
  }

 private:
  std::size_t upper_ = 0;
  std::size_t lower_ = 0;
  bool first_upper_ = false;
};

class WordCutter {
 public:
  WordCutter(std::string_view text, bool keep_cjk, std::vector<Word>& words)
      : text_(text), keep_cjk_(keep_cjk), words_(words) {}

  void run() {
    std::size_t at = 0;
    std::size_t block_from = 0;  // where reading blocks may pay again
    while (at < text_.size()) {
      if (at >= block_from && text_.size() - at >= AsciiBlock::kSize) {
        const std::size_t next = ascii_block(at);
        if (next - at < kWorthwhile) block_from = at + AsciiBlock::kSize;
        if (next > at) {
          at = next;
          continue;
        }
      }
      const std::uint8_t bits = byte_class(at);
      if ((bits & kLetter) != 0) {
        at = ascii_word(at);
      } else if ((bits & kBeyondAscii) != 0) {
        at = beyond_ascii(at);
      } else {
        ++at;
      }
    }
  }

 private:
  [[nodiscard]] std::uint8_t byte_class(std::size_t at) const noexcept {
    return kAsciiBits[static_cast<unsigned char>(text_[at])];
  }

  void append(std::size_t begin, std::size_t end, WordCase letter_case, bool ascii,
              bool cjk = false) {
    words_.push_back({.begin = static_cast<std::uint32_t>(begin),
                      .end = static_cast<std::uint32_t>(end),
                      .letter_case = letter_case,
                      .ascii = ascii,
                      .cjk = cjk});
  }

  // The words that lie in the 64 bytes from `at` (no letter or digit before it) and end there
  // in ASCII. Gives where to go on: before the first word of which that is not known.
  std::size_t ascii_block(std::size_t at) {
    const AsciiBlock block = AsciiBlock::read(text_.data() + at);
    const auto limit = static_cast<unsigned>(std::countr_zero(block.beyond));

    std::uint64_t words = block.words;
    while (words != 0) {
      const auto begin = static_cast<unsigned>(std::countr_zero(words));
      const auto length = static_cast<unsigned>(std::countr_one(words >> begin));
      const unsigned end = begin + length;
      if (end >= limit) return at + std::min(begin, limit);
      const std::uint64_t range = ((std::uint64_t{1} << length) - 1) << begin;
      append(at + begin, at + end, case_of(block.letters & range, block.upper & range), true);
      words &= ~range;
    }
    return at + limit;
  }

  static WordCase case_of(std::uint64_t letters, std::uint64_t upper) noexcept {
    if (upper == 0) return letters == 0 ? WordCase::none : WordCase::lower;
    const bool single = (upper & (upper - 1)) == 0;
    if (upper == letters) return single ? WordCase::title : WordCase::upper;
    const bool leads = std::countr_zero(upper) == std::countr_zero(letters);
    return single && leads ? WordCase::title : WordCase::mixed;
  }

  // A word that begins in ASCII; handed over to `run_of` where it goes on beyond.
  std::size_t ascii_word(std::size_t begin) {
    std::size_t at = begin;
    std::uint8_t seen = 0;
    std::size_t upper = 0;
    for (; at < text_.size(); ++at) {
      const std::uint8_t bits = byte_class(at);
      if ((bits & kLetter) == 0) {
        if ((bits & kBeyondAscii) != 0) return run_of(kLetter, begin);
        break;
      }
      seen |= bits;
      upper += (bits & kUpper) / kUpper;
    }
    append(begin, at, ascii_case(begin, seen, upper), true);
    return at;
  }

  [[nodiscard]] WordCase ascii_case(std::size_t begin, std::uint8_t seen,
                                    std::size_t upper) const noexcept {
    if (upper == 0) return (seen & kLower) != 0 ? WordCase::lower : WordCase::none;
    if ((seen & kLower) == 0) return upper == 1 ? WordCase::title : WordCase::upper;
    if (upper > 1) return WordCase::mixed;
    std::size_t first = begin;
    while ((byte_class(first) & (kUpper | kLower)) == 0)
      ++first;
    return (byte_class(first) & kUpper) != 0 ? WordCase::title : WordCase::mixed;
  }

  // At a byte beyond ASCII outside of any word.
  std::size_t beyond_ascii(std::size_t begin) {
    std::size_t next = begin;
    const std::uint8_t bits = classify(next_code_point(text_, next));
    if ((bits & kDictionary) != 0 && (bits & kExtend) == 0) return dictionary_stretch(begin, bits);
    if ((bits & kLetter) != 0) return run_of(kLetter, begin);
    if ((bits & kHangul) != 0) return run_of(kHangul, begin);
    if ((bits & kSymbol) != 0) append(begin, next, WordCase::none, false);
    return next;
  }

  // A run of one kind and its marks; marks and format characters at the end that are no marks
  // of a letter (joiners, soft hyphens) are harmless: folding drops them.
  std::size_t run_of(std::uint8_t kind, std::size_t begin) {
    CaseCounter letter_case;
    std::size_t at = begin;
    bool ascii = true;
    while (at < text_.size()) {
      std::size_t next = at;
      const std::int32_t code_point = next_code_point(text_, next);
      const std::uint8_t bits = classify(code_point);
      if ((bits & (kind | kExtend)) == 0) break;
      letter_case.add(bits);
      ascii = ascii && code_point < 0x80;
      at = next;
    }
    append(begin, at, letter_case.result(), ascii, kind == kHangul);
    return at;
  }

  std::size_t dictionary_stretch(std::size_t begin, std::uint8_t kind) {
    std::size_t at = begin;
    while (at < text_.size()) {
      std::size_t next = at;
      const std::uint8_t bits = classify(next_code_point(text_, next));
      if ((bits & (kind | kExtend)) == 0) break;
      at = next;
    }
    const bool cjk = (kind & kCjk) != 0;
    if (cjk && keep_cjk_) {
      append(begin, at, WordCase::none, false, true);
      return at;
    }
    ends_.clear();
    cut_by_dictionary(text_.substr(begin, at - begin), ends_);
    std::size_t from = begin;
    for (const std::uint32_t end : ends_) {
      append(from, begin + end, WordCase::none, false, cjk);
      from = begin + end;
    }
    return at;
  }

  std::string_view text_;
  bool keep_cjk_;
  std::vector<Word>& words_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace

void split_words(std::string_view text, std::vector<Word>& words) {
  WordCutter(text, false, words).run();
}

void split_words_keeping_cjk(std::string_view text, std::vector<Word>& words) {
  WordCutter(text, true, words).run();
}

std::string fold_words(std::string_view text) {
  std::vector<Word> words;
  split_words_keeping_cjk(text, words);
  std::string folded;
  for (const Word& word : words) {
    if (!folded.empty()) folded += ' ';
    fold_word(text.substr(word.begin, word.end - word.begin), /*fold_diacritics=*/true, folded);
  }
  return folded;
}

}  // namespace pilcrow::internal
