#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pilcrow::internal {

/// Text decoded to valid UTF-8, without a byte order mark.
struct Decoded {
  std::string text;
  std::string note;  ///< not empty where something was guessed or replaced: one sentence
};

/// Decodes a text file: by byte order mark, as UTF-8 where it is that, else by `declared` (the
/// charset a document names; may be empty), else by ICU's guess among the single-byte families with
/// Windows-1252 where that is not sure. Broken bytes become U+FFFD. Throws Error (unreadable) for
/// what is not text, naming what it seems to be.
Decoded decode_text(std::string bytes, std::string_view declared = {});

/// What a file that is not text seems to be ("a ZIP archive"), from its first bytes; empty where
/// nothing is known about it.
std::string_view binary_kind(std::string_view bytes) noexcept;

}  // namespace pilcrow::internal
