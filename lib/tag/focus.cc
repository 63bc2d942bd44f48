#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "pilcrow/tagger.h"
#include "tag/country_finder.h"
#include "tag/dateline.h"

namespace pilcrow {
namespace {

// How often a country has to be mentioned, wherever that is.
constexpr std::size_t kOftenEnough = 4;
// A text says early what it is about. A country of its opening has to be named three times, one of
// its first sentence twice; and an opening that lists many countries is about each of them.
constexpr std::size_t kOpening = 400;  // bytes behind the dateline
constexpr std::size_t kFirstSentence = 150;
constexpr std::size_t kOftenForOpening = 3;
constexpr std::size_t kOftenForFirstSentence = 2;
constexpr std::size_t kLongList = 6;

struct Count {
  std::size_t all = 0;
  std::size_t named = 0;  ///< without places, which often only say where something was said or done
};

// The beginning of a text, without what stands around it.
struct Head {
  std::string_view dateline;
  std::string_view opening;
};

std::set<std::string> countries_in(const Document& document, std::string_view text) {
  std::vector<TagMention> found;
  internal::builtin_country_finder(document.language).find(text, document, found);
  std::set<std::string> codes;
  for (const TagMention& mention : found)
    codes.insert(mention.tag.value);
  return codes;
}

// The first bytes of the text as people read it.
std::string first_text(const Document& document) {
  constexpr std::size_t kWithin = 4000;
  if (document.blocks.empty()) return document.text.substr(0, kWithin);
  std::string text;
  for (const Block& block : document.blocks) {
    if (text.size() >= kWithin) break;
    if (block.kind == BlockKind::furniture || block.kind == BlockKind::heading) continue;
    text.append(block.text, 0, kWithin).append("\n");
  }
  return text;
}

// At most so many bytes, and no half word.
std::string_view first_words(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  const std::size_t space = text.find_last_of(" \n", bytes);
  return text.substr(0, space == std::string_view::npos ? bytes : space);
}

// The dateline stands before the first paragraph of running text: at the start of the text or
// behind lines like the title and the author's.
Head head_of(std::string_view text) {
  std::string_view rest = text;
  for (int lines = 0; !rest.empty() && lines < 12; ++lines) {
    if (const std::string_view line = internal::dateline_of(rest); !line.empty()) {
      rest.remove_prefix(static_cast<std::size_t>(line.data() - rest.data()) + line.size());
      return {line, first_words(rest, kOpening)};
    }
    const std::size_t next = rest.find('\n');
    if (next == std::string_view::npos) break;
    if (next > 200) break;  // running text has begun without one
    rest.remove_prefix(next + 1);
  }
  return {{}, first_words(text, kOpening)};
}

std::map<std::string, Count> count_mentions(const std::vector<std::vector<TagMention>>& mentions) {
  std::map<std::string, Count> counts;
  for (const auto& paragraph : mentions)
    for (const TagMention& mention : paragraph) {
      if (mention.tag.facet != facets::kCountry || mention.kind == "given" ||
          mention.kind == "given-unknown")
        continue;
      Count& count = counts[mention.tag.value];
      ++count.all;
      if (mention.kind != "capital" && mention.kind != "city" && mention.kind != "region")
        ++count.named;
    }
  return counts;
}

void add_given(const Document& document, const std::vector<std::vector<TagMention>>& mentions,
               std::set<std::string>& focus) {
  for (const auto& paragraph : mentions)
    for (const TagMention& mention : paragraph)
      if (mention.tag.facet == facets::kCountry && mention.kind == "given")
        focus.insert(mention.tag.value);
  for (const Tag& tag : document.tags)
    if (tag.facet == facets::kCountry) {
      bool known = false;
      std::string code = normalize_facet_value(facets::kCountry, tag.value, &known);
      if (known) focus.insert(std::move(code));
    }
}

void add_opening(const Document& document, std::string_view opening,
                 const std::map<std::string, Count>& counts, std::set<std::string>& focus) {
  const auto named = [&](const std::string& code) {
    const auto found = counts.find(code);
    return found == counts.end() ? 0 : found->second.named;
  };
  const std::set<std::string> countries = countries_in(document, opening);
  for (const std::string& code : countries)
    if (countries.size() >= kLongList || named(code) >= kOftenForOpening) focus.insert(code);
  for (const std::string& code : countries_in(document, first_words(opening, kFirstSentence)))
    if (named(code) >= kOftenForFirstSentence) focus.insert(code);
}

}  // namespace

std::vector<std::string> focus_countries(const Document& document,
                                         const std::vector<std::vector<TagMention>>& mentions) {
  const std::map<std::string, Count> counts = count_mentions(mentions);
  const std::string text = first_text(document);
  const Head head = head_of(text);
  std::set<std::string> focus = countries_in(document, document.title);
  focus.merge(countries_in(document, head.dateline));
  add_given(document, mentions, focus);
  for (const auto& [code, count] : counts)
    if (count.all >= kOftenEnough) focus.insert(code);
  if (focus.empty())
    for (const auto& [code, count] : counts)
      focus.insert(code);
  else
    add_opening(document, head.opening, counts, focus);
  std::vector<std::string> sorted(focus.begin(), focus.end());
  const auto times = [&](const std::string& code) {
    const auto found = counts.find(code);
    return found == counts.end() ? 0 : found->second.all;
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const std::string& a, const std::string& b) { return times(a) > times(b); });
  return sorted;
}

}  // namespace pilcrow
