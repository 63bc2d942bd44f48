#include "search/field_words.h"

#include <map>
#include <utility>

#include "index/record.h"
#include "index/schema.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMostPerTerm = 50;
constexpr std::size_t kMostRecords = 2000;

class FieldWordFinder {
 public:
  explicit FieldWordFinder(const Snapshot& snapshot) : snapshot_(snapshot) {}

  void look_through(std::string_view field,
                    const std::function<bool(std::string_view)>& candidate) {
    const std::string prefix(field);
    const auto terms = snapshot_.terms_with(prefix);
    for (const std::string& prefixed : *terms) {
      const std::string term = prefixed.substr(prefix.size());
      if (!candidate(term)) continue;
      std::size_t looked_at = 0;
      DocId last = 0;
      const auto postings = snapshot_.postings(prefixed);
      for (const DocId found : postings->docids) {
        if (looked_at == kMostPerTerm) break;
        const bool title = field == schema::kTitlePrefix;
        const DocId id = title ? snapshot_.columns().first(found) : found;
        if (id == std::exchange(last, id)) continue;
        if (records_++ == kMostRecords) return;
        ++looked_at;
        read(term, id, title);
      }
    }
  }

  std::vector<FieldWord> take() {
    std::vector<FieldWord> words;
    for (const auto& [word, occurrences] : occurrences_)
      words.push_back({word.first, word.second, occurrences});
    return words;
  }

 private:
  void read(const std::string& term, DocId id, bool title) {
    const std::string data = snapshot_.record(id);
    const ParagraphRecord record = decode_paragraph(data);
    const std::string text =
        title ? decode_document(data).document.title : join_heading(record.paragraph.heading);
    std::uint32_t position = UINT32_MAX;
    for (const Token& token : snapshot_.analyzer().analyze(text, record.language)) {
      const bool own = token.position != std::exchange(position, token.position);
      if (!own || token.term != term) continue;
      std::string folded;
      fold_word(text.substr(token.bytes.begin, token.bytes.size()), /*fold_diacritics=*/true,
                folded);
      ++occurrences_[{std::move(folded), term}];
    }
  }

  const Snapshot& snapshot_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> occurrences_;  // word and term
  std::size_t records_ = 0;
};

}  // namespace

std::vector<FieldWord> field_words(const Snapshot& snapshot,
                                   const std::function<bool(std::string_view term)>& candidate) {
  FieldWordFinder finder(snapshot);
  finder.look_through(schema::kTitlePrefix, candidate);
  finder.look_through(schema::kHeadingPrefix, candidate);
  return finder.take();
}

}  // namespace pilcrow::internal
