#include "analyze/token_stream.h"

#include <deque>
#include <limits>
#include <string>

#include "analyze/token_walker.h"
#include "analyze/word_table.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

struct TokenStream::Impl {
  explicit Impl(AnalyzerOptions the_options) : options(the_options) {}

  WordTable& table_for(std::string_view language) {
    if (last != nullptr && last_language == language) return *last;
    const std::string code = canonical_language(language);
    WordTable* found = nullptr;
    for (WordTable& table : tables) {
      if (table.language() == code) found = &table;
    }
    if (found == nullptr) found = &tables.emplace_back(code, options.stem, terms);
    last = found;
    last_language = language;
    return *found;
  }

  // New numbers from 0 where the tables have grown too large; no memory for a giant text is kept.
  void keep_bounds() {
    constexpr std::size_t kKeptTokens = 1U << 20U;
    if (buffers.tokens.capacity() > kKeptTokens) buffers = {};
    std::size_t bytes = terms.bytes();
    for (const WordTable& table : tables)
      bytes += table.bytes();
    if (bytes <= kMaxTableBytes) return;
    for (WordTable& table : tables)
      table.clear();
    terms.clear();
    ++epoch;
  }

  AnalyzerOptions options;
  TermTable terms;
  std::deque<WordTable> tables;  // one per language seen; few
  WordTable* last = nullptr;
  std::string last_language;
  WalkBuffers buffers;
  std::uint64_t epoch = 0;
};

TokenStream::TokenStream(AnalyzerOptions options) : impl_(std::make_unique<Impl>(options)) {}
TokenStream::~TokenStream() = default;
TokenStream::TokenStream(TokenStream&&) noexcept = default;
TokenStream& TokenStream::operator=(TokenStream&&) noexcept = default;

std::span<const TokenRef> TokenStream::analyze(std::string_view text, std::string_view language,
                                               TokenUse use) {
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    throw Error(ErrorCode::invalid_argument,
                "a text of 4 GiB or more cannot be analyzed; split it");
  }
  impl_->keep_bounds();
  WalkBuffers& buffers = impl_->buffers;
  buffers.words.clear();
  split_words_keeping_cjk(text, buffers.words);
  TokenWalker(text, use, impl_->table_for(language), impl_->terms, buffers).run();
  return buffers.tokens;
}

std::uint32_t TokenStream::position_count() const noexcept {
  return impl_->buffers.positions;
}

std::uint64_t TokenStream::epoch() const noexcept {
  return impl_->epoch;
}

std::uint32_t TokenStream::term_count() const noexcept {
  return static_cast<std::uint32_t>(impl_->terms.size());
}

std::string_view TokenStream::term(std::uint32_t term_id) const noexcept {
  return impl_->terms[term_id];
}

}  // namespace pilcrow::internal
