#include "pilcrow/analyzer.h"

#ifdef PILCROW_HAVE_LANGUAGE_GUESS
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

#include "analyze/language.h"
#include "text/utf8.h"
#endif

namespace pilcrow {

#ifdef PILCROW_HAVE_LANGUAGE_GUESS

std::string guess_language(std::string_view text) {
  constexpr std::size_t kLookedAt = 4096;
  constexpr int kLeastPercent = 60;  // of the text, in the first language
  const std::size_t end = internal::floor_to_character(text, std::min(text.size(), kLookedAt));
  // CLD2 wants valid UTF-8 without zero bytes.
  std::string clean;
  clean.reserve(end);
  for (std::size_t at = 0; at < end;) {
    const std::size_t begin = at;
    if (internal::next_code_point(text, at) > 0) {
      clean.append(text, begin, at - begin);
    } else {
      clean.push_back(' ');
    }
  }
  CLD2::Language languages[3];
  int percents[3] = {};
  double scores[3] = {};
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::CLDHints no_hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                                   CLD2::UNKNOWN_LANGUAGE};
  CLD2::ExtDetectLanguageSummary(clean.data(), static_cast<int>(clean.size()), true, &no_hints, 0,
                                 languages, percents, scores, nullptr, &text_bytes, &reliable);
  if (!reliable || languages[0] == CLD2::UNKNOWN_LANGUAGE || percents[0] < kLeastPercent) return {};
  return internal::canonical_language(CLD2::LanguageCode(languages[0]));
}

#else

std::string guess_language(std::string_view) {
  return {};
}

#endif

}  // namespace pilcrow
