#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pilcrow::internal {

/// A name that two countries bear, beside the [context] rows of the table.
struct AmbiguousRule {
  std::string_view id;  ///< "?GEORGIA"
  std::array<std::string_view, 2> codes;
  std::string_view fallback;  ///< where nothing decides; empty: no tag
  std::string_view weak;      ///< codes that point to codes[0] where nothing better stands there
};

/// The rule of an id of the table; null where there is none.
const AmbiguousRule* ambiguous_rule(std::string_view id);

/// What speaks for either meaning of an ambiguous name in a text.
class Evidence {
 public:
  explicit Evidence(const AmbiguousRule& rule) : rule_(&rule) {}

  /// A word that speaks for a code. Words have to come in the order of the text.
  void add(std::string_view code, std::uint32_t word) { votes_.emplace_back(word, code); }
  /// A country that makes codes[0] likely.
  void add_weak() { weak_ = true; }
  [[nodiscard]] bool empty() const { return votes_.empty(); }

  /// The code that the name at a word stands for: what is nearest decides; empty for none.
  [[nodiscard]] std::string_view decide(std::uint32_t word) const;

 private:
  const AmbiguousRule* rule_;
  std::vector<std::pair<std::uint32_t, std::string>> votes_;
  bool weak_ = false;
};

}  // namespace pilcrow::internal
