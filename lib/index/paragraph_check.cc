#include "index/paragraph_check.h"

#include "index/coding.h"
#include "index/schema.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace {

// The column of words made again is begun anew after so many paragraphs, which bounds memory.
constexpr DocId kWordsAtOnce = 4000;

std::string in_quotes(const std::string& term) {
  std::string shown = "\"";
  for (const char c : term)
    shown += static_cast<unsigned char>(c) < 0x20 ? '.' : c;
  return shown + "\"";
}

}  // namespace

void ParagraphCheck::PostingSum::add(DocId id, std::uint64_t wdf) {
  ++count;
  impacts += wdf;
  std::uint64_t mixed = (std::uint64_t{id} << 32U | (wdf & 0xffffffffU)) * 0x9e3779b97f4a7c15ULL;
  mixed ^= mixed >> 29U;
  hash += mixed * 0xbf58476d1ce4e5b9ULL;
}

ParagraphCheck::ParagraphCheck(const Manifest& manifest, const std::filesystem::path& generation,
                               const Xapian::Database& database, Findings& findings)
    : database_(database),
      records_(database),
      findings_(findings),
      ranking_(manifest.ranking),
      facets_(manifest.facets, nullptr),
      inverter_({facets_, ranking_}, stream_) {
  if (!kept_words_.load(generation / schema::kForwardFile))
    findings_.warn(schema::kForwardFile, "missing or damaged; made anew from the stored text");
}

void ParagraphCheck::wrong(DocId id, const std::string& what) {
  std::string name = "paragraph " + std::to_string(id);
  if (document_)
    name += " (document " + in_quotes(document_->document.id) + ", paragraph " +
            std::to_string(id - first_ + 1) + ")";
  findings_.error(schema::kDatabase, name + ": " + what);
}

void ParagraphCheck::run(VerifyReport& report) {
  for (auto it = database_.postlist_begin(""); it != database_.postlist_end(""); ++it) {
    try {
      check_paragraph(*it);
    } catch (const Error& error) {
      wrong(*it, error.what());
      document_.reset();
    }
    last_ = *it;
    ++paragraphs_;
  }
  end_document(0);
  report.documents = documents_;
  report.paragraphs = paragraphs_;
  check_postings(report);
  check_statistics(report);
}

void ParagraphCheck::check_paragraph(DocId id) {
  const Xapian::Document stored = database_.get_document(id);
  const std::string data = records_.unpack(stored.get_data());
  const ParagraphRecord record = decode_paragraph(data);
  text_bytes_ += record.paragraph.text.size();
  if (!place_in_document(id, data, record)) return;
  if (record.paragraph.bytes.end < record.paragraph.bytes.begin)
    wrong(id, "its range in the source ends before it begins");
  if (id != first_ && record.paragraph.bytes.begin < range_end_)
    findings_.warn(schema::kDatabase, "paragraph " + std::to_string(id) +
                                          ": its range in the source overlaps the one before");
  range_end_ = record.paragraph.bytes.end;
  if (made_words_.last() >= kWordsAtOnce) made_words_ = ForwardColumn();
  const InvertedParagraph& inverted = inverter_.invert(*document_, record, made_words_);
  if (inverted.data != data) wrong(id, "the stored record is not as it would be written");
  const Xapian::Document made = to_xapian(inverted, inverter_.numbers());
  check_terms(id, stored, made);
  check_slots(id, stored, made);
  check_words(id);
}

// False where the paragraph belongs to no document.
bool ParagraphCheck::place_in_document(DocId id, const std::string& data,
                                       const ParagraphRecord& record) {
  const std::size_t ordinal = record.paragraph.ordinal;
  if (ordinal == 1) {
    end_document(id);
    document_ = decode_document(data);
    first_ = id;
    ++documents_;
    if (!ids_.insert(document_->document.id).second) wrong(id, "another document has the same id");
    return true;
  }
  if (document_ && id == last_ + 1 && ordinal == std::size_t{id - first_} + 1) return true;
  document_.reset();
  wrong(id, "it is paragraph " + std::to_string(ordinal) +
                " of a document whose other paragraphs are not before it");
  return false;
}

void ParagraphCheck::end_document(DocId next) {
  if (!document_) return;
  const std::size_t count = std::size_t{last_ - first_} + 1;
  if (document_->document.paragraphs != count)
    wrong(last_, "the document has " + std::to_string(count) + " paragraphs and should have " +
                     std::to_string(document_->document.paragraphs) +
                     (next == 0 ? " (at the end of the index)" : ""));
  document_.reset();
}

