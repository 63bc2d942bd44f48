#include <string>

#include "pilcrow/tag.h"
#include "tag/country_data.h"
#include "tag/topic_lists.h"
#include "text/strings.h"

namespace pilcrow {
namespace {

std::string topic_id(std::string_view value) {
  const std::string wanted = internal::name_key(value);
  if (wanted.empty()) return {};
  for (const internal::Topic& topic : internal::builtin_topic_names().topics()) {
    if (internal::name_key(topic.id) == wanted || internal::name_key(topic.label) == wanted)
      return topic.id;
    for (const std::string& name : topic.names)
      if (internal::name_key(name) == wanted) return topic.id;
  }
  return {};
}

}  // namespace

std::string facet_label(std::string_view facet, std::string_view value, std::string_view language) {
  std::string label;
  if (facet == facets::kCountry) {
    label = internal::country_label(value, language);
  } else if (facet == facets::kTopic) {
    for (const internal::Topic& topic : internal::builtin_topic_names().topics())
      if (topic.id == value) label = topic.label;
  }
  return label.empty() ? std::string(value) : label;
}

std::string normalize_facet_value(std::string_view facet, std::string_view value, bool* known) {
  const std::string given(internal::trim_ascii(value));
  std::string found;
  if (facet == facets::kCountry) {
    found = internal::country_code(given).value_or("");
  } else if (facet == facets::kTopic) {
    found = topic_id(given);
  }
  if (known != nullptr) *known = !found.empty();
  return found.empty() ? given : found;
}

std::vector<std::string> expand_facet_value(std::string_view facet, std::string_view value) {
  if (facet == facets::kCountry) {
    const std::string given(internal::trim_ascii(value));
    bool known = false;
    const std::string code = normalize_facet_value(facet, given, &known);
    if (known) {
      std::vector<std::string> codes = internal::with_successors(code);
      return codes.empty() ? std::vector<std::string>{code} : codes;
    }
    if (std::vector<std::string> members = internal::group_members(given); !members.empty())
      return members;
  }
  return {normalize_facet_value(facet, value)};
}

}  // namespace pilcrow
