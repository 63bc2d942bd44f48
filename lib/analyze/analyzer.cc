#include "pilcrow/analyzer.h"

#include <unicode/uversion.h>

#include <mutex>
#include <utility>

#include "analyze/language.h"
#include "analyze/stemmer.h"
#include "analyze/stop_words.h"
#include "analyze/token_stream.h"

namespace pilcrow {
namespace {

// To be raised with every change that gives some text other terms or positions.
constexpr int kRulesVersion = 1;

// More streams than this are not kept: they hold tables of megabytes.
constexpr std::size_t kMaxIdleStreams = 8;

}  // namespace

/// Streams that no thread uses at the moment.
struct Analyzer::Impl {
  explicit Impl(AnalyzerOptions the_options) : options(the_options) {}

  internal::TokenStream take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        internal::TokenStream stream = std::move(idle.back());
        idle.pop_back();
        return stream;
      }
    }
    return internal::TokenStream(options);
  }

  void give_back(internal::TokenStream stream) {
    const std::lock_guard lock(mutex);
    if (idle.size() < kMaxIdleStreams) idle.push_back(std::move(stream));
  }

  AnalyzerOptions options;
  std::mutex mutex;
  std::vector<internal::TokenStream> idle;
};

Analyzer::Analyzer(AnalyzerOptions options) : impl_(std::make_unique<Impl>(options)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

std::vector<Token> Analyzer::analyze(std::string_view text, std::string_view language) const {
  internal::TokenStream stream = impl_->take();
  std::vector<Token> tokens;
  const auto found = stream.analyze(text, language);
  tokens.reserve(found.size());
  for (const internal::TokenRef& token : found) {
    tokens.push_back({.term = std::string(token.term),
                      .bytes = {.begin = token.begin, .end = token.end},
                      .position = token.position});
  }
  impl_->give_back(std::move(stream));
  return tokens;
}

bool Analyzer::is_stop_word(std::string_view word, std::string_view language) const {
  return internal::is_listed_stop_word(word, internal::canonical_language(language));
}

std::string Analyzer::fingerprint() const {
  return "rules " + std::to_string(kRulesVersion) + ", stems " +
         (impl_->options.stem ? internal::stemmer_fingerprint() : "none") + ", stop words " +
         internal::stop_words_fingerprint() + ", ICU " U_ICU_VERSION;
}

std::vector<std::string> Analyzer::stemmed_languages() {
  return internal::snowball_languages();
}

}  // namespace pilcrow
