#include "search/written_postings.h"

#include <algorithm>
#include <string>

#include "index/record.h"
#include "index/schema.h"
#include "search/highlight.h"
#include "text/words.h"

namespace pilcrow::internal {

namespace {

std::vector<std::string> with_prefix(std::string_view prefix,
                                     const std::vector<std::string>& terms) {
  std::vector<std::string> prefixed;
  prefixed.reserve(terms.size());
  for (const std::string& term : terms)
    prefixed.push_back(std::string(prefix) + term);
  return prefixed;
}

std::string cache_key(const TermGroup& group, std::string_view prefix) {
  // Terms never begin with \1, nor do the keys of joined lists.
  std::string key = "\1" + std::string(prefix) + '\1' + group.written->folded;
  if (group.written->edits) key += '\1' + std::to_string(*group.written->edits);
  return key;
}

// Walks through ascending docids.
class DocIdCursor {
 public:
  explicit DocIdCursor(std::shared_ptr<const PostingList> list) : list_(std::move(list)) {}

  bool holds(DocId id) {
    while (at_ < list_->docids.size() && list_->docids[at_] < id)
      ++at_;
    return at_ < list_->docids.size() && list_->docids[at_] == id;
  }

 private:
  std::shared_ptr<const PostingList> list_;
  std::size_t at_ = 0;
};

// Decides about the paragraphs of one group, in ascending order.
class WrittenFilter {
 public:
  WrittenFilter(const TermGroup& group, std::string_view prefix, const Snapshot& snapshot)
      : prefix_(prefix),
        snapshot_(snapshot),
        forms_(group, snapshot.forward()),
        whole_(snapshot.passing_postings(forms_.whole_terms())),
        title_(snapshot.passing_postings(with_prefix(schema::kTitlePrefix, group.terms))),
        heading_(snapshot.passing_postings(with_prefix(schema::kHeadingPrefix, group.terms))) {
    leaf_.groups.push_back(group);
  }

  bool accepts(DocId id) {
    const bool titled = prefix_ != schema::kHeadingPrefix && title_.holds(id);
    const bool headed = prefix_ != schema::kTitlePrefix && heading_.holds(id);
    if (prefix_.empty()) {
      if (!titled && !headed && whole_.holds(id)) return true;
      if (in_body(id)) return true;
    }
    return (titled && in_title(id)) || (headed && in_heading(id));
  }

 private:
  [[nodiscard]] bool in_body(DocId id) const {
    bool found = false;
    snapshot_.forward().for_each_form(id, [&](std::uint32_t form, std::uint8_t) {
      found = forms_.holds(form);
      return !found;
    });
    return found;
  }

  bool in_title(DocId id) {
    const DocId first = snapshot_.columns().first(id);
    if (first != titled_document_) {
      titled_document_ = first;
      const std::string data = snapshot_.record(first);
      title_holds_ = in_text(decode_document(data).document.title, decode_paragraph(data).language);
    }
    return title_holds_;
  }

  bool in_heading(DocId id) {
    const ParagraphRecord record = decode_paragraph(snapshot_.record(id));
    return in_text(join_heading(record.paragraph.heading), record.language);
  }

  [[nodiscard]] bool in_text(std::string_view text, std::string_view language) const {
    return occurs(leaf_, snapshot_.analyzer().analyze(text, language), text);
  }

  std::string_view prefix_;
  const Snapshot& snapshot_;
  AcceptedForms forms_;
  DocIdCursor whole_;
  DocIdCursor title_;
  DocIdCursor heading_;
  Leaf leaf_;
  DocId titled_document_ = 0;
  bool title_holds_ = false;
};

}  // namespace

AcceptedForms::AcceptedForms(const TermGroup& group, const ForwardColumn& forward)
    : accepted_(forward.form_count(), false) {
  std::string folded;
  for (const std::string& term : group.terms) {
    const auto number = forward.find_term(term);
    if (!number) continue;
    bool whole = true;
    for (const std::uint32_t form : forward.forms_of(*number)) {
      const Form written = forward.form(form);
      folded.clear();
      fold_word(written.surface, /*fold_diacritics=*/true, folded);
      accepted_[form] = written.span == 0 && group.written->accepts(folded);
      whole = whole && accepted_[form];
    }
    (whole ? whole_ : mixed_).push_back(term);
  }
}

std::shared_ptr<const PostingList> written_postings(const TermGroup& group, std::string_view prefix,
                                                    const Snapshot& snapshot) {
  return snapshot.kept_postings(cache_key(group, prefix), [&] {
    const auto joined = snapshot.passing_postings(with_prefix(prefix, group.terms));
    WrittenFilter filter(group, prefix, snapshot);
    PostingList list;
    for (std::size_t i = 0; i < joined->docids.size(); ++i) {
      if (!filter.accepts(joined->docids[i])) continue;
      list.docids.push_back(joined->docids[i]);
      list.impacts.push_back(joined->impacts[i]);
    }
    return list;
  });
}

}  // namespace pilcrow::internal
