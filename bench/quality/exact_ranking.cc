#include "quality/exact_ranking.h"

#include <algorithm>
#include <map>

#include "index/manifest.h"

namespace pilcrow::bench {

ExactRanking::ExactRanking(const Searcher& searcher, const std::filesystem::path& index)
    : constants_(internal::read_manifest(index, analyzer_.fingerprint()).ranking) {
  const std::size_t paragraphs = searcher.stats().paragraphs;
  const SearchResult all = searcher.search({.query = "", .limit = paragraphs, .highlights = false});
  std::map<std::string, std::size_t> languages;
  for (const Hit& hit : all.hits)
    ++languages[hit.document.language];
  std::size_t most = 0;
  for (const auto& [language, count] : languages) {
    if (count <= most) continue;
    most = count;
    language_ = language;
  }
  for (const Hit& hit : all.hits)
    add(hit);
}

std::uint32_t ExactRanking::count_terms(
    const std::string& text, const std::string& language,
    std::uint32_t internal::FieldCounts::*field,
    std::unordered_map<std::string, internal::FieldCounts>& counts) const {
  std::uint32_t length = 0;
  for (const Token& token : analyzer_.analyze(text, language)) {
    ++(counts[token.term].*field);
    length = std::max(length, token.position + 1);
  }
  return length;
}

void ExactRanking::add(const Hit& hit) {
  using internal::FieldCounts;
  const auto number = static_cast<std::uint32_t>(entries_.size());
  const auto [document, is_new] =
      numbers_.try_emplace(hit.document_id, static_cast<std::uint32_t>(documents_.size()));
  if (is_new) documents_.push_back(hit.document_id);
  Entry entry;
  entry.document = document->second;
  entry.furniture = hit.paragraph.kind == BlockKind::furniture;
  std::unordered_map<std::string, FieldCounts> counts;
  const std::string& language = hit.document.language;
  entry.lengths.body = count_terms(hit.paragraph.text, language, &FieldCounts::body, counts);
  if (!entry.furniture) {
    std::string heading;
    for (const std::string& part : hit.paragraph.heading)
      heading += part + "\n";
    entry.lengths.heading = count_terms(heading, language, &FieldCounts::heading, counts);
    entry.lengths.title = count_terms(hit.document.title, language, &FieldCounts::title, counts);
  }
  entries_.push_back(entry);
  for (const auto& [term, tf] : counts)
    postings_[term].push_back({number, tf});
}

std::vector<std::string> ExactRanking::terms_of(const std::string& query) const {
  std::vector<std::string> terms;
  std::vector<std::string> stops;
  std::uint32_t next = 0;  // variants share the position of the term before them
  for (const Token& token : analyzer_.analyze(query, language_)) {
    if (token.position < next) continue;
    next = token.position + 1;
    const std::string word = query.substr(token.bytes.begin, token.bytes.size());
    auto& list = analyzer_.is_stop_word(word, language_) ? stops : terms;
    // As the engine: a word that is said twice counts once.
    if (std::find(list.begin(), list.end(), token.term) == list.end()) list.push_back(token.term);
  }
  return terms.empty() ? stops : terms;
}

std::vector<std::string> ExactRanking::rank(const std::string& query, Precision precision,
                                            std::size_t limit) const {
  std::unordered_map<std::uint32_t, double> scores;
  for (const std::string& term : terms_of(query)) {
    const auto it = postings_.find(term);
    if (it == postings_.end()) continue;
    const double idf = internal::inverse_document_frequency(static_cast<double>(entries_.size()),
                                                            static_cast<double>(it->second.size()));
    for (const Posting& posting : it->second) {
      const Entry& entry = entries_[posting.entry];
      double part = 1 / internal::kImpactScale;
      if (!entry.furniture && precision == Precision::exact)
        part = internal::term_frequency_part(constants_, posting.counts, entry.lengths);
      else if (!entry.furniture)
        part = internal::impact(constants_, posting.counts, entry.lengths) / internal::kImpactScale;
      scores[posting.entry] += idf * part;
    }
  }
  std::unordered_map<std::uint32_t, double> best;
  for (const auto& [entry, score] : scores) {
    double& known = best[entries_[entry].document];
    known = std::max(known, score);
  }
  std::vector<std::pair<double, std::uint32_t>> sorted;
  sorted.reserve(best.size());
  for (const auto& [document, score] : best)
    sorted.emplace_back(-score, document);
  std::sort(sorted.begin(), sorted.end());
  if (sorted.size() > limit) sorted.resize(limit);
  std::vector<std::string> ranking;
  ranking.reserve(sorted.size());
  for (const auto& [score, document] : sorted)
    ranking.push_back(documents_[document]);
  return ranking;
}

}  // namespace pilcrow::bench
