#include "search/leaf_evaluator.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "index/impact.h"
#include "index/record.h"
#include "index/schema.h"
#include "search/highlight.h"
#include "search/near_scanner.h"
#include "search/phrase_scanner.h"
#include "search/verbatim_forms.h"
#include "search/written_postings.h"

namespace pilcrow::internal {

namespace {

std::string_view field_prefix(Field field) {
  switch (field) {
    case Field::title:
      return schema::kTitlePrefix;
    case Field::heading:
      return schema::kHeadingPrefix;
    case Field::anywhere:
      break;
  }
  return {};
}

// A phrase's groups as sorted numbers of terms, to look for in the forward column.
struct NumberedLeaf {
  std::vector<std::vector<std::uint32_t>> groups;

  NumberedLeaf(const Leaf& leaf, const ForwardColumn& forward) {
    for (const TermGroup& group : leaf.groups) {
      auto& numbers = groups.emplace_back();
      for (const std::string& term : group.terms)
        if (const auto number = forward.find_term(term)) numbers.push_back(*number);
      std::sort(numbers.begin(), numbers.end());
    }
  }

  [[nodiscard]] bool in_group(std::size_t group, std::uint32_t term) const {
    const auto& numbers = groups[group];
    return numbers.size() == 1 ? numbers[0] == term
                               : std::binary_search(numbers.begin(), numbers.end(), term);
  }

  [[nodiscard]] bool occurs(const std::vector<ForwardToken>& tokens) const {
    for (std::size_t i = 0; i < tokens.size(); ++i)
      if (in_group(0, tokens[i].term) && continues(tokens, i + 1, 1, tokens[i].next)) return true;
    return false;
  }

 private:
  // Tokens ascend by position; variants stand behind the word whose position they share.
  [[nodiscard]] bool continues(const std::vector<ForwardToken>& tokens, std::size_t from,
                               std::size_t group, std::uint32_t position) const {
    if (group == groups.size()) return true;
    for (std::size_t i = from; i < tokens.size() && tokens[i].position <= position; ++i)
      if (tokens[i].position == position && in_group(group, tokens[i].term) &&
          continues(tokens, i + 1, group + 1, tokens[i].next))
        return true;
    return false;
  }
};

// How many paragraphs ahead the column is asked for.
constexpr std::size_t kAhead = 8;

// What was found by looking through so many paragraphs is kept.
constexpr std::size_t kWorthKeeping = 1024;

// Looks through the candidates of one leaf.
class LeafEvaluator {
 public:
  LeafEvaluator(const Leaf& leaf, const Operand* within, std::size_t best, const Snapshot& snapshot,
                const Deadline& deadline)
      : leaf_(leaf), within_(within), best_(best), snapshot_(snapshot), deadline_(deadline) {}

  Operand evaluate() {
    if (is_word(leaf_)) return word();
    std::vector<Operand> found;
    if (leaf_.field == Field::anywhere) {
      found.push_back(in_body());
      found.push_back(in_field(Field::heading));
      found.push_back(in_field(Field::title));
      return unite(found, Combine::best);
    }
    return in_field(leaf_.field);
  }

 private:
  Operand word() {
    auto list = group_postings(leaf_.groups[0], field_prefix(leaf_.field), snapshot_);
    const float weight = leaf_.weight * unit_weight(*list, snapshot_);
    return Operand::view(std::move(list), weight);
  }

  // The paragraphs, of those asked about, that hold all groups in a field.
  Operand candidates(Field field) { return candidates(field, within_); }

  Operand candidates(Field field, const Operand* within) {
    std::vector<Operand> operands;
    for (const TermGroup& group : leaf_.groups) {
      auto list = group_postings(group, field_prefix(field), snapshot_);
      const float weight = unit_weight(*list, snapshot_);
      operands.push_back(Operand::view(std::move(list), weight));
    }
    return intersect(std::move(operands), within);
  }

  template <typename Accept>
  Operand filter(const Operand& candidates, Accept accept) {
    std::vector<DocId> docids;
    std::vector<float> scores;
    std::size_t done = 0;
    candidates.for_each([&](DocId id, float score) {
      if (++done % 1024 == 0) deadline_.check();
      if (!accept(id)) return;
      docids.push_back(id);
      scores.push_back(score);
    });
    return Operand::own(std::move(docids), std::move(scores));
  }

  // Verbatim parts of NEAR are looked at in the text.
  [[nodiscard]] bool asks_for_text() const {
    return std::any_of(leaf_.parts.begin(), leaf_.parts.end(),
                       [](const NearPart& part) { return !part.verbatim.empty(); });
  }

