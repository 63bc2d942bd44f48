#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "pilcrow/document.h"

namespace pilcrow::programs {

/// A text in the JSON of the programs; an empty one is null.
nlohmann::ordered_json text_or_null(const std::string& text);

/// A kind of block as the JSON of the programs names it.
std::string_view kind_name(BlockKind kind);

}  // namespace pilcrow::programs
