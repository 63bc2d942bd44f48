#include "search/form_marks.h"

#include "index/coding.h"

namespace pilcrow::internal {

namespace {

struct Tables {
  std::vector<std::uint32_t> marks;
  std::vector<std::uint64_t> telling;
};

Tables& tables_of_thread() {
  thread_local Tables tables;
  return tables;
}

}  // namespace

FormMarks::FormMarks(const ForwardColumn& forward)
    : forward_(forward), marks_(tables_of_thread().marks), telling_(tables_of_thread().telling) {
  const std::size_t forms = forward.form_count();
  if (marks_.size() < forms) marks_.resize(forms);
  const auto variants = forward.mapped_variants();
  telling_.assign(variants.begin(), variants.end());
  telling_.resize(forms / 64 + 1);
}

FormMarks::~FormMarks() {
  for (const std::uint32_t form : touched_)
    marks_[form] = 0;
}

std::uint32_t& FormMarks::touch(std::uint32_t form) {
  std::uint32_t& mark = marks_[form];
  if (mark == 0) {
    touched_.push_back(form);
    telling_[form / 64] |= std::uint64_t{1} << (form % 64);
  }
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

// `next`: the position of the next word.
void FormMarks::look_at(std::uint32_t form, std::uint8_t span, std::uint32_t& next,
                        std::vector<ForwardToken>& out) const {
  // Variants (span > 0) stand at the position of the word before them.
  const std::uint32_t at = span == 0 || next == 0 ? next : next - 1;
  if (span == 0) ++next;
  const std::uint32_t mark = marks_[form];
  if (mark == 0) return;
  const std::uint32_t term = (mark & kWanted) != 0 ? forward_.form(form).term : kNoTerm;
  out.push_back({term, form, at, at + (span == 0 ? 1U : span)});
}

std::uint32_t FormMarks::tokens(DocId id, std::vector<ForwardToken>& out) const {
  out.clear();
  std::uint32_t next = 0;
  const auto bytes = forward_.encoded_forms(id);
  if (bytes.empty()) {
    forward_.for_each_form(id, [&](std::uint32_t form, std::uint8_t span) {
      look_at(form, span, next, out);
      return true;
    });
    return next;
  }
  const auto spans = forward_.mapped_spans();
  const unsigned char* at = bytes.data();
  const unsigned char* const end = at + bytes.size();
  while (at != end) {
    const std::uint32_t form = take_varint32(at, end);
    if (form >= spans.size()) break;
    if ((telling_[form / 64] >> (form % 64) & 1U) == 0)
      ++next;
    else
      look_at(form, spans[form], next, out);
  }
  return next;
}

}  // namespace pilcrow::internal
