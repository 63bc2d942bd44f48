#include "pilcrow_index/facet_discovery.h"

#include <algorithm>
#include <sstream>

#include "pilcrow/error.h"
#include "pilcrow/tag.h"

namespace pilcrow::programs {

namespace {

constexpr std::size_t kRecordsLookedAt = 1000;

/// A sink that collects the facets of the first records and then stops the reading.
class FacetCollector {
 public:
  bool operator()(const Document& document) {
    for (const Tag& tag : document.tags) {
      if (!is_builtin_facet(tag.facet)) merge_names(names, {tag.facet});
    }
    return ++looked_at_ < kRecordsLookedAt;
  }
  std::vector<std::string> names;

 private:
  std::size_t looked_at_ = 0;
};

/// What is wrong with a file is said when it is read for good.
const NoteSink kSilent = [](const Note&) {};

}  // namespace

bool is_builtin_facet(std::string_view facet) {
  return facet == facets::kCountry || facet == facets::kTopic || facet == facets::kYear ||
         facet == facets::kAbout;
}

void merge_names(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
}

std::vector<std::string> facets_of_records(const Reader& reader, const std::vector<Input>& files) {
  std::vector<std::string> names;
  for (const Input& input : files) {
    if (!input.holds_records) continue;
    FacetCollector collector;
    try {
      reader.read(
          input.file, [&](Document&& document) { return collector(document); }, kSilent);
    } catch (const Error&) {
      continue;
    }
    merge_names(names, collector.names);
  }
  return names;
}

std::vector<std::string> facets_of_records(const Reader& reader, std::string_view beginning) {
  const std::size_t last_line = beginning.rfind('\n');
  if (last_line != std::string_view::npos) beginning = beginning.substr(0, last_line + 1);
  std::istringstream stream{std::string(beginning)};
  FacetCollector collector;
  reader.read_jsonl(
      stream, "standard input", [&](Document&& document) { return collector(document); }, kSilent);
  return collector.names;
}

}  // namespace pilcrow::programs
