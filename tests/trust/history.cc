#include "trust/history.h"

#include <algorithm>
#include <random>
#include <stdexcept>

#include "pilcrow/searcher.h"

namespace pilcrow::test {

namespace {

// Beyond 2,000 new paragraphs a commit makes a new generation.
constexpr std::size_t kBulkDocuments = 3;
constexpr std::size_t kBulkParagraphs = 700;
constexpr std::size_t kDocuments = 60;

const char* const kCountries[] = {"EE", "JP", "KE", "CL"};

bool is_bulk(const std::string& id) {
  return id.starts_with("bulk-");
}

std::string country_of(const std::string& id, unsigned version) {
  return kCountries[(static_cast<unsigned char>(id.back()) + version) % std::size(kCountries)];
}

std::string text_of(const std::string& id, unsigned version, std::size_t ordinal) {
  return "Ledger of " + id + " version v" + std::to_string(version) + " entry " +
         std::to_string(ordinal) + " harbor.";
}

}  // namespace

std::string to_string(Step step) {
  switch (step) {
    case Step::build:
      return "build";
    case Step::update:
      return "update";
    case Step::erase:
      return "delete";
    case Step::merge:
      return "merge";
    case Step::optimize:
      return "optimize";
    case Step::mixed:
      return "mixed";
  }
  return "";
}

std::size_t versioned_paragraphs(const std::string& id, unsigned version) {
  return is_bulk(id) ? kBulkParagraphs : 1 + (static_cast<unsigned char>(id.back()) + version) % 4;
}

Document versioned_document(const std::string& id, unsigned version) {
  Document document;
  document.id = id;
  document.title = "Ledger " + id;
  document.language = "en";
  document.published = Date{static_cast<int>(2000 + version % 20), 0, 0};
  return document;
}

void add_versioned(IndexWriter& writer, const std::string& id, unsigned version) {
  std::vector<Paragraph> paragraphs;
  std::vector<std::vector<TagMention>> mentions;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= versioned_paragraphs(id, version); ++i) {
    Paragraph paragraph;
    paragraph.text = text_of(id, version, i);
    paragraph.bytes = {begin, begin + paragraph.text.size()};
    paragraph.line = i;
    begin = paragraph.bytes.end + 1;
    paragraphs.push_back(std::move(paragraph));
    TagMention mention;
    mention.tag = {"country", country_of(id, version)};
    mentions.push_back({mention});
  }
  writer.add(versioned_document(id, version), std::move(paragraphs), std::move(mentions));
}

History::History(std::uint64_t seed) : seed_(seed) {}

Step History::step(std::size_t number) const {
  if (number == 0) return Step::build;
  return kSteps[(number + seed_) % std::size(kSteps)];
}

OpenMode History::mode(std::size_t number) const {
  return step(number) == Step::build && number > 0 ? OpenMode::rebuild : OpenMode::create_or_open;
}

History::Change History::change(std::size_t number) {
  std::mt19937_64 random(seed_ * 1'000'003 + number);
  const auto version = static_cast<unsigned>(number + 1);
  const auto some = [&random] { return "doc-" + std::to_string(random() % kDocuments); };
  Change change;
  const Step kind = step(number);
  const auto add_some = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      change.added.emplace_back(some(), version);
  };
  const auto remove_some = [&](std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      change.removed.push_back(some());
  };
  if (kind == Step::build)
    for (std::size_t i = 0; i < kDocuments; ++i)
      change.added.emplace_back("doc-" + std::to_string(i), version);
  if (kind == Step::update) add_some(8);
  if (kind == Step::erase) remove_some(6);
  if (kind == Step::mixed) add_some(5), remove_some(5);
  if (kind == Step::merge) {
    for (std::size_t i = 0; i < kBulkDocuments; ++i)
      change.added.emplace_back("bulk-" + std::to_string(i), version);
    add_some(3);
  }
  if (kind == Step::erase) change.removed.push_back("bulk-0");
  return change;
}

State History::state_after(std::ptrdiff_t number) {
  if (number < 0) return {};
  while (states_.size() <= static_cast<std::size_t>(number)) {
    const std::size_t next = states_.size();
    State state = next == 0 || step(next) == Step::build ? State() : states_.back();
    const Change changed = change(next);
    for (const auto& [id, version] : changed.added)
      state[id] = version;
    for (const std::string& id : changed.removed)
      state.erase(id);
    states_.push_back(std::move(state));
  }
  return states_[static_cast<std::size_t>(number)];
}

void History::perform(std::size_t number, IndexWriter& writer, bool commit) {
  const Change changed = change(number);
  for (const auto& [id, version] : changed.added)
    add_versioned(writer, id, version);
  for (const std::string& id : changed.removed)
    writer.remove(id);
  if (!commit) return;
  if (step(number) == Step::optimize)
    writer.optimize();
  else
    writer.commit();
}

namespace {

[[noreturn]] void differs(const std::string& what) {
  throw std::runtime_error("the index differs: " + what);
}

unsigned version_in(const std::string& text) {
  const auto at = text.find(" version v");
  if (at == std::string::npos) differs("a text is \"" + text + "\"");
  return static_cast<unsigned>(std::stoul(text.substr(at + 10)));
}

}  // namespace

State state_of(const std::filesystem::path& index) {
  const Searcher searcher(index);
  SearchRequest all{.query = "harbor", .limit = 100'000, .highlights = false};
  all.ranking = RankingOptions::plain();
  all.facets = {{"country", 100}};
  const SearchResult result = searcher.search(all);
  State state;
  std::map<std::string, std::size_t> paragraphs;
  std::map<std::string, std::uint64_t> countries;
  for (const Hit& hit : result.hits) {
    const unsigned version = version_in(hit.paragraph.text);
    const auto [it, added] = state.emplace(hit.document_id, version);
    if (it->second != version) differs(hit.document_id + " has two versions");
    if (hit.paragraph.text != text_of(hit.document_id, version, hit.paragraph.ordinal))
      differs("a text is \"" + hit.paragraph.text + "\"");
    ++paragraphs[hit.document_id];
    ++countries[country_of(hit.document_id, version)];
  }
  for (const auto& [id, version] : state)
    if (paragraphs[id] != versioned_paragraphs(id, version)) differs(id + " is not whole");
  for (const FacetValue& value : result.facets.at(0).values)
    if (countries[value.value] != value.paragraphs) differs("the count of " + value.value);
  if (result.facets.at(0).distinct != countries.size()) differs("the number of countries");
  const IndexStats stats = searcher.stats();
  if (stats.documents != state.size() || stats.paragraphs != result.hits.size() ||
      result.paragraphs.value != result.hits.size() || result.documents.value != state.size())
    differs("totals");
  return state;
}

}  // namespace pilcrow::test
