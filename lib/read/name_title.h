#pragma once

#include <string>
#include <string_view>

namespace pilcrow::internal {

/// A title made of the words of a file's name ("estonia-and-japan" → "Estonia and Japan"), where
/// there are two or more; empty for a name of codes and numbers ("EST_69_2014", "scan-003").
std::string title_from_name(std::string_view stem);

}  // namespace pilcrow::internal
