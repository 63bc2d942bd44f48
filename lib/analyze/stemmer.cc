#include "analyze/stemmer.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>

#include "analyze/hash.h"

namespace pilcrow::internal {
namespace {

// Snowball names its languages in English; ISO codes are accepted as aliases but not listed.
constexpr std::array<std::string_view, 40> kCandidates{
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "he", "hi", "hr", "hu", "hy", "id", "it", "lt", "lv", "ne", "nl", "no",
    "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "ta", "tr", "uk", "yi"};

// Words whose stems changed between versions of Snowball, and some for every script.
constexpr std::array<std::string_view, 24> kProbes{
    "generously",   "succeeding",  "skis",       "news",          "häuser",
    "freiheitlich", "continûment", "sécurité",   "lichamelijk",   "mogelijkheden",
    "gobernación",  "cidadãos",    "libertăți",  "nöjligheterna", "turvallisuudesta",
    "szabadságok",  "özgürlükler", "saugumas",   "безопасности",  "ελευθερίας",
    "الحريات",      "स्वतंत्रता",     "oikeuksien", "segurtasuna"};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> open_stemmer(std::string_view language) {
  return {sb_stemmer_new(std::string(language).c_str(), "UTF_8"), sb_stemmer_delete};
}

}  // namespace

void Stemmer::Delete::operator()(sb_stemmer* stemmer) const noexcept {
  sb_stemmer_delete(stemmer);
}

Stemmer::Stemmer(std::string_view language)
    : romanian_(language == "ro"), russian_(language == "ru") {
  // Snowball takes long names too ("porter"): only codes are asked for here.
  if (language.size() == 2) stemmer_.reset(open_stemmer(language).release());
}

std::string_view Stemmer::stem(std::string_view folded) {
  if (!stemmer_) return folded;
  if (romanian_ || russian_) {
    prepared_ = folded;
    if (romanian_) {
      // Snowball 2 knows only the letters with cedilla, which today's texts do not use; later
      // versions take both.
      replace_all(prepared_, "ș", "ş");
      replace_all(prepared_, "ț", "ţ");
    } else {
      replace_all(prepared_, "ё", "е");
    }
    folded = prepared_;
  }
  const sb_symbol* stem =
      sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(folded.data()),
                      static_cast<int>(folded.size()));
  if (stem == nullptr) return folded;
  const int length = sb_stemmer_length(stemmer_.get());
  if (length <= 0) return folded;
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(length)};
}

const std::vector<std::string>& snowball_languages() {
  static const std::vector<std::string> languages = [] {
    std::vector<std::string> found;
    for (const std::string_view code : kCandidates) {
      if (open_stemmer(code)) found.emplace_back(code);
    }
    return found;
  }();
  return languages;
}

std::string stemmer_fingerprint() {
  static const std::string fingerprint = [] {
    std::uint64_t hash = kStableHashSeed;
    for (const std::string& language : snowball_languages()) {
      Stemmer stemmer(language);
      hash = stable_hash(language, hash);
      for (const std::string_view probe : kProbes) {
        hash = stable_hash(stemmer.stem(probe), hash);
        hash = stable_hash(" ", hash);
      }
    }
    return to_hex(hash);
  }();
  return fingerprint;
}

}  // namespace pilcrow::internal
