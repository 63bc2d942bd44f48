#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// Cuts a stretch of Japanese, Chinese, Thai … (valid UTF-8 without spaces or punctuation) by ICU's
/// dictionaries. Appends the byte offsets of the ends of its words; the last is the stretch's size.
/// Linear in its length: very long stretches are cut in pieces first.
void cut_by_dictionary(std::string_view stretch, std::vector<std::uint32_t>& ends);

}  // namespace pilcrow::internal
