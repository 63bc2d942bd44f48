#include "read/html_text.h"

#include <algorithm>

#include "read/entities.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kMaxReference = 40;

/// The bytes of what looks like a character reference at `at`; 1 for a lone ampersand.
std::size_t reference_size(std::string_view source, std::size_t at, std::size_t end) {
  std::size_t size = 1;
  if (at + 1 < end && source[at + 1] == '#') ++size;
  while (at + size < end && size < kMaxReference &&
         (is_ascii_alpha(source[at + size]) || is_ascii_digit(source[at + size]))) {
    ++size;
  }
  if (at + size < end && source[at + size] == ';') ++size;
  return size;
}

/// Behind a tag or comment; `at` + 1 where the angle bracket is only itself.
std::size_t behind_markup(std::string_view source, std::size_t at, std::size_t end) {
  const char next = at + 1 < end ? source[at + 1] : ' ';
  if (!is_ascii_alpha(next) && next != '/' && next != '!' && next != '?') return at + 1;
  const bool comment = source.substr(at, 4) == "<!--";
  const std::string_view close = comment ? "-->" : ">";
  const std::size_t found = source.substr(0, end).find(close, at);
  return found == std::string_view::npos ? end : found + close.size();
}

}  // namespace

void append_html_text(std::string_view source, Span span, Entities& entities, BlockBuilder& out) {
  const std::string_view text = source.substr(0, span.end);
  std::size_t at = span.begin;
  std::size_t reference_at = std::min(text.find('&', at), span.end);
  std::size_t markup_at = std::min(text.find('<', at), span.end);
  while (at < span.end) {
    if (reference_at < at) reference_at = std::min(text.find('&', at), span.end);
    if (markup_at < at) markup_at = std::min(text.find('<', at), span.end);
    const std::size_t stop = std::min(reference_at, markup_at);
    out.append(at, stop);
    if (stop == span.end) return;
    if (source[stop] == '<') {
      at = behind_markup(source, stop, span.end);
      if (at == stop + 1) {
        out.append(stop, at);
      } else {
        out.space(stop);
      }
      continue;
    }
    at = stop + reference_size(source, stop, span.end);
    const std::string_view reference = source.substr(stop, at - stop);
    const auto [found, is_new] = entities.try_emplace(std::string(reference));
    if (is_new) found->second = decode_entity(reference);
    if (found->second == reference) {
      out.append(stop, at);
    } else {
      out.append_as(found->second, stop, at);
    }
  }
}

}  // namespace pilcrow::internal