void ParagraphCheck::check_terms(DocId id, const Xapian::Document& stored,
                                 const Xapian::Document& made) {
  auto expected = made.termlist_begin();
  std::uint64_t length = 0;
  for (auto it = stored.termlist_begin(); it != stored.termlist_end(); ++it) {
    const std::string term = *it;
    sums_[term].add(id, it.get_wdf());
    length += it.get_wdf();
    if (expected == made.termlist_end()) {
      wrong(id, "the term " + in_quotes(term) + " is not in its text");
      return;
    }
    if (*expected != term || expected.get_wdf() != it.get_wdf()) {
      wrong(id, "has the term " + in_quotes(term) + ":" + std::to_string(it.get_wdf()) +
                    " where its text has " + in_quotes(*expected) + ":" +
                    std::to_string(expected.get_wdf()));
      return;
    }
    ++expected;
  }
  if (expected != made.termlist_end()) wrong(id, "lacks the term " + in_quotes(*expected));
  if (database_.get_doclength(id) != length) wrong(id, "its length is not the sum of its terms");
}

void ParagraphCheck::check_slots(DocId id, const Xapian::Document& stored,
                                 const Xapian::Document& made) {
  auto expected = made.values_begin();
  for (auto it = stored.values_begin(); it != stored.values_end(); ++it) {
    ++slot_counts_[it.get_valueno()];
    if (it.get_valueno() == schema::kOrderSlot) continue;  // when it was added, no text tells
    if (expected == made.values_end() || it.get_valueno() != expected.get_valueno() ||
        *it != *expected) {
      wrong(id, "value slot " + std::to_string(it.get_valueno()) + " is not what its tags say");
      return;
    }
    ++expected;
  }
  if (expected != made.values_end()) wrong(id, "a value slot is missing");
}

// Compares with the forward column, where the file has the paragraph.
void ParagraphCheck::check_words(DocId id) {
  if (id > kept_words_.last()) return;
  kept_words_.tokens(id, kept_tokens_);
  made_words_.tokens(made_words_.last(), made_tokens_);
  const auto same = [this](const ForwardToken& kept, const ForwardToken& made) {
    return kept.position == made.position && kept.next == made.next &&
           kept_words_.term(kept.term) == made_words_.term(made.term) &&
           kept_words_.form(kept.form).surface == made_words_.form(made.form).surface;
  };
  if (!std::equal(kept_tokens_.begin(), kept_tokens_.end(), made_tokens_.begin(),
                  made_tokens_.end(), same))
    findings_.error(schema::kForwardFile,
                    "the words of paragraph " + std::to_string(id) + " are not those of its text");
}

void ParagraphCheck::check_postings(VerifyReport& report) {
  for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
    PostingSum sum;
    DocId before = 0;
    bool ascending = true;
    for (auto it = database_.postlist_begin(*term); it != database_.postlist_end(*term); ++it) {
      sum.add(*it, it.get_wdf());
      ascending = ascending && *it > before;
      before = *it;
    }
    ++report.terms;
    report.postings += sum.count;
    const auto known = sums_.find(*term);
    const bool same = known != sums_.end() && known->second == sum;
    if (!ascending || !same)
      findings_.error(schema::kDatabase, "the postings of " + in_quotes(*term) +
                                             " are not those of the paragraphs that hold it");
    if (database_.get_termfreq(*term) != sum.count ||
        database_.get_collection_freq(*term) != sum.impacts)
      findings_.error(schema::kDatabase,
                      "the frequency of " + in_quotes(*term) + " is not that of its postings");
    if (known != sums_.end()) sums_.erase(known);
  }
  for (const auto& [term, sum] : sums_)
    findings_.error(schema::kDatabase, "there are no postings of " + in_quotes(term));
}

void ParagraphCheck::check_statistics(const VerifyReport& report) {
  const auto expect = [this](std::uint64_t said, std::uint64_t counted, const std::string& what) {
    if (said != counted)
      findings_.error(schema::kDatabase, what + ": " + std::to_string(said) + " are written, " +
                                             std::to_string(counted) + " are there");
  };
  expect(database_.get_doccount(), report.paragraphs, "paragraphs");
  expect(database_.get_termfreq(std::string(schema::kFirstTerm)), report.documents, "documents");
  const std::string bytes = database_.get_metadata(std::string(schema::kTextBytesKey));
  if (bytes != std::to_string(text_bytes_))
    findings_.error(schema::kDatabase, "bytes of text: " + in_quotes(bytes) + " are written, " +
                                           std::to_string(text_bytes_) + " are there");
  for (const auto& [slot, count] : slot_counts_)
    expect(database_.get_value_freq(slot), count, "values in slot " + std::to_string(slot));
}

}  // namespace pilcrow::internal
