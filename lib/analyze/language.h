#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// What the rules need to know of a language. All texts are case folded.
struct LanguageRules {
  std::string_view code;                        ///< ISO 639-1; empty: any other language
  std::u32string_view own_letters = {};         ///< letters that folding must not merge with others
  std::vector<std::string_view> elisions = {};  ///< what goes before an apostrophe: l', qu'
  bool decimal_comma = false;                   ///< 3,5 and 1.000 rather than 3.5 and 1,000
  bool english_clitics = false;                 ///< 'll 're 've 'd 'm are dropped
  bool apostrophe_suffix = false;  ///< what follows an apostrophe is an ending: Türkiye'nin
  bool turkish_i = false;          ///< I is the capital of ı
};

/// The rules of a language, or those of "" where none are written down. The result lives for ever.
/// `language` may carry a region ("pt-BR", "EN_us"); see canonical_language.
const LanguageRules& language_rules(std::string_view language);

/// The bare code in lower case: "pt-BR" → "pt", "nb" and "nn" → "no". Texts that are no language
/// code give "".
std::string canonical_language(std::string_view language);

}  // namespace pilcrow::internal
