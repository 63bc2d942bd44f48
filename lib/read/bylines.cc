#include "read/bylines.h"

#include <algorithm>
#include <array>
#include <vector>

#include "read/dates.h"
#include "read/lines.h"
#include "read/phrases.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

/// What stands before a name. Capitals beyond ASCII are written out: only ASCII is compared without
/// case.
constexpr std::array<std::string_view, 47> kAuthorPrefixes = {
    "by ",         "by: ",       "author: ",  "authors: ",   "author(s): ", "words by ",
    "written by ", "text by ",   "story by ", "text: ",      "von ",        "par ",
    "por ",        "di ",        "door ",     "av ",         "af ",         "autor: ",
    "autorin: ",   "autoren: ",  "auteur : ", "auteur: ",    "auteurs: ",   "auteurs : ",
    "autore: ",    "autores: ",  "texto: ",   "texte : ",    "texte: ",     "tekst: ",
    "autors: ",    "autorius: ", "kirjutas ", "kirjutanud ", "teksti: ",    "автор: ",
    "Автор: ",     "авторы: ",   "Авторы: ",  "автори: ",    "Автори: ",    "Текст: ",
    "作者：",      "作者:",      "文：",      "撰文：",      "著者："};

/// What stands before a date.
constexpr std::array<std::string_view, 53> kDatePrefixes = {"published on ",
                                                            "published: ",
                                                            "published ",
                                                            "first published ",
                                                            "posted on ",
                                                            "posted: ",
                                                            "posted ",
                                                            "date: ",
                                                            "date : ",
                                                            "release date: ",
                                                            "publication date: ",
                                                            "created: ",
                                                            "publié le ",
                                                            "publié : ",
                                                            "paru le ",
                                                            "veröffentlicht am ",
                                                            "veröffentlicht: ",
                                                            "erschienen am ",
                                                            "datum: ",
                                                            "publicado el ",
                                                            "publicado em ",
                                                            "publicado: ",
                                                            "fecha: ",
                                                            "data: ",
                                                            "pubblicato il ",
                                                            "gepubliceerd op ",
                                                            "gepubliceerd: ",
                                                            "publicerad ",
                                                            "publicerad: ",
                                                            "julkaistu ",
                                                            "udgivet ",
                                                            "publisert ",
                                                            "opublikowano ",
                                                            "opublikowano: ",
                                                            "avaldatud ",
                                                            "avaldatud: ",
                                                            "publicēts ",
                                                            "publicēta ",
                                                            "paskelbta ",
                                                            "paskelbta: ",
                                                            "опубликовано ",
                                                            "Опубликовано ",
                                                            "опубликовано: ",
                                                            "Опубликовано: ",
                                                            "Дата: ",
                                                            "опубліковано ",
                                                            "Опубліковано ",
                                                            "公開日：",
                                                            "公開日:",
                                                            "掲載日：",
                                                            "发布时间：",
                                                            "发布时间:",
                                                            "입력 "};

/// What stands before the date of a change.
constexpr std::array<std::string_view, 18> kUpdatePrefixes = {
    "last updated on ", "last updated: ", "last updated ", "last modified: ", "last modified ",
    "updated on ",      "updated: ",      "updated ",      "mis à jour le ",  "aktualisiert am ",
    "aktualisiert: ",   "stand: ",        "stand ",        "actualizado el ", "actualizado: ",
    "aggiornato il ",   "Обновлено ",     "更新日："};

/// Parts of words that stand beside names, and are none.
constexpr std::array<std::string_view, 39> kNoNames = {
    "report",  "review",  "paper",     "news",     "analys",  "opinion", "comment",  "press",
    "brief",   "policy",  "insight",   "blog",     "magazin", "journal", "institut", "universit",
    "cent",    "staff",   "writer",    "editor",   "corresp", "profess", "director", "minist",
    "section", "chapter", "volume",    "issue",    "edition", "world",   "state",    "union",
    "nation",  "council", "committee", "assembly", "session", "meeting", "city"};

