// Fuzzes highlighting, snippets and rendering: the first line of the input is what is looked for,
// the rest is the text. Whatever both are, ranges lie inside the text and ascend, and what is
// rendered for a page holds no markup but its own.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/analyzer.h"
#include "pilcrow/render.h"
#include "search/highlight.h"

namespace {

using namespace pilcrow;
using namespace pilcrow::internal;

void expect(bool good) {
  if (!good) std::abort();
}

// The words of the first line: each for itself, as a phrase and near each other.
std::vector<Leaf> leaves_of(std::string_view line, const Analyzer& analyzer,
                            std::string_view language) {
  Leaf all;
  std::vector<Leaf> leaves;
  for (const Token& token : analyzer.analyze(line, language)) {
    if (all.groups.size() == 8) break;
    TermGroup group;
    group.terms.push_back(token.term);
    all.groups.push_back(group);
    leaves.emplace_back().groups.push_back(group);
  }
  if (all.groups.size() > 1) {
    leaves.push_back(all);
    all.near = true;
    all.distance = 3;
    leaves.push_back(all);
  }
  return leaves;
}

void check_markup(std::string html) {
  for (const std::string_view own : {"<mark>", "</mark>"})
    for (std::size_t at = html.find(own); at != std::string::npos; at = html.find(own))
      html.erase(at, own.size());
  expect(html.find_first_of("<>\"'") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Analyzer analyzer;
  static constexpr std::string_view kLanguages[] = {"en", "de", "ja", "", "ru", "tr"};
  if (size == 0) return 0;
  const std::string_view language = kLanguages[data[0] % std::size(kLanguages)];
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view line = input.substr(0, input.find('\n'));
  const std::string text(input.substr(std::min(input.size(), line.size() + 1)));
  const std::vector<Leaf> leaves = leaves_of(line, analyzer, language);
  const auto matches = find_matches(text, language, analyzer, leaves, Field::anywhere);
  const std::vector<Span> spans = merge_highlights(matches);
  std::size_t behind = 0;
  for (const Span& span : spans) {
    expect(span.begin >= behind && span.begin < span.end && span.end <= text.size());
    behind = span.end;
  }
  const Span window = choose_snippet(text, matches, {}, 20 + data[0]);
  expect(window.begin <= window.end && window.end <= text.size());
  check_markup(render(text, window, spans, marks::html()));
  const std::string shown = render(text, {0, text.size()}, spans, {.replace_controls = true});
  expect(shown.find('\x1b') == std::string::npos);
  return 0;
}
