#include "support/oracle.h"

#include <algorithm>
#include <cmath>

namespace pilcrow::test {

std::string spell(const OracleQuery& query) {
  std::string out;
  const auto join = [&](const char* between) {
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
      const bool nested = !query.parts[i].parts.empty();
      out += (i > 0 ? between : "") +
             (nested ? "(" + spell(query.parts[i]) + ")" : spell(query.parts[i]));
    }
  };
  switch (query.kind) {
    case OracleQuery::Kind::word:
      return query.text;
    case OracleQuery::Kind::phrase:
      return "\"" + query.text + "\"";
    case OracleQuery::Kind::all:
      join(" AND ");
      break;
    case OracleQuery::Kind::any:
      join(" OR ");
      break;
    case OracleQuery::Kind::bag:
      join(" ");
      break;
    case OracleQuery::Kind::without:
      join(" AND NOT ");
      break;
  }
  return out;
}

Oracle::Oracle(const Searcher& searcher, const internal::RankingConstants& constants,
               std::string language)
    : constants_(constants), language_(std::move(language)) {
  const SearchResult all = searcher.search({.query = "", .limit = 10'000'000, .highlights = false});
  for (const Hit& hit : all.hits) {
    Entry entry;
    entry.document = hit.document_id;
    entry.ordinal = hit.paragraph.ordinal;
    entry.text = hit.paragraph.text;
    entry.body = analyze(entry.text);
    entry.furniture = hit.paragraph.kind == BlockKind::furniture;
    std::string heading;
    for (const std::string& part : hit.paragraph.heading)
      heading += part + "\n";
    if (!entry.furniture) {
      entry.heading = analyze(heading);
      entry.title = analyze(hit.document.title);
    }
    for (const Tag& tag : hit.paragraph.tags)
      entry.tags[tag.facet].insert(tag.value);
    std::set<std::string> terms;
    for (const Field* field : {&entry.body, &entry.heading, &entry.title})
      for (const auto& [term, tf] : field->tf)
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

Oracle::Field Oracle::analyze(const std::string& text) const {
  Field field;
  field.tokens = analyzer_.analyze(text, language_);
  for (const Token& token : field.tokens) {
    ++field.tf[token.term];
    field.length = std::max(field.length, token.position + 1);
  }
  return field;
}

bool Oracle::holds(const Entry& entry, const std::string& term) const {
  return entry.body.tf.contains(term) || entry.heading.tf.contains(term) ||
         entry.title.tf.contains(term);
}

bool Oracle::holds_phrase(const Field& field, const std::vector<std::string>& terms) const {
  std::set<std::pair<std::uint32_t, std::string>> at;
  for (const Token& token : field.tokens)
    at.insert({token.position, token.term});
  for (std::uint32_t begin = 0; begin < field.length; ++begin) {
    bool all = true;
    for (std::uint32_t i = 0; all && i < terms.size(); ++i)
      all = at.contains({begin + i, terms[i]});
    if (all) return true;
  }
  return false;
}

std::vector<std::string> Oracle::terms_of(const std::string& text) const {
  std::vector<std::string> terms;
  for (const Token& token : analyzer_.analyze(text, language_))
    if (token.position == terms.size()) terms.push_back(token.term);
  return terms;
}

bool Oracle::matches(const Entry& entry, const OracleQuery& query, Match match) const {
  const auto part = [&](const OracleQuery& q) { return matches(entry, q, match); };
  switch (query.kind) {
    case OracleQuery::Kind::word:
      return holds(entry, terms_of(query.text).at(0));
    case OracleQuery::Kind::phrase: {
      const auto terms = terms_of(query.text);
      return holds_phrase(entry.body, terms) || holds_phrase(entry.heading, terms) ||
             holds_phrase(entry.title, terms);
    }
    case OracleQuery::Kind::all:
      return std::all_of(query.parts.begin(), query.parts.end(), part);
    case OracleQuery::Kind::any:
      return std::any_of(query.parts.begin(), query.parts.end(), part);
    case OracleQuery::Kind::bag:
      return match == Match::any ? std::any_of(query.parts.begin(), query.parts.end(), part)
                                 : std::all_of(query.parts.begin(), query.parts.end(), part);
    case OracleQuery::Kind::without:
      return part(query.parts[0]) && !part(query.parts[1]);
  }
  return false;
}

double Oracle::term_score(const Entry& entry, const std::string& term) const {
  const auto tf = [&term](const Field& field) {
    const auto it = field.tf.find(term);
    return it == field.tf.end() ? 0.0 : static_cast<double>(it->second);
  };
  const auto part = [this](double weight, double count, double length, double average) {
    return count == 0 ? 0.0 : weight * count / (1 - constants_.b + constants_.b * length / average);
  };
  const double sum =
      part(constants_.body_weight, tf(entry.body), entry.body.length, constants_.average_body) +
      part(constants_.heading_weight, tf(entry.heading), entry.heading.length,
           constants_.average_heading) +
      part(constants_.title_weight, tf(entry.title), entry.title.length, constants_.average_title);
  if (sum == 0) return 0;
  const double n = static_cast<double>(document_frequency_.at(term));
  double ratio = (static_cast<double>(paragraphs_.size()) - n + 0.5) / (n + 0.5);
  if (ratio < 2) ratio = ratio / 2 + 1;
  const double part_of_tf = sum * (constants_.k1 + 1) / (sum + constants_.k1);
  // Furniture stands below everything else: the smallest impact there is.
  return std::log(ratio) * (entry.furniture ? 1 / internal::kImpactScale : part_of_tf);
}

double Oracle::score(const Entry& entry, const OracleQuery& query, Match match) const {
  if (!matches(entry, query, match)) return 0;
  double total = 0;
  switch (query.kind) {
    case OracleQuery::Kind::word:
    case OracleQuery::Kind::phrase:
      for (const std::string& term : terms_of(query.text))
        total += term_score(entry, term);
      return total;
    case OracleQuery::Kind::without:
      return score(entry, query.parts[0], match);
    default:
      break;
  }
  for (const OracleQuery& part : query.parts)
    total += score(entry, part, match);
  return total;
}

Oracle::Answer Oracle::search(const OracleQuery* query, const std::vector<FacetFilter>& where,
                              Match match) const {
  Answer answer;
  // Which facets a paragraph fails: values of one facet are alternatives, excluded ones a hard
  // bound.
  const auto passes = [](const Entry& entry, const FacetFilter& filter) {
    const auto it = entry.tags.find(filter.facet);
    const bool any =
        it != entry.tags.end() &&
        std::any_of(filter.values.begin(), filter.values.end(),
                    [&](const std::string& value) { return it->second.contains(value); });
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
    if (query != nullptr && !matches(entry, *query, match)) continue;
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
    answer.scores[number] = query == nullptr ? 0 : score(entry, *query, match);
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
