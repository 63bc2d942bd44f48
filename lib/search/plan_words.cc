#include "search/plan_words.h"

#include <algorithm>

#include "text/words.h"

namespace pilcrow::internal {

namespace {

bool is_plain_word(const Node& node) {
  return node.kind == NodeKind::word && !node.verbatim;
}

bool same(const std::vector<TermGroup>& a, const std::vector<TermGroup>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const TermGroup& x, const TermGroup& y) { return x.terms == y.terms; });
}

void add_phrasing(std::vector<TermGroup> groups, std::vector<Phrasing>& out) {
  const bool known = std::any_of(out.begin(), out.end(), [&](const Phrasing& phrasing) {
    return same(phrasing.groups, groups);
  });
  if (!known) out.push_back({std::move(groups), ""});
}

}  // namespace

std::vector<Phrasing> WordPlanner::phrasings(const Node& query) {
  if (query.kind == NodeKind::prefix || query.kind == NodeKind::fuzzy) return expansion(query);
  std::vector<Phrasing> found = readings(query);
  if (!query.verbatim && !found.empty()) add_synonyms(query.text, fold_words(query.text), found);
  return found;
}

std::vector<Phrasing> WordPlanner::readings(const Node& query) {
  Readings readings = read_word(query.text, snapshot_);
  std::vector<Phrasing> found;
  if (readings.empty()) {
    note("\"" + query.text + "\" holds no word and was left out");
    return found;
  }
  if (query.verbatim) readings.resize(1);
  explain_readings(query.text, readings);
  for (auto& reading : readings)
    found.push_back({std::move(reading), query.verbatim ? query.text : ""});
  return found;
}

// What stands in front of the last word ("cyber-at*") has to be there as it is.
std::vector<Phrasing> WordPlanner::expansion(const Node& query) {
  std::vector<Word> words;
  split_words_keeping_cjk(query.text, words);
  Phrasing phrasing;
  std::string last = query.text;
  if (words.size() > 1) {
    const Readings before = read_word(query.text.substr(0, words.back().begin), snapshot_);
    last = query.text.substr(words.back().begin);
    if (!before.empty()) phrasing.groups = before.front();
  }
  const bool prefix = query.kind == NodeKind::prefix;
  const auto expansion =
      prefix ? expand_prefix(last, snapshot_) : expand_fuzzy(last, query.distance, snapshot_);
  const std::string shown = query.text + (prefix ? "*" : "~");
  if (expansion->cut)
    note("\"" + shown + "\" stands for more than " + std::to_string(kMostExpansions) +
         " words; the most frequent were taken");
  explain_expansion(shown, *expansion);
  if (expansion->group.terms.empty()) return {};
  phrasing.groups.push_back(expansion->group);
  return {std::move(phrasing)};
}

// An abbreviation that is a common word otherwise (US, WHO) is meant in capitals only.
bool WordPlanner::means(const Synonyms::Member& member, const std::string& typed) const {
  if (!member.in_capitals || typed == member.text) return true;
  const bool has_small =
      std::any_of(typed.begin(), typed.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return !has_small || !is_stop_word(typed, snapshot_);
}

bool WordPlanner::has_synonyms(const std::string& typed) const {
  const Synonyms* synonyms = snapshot_.synonyms();
  if (synonyms == nullptr) return false;
  const std::string key = fold_words(typed);
  const auto* group = synonyms->find(key);
  return group != nullptr &&
         std::any_of(group->begin(), group->end(), [&](const Synonyms::Member& member) {
           return fold_words(member.text) == key && means(member, typed);
         });
}

void WordPlanner::add_synonyms(const std::string& typed, const std::string& key,
                               std::vector<Phrasing>& out) {
  const Synonyms* synonyms = snapshot_.synonyms();
  const auto* group = synonyms == nullptr ? nullptr : synonyms->find(key);
  if (group == nullptr) return;
  std::string others;
  for (const Synonyms::Member& member : *group) {
    if (fold_words(member.text) == key) {
      if (!means(member, typed)) return;
      continue;
    }
    others += (others.empty() ? " \"" : ", \"") + member.text + "\"";
  }
  for (const Synonyms::Member& member : *group)
    if (fold_words(member.text) != key)
      for (auto& reading : read_word(member.text, snapshot_))
        add_phrasing(std::move(reading), out);
  if (!others.empty()) explain("\"" + typed + "\" stands for its synonyms as well:" + others);
}

SynonymRun WordPlanner::synonym_run(const std::vector<Node>& words, std::size_t first) {
  const Synonyms* synonyms = snapshot_.synonyms();
  if (synonyms == nullptr || !is_plain_word(words[first])) return {};
  SynonymRun best;
  std::string typed;
  for (std::size_t i = first; i < words.size() && i - first < synonyms->longest(); ++i) {
    if (!is_plain_word(words[i]) || words[i].field != words[first].field) break;
    typed += (i > first ? " " : "") + words[i].text;
    const std::string key = fold_words(typed);
    if (i == first || synonyms->find(key) == nullptr) continue;
    SynonymRun run;
    add_synonyms(typed, key, run.synonyms);
    if (run.synonyms.empty()) continue;
    run.length = i - first + 1;
    best = std::move(run);
  }
  return best;
}

void WordPlanner::note(std::string message) {
  const bool known = std::any_of(plan_.notes.begin(), plan_.notes.end(),
                                 [&](const Note& note) { return note.message == message; });
  if (!known) plan_.notes.push_back({Severity::info, "", std::move(message)});
}

void WordPlanner::explain(std::string line) {
  if (explains_) plan_.explanation.push_back(std::move(line));
}

void WordPlanner::explain_expansion(const std::string& shown, const Expansion& expansion) {
  if (!explains_) return;
  std::string list;
  for (const std::string& word : expansion.words)
    list += " " + word;
  if (expansion.words.size() == kMostWordsShown) list += " …";
  explain("\"" + shown + "\" was expanded to" + (list.empty() ? " nothing" : list));
}

void WordPlanner::explain_readings(const std::string& typed, const Readings& readings) {
  if (!explains_) return;
  std::string line = "\"" + typed + "\" is read as";
  for (std::size_t r = 0; r < readings.size(); ++r) {
    if (r > 0) line += ", or";
    for (const TermGroup& group : readings[r]) {
      line += " ";
      for (std::size_t i = 0; i < group.terms.size(); ++i)
        line += (i > 0 ? "|" : "") + group.terms[i];
    }
  }
  explain(std::move(line));
}

}  // namespace pilcrow::internal
