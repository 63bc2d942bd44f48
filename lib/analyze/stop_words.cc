#include "analyze/stop_words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <mutex>
#include <unordered_set>

#include "analyze/hash.h"
#include "analyze/language.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

struct StopList {
  std::string_view language;
  std::string_view words;  // white space between them
};

// One file per language. da de en es fi fr hu id it nl no pt ro ru sv stand on the lists of the
// Snowball project (BSD); the others are this project's own.
// clang-format off
constexpr StopList kLists[] = {
    {"ar",
#include "analyze/stopwords/ar.inc"
    },
    {"ca",
#include "analyze/stopwords/ca.inc"
    },
    {"cs",
#include "analyze/stopwords/cs.inc"
    },
    {"da",
#include "analyze/stopwords/da.inc"
    },
    {"de",
#include "analyze/stopwords/de.inc"
    },
    {"el",
#include "analyze/stopwords/el.inc"
    },
    {"en",
#include "analyze/stopwords/en.inc"
    },
    {"es",
#include "analyze/stopwords/es.inc"
    },
    {"et",
#include "analyze/stopwords/et.inc"
    },
    {"fi",
#include "analyze/stopwords/fi.inc"
    },
    {"fr",
#include "analyze/stopwords/fr.inc"
    },
    {"hi",
#include "analyze/stopwords/hi.inc"
    },
    {"hu",
#include "analyze/stopwords/hu.inc"
    },
    {"id",
#include "analyze/stopwords/id.inc"
    },
    {"it",
#include "analyze/stopwords/it.inc"
    },
    {"ja",
#include "analyze/stopwords/ja.inc"
    },
    {"lt",
#include "analyze/stopwords/lt.inc"
    },
    {"lv",
#include "analyze/stopwords/lv.inc"
    },
    {"nl",
#include "analyze/stopwords/nl.inc"
    },
    {"no",
#include "analyze/stopwords/no.inc"
    },
    {"pl",
#include "analyze/stopwords/pl.inc"
    },
    {"pt",
#include "analyze/stopwords/pt.inc"
    },
    {"ro",
#include "analyze/stopwords/ro.inc"
    },
    {"ru",
#include "analyze/stopwords/ru.inc"
    },
    {"sv",
#include "analyze/stopwords/sv.inc"
    },
    {"tr",
#include "analyze/stopwords/tr.inc"
    },
    {"uk",
#include "analyze/stopwords/uk.inc"
    },
    {"zh",
#include "analyze/stopwords/zh.inc"
    },
};
// clang-format on
static_assert(std::is_sorted(std::begin(kLists), std::end(kLists),
                             [](const StopList& a, const StopList& b) {
                               return a.language < b.language;
                             }));

struct TransparentHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};
using WordSet = std::unordered_set<std::string, TransparentHash, std::equal_to<>>;

std::string folded(std::string_view word, bool turkish) {
  std::string result;
  fold_case(word, turkish, result);
  return result;
}

WordSet parse(const StopList& list) {
  WordSet words;
  const bool turkish = language_rules(list.language).turkish_i;
  constexpr std::string_view kSpace = " \n";
  for (auto at = list.words.find_first_not_of(kSpace); at != std::string_view::npos;) {
    const auto end = list.words.find_first_of(kSpace, at);
    words.insert(folded(list.words.substr(at, end - at), turkish));
    at = list.words.find_first_not_of(kSpace, end);
  }
  return words;
}

// A list is taken apart when it is first asked for.
const WordSet* list_of(std::string_view language) {
  static std::array<std::once_flag, std::size(kLists)> made;
  static std::array<WordSet, std::size(kLists)> sets;
  const auto* const found = std::lower_bound(
      std::begin(kLists), std::end(kLists), language,
      [](const StopList& list, std::string_view wanted) { return list.language < wanted; });
  if (found == std::end(kLists) || found->language != language) return nullptr;
  const auto i = static_cast<std::size_t>(found - std::begin(kLists));
  std::call_once(made[i], [&] { sets[i] = parse(*found); });
  return &sets[i];
}

constexpr std::size_t kLongestStopWord = 64;

}  // namespace

bool is_listed_stop_word(std::string_view word, std::string_view language) {
  if (word.empty() || word.size() > kLongestStopWord) return false;
  const WordSet* list = list_of(language);
  if (list == nullptr) return false;
  std::string key = folded(word, language_rules(language).turkish_i);
  const bool capitals = word.size() == 2 && key[0] != word[0] && key[1] != word[1];
  if (capitals && is_ambiguous_abbreviation(key)) return false;
  constexpr std::string_view kCurlyApostrophe = "’";
  if (const auto at = key.find(kCurlyApostrophe); at != std::string::npos) {
    key.erase(at, kCurlyApostrophe.size() - 1);
    key[at] = '\'';
  }
  return list->find(key) != list->end();
}

bool is_ambiguous_abbreviation(std::string_view folded_word) noexcept {
  constexpr std::array<std::string_view, 25> kWords{
      "am", "an", "as", "at", "be", "by", "do", "go", "he", "hi", "if", "in", "is",
      "it", "me", "my", "no", "of", "on", "or", "so", "to", "up", "us", "we"};
  return std::binary_search(kWords.begin(), kWords.end(), folded_word);
}

std::string stop_words_fingerprint() {
  std::uint64_t hash = kStableHashSeed;
  for (const StopList& list : kLists)
    hash = stable_hash(list.words, stable_hash(list.language, hash));
  return to_hex(hash);
}

}  // namespace pilcrow::internal
