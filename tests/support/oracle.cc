#include "support/oracle.h"

#include <algorithm>
#include <cmath>

namespace pilcrow::test {

namespace {

/// Whether a filter's value names one of a paragraph's: itself, a range of years, or a state that
/// is gone and stands for its successors.
bool names(const std::string& facet, const std::string& filter,
           const std::set<std::string>& values) {
  const std::size_t dots = filter.find("..");
  if (dots == std::string::npos) {
    const std::vector<std::string> expanded = expand_facet_value(facet, filter);
    return std::any_of(expanded.begin(), expanded.end(),
                       [&](const std::string& value) { return values.contains(value); });
  }
  const std::string from = filter.substr(0, dots);
  const std::string to = filter.substr(dots + 2);
  return std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    const int year = std::stoi(value);
    return (from.empty() || year >= std::stoi(from)) && (to.empty() || year <= std::stoi(to));
  });
}

}  // namespace

Oracle::Oracle(const Searcher& searcher, const internal::RankingConstants& constants,
               std::string language)
    : constants_(constants), language_(std::move(language)) {
  const SearchResult all = searcher.search({.query = "", .limit = 10'000'000, .highlights = false});
  for (const Hit& hit : all.hits) {
    Entry entry;
    entry.document = hit.document_id;
    entry.ordinal = hit.paragraph.ordinal;
    entry.text = hit.paragraph.text;
    entry.body = OracleText(entry.text, analyzer_, language_);
    entry.furniture = hit.paragraph.kind == BlockKind::furniture;
    if (const auto& date = hit.document.published)
      entry.date = date->year * 10'000 + date->month * 100 + date->day;
    std::string heading;
    for (const std::string& part : hit.paragraph.heading)
      heading += part + "\n";
    if (!entry.furniture) {
      entry.heading = OracleText(heading, analyzer_, language_);
      entry.title = OracleText(hit.document.title, analyzer_, language_);
    }
    for (const Tag& tag : hit.paragraph.tags)
      entry.tags[tag.facet].insert(tag.value);
    std::set<std::string> terms;
    for (const OracleText* field : {&entry.body, &entry.heading, &entry.title})
      for (const auto& [term, tf] : field->tf())
        terms.insert(term);
    for (const std::string& term : terms)
      ++document_frequency_[term];
    numbers_[{entry.document, entry.ordinal}] = paragraphs_.size();
    paragraphs_.push_back(std::move(entry));
  }
}

const std::set<std::string>& Oracle::values(std::size_t number, const std::string& facet) const {
  static const std::set<std::string> kNone;
  const auto it = paragraphs_[number].tags.find(facet);
  return it == paragraphs_[number].tags.end() ? kNone : it->second;
}

std::size_t Oracle::number_of(const Hit& hit) const {
  return numbers_.at({hit.document_id, hit.paragraph.ordinal});
}

std::vector<char> Oracle::matching_leaf(const OracleQuery& leaf) const {
  using Field = OracleQuery::Field;
  const Field field = leaf.kind == OracleQuery::Kind::near ? leaf.parts[0].field : leaf.field;
  std::vector<std::vector<std::string>> terms;
  for (const OracleQuery& part : leaf.parts)
    terms.push_back(terms_of(part.text, analyzer_, language_));
  if (leaf.parts.empty()) terms.push_back(terms_of(leaf.text, analyzer_, language_));
  std::vector<char> found;
  for (const Entry& entry : paragraphs_) {
    const auto in = [&](const OracleText& text) { return text.holds(leaf, terms); };
    bool holds = false;
    if (leaf.kind == OracleQuery::Kind::facet) {
      const auto it = entry.tags.find(leaf.facet);
      holds = it != entry.tags.end() && names(leaf.facet, leaf.text, it->second);
    } else {
      holds = (field == Field::anywhere && in(entry.body)) ||
              (field != Field::title && in(entry.heading)) ||
              (field != Field::heading && in(entry.title));
    }
    found.push_back(holds ? 1 : 0);
  }
  return found;
}

std::vector<char> Oracle::matching(const OracleQuery& query, Match match) const {
  using Kind = OracleQuery::Kind;
  if (query.parts.empty() || query.kind == Kind::near) return matching_leaf(query);
  std::vector<std::vector<char>> wanted;
  std::vector<std::vector<char>> gone;
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    const OracleQuery& part = query.parts[i];
    if (part.kind == Kind::negate && query.kind != Kind::any) {
      gone.push_back(matching(part.parts[0], match));
    } else if (query.kind == Kind::negate || (query.kind == Kind::without && i == 1)) {
      gone.push_back(matching(part, match));
    } else {
      wanted.push_back(matching(part, match));
    }
  }
  const bool any = query.kind == Kind::any || (query.kind == Kind::bag && match == Match::any);
  std::vector<char> found;
  for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
    const auto here = [i](const std::vector<char>& part) { return part[i] != 0; };
    const bool fits = wanted.empty() || (any ? std::any_of(wanted.begin(), wanted.end(), here)
                                             : std::all_of(wanted.begin(), wanted.end(), here));
    found.push_back(fits && std::none_of(gone.begin(), gone.end(), here) ? 1 : 0);
  }
  return found;
}

