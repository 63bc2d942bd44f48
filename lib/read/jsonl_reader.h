#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "pilcrow/document.h"
#include "read/byte_source.h"

namespace pilcrow::internal {

/// A line of a stream: its number from 1, its bytes, and whether it was longer than the bound (then
/// its bytes are missing).
struct SourceLine {
  std::size_t number = 0;
  std::string_view bytes;
  bool too_long = false;
};

/// Hands on the lines of a source, holding one at a time; stops where `visit` returns false, and
/// then returns false.
bool for_each_line(ByteSource& source, std::size_t max_bytes,
                   const std::function<bool(const SourceLine&)>& visit);

/// Reads one record into a document; `problem` gets a sentence where a field was not understood.
/// Throws Error (unreadable) for a line that is not a record: bad JSON, no text.
void read_record(std::string_view line, Document& document, std::string& problem);

}  // namespace pilcrow::internal
