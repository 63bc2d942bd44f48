#include "search/word_reader.h"

#include <algorithm>
#include <unordered_map>

#include "analyze/token_stream.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMostLanguages = 12;

void add_term(TermGroup& group, const std::string& term) {
  if (std::find(group.terms.begin(), group.terms.end(), term) == group.terms.end())
    group.terms.push_back(term);
}

// The readings of one language's tokens: the words one after the other, and each variant that
// stands for all of them.
void add_readings(std::span<const TokenRef> tokens, std::uint32_t positions, Readings& readings) {
  if (tokens.empty()) return;
  std::vector<TermGroup> sequence;
  std::vector<std::string> wholes;
  for (const TokenRef& token : tokens) {
    if (!token.variant)
      sequence.push_back({{std::string(token.term)}});
    else if (token.position == 0 && token.width >= positions)
      wholes.emplace_back(token.term);
  }
  const auto merge = [&readings](std::vector<TermGroup> reading) {
    for (auto& known : readings) {
      if (known.size() != reading.size()) continue;
      for (std::size_t i = 0; i < known.size(); ++i)
        for (const std::string& term : reading[i].terms)
          add_term(known[i], term);
      return;
    }
    readings.push_back(std::move(reading));
  };
  merge(std::move(sequence));
  for (const std::string& whole : wholes)
    merge({TermGroup{{whole}}});
}

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t point = length == 1 ? lead : lead & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < utf8.size(); ++k)
      point = (point << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3fU);
    out += point;
    i += length;
  }
  return out;
}

std::string folded(std::string_view typed) {
  std::string out;
  fold_word(typed, /*fold_diacritics=*/true, out);
  return out;
}

// The terms of the forms that `accept` takes, by how often these forms occur.
template <typename Accept>
Expansion expand(const ForwardColumn& forward, Accept accept) {
  std::unordered_map<std::uint32_t, std::uint64_t> frequencies;
  std::string fold;
  for (std::uint32_t i = 0; i < forward.form_count(); ++i) {
    const Form form = forward.form(i);
    fold.clear();
    fold_word(form.surface, true, fold);
    if (accept(fold)) frequencies[form.term] += form.occurrences;
  }
  std::vector<std::pair<std::uint64_t, std::string_view>> order;
  order.reserve(frequencies.size());
  for (const auto& [term, frequency] : frequencies)
    order.emplace_back(frequency, forward.term(term));
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  Expansion expansion;
  expansion.cut = order.size() > kMostExpansions;
  if (expansion.cut) order.resize(kMostExpansions);
  for (const auto& [frequency, term] : order)
    expansion.terms.emplace_back(term);
  return expansion;
}

}  // namespace

Readings read_word(std::string_view typed, const Snapshot& snapshot) {
  thread_local TokenStream stream;
  Readings readings;
  std::size_t tried = 0;
  for (const std::string& language : snapshot.languages()) {
    if (tried++ == kMostLanguages) break;
    const auto tokens = stream.analyze(typed, language, TokenUse::query);
    add_readings(tokens, stream.position_count(), readings);
  }
  return readings;
}

bool is_character_pair(std::string_view term) {
  // Kana, Han and Hangul begin at U+3000: two characters of three bytes.
  return term.size() == 6 && static_cast<unsigned char>(term[0]) >= 0xe3 &&
         static_cast<unsigned char>(term[3]) >= 0xe3;
}

bool is_stop_word(std::string_view typed, const Snapshot& snapshot) {
  if (snapshot.languages().empty()) return false;
  // As the analyzer cuts it: what was typed may end in a comma or question mark.
  thread_local TokenStream stream;
  const auto tokens = stream.analyze(typed, snapshot.languages().front(), TokenUse::query);
  return tokens.size() == 1 && tokens.front().stop_word;
}

int edit_distance(std::u32string_view a, std::u32string_view b, int bound) {
  const auto difference =
      static_cast<std::ptrdiff_t>(a.size()) - static_cast<std::ptrdiff_t>(b.size());
  if (difference > bound || -difference > bound) return bound + 1;
  std::vector<int> before(b.size() + 1);
  std::vector<int> previous(b.size() + 1);
  std::vector<int> current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    previous[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = static_cast<int>(i);
    int best = current[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({substitution, previous[j] + 1, current[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], before[j - 2] + 1);
      best = std::min(best, current[j]);
    }
    if (best > bound) return bound + 1;
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return std::min(previous[b.size()], bound + 1);
}

Expansion expand_prefix(std::string_view typed, const Snapshot& snapshot) {
  const std::string prefix = folded(typed);
  if (prefix.empty()) return {};
  return expand(snapshot.forward(),
                [&](const std::string& fold) { return fold.starts_with(prefix); });
}

Expansion expand_fuzzy(std::string_view typed, int edits, const Snapshot& snapshot) {
  const std::u32string wanted = code_points(folded(typed));
  if (wanted.empty()) return {};
  const std::size_t slack = 4 * static_cast<std::size_t>(edits);
  return expand(snapshot.forward(), [&](const std::string& fold) {
    if (fold.size() > 4 * wanted.size() + slack) return false;
    return edit_distance(code_points(fold), wanted, edits) <= edits;
  });
}

}  // namespace pilcrow::internal
