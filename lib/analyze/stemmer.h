#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace pilcrow::internal {

/// A Snowball stemmer of one language. One per thread.
class Stemmer {
 public:
  /// `language`: a canonical code. Languages that Snowball does not know give a stemmer that
  /// changes nothing.
  explicit Stemmer(std::string_view language);

  [[nodiscard]] bool stems() const noexcept { return stemmer_ != nullptr; }

  /// The stem of a case folded word; valid until the next call.
  std::string_view stem(std::string_view folded);

 private:
  struct Delete {
    void operator()(sb_stemmer* stemmer) const noexcept;
  };
  std::unique_ptr<sb_stemmer, Delete> stemmer_;
  std::string prepared_;
  bool romanian_ = false;
  bool russian_ = false;
};

/// The codes of the languages that this build's Snowball knows, sorted.
const std::vector<std::string>& snowball_languages();

/// Tells one Snowball from another, which its library does not say itself: a hash over the stems of
/// a list of words in every language.
std::string stemmer_fingerprint();

}  // namespace pilcrow::internal
