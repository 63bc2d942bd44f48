#pragma once

#include <cstddef>
#include <string_view>

#include "read/text_layout.h"

namespace pilcrow::internal {

/// "Subject: …", "Date: …": a line that names what it holds.
bool is_header_field(std::string_view line);

/// Reads lines like "Subject: …" and "Date: …" at the top of a text (e-mail, electronic books),
/// where there are two or more: marks their blocks as by-lines and fills the fields of `layout`.
/// Returns how many blocks they take, 0 where there are none.
std::size_t read_header_fields(std::string_view language, TextLayout& layout);

}  // namespace pilcrow::internal
