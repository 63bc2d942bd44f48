#include "tag/name_rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "tag/sorted_list.h"

namespace pilcrow::internal {
namespace {

constexpr std::string_view kGivenNames[] = {
#include "tag/generated/given_names.inc"
};

constexpr std::array<std::string_view, 13> kTitles = {"Dr",  "Judge",   "Lady", "Lord", "Miss",
                                                      "Mr",  "Mrs",     "Ms",   "Prof", "Professor",
                                                      "Sen", "Senator", "Sir"};

// Behind these a place with another capitalized word is a person: "Chairman Milan Panic".
constexpr std::array<std::string_view, 9> kRoles = {"Ambassador", "Chairman",  "Chairwoman",
                                                    "Chancellor", "Director",  "Minister",
                                                    "Premier",    "President", "Secretary"};

constexpr std::array<std::string_view, 14> kPlaceLikeGivenNames = {
    "Austin", "Chad",   "Charlotte", "Chelsea", "Dallas", "Florence", "Georgia",
    "Israel", "Jordan", "Kenya",     "Madison", "Paris",  "Sydney",   "Virginia"};

constexpr std::array<std::string_view, 72> kFamilyNames = {
    "Adams",      "Allen",   "Anderson",  "Bailey", "Baker",    "Barnes",   "Bell",
    "Bennett",    "Brooks",  "Brown",     "Bryant", "Butler",   "Campbell", "Carter",
    "Clark",      "Coleman", "Collins",   "Cook",   "Cooper",   "Cox",      "Davis",
    "Edwards",    "Evans",   "Foster",    "Gray",   "Green",    "Hall",     "Harris",
    "Henderson",  "Hill",    "Hilton",    "Howard", "Hughes",   "Jackson",  "James",
    "Jenkins",    "Johnson", "Jones",     "Kelly",  "King",     "Lewis",    "Long",
    "Martin",     "Miller",  "Mitchell",  "Moore",  "Morgan",   "Morris",   "Murphy",
    "Nelson",     "Parker",  "Patterson", "Perry",  "Peterson", "Phillips", "Powell",
    "Richardson", "Roberts", "Robinson",  "Rogers", "Ross",     "Sanders",  "Scott",
    "Smith",      "Spieth",  "Stewart",   "Taylor", "Thomas",   "Thompson", "Turner",
    "Walker",     "Williams"};

constexpr std::array<std::string_view, 126> kCurrencies = {
    "austral",  "australs", "baht",      "bahts",     "birr",      "bolivar",    "bolivars",
    "cedi",     "cedis",    "cent",      "cents",     "cordoba",   "cordobas",   "crown",
    "crowns",   "cruzado",  "cruzados",  "cruzeiro",  "cruzeiros", "ct",         "cts",
    "currency", "dalasi",   "dinar",     "dinars",    "dirham",    "dirhams",    "dlr",
    "dlrs",     "dollar",   "dollars",   "dong",      "drachma",   "drachmas",   "ecu",
    "ecus",     "escudo",   "escudos",   "euro",      "euros",     "forint",     "forints",
    "franc",    "francs",   "guarani",   "guaranies", "guilder",   "guilders",   "hryvnia",
    "hryvnias", "kip",      "koruna",    "korunas",   "krona",     "krone",      "kroner",
    "kronor",   "kroon",    "kroons",    "kwacha",    "kwanza",    "kyat",       "lari",
    "lats",     "lek",      "lempira",   "lempiras",  "leu",       "lev",        "leva",
    "lira",     "lire",     "litas",     "manat",     "mark",      "markka",     "markkaa",
    "marks",    "metical",  "naira",     "nairas",    "ngultrum",  "ouguiya",    "peseta",
    "pesetas",  "peso",     "pesos",     "pound",     "pounds",    "pula",       "punt",
    "punts",    "quetzal",  "quetzales", "rand",      "rial",      "rials",      "ringgit",
    "ringgits", "riyal",    "riyals",    "rouble",    "roubles",   "ruble",      "rubles",
    "rufiyaa",  "rupee",    "rupees",    "rupiah",    "schilling", "schillings", "shekel",
    "shekels",  "shilling", "shillings", "sterling",  "stg",       "sucre",      "sucres",
    "taka",     "tenge",    "tugrik",    "yen",       "yuan",      "zloty",      "zlotys"};

constexpr std::array<std::string_view, 18> kNamedAfterPlaces = {
    "accord",     "accords",    "agreement",   "agreements",  "charter",  "club",
    "consensus",  "convention", "conventions", "declaration", "final",    "pact",
    "principles", "process",    "protocol",    "statute",     "treaties", "treaty"};

constexpr std::array<std::string_view, 16> kMattersOfAccords = {
    "armistice",     "arms",      "climate",       "currencies", "currency", "debt",
    "economic",      "exchange",  "interim",       "monetary",   "peace",    "rate",
    "stabilisation", "stability", "stabilization", "trade"};

constexpr std::array<std::string_view, 6> kTreaties = {"charter", "congress", "peace",
                                                       "statute", "treaties", "treaty"};

constexpr std::array<std::string_view, 18> kNewspapers = {
    "Chronicle", "Courier", "Daily",    "Dispatch",  "Examiner", "Gazette",
    "Globe",     "Herald",  "Inquirer", "Journal",   "Morning",  "News",
    "Observer",  "Post",    "Star",     "Telegraph", "Times",    "Tribune"};

// The word with a capital and small letters, so that SHOUTED names are found too.
std::string as_title(std::string_view word) {
  std::string title(word.substr(0, 24));
  for (std::size_t i = 1; i < title.size(); ++i)
    title[i] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[i])));
  return title;
}

