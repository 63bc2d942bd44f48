#include "index/schema.h"

#include <array>

namespace pilcrow::internal::schema {

namespace {

// Xapian's limit is 245 bytes, with zero bytes counted twice.
constexpr std::size_t kMaxExactTermBytes = 200;

std::string bounded_term(std::string term) {
  if (term.size() <= kMaxExactTermBytes && term.find('\0') == std::string::npos) return term;
  static constexpr std::array<char, 16> kHex = {'0', '1', '2', '3', '4', '5', '6', '7',
                                                '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  std::string mark = "\x01";
  for (std::uint64_t seed = 0; seed < 2; ++seed) {
    std::uint64_t hash = hash64(term + static_cast<char>(seed));
    for (int i = 0; i < 16; ++i, hash >>= 4U)
      mark += kHex[hash & 15U];
  }
  term.resize(std::min<std::size_t>(term.size(), 100));
  for (char& c : term) {
    if (c == '\0') c = '\x01';
  }
  return term + mark;
}

}  // namespace

std::uint64_t hash64(std::string_view bytes) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : bytes) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  hash ^= hash >> 32U;
  hash *= 0xd6e8feb86659fd93ULL;
  hash ^= hash >> 32U;
  return hash;
}

std::string id_term(std::string_view id) {
  return bounded_term(std::string(kIdPrefix).append(id));
}

std::string facet_term(std::string_view facet, std::string_view value) {
  return bounded_term(std::string(kFacetPrefix).append(facet).append(":").append(value));
}

}  // namespace pilcrow::internal::schema