  Operand near_in_body() {
    NearScanner scanner(leaf_, snapshot_.forward());
    return filter(candidates(Field::anywhere), [&](DocId id) { return scanner.occurs(id); });
  }

  // What takes long to find is asked for again, with every page and every facet that somebody
  // ticks. The paragraphs that hold it are kept, what they score is added up anew.
  Operand in_body() {
    if (!can_be_kept()) return find_in_body();
    const std::string key = key_in_cache();
    if (auto kept = snapshot_.find_kept(key)) {
      const Operand holding = Operand::view(std::move(kept), 0.0F);
      return candidates(Field::anywhere, &holding);
    }
    Operand found = find_in_body();
    if (looked_through_ >= kWorthKeeping) keep(key, found);
    return found;
  }

  Operand find_in_body() {
    if (!leaf_.verbatim.empty()) return verbatim_in_body();
    Operand found = leaf_.near ? near_in_body() : in_order_in_body();
    if (!asks_for_text()) return found;
    return filter(found, [this](DocId id) { return occurs_in_text(id); });
  }

  [[nodiscard]] bool can_be_kept() const {
    return within_ == nullptr && !leaf_.near &&
           std::none_of(leaf_.groups.begin(), leaf_.groups.end(),
                        [](const TermGroup& group) { return group.written; });
  }

  [[nodiscard]] std::string key_in_cache() const {
    std::string key = "\1phrase\1" + leaf_.verbatim;
    for (const TermGroup& group : leaf_.groups) {
      key += '\1';
      for (const std::string& term : group.terms)
        key.append(term).append(1, '\0');
    }
    return key;
  }

  void keep(const std::string& key, const Operand& found) const {
    PostingList list;
    list.docids.assign(found.docids(), found.docids() + found.size());
    list.impacts.assign(list.docids.size(), 0);
    snapshot_.keep(key, std::move(list));
  }

  [[nodiscard]] bool occurs_in_text(DocId id) const {
    const ParagraphRecord record = decode_paragraph(snapshot_.record(id));
    return occurs_in(record.paragraph.text, record.language);
  }

  // The text is read only where its words, as written, leave the question open.
  Operand verbatim_in_body() {
    const NumberedLeaf numbered(leaf_, snapshot_.forward());
    const VerbatimForms forms(leaf_, snapshot_.forward());
    std::vector<ForwardToken> tokens;
    const Operand all = candidates(Field::anywhere);
    looked_through_ = all.size();
    return filter(all, [&](DocId id) {
      snapshot_.forward().tokens(id, tokens);
      std::erase_if(tokens, [&](const ForwardToken& token) { return !forms.possible(token.form); });
      if (!numbered.occurs(tokens)) return false;
      return std::any_of(tokens.begin(), tokens.end(),
                         [&](const ForwardToken& token) { return forms.settles(token.form); }) ||
             occurs_in_text(id);
    });
  }

  // Paragraphs are far from each other in the column: they are asked for some time before they are
  // looked through.
  Operand scan(const Operand& all, const PhraseScanner& scanner) {
    looked_through_ = all.size();
    std::size_t next = 0;
    return filter(all, [&](DocId id) {
      if (next + 2 * kAhead < all.size())
        snapshot_.forward().prefetch_place(all.docids()[next + 2 * kAhead]);
      if (next + kAhead < all.size()) snapshot_.forward().prefetch(all.docids()[next + kAhead]);
      ++next;
      return scanner.occurs(id);
    });
  }

