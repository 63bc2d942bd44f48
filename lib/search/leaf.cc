#include "search/leaf.h"

#include "text/edit_distance.h"
#include "text/utf8.h"

namespace pilcrow::internal {

bool WrittenForm::accepts(std::string_view word) const {
  if (!edits) return word.starts_with(folded);
  return edit_distance(to_code_points(word), to_code_points(folded), *edits) <= *edits;
}

}  // namespace pilcrow::internal