template <std::size_t N>
std::string_view prefix_of(std::string_view line, const std::array<std::string_view, N>& prefixes) {
  for (const std::string_view prefix : prefixes) {
    if (starts_with_nocase(line, prefix)) return prefix;
  }
  return {};
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t size = std::min(line.find(' '), line.size());
    if (size > 0) words.push_back(line.substr(0, size));
    line.remove_prefix(std::min(line.size(), size + 1));
  }
  return words;
}

/// "de", "van", "and": small words inside names.
bool is_particle(std::string_view word) {
  static constexpr std::array<std::string_view, 24> kParticles = {
      "de",  "da",  "do", "dos", "del", "della", "di", "du", "la", "le",  "van", "von",
      "der", "den", "zu", "bin", "al",  "el",    "y",  "e",  "i",  "und", "et",  "and"};
  return std::find(kParticles.begin(), kParticles.end(), word) != kParticles.end();
}

bool is_joint(std::string_view word) {
  return word == "and" || word == "und" || word == "et" || word == "y" || word == "e" ||
         word == "i" || word == "&";
}

bool is_name_word(std::string_view word) {
  const LineStart start = start_of(word);
  if (start != LineStart::upper && start != LineStart::other) return false;
  return std::none_of(word.begin(), word.end(), [](char c) {
    return is_ascii_digit(c) || c == '(' || c == '/' || c == '@' || c == ':' || c == '?' ||
           c == '"';
  });
}

/// What follows "by": names, with small words between them. "By Land and Sea" is none.
bool is_name_list(std::string_view line) {
  const std::vector<std::string_view> words = words_of(line);
  if (words.empty() || words.size() > 16) return false;
  bool lone = true;  // the name at hand has one word so far
  std::size_t names = 1;
  std::size_t in_name = 0;
  for (const std::string_view word : words) {
    if (is_joint(word)) {
      lone = lone && in_name < 2;
      in_name = 0;
      ++names;
      continue;
    }
    if (!is_particle(word) && !is_name_word(word)) return false;
    ++in_name;
  }
  return names == 1 || !lone || in_name >= 2;
}

/// A role or place behind a name: "Anna Berzins, Staff Writer", "Anna Berzins, Riga".
std::string_view without_role(std::string_view names) {
  const std::size_t comma = names.find(", ");
  if (comma == std::string_view::npos || count_words(names.substr(0, comma)) < 2) return names;
  const std::string_view rest = names.substr(comma + 2);
  const std::string_view next = rest.substr(0, rest.find(", "));
  return is_person_name(next) || next.find(" and ") != std::string_view::npos
             ? names
             : names.substr(0, comma);
}

bool is_reading_time(std::string_view part) {
  if (part.size() > 40 || part.empty()) return false;
  return contains_nocase(part, "min read") || contains_nocase(part, "minute read") ||
         contains_nocase(part, "minutes read") || contains_nocase(part, "reading time") ||
         contains_nocase(part, "lesezeit") || contains_nocase(part, "de lecture") ||
         contains_nocase(part, "min. Lesedauer");
}

