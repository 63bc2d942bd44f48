#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/index_writer.h"
#include "pilcrow/paragraph.h"
#include "pilcrow/search_result.h"
#include "pilcrow/tag.h"

namespace pilcrow::internal {

/// What is stored with a paragraph (Xapian's document data). The first paragraph of a document also
/// holds the document's own record; the paragraphs of a document have consecutive docids, so it is
/// found at docid − ordinal + 1.
struct ParagraphRecord {
  StoredParagraph paragraph;
  std::string language;
};

struct DocumentRecord {
  StoredDocument document;
  std::optional<SourceStamp> stamp;
};

/// `document` is null but for the first paragraph.
std::string encode_record(const ParagraphRecord& paragraph, const DocumentRecord* document);

ParagraphRecord decode_paragraph(std::string_view data);

/// The document's record from the data of its first paragraph. Throws `index_damaged` for another.
DocumentRecord decode_document(std::string_view data);

/// A heading path as one text, a line each: what its words are analyzed from.
std::string join_heading(const std::vector<std::string>& heading);

/// Facet values in a value slot: strings one after the other, each with its length.
std::string encode_values(const std::vector<std::string>& values);
std::vector<std::string> decode_values(std::string_view slot);

}  // namespace pilcrow::internal
