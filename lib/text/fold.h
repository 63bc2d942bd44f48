#pragma once

#include <string>
#include <string_view>

namespace pilcrow::internal {

/// NFKC and case folding (Unicode's NFKC_Casefold: soft hyphens and joiners go too), appended to
/// `out`. Broken bytes become U+FFFD. `turkish`: I becomes ı and İ becomes i.
void fold_case(std::string_view word, bool turkish, std::string& out);

/// Appends `folded` (as fold_case gave it) without diacritics: é → e, ø → o, ё → е, ά → α. Letters
/// in `keep` stay as they are. Marks that make another letter stay: Cyrillic й and ї, the voicing
/// marks of Kana, the vowel signs of Indic scripts. Digits of every script become 0 to 9.
void remove_diacritics(std::string_view folded, std::u32string_view keep, std::string& out);

}  // namespace pilcrow::internal
