#include "search/form_marks.h"

namespace pilcrow::internal {

namespace {

std::vector<std::uint32_t>& marks_of_thread() {
  thread_local std::vector<std::uint32_t> marks;
  return marks;
}

}  // namespace

FormMarks::FormMarks(const ForwardColumn& forward) : forward_(forward), marks_(marks_of_thread()) {
  if (marks_.size() < forward.form_count()) marks_.resize(forward.form_count());
}

FormMarks::~FormMarks() {
  for (const std::uint32_t form : touched_)
    marks_[form] = 0;
}

std::uint32_t& FormMarks::touch(std::uint32_t form) {
  std::uint32_t& mark = marks_[form];
  if (mark == 0) touched_.push_back(form);
  return mark;
}

void FormMarks::want(const std::string& term) {
  const auto number = forward_.find_term(term);
  if (!number) return;
  for (const std::uint32_t form : forward_.forms_of(*number))
    touch(form) |= kWanted;
}

void FormMarks::set_mark(std::uint32_t form, std::uint32_t mark) {
  std::uint32_t& known = touch(form);
  known = (known & kWanted) | mark;
}

std::uint32_t FormMarks::tokens(DocId id, std::vector<ForwardToken>& out) const {
  out.clear();
  std::uint32_t next = 0;
  forward_.for_each_form(id, [&](std::uint32_t form, std::uint8_t span) {
    // Variants (span > 0) stand at the position of the word before them.
    const std::uint32_t at = span == 0 || next == 0 ? next : next - 1;
    if (span == 0) ++next;
    const std::uint32_t mark = marks_[form];
    if (mark != 0) {
      const std::uint32_t term = (mark & kWanted) != 0 ? forward_.form(form).term : kNoTerm;
      out.push_back({term, form, at, at + (span == 0 ? 1U : span)});
    }
    return true;
  });
  return next;
}

}  // namespace pilcrow::internal
