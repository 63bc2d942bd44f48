#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyze/joint.h"
#include "analyze/token_stream.h"
#include "analyze/word_table.h"
#include "text/words.h"

namespace pilcrow::internal {

/// Buffers that a walk fills, kept from text to text.
struct WalkBuffers {
  std::vector<Word> words;
  std::vector<TokenRef> tokens;
  std::string joined;
  std::uint32_t positions = 0;
};

/// One walk over the words of one text: the rules that look at more than one word.
class TokenWalker {
 public:
  TokenWalker(std::string_view text, TokenUse use, WordTable& table, TermTable& terms,
              WalkBuffers& buffers);

  /// Fills buffers.tokens and buffers.positions from buffers.words.
  void run();

 private:
  // Each takes the word at `i` with what belongs to it, appends its tokens and gives the index of
  // the next word to look at.
  std::size_t unit(std::size_t i, Joint joint);
  std::size_t number(std::size_t i);
  std::size_t abbreviation(std::size_t i);
  std::size_t apostrophes(std::size_t i);
  std::size_t join_apostrophes(std::size_t i);
  std::size_t plain(std::size_t i);
  void cjk(const Word& word);

  [[nodiscard]] std::size_t after_character(const Word& word, std::size_t at) const;
  [[nodiscard]] bool is_han(std::size_t at) const;
  void capitals(std::size_t i);
  void hyphen_variant(std::size_t first);
  [[nodiscard]] bool in_shouted_text(std::size_t i) const;
  [[nodiscard]] bool is_single_letter(std::size_t i) const;
  [[nodiscard]] bool drops_suffix(std::size_t i);
  [[nodiscard]] bool is_elision(std::size_t i);

  [[nodiscard]] Joint joint_after(std::size_t i) const;
  [[nodiscard]] std::string_view bytes(const Word& word) const {
    return text_.substr(word.begin, word.end - word.begin);
  }
  [[nodiscard]] std::string_view folded(std::size_t i);

  // Appends a word's own term and its variants at the next position; false where it has no term.
  bool emit_word(std::string_view written, std::uint32_t begin, std::uint32_t end);
  void emit_term(std::uint32_t term_id, std::uint32_t begin, std::uint32_t end, bool stop_word);
  void emit_variant(std::uint32_t term_id, std::uint32_t position, std::uint32_t begin,
                    std::uint32_t end, std::size_t width = 1);

  std::string_view text_;
  TokenUse use_;
  WordTable& table_;
  TermTable& terms_;
  std::vector<Word>& words_;
  std::vector<TokenRef>& tokens_;
  std::string& joined_;
  std::uint32_t& positions_;
  std::string folded_;
};

}  // namespace pilcrow::internal
