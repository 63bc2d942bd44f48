#include "read/furniture_lines.h"

#include <array>

#include "read/phrases.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

bool is_email(std::string_view line) {
  const std::size_t at = line.find('@');
  return at != std::string_view::npos && at > 0 && line.find('.', at) != std::string_view::npos &&
         count_words(line) <= 2;
}

/// "Home > News > Riga"
bool is_breadcrumb(std::string_view line) {
  if (line.size() > 160) return false;
  for (const std::string_view mark : {" > ", " \xC2\xBB ", " \xE2\x80\xBA ", " \xE2\x86\x92 "}) {
    const std::size_t first = line.find(mark);
    if (first == std::string_view::npos) continue;
    if (starts_with_nocase(line, "home") || line.find(mark, first + 1) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool is_footer_line(std::string_view line) {
  static constexpr std::array<std::string_view, 16> kParts = {"all rights reserved",
                                                              "\xC2\xA9 20",
                                                              "(c) 20",
                                                              "copyright 20",
                                                              "privacy policy",
                                                              "terms of use",
                                                              "cookie policy",
                                                              "terms of service",
                                                              "follow us on",
                                                              "share this",
                                                              "sign up for our",
                                                              "subscribe to our",
                                                              "our newsletter",
                                                              "alle rechte vorbehalten",
                                                              "tous droits r",
                                                              "powered by "};
  constexpr std::string_view kCopyright = "\xC2\xA9";
  return line.size() <= 220 &&
         (is_email(line) || line.substr(0, 2) == kCopyright || contains_any(line, kParts));
}

bool is_furniture_label(std::string_view line) {
  static constexpr std::array<std::string_view, 26> kLabels = {"authors",
                                                               "author",
                                                               "key topics",
                                                               "topics",
                                                               "tags",
                                                               "share",
                                                               "share this",
                                                               "related",
                                                               "related posts",
                                                               "related articles",
                                                               "related content",
                                                               "read more",
                                                               "read also",
                                                               "more from",
                                                               "about the author",
                                                               "about the authors",
                                                               "follow us",
                                                               "newsletter",
                                                               "subscribe",
                                                               "contact",
                                                               "contact us",
                                                               "advertisement",
                                                               "comments",
                                                               "leave a reply",
                                                               "recommended",
                                                               "latest news"};
  return equals_any(without_colon(line), kLabels);
}

bool is_page_chrome(std::string_view line) {
  static constexpr std::array<std::string_view, 36> kLabels = {"skip to content",
                                                               "skip to main content",
                                                               "menu",
                                                               "home",
                                                               "search",
                                                               "log in",
                                                               "login",
                                                               "sign in",
                                                               "sign up",
                                                               "register",
                                                               "subscribe",
                                                               "subscribe now",
                                                               "share",
                                                               "tweet",
                                                               "email",
                                                               "e-mail",
                                                               "print",
                                                               "facebook",
                                                               "twitter",
                                                               "x",
                                                               "linkedin",
                                                               "whatsapp",
                                                               "telegram",
                                                               "copy link",
                                                               "save",
                                                               "listen",
                                                               "share this article",
                                                               "share article",
                                                               "bookmark",
                                                               "close",
                                                               "accept all",
                                                               "accept cookies",
                                                               "teilen",
                                                               "drucken",
                                                               "partager",
                                                               "compartir"};
  return equals_any(line, kLabels) || is_breadcrumb(line) || is_interruption(line) ||
         (line.size() <= 300 && contains_nocase(line, "cookies") &&
          contains_nocase(line, "we use"));
}

bool is_interruption(std::string_view line) {
  static constexpr std::array<std::string_view, 11> kLabels = {
      "advertisement",
      "story continues below",
      "article continues below",
      "continue reading",
      "read more",
      "skip to content",
      "listen to this article",
      "share this article",
      "story continues below advertisement",
      "anzeige",
      "publicité"};
  static constexpr std::array<std::string_view, 7> kPrefixes = {
      "read more: ",    "read also: ",   "also read: ",     "related: ",
      "more on this: ", "lire aussi : ", "lesen sie auch: "};
  return equals_any(line, kLabels) || (line.size() <= 160 && starts_with_any(line, kPrefixes));
}

bool is_origin_note(std::string_view line) {
  static constexpr std::array<std::string_view, 15> kParts = {"originally published",
                                                              "originally appeared",
                                                              "first published in",
                                                              "first published by",
                                                              "first published on",
                                                              "first appeared",
                                                              "was published on the website",
                                                              "republished with",
                                                              "republished from",
                                                              "reposted from",
                                                              "reprinted with",
                                                              "cross-posted",
                                                              "erschien zuerst",
                                                              "est paru initialement",
                                                              "publicado originalmente"};
  if (line.size() > 250 || !contains_any(line, kParts)) return false;
  // One sentence, about the text itself.
  const std::size_t stop = line.find(". ");
  return stop == std::string_view::npos || stop + 40 > line.size();
}

bool is_disclaimer(std::string_view line) {
  static constexpr std::array<std::string_view, 7> kWhat = {
      "opinions", "views", "meinungen", "ansichten", "les opinions", "las opiniones", "мнени"};
  static constexpr std::array<std::string_view, 8> kWhose = {
      "those of the author", "the author's own",
      "the authors' own",    "the author\xE2\x80\x99s own",
      "do not necessarily",  "does not necessarily",
      "author alone",        "n'engagent que"};
  return line.size() <= 500 && contains_any(line, kWhat) && contains_any(line, kWhose);
}

}  // namespace pilcrow::internal
