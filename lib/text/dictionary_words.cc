#include "text/dictionary_words.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "pilcrow/error.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

// ICU's engine takes memory and time per stretch; a text without any punctuation is cut here.
constexpr std::size_t kMaxPiece = 8192;

icu::BreakIterator& thread_iterator() {
  thread_local std::unique_ptr<icu::BreakIterator> iterator;
  if (!iterator) {
    UErrorCode status = U_ZERO_ERROR;
    iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status) || !iterator) {
      iterator.reset();
      throw Error(ErrorCode::internal,
                  std::string("ICU has no word boundaries (is its data installed?): ") +
                      u_errorName(status));
    }
  }
  return *iterator;
}

void cut_piece(std::string_view piece, std::uint32_t base, std::vector<std::uint32_t>& ends) {
  icu::BreakIterator& iterator = thread_iterator();
  UErrorCode status = U_ZERO_ERROR;
  UText utf8 = UTEXT_INITIALIZER;
  utext_openUTF8(&utf8, piece.data(), static_cast<std::int64_t>(piece.size()), &status);
  iterator.setText(&utf8, status);
  if (U_SUCCESS(status)) {
    iterator.first();
    for (auto end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next()) {
      ends.push_back(base + static_cast<std::uint32_t>(end));
    }
  }
  utext_close(&utf8);
  if (U_FAILURE(status)) {
    throw Error(ErrorCode::internal, std::string("ICU cannot cut words: ") + u_errorName(status));
  }
}

}  // namespace

void cut_by_dictionary(std::string_view stretch, std::vector<std::uint32_t>& ends) {
  std::size_t begin = 0;
  while (begin < stretch.size()) {
    std::size_t end = std::min(stretch.size(), begin + kMaxPiece);
    end = floor_to_character(stretch, end);
    cut_piece(stretch.substr(begin, end - begin), static_cast<std::uint32_t>(begin), ends);
    begin = end;
  }
}

}  // namespace pilcrow::internal
