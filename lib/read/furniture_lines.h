#pragma once

#include <string_view>

namespace pilcrow::internal {

/// Lines that stand around a text and do not belong to it. All take folded text.

/// Certainly of a page's footer: an e-mail address alone, a copyright, "All rights reserved",
/// a newsletter, cookies, share buttons.
bool is_footer_line(std::string_view line);

/// A label in whose company only furniture stands: "Authors", "Key Topics", "Tags", "Share".
bool is_furniture_label(std::string_view line);

/// What the top of a web page leaves behind when it is copied: "Skip to content", "Menu", "Home >
/// News > Riga", share buttons.
bool is_page_chrome(std::string_view line);

/// What interrupts the text of a web page: "Advertisement", "Read more: …".
bool is_interruption(std::string_view line);

/// "This article was originally published on the website of …".
bool is_origin_note(std::string_view line);

/// "The opinions in this article are those of the author."
bool is_disclaimer(std::string_view line);

}  // namespace pilcrow::internal
