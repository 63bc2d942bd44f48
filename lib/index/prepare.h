#pragma once

#include <memory>
#include <string>
#include <vector>

#include "index/facet_registry.h"
#include "index/record.h"
#include "pilcrow/document.h"
#include "pilcrow/note.h"
#include "pilcrow/paragraph.h"
#include "pilcrow/splitter.h"
#include "pilcrow/tagger.h"

namespace pilcrow::internal {

/// A document ready to be indexed: its record and those of its paragraphs, in order.
struct PreparedDocument {
  DocumentRecord document;
  std::vector<ParagraphRecord> paragraphs;
  std::uint64_t sequence = 0;  ///< orders additions and removals of one id within a commit
  std::uint32_t number = 0;    ///< of those that were added at once
  std::size_t text_bytes = 0;
};

/// Splits and tags documents. Thread-safe.
class Preparer {
 public:
  Preparer(SplitOptions split, std::shared_ptr<const Tagger> tagger, std::string default_language,
           FacetRegistry& facets);

  [[nodiscard]] PreparedDocument prepare(const Document& document) const;
  /// For paragraphs and mentions that the caller made.
  [[nodiscard]] PreparedDocument prepare(
      const Document& document, std::vector<Paragraph> paragraphs,
      const std::vector<std::vector<TagMention>>& mentions) const;

 private:
  Splitter splitter_;
  std::shared_ptr<const Tagger> tagger_;
  std::string default_language_;
  FacetRegistry& facets_;
};

}  // namespace pilcrow::internal
