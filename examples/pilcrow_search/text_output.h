#pragma once

#include <cstddef>
#include <iosfwd>
#include <vector>

#include "common/terminal.h"
#include "pilcrow/search_request.h"
#include "pilcrow/search_result.h"

namespace pilcrow::programs {

/// How a result is laid out for people.
struct TextLayout {
  Palette palette{};
  std::size_t width = 80;  ///< columns; 0: lines are not broken
  bool full = false;       ///< whole paragraphs instead of snippets
  bool documents = false;  ///< each hit stands for its document
  /// Years (facets year and about) as a histogram over time, where they are not sorted as asked.
  bool histogram = true;
  std::size_t facet_limit = 10;
};

/// Prints hits, facets and what is to be said about them.
void print_result(std::ostream& out, const SearchRequest& request, const SearchResult& result,
                  const TextLayout& layout);

/// Prints a document with all its paragraphs.
void print_document(std::ostream& out, const StoredDocument& document,
                    const std::vector<StoredParagraph>& paragraphs, const TextLayout& layout);

/// Prints the counts of one facet.
void print_facet(std::ostream& out, const FacetCounts& counts, const TextLayout& layout);

/// Prints what a person could try where nothing was found.
void print_nothing_found(std::ostream& out, const SearchRequest& request,
                         const SearchResult& result, const TextLayout& layout);

}  // namespace pilcrow::programs
