#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <sstream>
#include <string>
#include <string_view>

#include "pilcrow/boilerplate.h"
#include "pilcrow/error.h"
#include "pilcrow/reader.h"
#include "pilcrow/splitter.h"

namespace pilcrow::fuzz {

/// Splits what a reader gave; ends the program where a promise is broken.
inline void check(Document&& document) {
  BoilerplateFinder().mark(std::span(&document, 1));
  std::size_t behind = 0;
  std::size_t line = 0;
  for (const Paragraph& paragraph : Splitter().split(document)) {
    const Span bytes = paragraph.bytes;
    if (bytes.begin < behind || bytes.end < bytes.begin || bytes.end > document.text.size() ||
        paragraph.line < line || paragraph.text.size() > 2000 || paragraph.text.empty()) {
      std::abort();
    }
    behind = bytes.end;
    line = paragraph.line;
  }
}

/// Reads and splits what the fuzzer made.
inline void check(const std::uint8_t* data, std::size_t size, std::string_view format) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Reader reader;
  try {
    if (format != "jsonl") {
      check(reader.read_text(bytes, format, "fuzz", nullptr));
      return;
    }
    std::istringstream stream{std::string(bytes)};
    reader.read_jsonl(
        stream, "fuzz",
        [](Document&& document) {
          check(std::move(document));
          return true;
        },
        nullptr);
  } catch (const Error&) {  // refused: fine
  }
}

}  // namespace pilcrow::fuzz
