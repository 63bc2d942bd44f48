#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "pilcrow/analyzer.h"

namespace pilcrow::internal {

/// A term of a text as `TokenStream` gives it: public `Token` without its own memory.
struct TokenRef {
  std::string_view term;      ///< in the stream's table, see TokenStream
  std::uint32_t term_id = 0;  ///< the table's number for `term`
  std::uint32_t begin = 0;    ///< byte offsets of the word in the text
  std::uint32_t end = 0;
  std::uint32_t position = 0;  ///< number of the word, from 0
  /// How many positions the term stands for: 2 for the variant cyberattack of cyber-attack.
  std::uint16_t width = 1;
  /// A further way to find the word at `position`, whose own term came before: an alternative in a
  /// query, not counted in the length of a field.
  bool variant = false;
  bool stop_word = false;  ///< on the language's stop list, as written; never set for variants
};

/// What the terms are for. A query is read as the author of a text is not: capital US in a query
/// means the country (u.s.), in a text it is found by u.s. and by us.
enum class TokenUse { index, query };

/// The analyzer's inside: the same terms as `Analyzer::analyze`, in memory that is used again.
///
///     TokenStream stream;                      // one per thread
///     for (const TokenRef& token : stream.analyze(text, "en")) { … }
///
/// The tokens, and the views in them, are valid until the next call. Terms have numbers, dense from
/// 0: within one `epoch()` equal terms have equal numbers and `term(id)` stays valid, so that a
/// writer can count in arrays instead of hashing strings. An epoch ends at the beginning of an
/// `analyze` that finds the tables beyond `kMaxTableBytes`; look at `epoch()` after each call.
///
/// Words are looked up before they are folded or stemmed: each distinct word as written is
/// folded and stemmed once per language and epoch.
///
/// Not for several threads at once.
class TokenStream {
 public:
  static constexpr std::size_t kMaxTableBytes = 48U << 20U;

  explicit TokenStream(AnalyzerOptions options = {});
  ~TokenStream();
  TokenStream(TokenStream&&) noexcept;
  TokenStream& operator=(TokenStream&&) noexcept;

  /// Tokens ordered by position; at one position the word's own term first, variants after it.
  /// Throws Error (invalid_argument) for texts of 4 GiB and more.
  std::span<const TokenRef> analyze(std::string_view text, std::string_view language,
                                    TokenUse use = TokenUse::index);

  /// Number of positions of the last text: one more than the last position.
  [[nodiscard]] std::uint32_t position_count() const noexcept;

  [[nodiscard]] std::uint64_t epoch() const noexcept;
  [[nodiscard]] std::uint32_t term_count() const noexcept;  ///< numbers given in this epoch
  [[nodiscard]] std::string_view term(std::uint32_t term_id) const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pilcrow::internal
