#include "tag/company_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "tag/name_rules.h"
#include "tag/sorted_list.h"

namespace pilcrow::internal {
namespace {

// Sorted, in small letters.
constexpr std::array<std::string_view, 26> kForms = {
    "ab",          "ag",  "asa",  "bancorp",  "berhad", "bhd",          "bv",      "co",  "corp",
    "corporation", "cos", "gmbh", "holdings", "inc",    "incorporated", "limited", "llc", "llp",
    "ltd",         "nv",  "oy",   "oyj",      "plc",    "pty",          "sa",      "spa"};
// What a company whose name begins with an adjective of a country does.
constexpr std::array<std::string_view, 171> kBusiness = {"air",
                                                         "aircraft",
                                                         "airline",
                                                         "airlines",
                                                         "airways",
                                                         "aluminium",
                                                         "aluminum",
                                                         "asset",
                                                         "associated",
                                                         "automobile",
                                                         "aviation",
                                                         "bancorp",
                                                         "bank",
                                                         "bankers",
                                                         "banking",
                                                         "brands",
                                                         "brewing",
                                                         "broadcasting",
                                                         "building",
                                                         "business",
                                                         "cable",
                                                         "capital",
                                                         "cement",
                                                         "chemical",
                                                         "chemicals",
                                                         "coal",
                                                         "commercial",
                                                         "communications",
                                                         "computer",
                                                         "consolidated",
                                                         "construction",
                                                         "copper",
                                                         "credit",
                                                         "dairy",
                                                         "data",
                                                         "development",
                                                         "digital",
                                                         "electric",
                                                         "electrical",
                                                         "electronics",
                                                         "energy",
                                                         "engineering",
                                                         "enterprises",
                                                         "equipment",
                                                         "equity",
                                                         "european",
                                                         "exploration",
                                                         "export",
                                                         "express",
                                                         "family",
                                                         "federal",
                                                         "fertilizer",
                                                         "finance",
                                                         "financial",
                                                         "first",
                                                         "foods",
                                                         "forest",
                                                         "free",
                                                         "fund",
                                                         "gas",
                                                         "general",
                                                         "gold",
                                                         "group",
                                                         "hardware",
                                                         "health",
                                                         "holding",
                                                         "holdings",
                                                         "home",
                                                         "homes",
                                                         "hospital",
                                                         "hotels",
                                                         "imperial",
                                                         "income",
                                                         "industrial",
                                                         "industries",
                                                         "information",
                                                         "insurance",
                                                         "international",
                                                         "investment",
                                                         "investments",
                                                         "island",
                                                         "land",
                                                         "leasing",
                                                         "life",
                                                         "light",
                                                         "lines",
                                                         "machinery",
                                                         "mail",
                                                         "management",
                                                         "marine",
                                                         "maritime",
                                                         "markets",
                                                         "media",
                                                         "medical",
                                                         "metal",
                                                         "metals",
                                                         "mineral",
                                                         "minerals",
                                                         "mining",
                                                         "mortgage",
                                                         "motor",
                                                         "motors",
                                                         "national",
                                                         "natural",
                                                         "nickel",
                                                         "nuclear",
                                                         "oil",
                                                         "optical",
                                                         "overseas",
                                                         "pacific",
                                                         "packaging",
                                                         "paper",
                                                         "petroleum",
                                                         "pharmaceutical",
                                                         "pharmaceuticals",
                                                         "pipe",
                                                         "pipeline",
                                                         "plastics",
                                                         "platinum",
                                                         "power",
                                                         "products",
                                                         "properties",
                                                         "property",
                                                         "publishing",
                                                         "railroad",
                                                         "railway",
                                                         "railways",
                                                         "realty",
                                                         "refining",
                                                         "reinsurance",
                                                         "resources",
                                                         "retail",
                                                         "rubber",
                                                         "savings",
                                                         "securities",
                                                         "semiconductor",
                                                         "service",
                                                         "services",
                                                         "shipbuilding",
                                                         "shipping",
                                                         "smelters",
                                                         "software",
                                                         "standard",
                                                         "steel",
                                                         "stores",
                                                         "sugar",
                                                         "surety",
                                                         "systems",
                                                         "technologies",
                                                         "technology",
                                                         "telecom",
                                                         "telecommunications",
                                                         "telephone",
                                                         "television",
                                                         "textile",
                                                         "tobacco",
                                                         "tourist",
                                                         "trade",
                                                         "trading",
                                                         "transport",
                                                         "transportation",
                                                         "travel",
                                                         "trust",
                                                         "union",
                                                         "united",
                                                         "utilities",
                                                         "volksbank",
                                                         "water",
                                                         "western",
                                                         "wide",
                                                         "woodmark"};
// Before "Bank of Japan" these make it a bank of commerce. The others are central banks, or at
// least the state's.
constexpr std::array<std::string_view, 12> kBanksOfCommerce = {
    "commercial", "credit", "hongkong", "imperial", "industrial", "manhattan",
    "mortgage",   "royal",  "savings",  "standard", "trust",      "union"};
constexpr std::array<std::string_view, 4> kListed = {"listed", "listing", "listings", "quoted"};

template <class List>
bool stands_in(const List& sorted, std::string_view text, const Word& word) {
  return is_in(sorted, lower_case(word_text(text, word)));
}

bool has_capital(const Word& word) {
  return word.letter_case != WordCase::lower && word.letter_case != WordCase::none;
}

bool joins_a_name(std::string_view gap) {
  return gap == " " || gap == "\n" || gap == "-" || gap == " & ";
}

}  // namespace

bool is_in_company_name(std::string_view text, const std::vector<Word>& words, WordRange name,
                        bool adjective) {
  // Where everything is in capitals, a verb may stand between a country and a company.
  const std::uint32_t longest = is_shouted(words, name.first) ? 2 : 5;
  const std::uint32_t behind = name.first + name.count;
  const auto end = std::min(static_cast<std::uint32_t>(words.size()), behind + longest);
  for (std::uint32_t at = behind; at < end; ++at) {
    if (!has_capital(words[at]) || !joins_a_name(gap_before(text, words, at))) return false;
    if (stands_in(kForms, text, words[at])) return true;
    if (at == behind && adjective && !stands_in(kBusiness, text, words[at])) return false;
  }
  return false;
}

bool is_company_in_brackets(std::string_view text, const std::vector<Word>& words, WordRange name) {
  const std::uint32_t behind = name.first + name.count;
  if (name.first == 0 || behind >= words.size() || text[words[name.first].begin - 1] != '(' ||
      !has_capital(words[name.first - 1]) || !stands_in(kForms, text, words[behind]))
    return false;
  const std::string_view gap = gap_before(text, words, behind);
  return gap == ") " || gap == ".) ";  // "(Canada) Ltd", "(U.K.) Ltd"
}

bool is_bank_of_commerce(std::string_view text, const std::vector<Word>& words, WordRange name) {
  if (word_text(text, words[name.first]) != "Bank" && word_text(text, words[name.first]) != "BANK")
    return false;
  const std::uint32_t behind = name.first + name.count;
  if (behind < words.size() && gap_before(text, words, behind) == " " &&
      has_capital(words[behind]) && stands_in(kForms, text, words[behind]))
    return true;
  return name.first > 0 && gap_before(text, words, name.first) == " " &&
         has_capital(words[name.first - 1]) &&
         stands_in(kBanksOfCommerce, text, words[name.first - 1]);
}

bool is_in_angle_brackets(std::string_view text, const std::vector<Word>& words, WordRange name) {
  constexpr std::size_t kLongest = 64;
  const std::size_t begin = words[name.first].begin;
  const std::size_t far = begin - std::min(begin, kLongest);
  std::size_t open = begin;
  while (open > far && text[open - 1] != '<' && text[open - 1] != '>')
    --open;
  if (open == far || text[open - 1] == '>' || text[open] == ' ') return false;  // a < b
  const std::string_view after = text.substr(words[name.first + name.count - 1].end, kLongest);
  const std::size_t close = after.find('>');
  return close != std::string_view::npos && after.find('<') > close;
}

bool is_in_bank_name(std::string_view text, const std::vector<Word>& words, WordRange name) {
  const std::uint32_t behind = name.first + name.count;
  if (behind < words.size() && word_text(text, words[behind]) == "Bank" &&
      gap_before(text, words, behind) == " ")
    return true;
  if (name.first < 2 || gap_before(text, words, name.first) != " ") return false;
  const std::string_view link = word_text(text, words[name.first - 1]);
  if (link != "of" && link != "de" && link != "De") return false;
  for (std::uint32_t back = 2; back <= 3 && back <= name.first; ++back) {
    const std::string_view word = word_text(text, words[name.first - back]);
    if (word == "Bank" || word == "Banque" || word == "Banco" || word == "Bancorp") return true;
  }
  return false;
}

bool is_place_of_listing(std::string_view text, const std::vector<Word>& words, WordRange name) {
  if (name.first == 0) return false;
  const std::string link = lower_case(word_text(text, words[name.first - 1]));
  if (link != "in" && link != "on") return false;
  for (std::uint32_t back = 2; back <= 4 && back <= name.first; ++back) {
    if (gap_before(text, words, name.first - back + 1).find_first_of(".;") !=
        std::string_view::npos)
      return false;
    if (stands_in(kListed, text, words[name.first - back])) return true;
  }
  return false;
}

}  // namespace pilcrow::internal
