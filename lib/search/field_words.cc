#include "search/field_words.h"

#include <map>
#include <string>
#include <utility>

#include "index/record.h"
#include "index/schema.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

namespace {

// Records are read for words that no text holds; so many for each word, and for all of them.
constexpr std::size_t kMostPerWord = 50;
constexpr std::size_t kMostRecords = 20'000;

class FieldWordFinder {
 public:
  explicit FieldWordFinder(const Snapshot& snapshot)
      : snapshot_(snapshot), database_(snapshot.lease()) {}

  std::vector<FieldWord> find() {
    look_through(schema::kTitlePrefix);
    look_through(schema::kHeadingPrefix);
    std::vector<FieldWord> words;
    for (const auto& [form, occurrences] : occurrences_)
      words.push_back({form.second, form.first, occurrences});
    return words;
  }

 private:
  void look_through(std::string_view prefix) {
    const std::string begin(prefix);
    const bool titles = prefix == schema::kTitlePrefix;
    for (auto it = database_->allterms_begin(begin); it != database_->allterms_end(begin); ++it) {
      const std::string term = (*it).substr(begin.size());
      if (snapshot_.forward().find_term(term)) continue;
      std::size_t looked_at = 0;
      DocId last = 0;
      for (auto at = database_->postlist_begin(*it);
           at != database_->postlist_end(*it) && looked_at < kMostPerWord; ++at) {
        const DocId id = titles ? snapshot_.columns().first(*at) : *at;
        if (id == std::exchange(last, id)) continue;
        if (records_++ == kMostRecords) return;
        ++looked_at;
        read(term, id, titles);
      }
    }
  }

  void read(const std::string& term, DocId id, bool title) {
    const std::string data = database_->get_document(id).get_data();
    const ParagraphRecord record = decode_paragraph(data);
    const std::string text =
        title ? decode_document(data).document.title : join_heading(record.paragraph.heading);
    std::uint32_t position = UINT32_MAX;
    for (const Token& token : snapshot_.analyzer().analyze(text, record.language)) {
      const bool own = token.position != std::exchange(position, token.position);
      if (own && token.term == term)
        ++occurrences_[{term, text.substr(token.bytes.begin, token.bytes.size())}];
    }
  }

  const Snapshot& snapshot_;
  Snapshot::Lease database_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> occurrences_;  // term and surface
  std::size_t records_ = 0;
};

}  // namespace

std::vector<FieldWord> field_words(const Snapshot& snapshot) {
  return FieldWordFinder(snapshot).find();
}

}  // namespace pilcrow::internal
