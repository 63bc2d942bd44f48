#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pilcrow::internal {

/// The first eight bytes of a text as a number: texts whose numbers differ sort as these do.
inline std::uint64_t leading_bytes(std::string_view text) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i)
    number = (number << 8U) | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return number;
}

/// Numbers for the terms of a segment, dense from 0 in the order in which they are met.
class TermNumbers {
 public:
  std::uint32_t of(std::string_view term) {
    const auto known = numbers_.find(term);
    if (known != numbers_.end()) return known->second;
    const auto number = static_cast<std::uint32_t>(terms_.size());
    const auto added = numbers_.emplace(std::string(term), number).first;
    terms_.push_back(&added->first);
    leading_.push_back(leading_bytes(term));
    return number;
  }

  [[nodiscard]] std::size_t size() const noexcept { return terms_.size(); }
  [[nodiscard]] const std::string& term(std::uint32_t number) const { return *terms_[number]; }
  /// Whether one term sorts before another, byte by byte.
  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const {
    if (leading_[a] != leading_[b]) return leading_[a] < leading_[b];
    return a != b && *terms_[a] < *terms_[b];
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept {
      return std::hash<std::string_view>()(text);
    }
  };

  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<const std::string*> terms_;
  std::vector<std::uint64_t> leading_;
};

}  // namespace pilcrow::internal
