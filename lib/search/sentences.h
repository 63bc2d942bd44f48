#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pilcrow/span.h"

namespace pilcrow::internal {

/// The sentences of a text without the white space around them, ascending. A sentence ends at a
/// line break or at a mark like . ! ? … ؟ । with what closes after it ("…?”"), where white space
/// and no lower-case letter follow; at 。！？ in any case. A dot behind an initial ("J. Smith",
/// "U.S. troops") or a usual abbreviation ("Mr.", "No. 5", "bzw.") ends none. Unlike ICU's
/// sentence breaks this needs no language and costs about a nanosecond a byte.
/// Only sentences that begin before `until` are looked for.
std::vector<Span> find_sentences(std::string_view text, std::size_t until = SIZE_MAX);

}  // namespace pilcrow::internal
