#include "tag/country_finder.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>

#include "tag/ambiguous_names.h"
#include "tag/company_names.h"
#include "tag/name_rules.h"

namespace pilcrow::internal {
namespace {

bool is_place(PatternKind kind) {
  return kind == PatternKind::city || kind == PatternKind::region || kind == PatternKind::state;
}

bool has_letters_of_its_own(std::string_view surface) {  // Cyrillic, kana, Han
  const auto lead = static_cast<unsigned char>(surface.front());
  return lead >= 0xD0 && lead != 0xE2;
}

bool applies(const CountryPattern& row, std::string_view language) {
  if (row.language == "en" || row.language == language) return true;
  return language.empty() && has_letters_of_its_own(row.surface);
}

std::string_view mention_kind(PatternKind kind) {
  if (kind == PatternKind::state) return to_string(PatternKind::region);
  return kind == PatternKind::ambiguous ? to_string(PatternKind::name) : to_string(kind);
}

struct FormerState {
  std::string_view code;
  std::string_view parts;
  int first;
  int last;
};

// Not the Baltic states, whose annexation few states recognized, nor the capitals of members of
// the United Nations that were parts of the Soviet Union.
constexpr std::array<FormerState, 4> kFormerStates = {{
    {"SU", "RU AM AZ GE KG KZ MD TJ TM UA UZ BY", 1923, 1991},
    {"YU", "RS ME", 1918, 2002},
    {"YU", "BA HR MK SI XK", 1918, 1990},
    {"CSHH", "CZ SK", 1918, 1992},
}};

// The state that a place was in: Moscow before 1992 speaks for the Soviet Union.
std::string_view state_of_time(PatternKind kind, std::string_view code, int year) {
  if (kind != PatternKind::capital && kind != PatternKind::city && kind != PatternKind::institution)
    return code;
  if (kind == PatternKind::capital && (code == "UA" || code == "BY")) return code;
  for (const FormerState& state : kFormerStates)
    if (year >= state.first && year <= state.last && code.size() == 2 &&
        state.parts.find(code) != std::string_view::npos)
      return state.code;
  return code;
}

}  // namespace

CountryFinder::CountryFinder(std::string_view language, const std::vector<OwnCountryPattern>& own) {
  for (const OwnCountryPattern& row : own)
    add(row.surface, row.code, row.kind);
  for (const bool english : {false, true})  // of two that are equally long the first added counts
    for (const CountryPattern& row : country_patterns())
      if ((row.language == "en") == english && applies(row, language))
        add(row.surface, row.code, row.kind);
  matcher_.finish();
}

void CountryFinder::add(std::string_view surface, std::string_view code, PatternKind kind) {
  if (!matcher_.add(surface, static_cast<std::uint32_t>(patterns_.size()), CaseRule::as_written))
    return;
  const bool one_word = surface.find_first_of(" -.'") == std::string_view::npos;
  const bool dotted = surface.ends_with('.');
  patterns_.push_back(
      {std::string(surface), std::string(code), kind, one_word, dotted, surface == "US"});
}

const PhraseMatch* CountryFinder::pick(std::string_view text, const std::vector<Word>& words,
                                       const std::vector<PhraseMatch>& matches) const {
  const PhraseMatch* best = nullptr;
  for (const PhraseMatch& match : matches) {
    if (best != nullptr && match.bytes.end < best->bytes.end) continue;
    if (best != nullptr && match.bytes.end == best->bytes.end && match.pattern > best->pattern)
      continue;
    const Pattern& found = pattern(match);
    if (found.kind == PatternKind::state) {
      if (!is_behind_place_comma(text, words, match.first) ||
          !ends_like_abbreviation(text, words[match.first + match.count - 1].end))
        continue;
    } else if (found.shy && is_shouted(words, match.first)) {
      continue;
    }
    best = &match;
  }
  return best;
}

std::vector<PhraseMatch> CountryFinder::pick_all(std::string_view text,
                                                 std::vector<Word>& words) const {
  split_words(text, words);
  std::vector<PhraseMatch> picked, matches;
  FoldedWord folded;
  for (std::uint32_t at = 0; at < words.size(); ++at) {
    folded.assign(text, words[at]);
    matches.clear();
    matcher_.find_at(text, words, at, folded, matches);
    if (const PhraseMatch* best = pick(text, words, matches)) {
      picked.push_back(*best);
      at += best->count - 1;
    }
  }
  return picked;
}

void CountryFinder::find(std::string_view text, const Document& document,
                         std::vector<TagMention>& out) const {
  std::vector<Word> words;
  const std::vector<PhraseMatch> picked = pick_all(text, words);
  MentionList mentions(out);
  settle(text, words, picked, {&document, nullptr}, mentions);
}

bool CountryFinder::is_person(std::string_view text, const std::vector<Word>& words,
                              const PhraseMatch& match) const {
  const Pattern& found = pattern(match);
  if (!found.one_word || found.kind == PatternKind::block || found.kind == PatternKind::context)
    return false;
  return is_family_name(text, words, match.first) || is_given_name(text, words, match.first);
}

// Money, treaties and companies that only bear the name.
bool CountryFinder::is_no_country(std::string_view text, const std::vector<Word>& words,
                                  const PhraseMatch& match) const {
  const Pattern& found = pattern(match);
  const WordRange name{match.first, match.count};
  const std::uint32_t end = match.first + match.count;
  if (is_in_angle_brackets(text, words, name) || is_place_of_listing(text, words, name) ||
      is_of_a_newspaper(text, words, end) || is_company_in_brackets(text, words, name))
    return true;
  switch (found.kind) {
    case PatternKind::name:
    case PatternKind::former:
    case PatternKind::demonym:
      return is_of_a_currency(text, words, end) || is_of_a_county(text, words, end) ||
             (!found.dotted &&
              is_in_company_name(text, words, name, found.kind == PatternKind::demonym));
    case PatternKind::capital:
    case PatternKind::city:
      return is_of_an_accord(text, words, match.first, end) || is_of_a_county(text, words, end) ||
             is_in_bank_name(text, words, name) || is_in_company_name(text, words, name, false);
    case PatternKind::institution:
      return is_bank_of_commerce(text, words, name);
    default:
      return false;
  }
}

bool CountryFinder::is_joined(std::string_view text, const std::vector<PhraseMatch>& picked,
                              std::size_t at) const {
  if (at + 1 >= picked.size()) return false;
  const std::string_view gap =
      text.substr(picked[at].bytes.end, picked[at + 1].bytes.begin - picked[at].bytes.end);
  return gap == ", " || gap == ",\n";
}

// "the French Agriculture Department", "Manitoba's Agriculture Department": what stands before an
// institution says whose it is; not in "Israel Hamas talks".
bool CountryFinder::is_of_another(std::string_view text, const std::vector<PhraseMatch>& picked,
                                  std::size_t at) const {
  const Pattern& found = pattern(picked[at]);
  if (at == 0 || found.kind != PatternKind::institution || found.one_word) return false;
  const Pattern& before = pattern(picked[at - 1]);
  if (before.code.size() != 2 || before.code == found.code) return false;
  const std::string_view gap =
      text.substr(picked[at - 1].bytes.end, picked[at].bytes.begin - picked[at - 1].bytes.end);
  const bool adjective = before.kind == PatternKind::demonym || before.kind == PatternKind::region;
  return (gap == " " && adjective) || gap == "'s " || gap == "’s ";
}

// "Mexico, Texas and Ohio": more follows or went before, so that the comma only separates.
bool CountryFinder::is_in_list(std::string_view text, const std::vector<PhraseMatch>& picked,
                               std::size_t at) const {
  if ((at > 0 && is_joined(text, picked, at - 1)) || is_joined(text, picked, at + 1)) return true;
  const std::string_view rest = text.substr(picked[at + 1].bytes.end);
  for (const std::string_view link : {" and ", " or ", ", and ", ", or ", " and\n", ",\nand "})
    if (rest.starts_with(link)) return true;
  return false;
}

// "Dublin, Calif.", "Athens, Georgia": the place is in the state that follows.
bool CountryFinder::is_elsewhere(std::string_view text, const std::vector<PhraseMatch>& picked,
                                 std::size_t at) const {
  if (!is_joined(text, picked, at)) return false;
  const Pattern& here = pattern(picked[at]);
  const Pattern& next = pattern(picked[at + 1]);
  const bool country = here.kind == PatternKind::name;
  if (here.kind != PatternKind::city && here.kind != PatternKind::capital && !country) return false;
  if (next.code == "?GEORGIA") return !country && here.code != "GE" && here.code != "US";
  if (next.kind != PatternKind::region && next.kind != PatternKind::state) return false;
  if (here.code == next.code) return false;
  return !country || next.kind == PatternKind::state || !is_in_list(text, picked, at);
}

std::vector<std::uint32_t> CountryFinder::cities_elsewhere(
    std::string_view text, const std::vector<PhraseMatch>& picked) const {
  std::vector<std::uint32_t> found;
  for (std::size_t at = 0; at + 1 < picked.size(); ++at)
    if (pattern(picked[at]).kind != PatternKind::name && is_elsewhere(text, picked, at))
      found.push_back(picked[at].pattern);
  std::sort(found.begin(), found.end());
  return found;
}

// A city that the paragraph or the beginning of the document once places in a state stays there:
// "NAPLES, Fla., May 4 - … Naples said". Not where its country stands behind it.
bool CountryFinder::is_placed_elsewhere(std::string_view text,
                                        const std::vector<PhraseMatch>& picked, std::size_t at,
                                        const std::vector<std::uint32_t>& elsewhere,
                                        const CountryContext& context) const {
  const Pattern& here = pattern(picked[at]);
  if (here.kind != PatternKind::city && here.kind != PatternKind::capital) return false;
  if (is_joined(text, picked, at) && pattern(picked[at + 1]).code == here.code) return false;
  if (std::binary_search(elsewhere.begin(), elsewhere.end(), picked[at].pattern)) return true;
  if (context.document == nullptr) return false;
  constexpr std::size_t kHead = 400;
  constexpr std::size_t kLongestState = 24;
  const std::string_view head = std::string_view(context.document->text).substr(0, kHead);
  std::string name(text.substr(picked[at].bytes.begin, picked[at].bytes.size()));
  name += ',';
  for (int shouted = 0; shouted < 2; ++shouted) {
    if (const std::size_t found = head.find(name); found != std::string_view::npos) {
      const std::string_view place = head.substr(found, name.size() + kLongestState);
      std::vector<Word> words;
      const std::vector<PhraseMatch> placed = pick_all(place, words);
      if (!placed.empty() && placed[0].first == 0 && is_elsewhere(place, placed, 0)) return true;
    }
    for (char& c : name)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return false;
}

void CountryFinder::weigh(const AmbiguousRule& rule, const std::vector<PhraseMatch>& picked,
                          Evidence& evidence) const {
  for (const PhraseMatch& match : picked) {
    const Pattern& found = pattern(match);
    if (found.kind == PatternKind::context) {
      const std::size_t cut = found.code.find('=');
      if (found.code.substr(0, cut) == rule.id)
        evidence.add(found.code.substr(cut + 1), match.first);
    } else if (found.kind != PatternKind::ambiguous && found.kind != PatternKind::block) {
      for (const std::string_view code : rule.codes)
        if (found.code == code && (code != "US" || is_place(found.kind)))
          evidence.add(code, match.first);
      if (found.code.size() == 2 && rule.weak.find(found.code) != std::string_view::npos)
        evidence.add_weak();
    }
  }
}

void CountryFinder::weigh_context(const AmbiguousRule& rule, const CountryContext& context,
                                  Evidence& evidence) const {
  if (context.document == nullptr) return;
  for (const Tag& tag : context.document->tags)
    if (tag.facet == facets::kCountry)
      if (const auto code = country_code(tag.value))
        for (const std::string_view wanted : rule.codes)
          if (*code == wanted) evidence.add(*code, 0);
  constexpr std::size_t kHead = 2000;
  std::vector<std::string_view> texts;
  if (context.heading != nullptr)
    texts.insert(texts.end(), context.heading->begin(), context.heading->end());
  texts.emplace_back(context.document->title);
  texts.push_back(std::string_view(context.document->text).substr(0, kHead));
  for (const std::string_view text : texts) {
    if (!evidence.empty()) return;
    std::vector<Word> words;
    weigh(rule, pick_all(text, words), evidence);
  }
}

std::string_view CountryFinder::decide(std::string_view text,
                                       const std::vector<PhraseMatch>& picked, std::size_t at,
                                       const CountryContext& context,
                                       std::map<std::string_view, Evidence>& known) const {
  const std::string& id = pattern(picked[at]).code;
  if (id == "?GEORGIA" && at > 0 && is_elsewhere(text, picked, at - 1)) return "US";
  const AmbiguousRule& rule = *ambiguous_rule(id);
  const auto [found, added] = known.try_emplace(rule.id, rule);
  Evidence& evidence = found->second;
  if (added) {
    weigh(rule, picked, evidence);
    if (evidence.empty()) weigh_context(rule, context, evidence);
  }
  return evidence.decide(picked[at].first);
}

void CountryFinder::settle(std::string_view text, const std::vector<Word>& words,
                           const std::vector<PhraseMatch>& picked, const CountryContext& context,
                           MentionList& out) const {
  const bool dated = context.document != nullptr && context.document->published.has_value();
  const int year = dated ? context.document->published->year : 0;
  const std::vector<std::uint32_t> elsewhere = cities_elsewhere(text, picked);
  std::vector<std::uint32_t> people;  // "Michael Jordan … Jordan said"; as many as have such names
  std::map<std::string_view, Evidence> evidence;
  for (std::size_t at = 0; at < picked.size(); ++at) {
    const PhraseMatch& match = picked[at];
    const Pattern& found = pattern(match);
    if (found.kind == PatternKind::block || found.kind == PatternKind::context) continue;
    const bool again = std::find(people.begin(), people.end(), match.pattern) != people.end();
    if (again && !is_behind_preposition(text, words, match.first)) continue;
    if (is_person(text, words, match)) {
      if (!again) people.push_back(match.pattern);
      continue;
    }
    if (is_elsewhere(text, picked, at) ||
        is_placed_elsewhere(text, picked, at, elsewhere, context) ||
        is_of_another(text, picked, at) || is_no_country(text, words, match))
      continue;
    std::string_view codes = found.kind == PatternKind::ambiguous
                                 ? decide(text, picked, at, context, evidence)
                                 : state_of_time(found.kind, found.code, year);
    Span bytes = match.bytes;
    if (bytes.end < text.size() && text[bytes.end] == found.surface.back() &&
        (text[bytes.end] == '.' || text[bytes.end] == ')'))
      ++bytes.end;            // "U.S.", "Congo (Kinshasa)"
    while (!codes.empty()) {  // a group: "EE+LV+LT"
      const std::size_t cut = std::min(codes.find('+'), codes.size());
      out.add(facets::kCountry, codes.substr(0, cut), mention_kind(found.kind), text, bytes);
      codes.remove_prefix(std::min(cut + 1, codes.size()));
    }
  }
}

const CountryFinder& builtin_country_finder(std::string_view language) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const CountryFinder>, std::less<>> finders;
  constexpr std::array<std::string_view, 8> kLanguages = {"de", "es", "et", "fr",
                                                          "ja", "lt", "lv", "ru"};
  language = language.substr(0, 2);
  if (!language.empty() &&
      std::find(kLanguages.begin(), kLanguages.end(), language) == kLanguages.end())
    language = "en";
  const std::lock_guard lock(mutex);
  auto found = finders.find(language);
  if (found == finders.end())
    found = finders
                .emplace(language, std::make_unique<const CountryFinder>(
                                       language, std::vector<OwnCountryPattern>()))
                .first;
  return *found->second;
}

}  // namespace pilcrow::internal
