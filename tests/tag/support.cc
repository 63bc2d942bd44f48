#include "support.h"

#include "pilcrow/error.h"

namespace pilcrow::test {

const Tagger& builtin() {
  static const auto tagger = make_builtin_tagger();
  return *tagger;
}

std::string error_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

Paragraph paragraph_of(std::string_view text) {
  Paragraph paragraph;
  paragraph.ordinal = 1;
  paragraph.text = std::string(text);
  return paragraph;
}

std::vector<TagMention> mentions_in(std::string_view text, const std::string& language) {
  Document document;
  document.language = language;
  std::vector<TagMention> mentions;
  builtin().tag(document, paragraph_of(text), mentions);
  return mentions;
}

std::string values_of(const std::vector<TagMention>& mentions, std::string_view facet) {
  std::string values;
  for (const Tag& tag : distinct_tags(mentions)) {
    if (tag.facet != facet) continue;
    if (!values.empty()) values += ' ';
    values += tag.value;
  }
  return values;
}

std::string values_in(std::string_view text, std::string_view facet, const std::string& language) {
  return values_of(mentions_in(text, language), facet);
}

}  // namespace pilcrow::test
