#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pilcrow/error.h"
#include "pilcrow/reader.h"
#include "pilcrow/splitter.h"

namespace pilcrow::fuzz {

/// Reads and splits what the fuzzer made; ends the program where a promise is broken.
inline void check(const std::uint8_t* data, std::size_t size, std::string_view format) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Document document;
  try {
    document = Reader().read_text(bytes, format, "fuzz", nullptr);
  } catch (const Error&) {
    return;  // refused: fine
  }
  std::size_t behind = 0;
  for (const Paragraph& paragraph : Splitter().split(document)) {
    if (paragraph.bytes.begin < behind || paragraph.bytes.end < paragraph.bytes.begin ||
        paragraph.bytes.end > document.text.size() || paragraph.text.size() > 2000 ||
        paragraph.text.empty()) {
      std::abort();
    }
    behind = paragraph.bytes.end;
  }
}

}  // namespace pilcrow::fuzz
