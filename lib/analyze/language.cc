#include "analyze/language.h"

#include <algorithm>

namespace pilcrow::internal {
namespace {

// Letters that stay apart. A reader of Swedish takes å ä ö for letters of their own, as different
// from a and o as b is; merged they confuse här and har, or Estonian sööma and sooma. German ä ö ü,
// French é, Spanish á and their like are accents to people who type in a hurry and are folded. In
// a text of another language all of them are folded: Göteborg in an English report is goteborg.
std::vector<LanguageRules> make_rules() {
  return {
      {.code = "", .english_clitics = true},
      {.code = "be", .decimal_comma = true},
      {.code = "bg", .decimal_comma = true},
      {.code = "ca", .elisions = {"d", "l", "m", "n", "s", "t"}, .decimal_comma = true},
      {.code = "cs", .decimal_comma = true},
      {.code = "da", .own_letters = U"æøå", .decimal_comma = true},
      {.code = "de", .decimal_comma = true},
      {.code = "el", .decimal_comma = true},
      {.code = "en", .english_clitics = true},
      {.code = "es", .own_letters = U"ñ", .decimal_comma = true},
      {.code = "et", .own_letters = U"äöüõ", .decimal_comma = true},
      {.code = "eu", .own_letters = U"ñ", .decimal_comma = true},
      {.code = "fi", .own_letters = U"åäö", .decimal_comma = true},
      {.code = "fr",
       .elisions = {"l", "d", "j", "m", "t", "n", "s", "c", "qu", "jusqu", "lorsqu", "puisqu",
                    "quoiqu"},
       .decimal_comma = true},
      {.code = "hr", .decimal_comma = true},
      {.code = "hu", .own_letters = U"öü", .decimal_comma = true},
      {.code = "hy", .decimal_comma = true},
      {.code = "id", .decimal_comma = true},
      {.code = "it",
       .elisions = {"l",    "un", "dell", "all",  "nell", "sull",  "dall", "coll",
                    "pell", "gl", "agl",  "dagl", "degl", "negl",  "sugl", "c",
                    "d",    "m",  "t",    "s",    "v",    "quest", "quell"},
       .decimal_comma = true},
      {.code = "lt", .decimal_comma = true},
      {.code = "lv", .decimal_comma = true},
      {.code = "nl", .decimal_comma = true},
      {.code = "no", .own_letters = U"æøå", .decimal_comma = true},
      {.code = "pl", .decimal_comma = true},
      {.code = "pt", .decimal_comma = true},
      {.code = "ro", .decimal_comma = true},
      {.code = "ru", .decimal_comma = true},
      {.code = "sk", .decimal_comma = true},
      {.code = "sl", .decimal_comma = true},
      {.code = "sr", .decimal_comma = true},
      {.code = "sv", .own_letters = U"åäö", .decimal_comma = true},
      {.code = "tr",
       .own_letters = U"çğıöşü",
       .decimal_comma = true,
       .apostrophe_suffix = true,
       .turkish_i = true},
      {.code = "uk", .decimal_comma = true},
  };
}

}  // namespace

const LanguageRules& language_rules(std::string_view language) {
  static const std::vector<LanguageRules> all = make_rules();
  const std::string code = canonical_language(language);
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const LanguageRules& rules) { return rules.code == code; });
  return found == all.end() ? all.front() : *found;
}

std::string canonical_language(std::string_view language) {
  std::string code(language.substr(0, language.find_first_of("-_")));
  if (code.size() < 2 || code.size() > 3) return {};
  for (char& c : code) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    if (c < 'a' || c > 'z') return {};
  }
  if (code == "nb" || code == "nn") return "no";
  return code;
}

}  // namespace pilcrow::internal
