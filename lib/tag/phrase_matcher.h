#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pilcrow/span.h"
#include "tag/folded_word.h"
#include "tag/word_gap.h"
#include "text/words.h"

namespace pilcrow::internal {

/// How the letters of a pattern bind the letters of a text.
enum class CaseRule : std::uint8_t {
  as_written,  ///< a capital letter needs one, a word in UPPER CASE needs upper case
  upper_only   ///< only a word in UPPER CASE binds
};

/// A phrase found in a text.
struct PhraseMatch {
  std::uint32_t pattern = 0;  ///< what `add` was given
  std::uint32_t first = 0;    ///< its first word
  std::uint32_t count = 0;    ///< how many words it reaches into
  Span bytes;                 ///< from the first word to the last, as they stand in the text
};

/// Finds any of many phrases, word by word, in time that does not depend on their number.
///
/// Surfaces: words separated as in running text. Between the words of a match may stand white
/// space, hyphens or apostrophes; a dot, comma or other sign has to stand where the surface has it.
/// `*` behind a word makes it a prefix, `~` a prefix with at most six more letters, `!` before a
/// surface asks for its accents. Surfaces in Japanese or Chinese are matched letter by letter from
/// the start of a word.
///
/// Thread safety: after `finish` all const members may be called from several threads.
class PhraseMatcher {
 public:
  static constexpr std::size_t kMaxWords = 16;

  /// Adds a phrase; false where it has no word, more than `kMaxWords`, or a prefix of one byte.
  bool add(std::string_view surface, std::uint32_t pattern, CaseRule rule);
  /// No `add` after this.
  void finish();

  [[nodiscard]] bool empty() const { return phrases_.empty() && letters_.empty(); }

  /// False where no phrase begins with this word: for words in small letters told by their first
  /// bytes, before they are folded. True proves nothing.
  [[nodiscard]] bool may_begin(std::string_view text, const Word& word) const {
    if (word.letter_case != WordCase::lower || !word.ascii || short_heads_) return true;
    const std::uint32_t bytes = std::min<std::uint32_t>(4, word.end - word.begin);
    std::uint32_t head = 0;
    std::memcpy(&head, text.data() + word.begin, bytes);
    const std::uint32_t hash = head_hash(head | (0x20202020U >> (8 * (4 - bytes))), 4);
    return (small_heads_[hash >> 6] >> (hash & 63) & 1) != 0;
  }

  /// Appends all phrases that begin with word `at`, whose folded form is `folded`; not sorted.
  void find_at(std::string_view text, const std::vector<Word>& words, std::uint32_t at,
               const FoldedWord& folded, std::vector<PhraseMatch>& out) const {
    if (!maybe_first(folded, words[at].letter_case == WordCase::lower ? 1 : 0)) return;
    find_from(text, words, at, folded, out);
  }

 private:
  struct Entry {  // a word of some phrase; symbols are 0 where it is not used that way
    std::string text;
    std::uint32_t exact = 0;
    std::uint32_t prefix = 0;
    std::uint32_t limited = 0;
  };
  struct Phrase {
    std::uint32_t pattern = 0;
    std::uint32_t node = 0;     // where it ends
    std::uint16_t capital = 0;  // bit per word: needs a capital letter
    std::uint16_t upper = 0;    // bit per word: needs upper case
    bool accents = false;
    bool final_dot = false;
  };
  struct Letters {  // Japanese, Chinese
    std::uint32_t pattern = 0;
    std::string bytes;
  };
  struct Symbols {
    std::array<std::uint32_t, 8> values{};
    std::size_t count = 0;
  };
  struct Walk;

  static std::uint64_t edge_key(std::uint32_t node, std::uint32_t symbol, Gap gap);

  [[nodiscard]] bool maybe_first(const FoldedWord& folded, std::size_t lower) const {
    const std::uint64_t hash = folded.hash();
    if ((first_[lower][(hash >> 6) & kFirstMask] >> (hash & 63) & 1) != 0) return true;
    const std::uint32_t head = head_hash(folded.head(), 4);
    if ((heads_[lower][head >> 6] >> (head & 63) & 1) != 0) return true;
    return short_heads_ && maybe_short_head(folded, lower);
  }
  static std::uint32_t head_hash(std::uint32_t head, unsigned bytes) {
    const std::uint32_t kept = bytes == 4 ? head : head & ((1U << (8 * bytes)) - 1);
    return (kept * 0x9E3779B1U + bytes) >> 18;
  }
  [[nodiscard]] bool maybe_short_head(const FoldedWord& folded, std::size_t lower) const;

  bool add_letters(std::string_view surface, std::uint32_t pattern);
  std::uint32_t symbol_for(const std::string& word, char mark);
  std::uint32_t child(std::uint32_t node, std::uint32_t symbol, Gap gap);
  void finish_edges();
  void finish_phrases();
  void mark_first(const std::string& word, char mark, bool capital);
  [[nodiscard]] const Entry* entry(std::string_view word, std::uint64_t hash) const;
  [[nodiscard]] std::uint64_t prefix_lengths(const FoldedWord& folded) const;
  [[nodiscard]] Symbols symbols(const FoldedWord& folded) const;
  void find_from(std::string_view text, const std::vector<Word>& words, std::uint32_t at,
                 const FoldedWord& folded, std::vector<PhraseMatch>& out) const;
  void walk(const Walk& walk, std::uint32_t node, std::uint32_t at) const;
  void report(const Walk& walk, std::uint32_t node, std::uint32_t last) const;
  void find_letters(const Walk& walk) const;
  [[nodiscard]] std::uint32_t next(std::uint32_t node, std::uint32_t symbol, Gap gap) const;

  static constexpr std::size_t kFirstMask = 2047;  // 2^17 bits
  // Which first words some phrase has; [1]: without need of a capital, for words in small letters.
  std::array<std::array<std::uint64_t, kFirstMask + 1>, 2> first_{};
  std::array<std::array<std::uint64_t, 256>, 2> heads_{};  // 2^14 bits
  std::array<std::uint64_t, 256> small_heads_{};  // of all first words that need no capital
  bool short_heads_ = false;

  std::vector<Phrase> phrases_;  // finished: by node, in the order they were added
  std::vector<Letters> letters_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t> entry_of_;     // building only
  std::vector<std::pair<std::uint32_t, std::uint32_t>> slots_;  // hash, entry + 1
  // By the hash of a word's head: bit n says that a prefix of n bytes begins like that.
  std::array<std::uint64_t, 4096> prefix_lengths_{};
  std::vector<std::uint32_t>
      from_root_;  // by symbol: the node a phrase's first word leads to, or 0
  std::uint32_t symbol_count_ = 0;
  std::uint32_t node_count_ = 1;
  std::vector<std::uint32_t> first_phrase_;  // by node, and one more: where its phrases begin
  std::vector<bool> inner_{false};           // by node: has children
  std::unordered_map<std::uint64_t, std::uint32_t> edge_of_;               // building only
  std::vector<std::pair<std::uint64_t, std::uint32_t>> edges_;             // key, node; hashed
  std::unordered_map<std::string, std::vector<std::uint32_t>> by_letter_;  // first letter
};

/// True for the first letter of a script that is written without spaces between words.
bool is_unspaced_letter(std::string_view text);

}  // namespace pilcrow::internal
