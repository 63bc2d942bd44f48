#include "pilcrow/splitter.h"

#include <algorithm>
#include <utility>

#include "pilcrow/error.h"
#include "read/text_layout.h"

#include "split/pieces.h"

namespace pilcrow {
namespace {

/// Counts lines as it goes forward: by \n, or by \r in a text that has no other.
class LineCounter {
 public:
  explicit LineCounter(const Document& document)
      : text_(document.text),
        mark_(text_.find('\n') != std::string_view::npos ? '\n' : '\r'),
        line_(document.source_line),
        fixed_(document.one_line) {}

  std::size_t line_at(std::size_t offset) {
    if (fixed_) return line_;
    const auto from = text_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto to = text_.begin() + static_cast<std::ptrdiff_t>(offset);
    line_ += static_cast<std::size_t>(std::count(from, to, mark_));
    at_ = offset;
    return line_;
  }

 private:
  std::string_view text_;
  char mark_;
  std::size_t line_;
  bool fixed_;
  std::size_t at_ = 0;
};

/// The way from a block's text to the source. Calls come with ascending offsets.
class SourceMap {
 public:
  SourceMap(const Block& block, std::size_t source_size)
      : block_(block), source_size_(source_size) {}

  [[nodiscard]] std::size_t begin_of(std::size_t offset) const {
    if (offset == 0) return clamp(block_.bytes.begin);
    return clamp(at(offset));
  }
  /// Behind the last byte of text[…, offset): where the next character (a space, as a rule) begins.
  [[nodiscard]] std::size_t end_of(std::size_t offset) const {
    if (offset >= block_.text.size()) return clamp(block_.bytes.end);
    return clamp(at(offset));
  }

 private:
  [[nodiscard]] std::size_t at(std::size_t offset) const {
    const auto after = std::upper_bound(
        block_.anchors.begin(), block_.anchors.end(), offset,
        [](std::size_t value, const Anchor& anchor) { return value < anchor.text_offset; });
    if (after == block_.anchors.begin()) return block_.bytes.begin + offset;
    const Anchor& anchor = *std::prev(after);
    return anchor.source_offset + (offset - anchor.text_offset);
  }
  [[nodiscard]] std::size_t clamp(std::size_t at) const {
    return std::min({std::max(at, block_.bytes.begin),
                     std::max(block_.bytes.begin, block_.bytes.end), source_size_});
  }

  const Block& block_;
  std::size_t source_size_;
};

Paragraph make_paragraph(const internal::Piece& piece, const std::vector<Block>& blocks,
                         std::size_t source_size) {
  Paragraph paragraph;
  paragraph.kind = piece.kind;
  paragraph.text.reserve(piece.size);
  for (const internal::TextPart& segment : piece.segments) {
    if (!paragraph.text.empty()) paragraph.text.push_back(' ');
    paragraph.text.append(blocks[segment.block].text, segment.text.begin, segment.text.size());
  }
  const internal::TextPart& first = piece.segments.front();
  const internal::TextPart& last = piece.segments.back();
  paragraph.bytes.begin = SourceMap(blocks[first.block], source_size).begin_of(first.text.begin);
  paragraph.bytes.end = SourceMap(blocks[last.block], source_size).end_of(last.text.end);
  return paragraph;
}

}  // namespace

Splitter::Splitter(SplitOptions options) : options_(options) {
  if (options_.max_bytes < 64) {
    throw Error(ErrorCode::invalid_argument, "max_bytes is below 64; a sentence has to fit in");
  }
  if (options_.min_bytes > options_.max_bytes) {
    throw Error(ErrorCode::invalid_argument, "min_bytes is larger than max_bytes");
  }
}

std::vector<Paragraph> Splitter::split(const Document& document) const {
  std::vector<Block> found;
  if (document.blocks.empty()) {
    found = internal::lay_out_text(document.text, document.language, document.title).blocks;
  }
  const std::vector<Block>& blocks = document.blocks.empty() ? found : document.blocks;
  const internal::Pieces pieces = internal::make_pieces(blocks, document.title, options_);

  std::vector<Paragraph> paragraphs;
  paragraphs.reserve(pieces.list.size());
  LineCounter lines(document);
  std::size_t behind = 0;
  for (const internal::Piece& piece : pieces.list) {
    Paragraph paragraph = make_paragraph(piece, blocks, document.text.size());
    // Blocks made by hand may contradict each other; ranges ascend all the same.
    paragraph.bytes.begin = std::max(paragraph.bytes.begin, behind);
    paragraph.bytes.end = std::max(paragraph.bytes.end, paragraph.bytes.begin);
    behind = paragraph.bytes.end;
    paragraph.ordinal = paragraphs.size() + 1;
    paragraph.heading = pieces.paths[piece.section];
    paragraph.line = lines.line_at(paragraph.bytes.begin);
    paragraphs.push_back(std::move(paragraph));
  }
  return paragraphs;
}

}  // namespace pilcrow
