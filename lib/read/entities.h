#pragma once

#include <string>
#include <string_view>

namespace pilcrow::internal {

/// What an HTML character reference ("&eacute;", "&#233;", "&#xE9;") stands for; itself where it is
/// none.
std::string decode_entity(std::string_view entity);

}  // namespace pilcrow::internal
