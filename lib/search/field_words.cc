#include "search/field_words.h"

#include <map>
#include <string>
#include <unordered_set>
#include <utility>

#include "index/record.h"
#include "index/schema.h"
#include "search/snapshot.h"

namespace pilcrow::internal {

namespace {

// So many records are read; of a word that many headings hold some are enough.
constexpr std::size_t kMostRecords = 20'000;
constexpr std::size_t kMostPerHeadingWord = 50;

class FieldWordFinder {
 public:
  explicit FieldWordFinder(const Snapshot& snapshot)
      : snapshot_(snapshot), database_(snapshot.lease()) {}

  std::vector<FieldWord> find() {
    read_titles();
    read_headings();
    std::vector<FieldWord> words;
    for (const auto& [form, occurrences] : occurrences_)
      words.push_back({form.second, form.first, occurrences});
    return words;
  }

 private:
  void read_titles() {
    const std::string first(schema::kFirstTerm);
    for (auto it = database_->postlist_begin(first);
         it != database_->postlist_end(first) && records_ < kMostRecords; ++it)
      read(*it, /*title=*/true);
  }

  void read_headings() {
    const std::string prefix(schema::kHeadingPrefix);
    std::unordered_set<DocId> known;
    for (auto it = database_->allterms_begin(prefix); it != database_->allterms_end(prefix); ++it) {
      std::size_t looked_at = 0;
      for (auto at = database_->postlist_begin(*it);
           at != database_->postlist_end(*it) && looked_at < kMostPerHeadingWord; ++at) {
        ++looked_at;
        if (!known.insert(*at).second) continue;
        if (records_ == kMostRecords) return;
        read(*at, /*title=*/false);
      }
    }
  }

  void read(DocId id, bool title) {
    ++records_;
    const std::string data = database_->get_document(id).get_data();
    const ParagraphRecord record = decode_paragraph(data);
    const std::string text =
        title ? decode_document(data).document.title : join_heading(record.paragraph.heading);
    if (text == last_text_) return;
    last_text_ = text;
    std::uint32_t position = UINT32_MAX;
    for (const Token& token : snapshot_.analyzer().analyze(text, record.language)) {
      const bool own = token.position != std::exchange(position, token.position);
      if (own) ++occurrences_[{token.term, text.substr(token.bytes.begin, token.bytes.size())}];
    }
  }

  const Snapshot& snapshot_;
  Snapshot::Lease database_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> occurrences_;  // term and surface
  std::string last_text_;
  std::size_t records_ = 0;
};

}  // namespace

std::vector<FieldWord> field_words(const Snapshot& snapshot) {
  return FieldWordFinder(snapshot).find();
}

}  // namespace pilcrow::internal
