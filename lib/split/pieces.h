#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/span.h"
#include "pilcrow/splitter.h"

namespace pilcrow::internal {

/// A part of a block's text.
struct TextPart {
  std::size_t block = 0;
  Span text;
};

/// What becomes a paragraph: segments in the order of the text, joined by spaces.
struct Piece {
  std::vector<TextPart> segments;
  std::size_t size = 0;  ///< bytes of the joined text
  BlockKind kind = BlockKind::paragraph;
  std::size_t section = 0;
};

struct Pieces {
  std::vector<Piece> list;
  std::vector<std::vector<std::string>> paths;  ///< heading path of each section
};

/// Decides what stands together in a paragraph. `title`: a heading equal to it is no section.
Pieces make_pieces(const std::vector<Block>& blocks, std::string_view title,
                   const SplitOptions& options);

}  // namespace pilcrow::internal
