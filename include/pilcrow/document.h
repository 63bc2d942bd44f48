#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pilcrow/date.h"
#include "pilcrow/span.h"
#include "pilcrow/tag.h"

namespace pilcrow {

/// What a block of a document is.
enum class BlockKind {
  paragraph,
  heading,
  list_item,
  quote,
  table,     ///< the cells of one row, separated by " | "
  caption,   ///< of a picture or table
  byline,    ///< author line, date line
  furniture  ///< footer, navigation, address, copyright, repeated boilerplate: kept, never ranked
};

/// From `text_offset` on, the bytes of a block's text are those of the source from `source_offset`
/// on, one by one, until the next anchor.
struct Anchor {
  std::size_t text_offset = 0;
  std::size_t source_offset = 0;
};

/// A piece of a document's structure, as a reader found it.
struct Block {
  BlockKind kind = BlockKind::paragraph;
  int level = 0;       ///< headings: 1 (highest) to 6; list items: depth from 1
  std::string text{};  ///< clean UTF-8: white space folded, hyphenation undone, no mark-up
  Span bytes{};        ///< the range of `Document::text` it was made from
  std::vector<Anchor> anchors{};  ///< ascending; the way back from `text` to the source
};

/// A document: what the reading stage gives and all later stages start from.
///
/// A `Document` made by hand needs `id` and `text`; everything else may stay empty. All text is
/// UTF-8.
struct Document {
  std::string id{};  ///< unique in an index; adding it again replaces the document
  /// As the text or its metadata shows it; a reader makes one of the words of a file's name where
  /// they show none (and notes that). May be empty.
  std::string title{};
  /// The source after decoding to UTF-8, byte for byte: for a text, Markdown or HTML file the whole
  /// file, for a JSONL record its `text`, for a PDF the extracted text. Every byte range of a
  /// paragraph points into this.
  std::string text{};
  /// The structure, in the order of the text. Empty: plain text, the splitter finds it.
  std::vector<Block> blocks{};

  std::string language{};  ///< ISO 639-1; empty: not known, to be guessed
  std::optional<Date> published{};
  DateOrigin published_from = DateOrigin::none;
  std::string subtitle{};
  std::string author{};
  std::string url{};
  std::string source{};  ///< where it was read from, for citations: a path as the user named it
  std::size_t source_line = 1;  ///< the line of `source` on which `text` begins
  /// True where `text` is one line of `source` whatever line breaks it holds (a JSONL record): its
  /// paragraphs are then all cited with `source_line`.
  bool one_line = false;

  std::vector<Tag> tags{};                        ///< explicit tags, inherited by all paragraphs
  std::map<std::string, std::string> metadata{};  ///< kept and given back, not searched
};

}  // namespace pilcrow