bool one_space(std::string_view text, const Word& left, const Word& right) {
  return right.begin == left.end + 1 && (text[left.end] == ' ' || text[left.end] == '\n');
}

// Nothing but a dot and white space: "U.S. dollars".
bool is_near(std::string_view gap) {
  return gap == " " || gap == "\n" || gap == "-" || gap == ". " || gap == ".\n";
}

bool is_and_or(std::string_view word) {
  return word == "and" || word == "or";
}

// "Israel G. Grossman"; not "in Israel G. Grossman", nor "Japan S. Korea".
bool is_before_initial(std::string_view text, const std::vector<Word>& words, std::uint32_t at) {
  const Word& initial = words[at + 1];
  if (at + 2 >= words.size() || initial.end - initial.begin != 1 ||
      gap_before(text, words, at + 2) != ". " || words[at + 2].letter_case != WordCase::title ||
      std::string_view("NSEW").find(text[initial.begin]) != std::string_view::npos)
    return false;
  return !is_behind_preposition(text, words, at);
}

bool is_behind_role(std::string_view text, const std::vector<Word>& words, std::uint32_t at) {
  return at > 0 && one_space(text, words[at - 1], words[at]) &&
         is_in(kRoles, word_text(text, words[at - 1]));
}

bool is_cased(const Word& word) {
  return word.letter_case != WordCase::none && word.end - word.begin > 1;
}

}  // namespace

std::string_view gap_before(std::string_view text, const std::vector<Word>& words,
                            std::uint32_t at) {
  return text.substr(words[at - 1].end, words[at].begin - words[at - 1].end);
}

std::string lower_case(std::string_view word) {
  std::string lower(word.substr(0, 24));
  for (char& c : lower)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

bool is_shouted(const std::vector<Word>& words, std::uint32_t at) {
  constexpr std::uint32_t kWindow = 5;
  const std::uint32_t begin = at > kWindow ? at - kWindow : 0;
  const auto end = std::min(static_cast<std::uint32_t>(words.size()), at + kWindow + 1);
  bool any = false;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (i == at || !is_cased(words[i])) continue;
    if (words[i].letter_case != WordCase::upper) return false;
    any = true;
  }
  return any;
}

bool is_family_name(std::string_view text, const std::vector<Word>& words, std::uint32_t at) {
  if (at == 0) return false;
  const Word& before = words[at - 1];
  if (!before.ascii) return false;
  const std::string_view gap = gap_before(text, words, at);
  const std::string name = as_title(word_text(text, before));
  if (gap == "-") return name == "Al" || name == "al" || name == "El" || name == "el";
  if (before.letter_case == WordCase::lower)
    return at > 2 && gap == " " && name == "la" && word_text(text, words[at - 2]) == "de" &&
           is_in(kGivenNames, as_title(word_text(text, words[at - 3])));
  if (before.end - before.begin == 1)  // "Harvey T. Lyon"
    return at > 1 && gap == ". " && gap_before(text, words, at - 1) == " " &&
           is_in(kGivenNames, as_title(word_text(text, words[at - 2])));
  const bool spaced = gap == " " || gap == "\n";
  if (!spaced && gap != ". ") return false;
  return is_in(kTitles, name) || (spaced && is_in(kGivenNames, name));
}