  // What a phrase scores its words tell before it is looked for: those that would be the best are
  // looked through first, in a few rounds, and the others only where too few of these hold it.
  Operand scan_best(const Operand& all, const PhraseScanner& scanner) {
    constexpr int kRounds = 3;
    constexpr std::size_t kLeast = 64;
    std::vector<std::uint32_t> order(all.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto before = [&all](std::uint32_t a, std::uint32_t b) {
      return all.score(a) != all.score(b) ? all.score(a) > all.score(b) : a < b;
    };
    std::vector<std::uint32_t> found;
    auto begin = order.begin();
    std::size_t count = std::max(kLeast, 4 * best_);
    for (int round = 0; round < kRounds && begin != order.end(); ++round, count *= 4) {
      const auto left = static_cast<std::size_t>(order.end() - begin);
      const auto end = begin + static_cast<std::ptrdiff_t>(std::min(left, count));
      if (end != order.end()) std::nth_element(begin, end, order.end(), before);
      look_through(all, scanner, begin, end, found);
      begin = end;
      if (found.size() >= best_) break;
    }
    if (found.size() < best_) {
      look_through(all, scanner, begin, order.end(), found);
      begin = order.end();
    }
    if (begin == order.end()) looked_through_ = all.size();
    std::sort(found.begin(), found.end());
    std::vector<DocId> docids;
    std::vector<float> scores;
    for (const std::uint32_t i : found) {
      docids.push_back(all.docids()[i]);
      scores.push_back(all.score(i));
    }
    return Operand::own(std::move(docids), std::move(scores));
  }

  using Places = std::vector<std::uint32_t>::iterator;

  // In the order of docids. Appends the places of those that hold the phrase.
  void look_through(const Operand& all, const PhraseScanner& scanner, Places begin, Places end,
                    std::vector<std::uint32_t>& found) {
    std::sort(begin, end);
    const auto count = end - begin;
    for (std::ptrdiff_t i = 0; i < count; ++i) {
      constexpr auto kStep = static_cast<std::ptrdiff_t>(kAhead);
      if (i % 1024 == 1023) deadline_.check();
      if (i + 2 * kStep < count)
        snapshot_.forward().prefetch_place(all.docids()[begin[i + 2 * kStep]]);
      if (i + kStep < count) snapshot_.forward().prefetch(all.docids()[begin[i + kStep]]);
      if (scanner.occurs(all.docids()[begin[i]])) found.push_back(begin[i]);
    }
  }

  Operand in_order_in_body() {
    const NumberedLeaf numbered(leaf_, snapshot_.forward());
    const Operand all = candidates(Field::anywhere);
    if (numbered.groups.size() <= PhraseScanner::kMostGroups) {
      const PhraseScanner scanner(numbered.groups, snapshot_.forward());
      return best_ > 0 ? scan_best(all, scanner) : scan(all, scanner);
    }
    looked_through_ = all.size();
    std::vector<ForwardToken> tokens;
    return filter(all, [&](DocId id) {
      snapshot_.forward().tokens(id, tokens);
      return numbered.occurs(tokens);
    });
  }

  Operand in_field(Field field) {
    const Operand all = candidates(field);
    if (all.empty()) return {};
    // The paragraphs of a document share its title and stand one after the other.
    DocId known = 0;
    bool known_answer = false;
    return filter(all, [&](DocId id) {
      const DocId first = snapshot_.columns().first(id);
      if (field == Field::title && first == known) return known_answer;
      const std::string data = snapshot_.record(field == Field::title ? first : id);
      const ParagraphRecord record = decode_paragraph(data);
      known = first;
      known_answer = occurs_in(field == Field::title ? decode_document(data).document.title
                                                     : join_heading(record.paragraph.heading),
                               record.language);
      return known_answer;
    });
  }

  [[nodiscard]] bool occurs_in(std::string_view text, std::string_view language) const {
    return occurs(leaf_, snapshot_.analyzer().analyze(text, language), text);
  }

  const Leaf& leaf_;
  const Operand* within_;  // null: everything
  std::size_t best_;       // 0: all are wanted
  const Snapshot& snapshot_;
  const Deadline& deadline_;
  std::size_t looked_through_ = 0;  // paragraphs, where these were all there are
};

}  // namespace

std::shared_ptr<const PostingList> group_postings(const TermGroup& group, std::string_view prefix,
                                                  const Snapshot& snapshot) {
  if (group.written) return written_postings(group, prefix, snapshot);
  if (group.terms.size() == 1) return snapshot.postings(std::string(prefix) + group.terms[0]);
  std::vector<std::string> terms;
  for (const std::string& term : group.terms)
    terms.push_back(std::string(prefix) + term);
  return snapshot.joined_postings(terms);
}

float unit_weight(const PostingList& list, const Snapshot& snapshot) {
  if (list.docids.empty()) return 0;
  return static_cast<float>(inverse_document_frequency(static_cast<double>(snapshot.paragraphs()),
                                                       static_cast<double>(list.docids.size())) /
                            kImpactScale);
}

bool is_word(const Leaf& leaf) {
  return leaf.groups.size() == 1 && leaf.verbatim.empty();
}

Operand evaluate_leaf(const Leaf& leaf, const Snapshot& snapshot, const Deadline& deadline,
                      const Operand* within, std::size_t best) {
  return LeafEvaluator(leaf, within, best, snapshot, deadline).evaluate();
}

}  // namespace pilcrow::internal