/// A line cut at the marks that stand between its parts.
std::vector<std::string_view> byline_parts(std::string_view line) {
  static constexpr std::array<std::string_view, 7> kMarks = {
      " | ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " \xE2\x80\x94 ", " \xE2\x80\x93 ", " / ", " - "};
  std::vector<std::string_view> parts;
  while (true) {
    std::size_t cut = std::string_view::npos;
    std::size_t size = 0;
    for (const std::string_view mark : kMarks) {
      const std::size_t at = line.find(mark);
      if (at >= cut) continue;
      cut = at;
      size = mark.size();
    }
    parts.push_back(trim(line.substr(0, cut)));
    if (cut == std::string_view::npos) return parts;
    line.remove_prefix(cut + size);
  }
}

/// True where nothing of a sentence follows a date: a time, "in CEIAS Insights", "г."
bool is_date_rest(std::string_view rest) {
  rest = trim(rest);
  while (!rest.empty() && (rest.back() == '.' || rest.back() == ' '))
    rest.remove_suffix(1);
  const std::string_view one = rest.substr(0, rest.find(' '));
  return rest.size() <= 60 && (ending_of(rest) != LineEnd::sentence || one.size() <= 6);
}

struct DatePart {
  Date date;
  bool updated = false;
};

/// A part that is a date, with what stands before and behind it.
std::optional<DatePart> read_date_part(std::string_view part, std::string_view language) {
  if (part.size() > 100) return std::nullopt;
  bool labeled = true;
  bool updated = false;
  if (const auto update = prefix_of(part, kUpdatePrefixes); !update.empty()) {
    part.remove_prefix(update.size());
    updated = true;
  } else {
    const auto label = prefix_of(part, kDatePrefixes);
    part.remove_prefix(label.size());
    labeled = !label.empty();
  }
  const auto date = scan_date_in_any(part, language);
  if (date && date->date.month > 0) {
    const bool whole = date->size >= part.size() || is_date_rest(part.substr(date->size));
    const bool sentence = ending_of(part) == LineEnd::sentence && date->size + 8 < part.size();
    if (whole && (labeled || !sentence)) return DatePart{date->date, updated};
  }
  const auto placed = scan_place_and_date(part, language);
  if (placed && placed->size == part.size()) return DatePart{placed->date, updated};
  return std::nullopt;
}

/// The name that stands before a date in the same part: "Anna Zaccaro, 19 December 2024" is as
/// well "New York, 19 December 2024", and gives none; "by Anna Zaccaro 19 December 2024" does.
std::string_view before_date(std::string_view name, std::string_view language) {
  for (std::size_t at = name.find(' '); at != std::string_view::npos; at = name.find(' ', at + 1)) {
    const auto date = scan_date_in_any(name.substr(at + 1), language);
    if (!date || date->date.month == 0) continue;
    std::string_view before = trim(name.substr(0, at));
    for (const std::string_view joint : {",", " on", " am", " le", " el"}) {
      if (before.size() > joint.size() && before.substr(before.size() - joint.size()) == joint) {
        before.remove_suffix(joint.size());
        break;
      }
    }
    return before;
  }
  return name;
}

}  // namespace

std::string byline_author(std::string_view line) {
  if (line.size() > 160 || ending_of(line) == LineEnd::sentence) return {};
  const std::string_view prefix = prefix_of(line, kAuthorPrefixes);
  if (prefix.empty()) return {};
  std::string_view name = before_date(byline_parts(line.substr(prefix.size())).front(), {});
  if (name.empty() || !is_name_list(name)) return {};
  return std::string(without_role(name));
}

bool is_date_line(std::string_view line, std::string_view language) {
  return read_date_part(line, language).has_value();
}

bool is_person_name(std::string_view line) {
  if (line.size() > 60 || line.find(',') != std::string_view::npos) return false;
  const std::vector<std::string_view> words = words_of(line);
  if (words.size() < 2 || words.size() > 4) return false;
  if (is_particle(words.front()) || is_particle(words.back())) return false;
  for (const std::string_view word : words) {
    const bool particle = is_particle(word) && !is_joint(word);
    if (!particle && (!is_name_word(word) || start_of(word) != LineStart::upper)) return false;
    for (const std::string_view no_name :
         {"The", "A", "An", "Of", "In", "On", "New", "How", "Why"}) {
      if (word == no_name) return false;
    }
    for (const std::string_view no_name : kNoNames) {
      if (starts_with_nocase(word, no_name)) return false;
    }
  }
  return true;
}

std::optional<Byline> read_byline(std::string_view line, std::string_view language) {
  if (line.size() > 240) return std::nullopt;
  Byline byline;
  bool sure = false;
  std::size_t unknown = 0;
  std::string_view name;
  for (const std::string_view part : byline_parts(line)) {
    if (const std::string author = byline_author(part); !author.empty()) {
      byline.author = author;
      sure = true;
      if (!byline.date) byline.date = find_date(part, language);
    } else if (const auto date = read_date_part(part, language)) {
      if (!byline.date || byline.updated) {
        byline.date = date->date;
        byline.updated = date->updated;
      }
      sure = true;
    } else if (is_reading_time(part)) {
      sure = true;
    } else if (name.empty() && is_person_name(part)) {
      name = part;
    } else {
      ++unknown;
    }
  }
  if (!sure || unknown > 1 || (unknown == 1 && !byline.date && byline.author.empty())) {
    return std::nullopt;
  }
  if (byline.author.empty()) byline.author = name;
  return byline;
}

}  // namespace pilcrow::internal
