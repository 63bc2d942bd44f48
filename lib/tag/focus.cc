#include <algorithm>
#include <map>
#include <set>

#include "pilcrow/tagger.h"
#include "tag/country_finder.h"
#include "tag/dateline.h"

namespace pilcrow {
namespace {

constexpr std::size_t kOftenEnough = 4;
constexpr std::size_t kDatelineWithin = 4000;

void add_countries(const Document& document, std::string_view text, std::set<std::string>& codes) {
  std::vector<TagMention> found;
  internal::builtin_country_finder(document.language).find(text, document, found);
  for (const TagMention& mention : found)
    codes.insert(mention.tag.value);
}

// The dateline stands before the first paragraph of running text: at the start of the text or
// behind lines like the title and the author's.
std::string_view find_dateline(std::string_view text) {
  text = text.substr(0, kDatelineWithin);
  for (int lines = 0; !text.empty() && lines < 12; ++lines) {
    if (const std::string_view line = internal::dateline_of(text); !line.empty()) return line;
    const std::size_t next = text.find('\n');
    if (next == std::string_view::npos) break;
    if (next > 200) break;  // running text has begun without one
    text.remove_prefix(next + 1);
  }
  return {};
}

}  // namespace

std::vector<std::string> focus_countries(const Document& document,
                                         const std::vector<std::vector<TagMention>>& mentions) {
  std::map<std::string, std::size_t> count;
  std::set<std::string> focus;
  for (const auto& paragraph : mentions)
    for (const TagMention& mention : paragraph) {
      if (mention.tag.facet != facets::kCountry) continue;
      if (mention.kind == "given" ||
          (mention.kind != "given-unknown" && ++count[mention.tag.value] >= kOftenEnough))
        focus.insert(mention.tag.value);
    }
  for (const Tag& tag : document.tags)
    if (tag.facet == facets::kCountry) {
      bool known = false;
      std::string code = normalize_facet_value(facets::kCountry, tag.value, &known);
      if (known) focus.insert(std::move(code));
    }
  add_countries(document, document.title, focus);
  add_countries(document, find_dateline(document.text), focus);
  if (focus.empty())
    for (const auto& [code, times] : count)
      focus.insert(code);
  std::vector<std::string> sorted(focus.begin(), focus.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const std::string& a, const std::string& b) { return count[a] > count[b]; });
  return sorted;
}

}  // namespace pilcrow
