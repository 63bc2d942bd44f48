#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "analyze/token_stream.h"

// Any bytes, in a language that the first byte picks: tokens lie inside the text, in order.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pilcrow::internal;
  static constexpr std::string_view kLanguages[] = {"",   "en", "fr", "de", "tr", "ru", "ro",
                                                    "ja", "it", "et", "ar", "hy", "el", "yi"};
  if (size == 0) return 0;
  static TokenStream stream;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string_view language = kLanguages[data[0] / 2 % std::size(kLanguages)];
  std::uint32_t position = 0;
  for (const TokenRef& token :
       stream.analyze(text, language, data[0] % 2 == 0 ? TokenUse::index : TokenUse::query)) {
    const bool good = token.begin < token.end && token.end <= text.size() &&
                      token.position >= position && !token.term.empty() && token.term.size() <= 64;
    if (!good) std::abort();
    position = token.position;
  }
  return 0;
}
