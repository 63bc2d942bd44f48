#pragma once

#include <string_view>

#include "pilcrow/document.h"

namespace pilcrow::internal {

/// Finds by-line and date line among the first blocks of a document whose structure is marked up,
/// for fields that are still empty.
void read_front_lines(std::string_view language, Document& document);

}  // namespace pilcrow::internal
