#include "index/segment_part.h"

#include <algorithm>

#include "index/coding.h"
#include "index/schema.h"
#include "index/shards.h"

namespace pilcrow::internal {

void LengthStatistics::add(std::uint32_t length) {
  if (length > 0) shortest = shortest == 0 ? length : std::min(shortest, length);
  longest = std::max(longest, length);
  total += length;
}

void LengthStatistics::add(const LengthStatistics& more) {
  if (more.shortest > 0)
    shortest = shortest == 0 ? more.shortest : std::min(shortest, more.shortest);
  longest = std::max(longest, more.longest);
  highest_wdf = std::max(highest_wdf, more.highest_wdf);
  total += more.total;
}

SegmentPart::Paragraph SegmentPart::paragraph(DocId id) const {
  const Row& row = rows_[id - 1];
  const std::size_t begin = id == 1 ? 0 : rows_[id - 2].slots_end;
  const std::string_view bytes = bytes_;
  return {bytes.substr(begin, row.record_end - begin), row.record_deflated,
          bytes.substr(row.record_end, row.terms_end - row.record_end), row.terms_deflated,
          bytes.substr(row.terms_end, row.slots_end - row.terms_end)};
}

void SegmentPart::add(const PreparedDocument& document) {
  const DocId first = paragraphs() + 1;
  for (const ParagraphRecord& record : document.paragraphs) {
    InvertedParagraph& paragraph = inverter_.invert(document.document, record, forward_);
    if (context_.shards > 0 && record.paragraph.ordinal == 1) {
      paragraph.slots.emplace_back(
          schema::kOrderSlot, encode_order({context_.commit, document.sequence, document.number}));
      std::sort(paragraph.slots.begin(), paragraph.slots.end());
    }
    add(paragraph);
  }
  documents_.push_back({document.document.document.id, document.sequence, first,
                        static_cast<DocId>(document.paragraphs.size()), document.text_bytes});
}

void SegmentPart::add(const InvertedParagraph& paragraph) {
  const DocId id = paragraphs() + 1;
  std::uint32_t length = 0;
  if (numbers().size() > postings_.size()) postings_.resize(numbers().size());
  for (const auto& [term, wdf] : paragraph.terms) {
    postings_[term].append(id, wdf);
    length += wdf;
    statistics_.highest_wdf = std::max(statistics_.highest_wdf, wdf);
  }
  lengths_.append(id, length);
  statistics_.add(length);
  Row row;
  const std::string_view record = tools_.packer.pack(paragraph.data);
  if (tools_.packer.packed())
    bytes_ += record;
  else
    row.record_deflated = tools_.plain_records.append(record, bytes_);
  row.record_end = bytes_.size();
  make_term_list(paragraph, length);
  row.terms_deflated = tools_.term_lists.append(term_list_, bytes_);
  row.terms_end = bytes_.size();
  std::uint32_t next = 0;
  for (const auto& [slot, value] : paragraph.slots) {
    values_[slot].emplace_back(id, value);
    put_varint(bytes_, slot - next);
    next = slot + 1;
  }
  row.slots_end = bytes_.size();
  rows_.push_back(row);
}

// As glass writes it: length of the paragraph, number of terms, and of each term how many bytes it
// shares with the one before, its other bytes, and its wdf; a small wdf goes with the shared bytes.
void SegmentPart::make_term_list(const InvertedParagraph& paragraph, std::uint32_t length) {
  term_list_.clear();
  put_varint(term_list_, length);
  put_varint(term_list_, paragraph.terms.size());
  const auto put_term = [this](std::string_view rest) {
    term_list_ += static_cast<char>(static_cast<unsigned char>(rest.size()));
    term_list_ += rest;
  };
  std::string_view before;
  for (std::size_t i = 0; i < paragraph.terms.size(); ++i) {
    const auto& [number, wdf] = paragraph.terms[i];
    const std::string_view term = numbers().term(number);
    std::size_t shared = 0;
    if (i > 0) {
      shared = static_cast<std::size_t>(
          std::mismatch(before.begin(), before.end(), term.begin(), term.end()).first -
          before.begin());
      const std::size_t packed = (wdf + std::size_t{1}) * (before.size() + 1) + shared;
      const bool fits = wdf < 127 && packed < 256;
      term_list_ += static_cast<char>(static_cast<unsigned char>(fits ? packed : shared));
      put_term(term.substr(shared));
      if (!fits) put_varint(term_list_, wdf);
    } else {
      put_term(term);
      put_varint(term_list_, wdf);
    }
    before = term;
  }
}

}  // namespace pilcrow::internal