bool is_behind_preposition(std::string_view text, const std::vector<Word>& words,
                           std::uint32_t at) {
  constexpr std::array<std::string_view, 7> kBeforePlaces = {"at",   "for", "from", "in",
                                                             "near", "of",  "to"};
  return at > 0 && is_in(kBeforePlaces, lower_case(word_text(text, words[at - 1])));
}

bool is_given_name(std::string_view text, const std::vector<Word>& words, std::uint32_t at) {
  if (at + 1 >= words.size() || !one_space(text, words[at], words[at + 1])) return false;
  if (words[at].letter_case == WordCase::title && words[at + 1].letter_case == WordCase::title &&
      (is_before_initial(text, words, at) || is_behind_role(text, words, at)))
    return true;
  return is_in(kPlaceLikeGivenNames, as_title(word_text(text, words[at]))) &&
         is_in(kFamilyNames, as_title(word_text(text, words[at + 1])));
}

bool is_behind_place_comma(std::string_view text, const std::vector<Word>& words,
                           std::uint32_t at) {
  if (at == 0) return false;
  const Word& before = words[at - 1];
  return words[at].begin == before.end + 2 && text[before.end] == ',' &&
         (text[before.end + 1] == ' ' || text[before.end + 1] == '\n') &&
         (before.letter_case == WordCase::title || before.letter_case == WordCase::upper);
}

bool is_of_a_currency(std::string_view text, const std::vector<Word>& words, std::uint32_t end) {
  if (text.substr(words[end - 1].end).starts_with('$')) return true;  // US$
  const auto is_money = [&](std::uint32_t at) {
    return at < words.size() && is_near(gap_before(text, words, at)) &&
           is_in(kCurrencies, lower_case(word_text(text, words[at])));
  };
  if (end >= words.size() || is_money(end)) return end < words.size();
  std::uint32_t at = end;
  while (at < words.size() && is_and_or(word_text(text, words[at])))
    ++at;
  if (at == end && gap_before(text, words, at) != "/") return false;
  constexpr std::uint32_t kLongestName = 3;
  const std::uint32_t other = at;
  while (at < words.size() && at - other < kLongestName &&
         words[at].letter_case != WordCase::lower && !is_money(at))
    ++at;
  return at > other && is_money(at);
}

bool is_of_an_accord(std::string_view text, const std::vector<Word>& words, std::uint32_t first,
                     std::uint32_t end) {
  if (first >= 2 && word_text(text, words[first - 1]) == "of" &&
      is_in(kTreaties, lower_case(word_text(text, words[first - 2]))))
    return true;                            // "the Treaty of Bangkok"
  constexpr std::uint32_t kLongestGap = 3;  // "the Paris currency stability accord"
  for (std::uint32_t at = end; at < words.size() && at < end + kLongestGap; ++at) {
    const std::string_view gap = gap_before(text, words, at);
    if (gap != " " && gap != "\n") return false;
    const std::string word = lower_case(word_text(text, words[at]));
    if (is_in(kNamedAfterPlaces, word)) return true;
    if (!is_in(kMattersOfAccords, word)) return false;
  }
  return false;
}

bool is_of_a_newspaper(std::string_view text, const std::vector<Word>& words, std::uint32_t end) {
  return end < words.size() && one_space(text, words[end - 1], words[end]) &&
         words[end].letter_case != WordCase::upper &&
         is_in(kNewspapers, word_text(text, words[end]));
}

bool is_of_a_county(std::string_view text, const std::vector<Word>& words, std::uint32_t end) {
  return end < words.size() && one_space(text, words[end - 1], words[end]) &&
         word_text(text, words[end]) == "County";
}

bool ends_like_abbreviation(std::string_view text, std::uint32_t end) {
  constexpr std::string_view kSigns = ".,;:)-/";
  if (end >= text.size() || kSigns.find(text[end]) != std::string_view::npos) return true;
  return text[end] == ' ' && end + 1 < text.size() &&
         (text[end + 1] == '-' || text[end + 1] == '(');
}

}  // namespace pilcrow::internal
