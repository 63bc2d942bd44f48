#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "index/forward_column.h"

namespace pilcrow::internal {

/// What a query looks for in the text of paragraphs: marks on the forms of an index, so that a scan
/// passes over everything else. The table is kept by the thread and clean between its queries.
class FormMarks {
 public:
  explicit FormMarks(const ForwardColumn& forward);
  ~FormMarks();
  FormMarks(const FormMarks&) = delete;
  FormMarks& operator=(const FormMarks&) = delete;

  /// Marks the forms of a term.
  void want(const std::string& term);

  /// A further mark of each form, at most 2^31 − 1, to be filled in; 0 at first.
  [[nodiscard]] std::uint32_t mark(std::uint32_t form) const { return marks_[form] & ~kWanted; }
  void set_mark(std::uint32_t form, std::uint32_t mark);

  [[nodiscard]] bool empty() const { return touched_.empty(); }

  /// The tokens of a paragraph whose forms are marked, in order; those that are not wanted by their
  /// term have `kNoTerm` for it. Gives the length of the paragraph in words.
  std::uint32_t tokens(DocId id, std::vector<ForwardToken>& out) const;
  static constexpr std::uint32_t kNoTerm = UINT32_MAX;

 private:
  static constexpr std::uint32_t kWanted = std::uint32_t{1} << 31;

  std::uint32_t& touch(std::uint32_t form);
  void look_at(std::uint32_t form, std::uint8_t span, std::uint32_t& next,
               std::vector<ForwardToken>& out) const;

  const ForwardColumn& forward_;
  std::vector<std::uint32_t>& marks_;
  // By form: false where it is neither marked nor a variant, which most words of a text are. Small
  // enough for the fastest memory, as the marks are not.
  std::vector<std::uint64_t>& telling_;
  std::vector<std::uint32_t> touched_;
};

}  // namespace pilcrow::internal
