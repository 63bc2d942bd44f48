#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "index/forward_column.h"

namespace pilcrow::internal {

/// Joins the columns of consecutive paragraphs, one after the other, to the file of them all.
class ForwardWriter {
 public:
  ForwardWriter();
  ~ForwardWriter();
  ForwardWriter(const ForwardWriter&) = delete;
  ForwardWriter& operator=(const ForwardWriter&) = delete;

  /// The paragraphs of `column`, which is not needed any more then.
  void append(const ForwardColumn& column);
  /// Roughly the memory of what was appended.
  [[nodiscard]] std::size_t bytes() const;
  /// To be called once, behind the last `append`.
  void write(const std::filesystem::path& file);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pilcrow::internal
