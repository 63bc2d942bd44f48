#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "pilcrow/document.h"

namespace pilcrow::internal {

/// Makes the clean text of a block out of ranges of its source, and the anchors that lead back.
/// White space is folded to single spaces, none at either end; ignorable characters are dropped.
class BlockBuilder {
 public:
  explicit BlockBuilder(std::string_view source) : source_(source) {}

  /// Appends source[begin, end). White space at its ends counts as one space.
  void append(std::size_t begin, std::size_t end);
  /// Appends text that stands for source[begin, end) without being equal to it: an entity, an
  /// escape. It may hold white space.
  void append_as(std::string_view text, std::size_t begin, std::size_t end);
  /// Asks for a space before what is appended next (none at the beginning). `at`: the place in the
  /// source that the space stands for.
  void space(std::size_t at);
  /// Takes back a space asked for, and the last character (a hyphen) where `drop_last`.
  void glue(bool drop_last);

  [[nodiscard]] bool empty() const { return block_.text.empty(); }
  [[nodiscard]] std::string_view text() const { return block_.text; }

  /// The block, with `bytes` from the first to the last source byte used; the builder is then
  /// empty.
  Block take(BlockKind kind, int level = 0);

 private:
  void put(std::string_view text, std::size_t source_begin, std::size_t source_end);
  void anchor(std::size_t source_offset);

  std::string_view source_;
  Block block_;
  bool space_pending_ = false;
  std::size_t space_at_ = 0;
};

/// Takes bytes off both ends of a block's text, and what they stand for off its range.
void trim_block(Block& block, std::size_t front, std::size_t back);

}  // namespace pilcrow::internal
