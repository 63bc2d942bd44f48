#pragma once

#include <span>
#include <string_view>

namespace pilcrow::programs {

/// A file of the page, as it stood in pilcrow_serve/page/ when the program was built.
struct PageFile {
  std::string_view path;  ///< "/app.js"; the page itself is "/"
  std::string_view content_type;
  std::string_view bytes;
};

/// All files of the page.
std::span<const PageFile> page_files() noexcept;

}  // namespace pilcrow::programs