double Oracle::term_score(const Entry& entry, const std::string& term) const {
  const auto tf = [&term](const OracleText& field) {
    const auto it = field.tf().find(term);
    return it == field.tf().end() ? 0.0 : static_cast<double>(it->second);
  };
  const auto part = [this](double weight, double count, double length, double average) {
    return count == 0 ? 0.0 : weight * count / (1 - constants_.b + constants_.b * length / average);
  };
  const double sum =
      part(constants_.body_weight, tf(entry.body), entry.body.length(), constants_.average_body) +
      part(constants_.heading_weight, tf(entry.heading), entry.heading.length(),
           constants_.average_heading) +
      part(constants_.title_weight, tf(entry.title), entry.title.length(),
           constants_.average_title);
  if (sum == 0) return 0;
  const double n = static_cast<double>(document_frequency_.at(term));
  double ratio = (static_cast<double>(paragraphs_.size()) - n + 0.5) / (n + 0.5);
  if (ratio < 2) ratio = ratio / 2 + 1;
  const double part_of_tf = sum * (constants_.k1 + 1) / (sum + constants_.k1);
  // Furniture stands below everything else: the smallest impact there is.
  return std::log(ratio) * (entry.furniture ? 1 / internal::kImpactScale : part_of_tf);
}

std::vector<double> Oracle::scores(const OracleQuery& query, Match match) const {
  using Kind = OracleQuery::Kind;
  std::vector<double> totals(paragraphs_.size(), 0);
  const std::vector<char> matches = matching(query, match);
  const auto add = [&](std::size_t i, double score) { totals[i] += matches[i] != 0 ? score : 0; };
  if (query.parts.empty()) {
    for (const std::string& term : terms_of(query.text, analyzer_, language_))
      for (std::size_t i = 0; i < paragraphs_.size(); ++i)
        if (matches[i] != 0) add(i, term_score(paragraphs_[i], term));
    return totals;
  }
  for (std::size_t p = 0; p < (query.kind == Kind::without ? 1 : query.parts.size()); ++p) {
    const std::vector<double> part = scores(query.parts[p], match);
    for (std::size_t i = 0; i < part.size(); ++i)
      add(i, part[i]);
  }
  return totals;
}

Oracle::Answer Oracle::search(const OracleQuery* query, const std::vector<FacetFilter>& where,
                              Match match, bool scored) const {
  Answer answer;
  const std::vector<char> matches =
      query == nullptr ? std::vector<char>(paragraphs_.size(), 1) : matching(*query, match);
  const std::vector<double> totals = scored && query != nullptr
                                         ? scores(*query, match)
                                         : std::vector<double>(paragraphs_.size(), 0);
  // Which facets a paragraph fails: values of one facet are alternatives, excluded ones a hard
  // bound.
  const auto passes = [](const Entry& entry, const FacetFilter& filter) {
    const auto it = entry.tags.find(filter.facet);
    const bool any =
        it != entry.tags.end() &&
        std::any_of(filter.values.begin(), filter.values.end(), [&](const std::string& value) {
          return names(filter.facet, value, it->second);
        });
    return any;
  };
  std::set<std::string> facets{"country", "topic", "year", "about"};
  for (const Entry& entry : paragraphs_)
    for (const auto& [facet, values] : entry.tags)
      facets.insert(facet);
  std::map<std::string, std::map<std::string, std::pair<std::size_t, std::set<std::string>>>>
      counts;
  std::map<std::string, std::pair<std::size_t, std::set<std::string>>> missing;
  std::set<std::string> documents;
  for (std::size_t number = 0; number < paragraphs_.size(); ++number) {
    const Entry& entry = paragraphs_[number];
    if (matches[number] == 0) continue;
    std::map<std::string, bool> included;  // facet → passes one of its filters
    bool excluded = false;
    for (const FacetFilter& filter : where) {
      if (filter.exclude)
        excluded = excluded || passes(entry, filter);
      else
        included[filter.facet] = included[filter.facet] || passes(entry, filter);
    }
    if (excluded) continue;
    std::set<std::string> failed;
    for (const auto& [facet, passed] : included)
      if (!passed) failed.insert(facet);
    for (const std::string& facet : facets) {
      if (!failed.empty() && failed != std::set<std::string>{facet}) continue;
      const auto it = entry.tags.find(facet);
      if (it == entry.tags.end()) {
        ++missing[facet].first;
        missing[facet].second.insert(entry.document);
        continue;
      }
      for (const std::string& value : it->second) {
        auto& [paragraphs, with] = counts[facet][value];
        ++paragraphs;
        with.insert(entry.document);
      }
    }
    if (!failed.empty()) continue;
    answer.scores[number] = totals[number];
    documents.insert(entry.document);
  }
  answer.documents = documents.size();
  for (const auto& [facet, values] : counts)
    for (const auto& [value, count] : values)
      answer.facets[facet][value] = {count.first, count.second.size()};
  for (const auto& [facet, count] : missing)
    answer.missing[facet] = {count.first, count.second.size()};
  return answer;
}

}  // namespace pilcrow::test
