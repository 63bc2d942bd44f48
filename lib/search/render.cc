#include "pilcrow/render.h"

#include <algorithm>

#include "text/utf8.h"

namespace pilcrow {

namespace {

constexpr std::string_view kEllipsis = "…";

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

/// True for what a terminal may obey and a page must not hold; -1 stands for broken UTF-8.
bool is_control(std::int32_t c) {
  if (c == '\n' || c == '\t') return false;
  return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

void append_text(std::string_view text, const MarkStyle& style, std::string& out) {
  if (!style.escape_html && !style.replace_controls) {
    out += text;
    return;
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const std::int32_t c = internal::next_code_point(text, i);
    const std::string_view escaped = style.escape_html ? entity(text[begin]) : std::string_view{};
    if (is_control(c)) {
      internal::append_utf8(out, internal::kReplacement);
    } else if (!escaped.empty()) {
      out += escaped;
    } else {
      out += text.substr(begin, i - begin);
    }
  }
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

namespace marks {

MarkStyle plain() {
  return {};
}

MarkStyle terminal() {
  return {.open = "\x1b[1m", .close = "\x1b[0m", .replace_controls = true};
}

MarkStyle html() {
  return {.open = "<mark>", .close = "</mark>", .escape_html = true, .replace_controls = true};
}

}  // namespace marks

std::string render(std::string_view text, Span window, const std::vector<Span>& highlights,
                   const MarkStyle& style) {
  const std::size_t end = std::min(window.end, text.size());
  std::size_t at = std::min(window.begin, end);
  if (at == end) return is_blank(text) ? std::string() : std::string(kEllipsis);
  std::string out;
  out.reserve(end - at + 16 * highlights.size() + 2 * kEllipsis.size());
  if (!is_blank(text.substr(0, at))) out += kEllipsis;
  for (const Span& highlight : highlights) {
    const std::size_t first = std::clamp(highlight.begin, at, end);
    const std::size_t last = std::clamp(highlight.end, first, end);
    if (first == last) continue;
    append_text(text.substr(at, first - at), style, out);
    out += style.open;
    append_text(text.substr(first, last - first), style, out);
    out += style.close;
    at = last;
  }
  append_text(text.substr(at, end - at), style, out);
  if (!is_blank(text.substr(end))) out += kEllipsis;
  return out;
}

std::string render_snippet(const Hit& hit, const MarkStyle& style) {
  if (hit.snippet.empty()) return render_paragraph(hit, style);
  return render(hit.paragraph.text, hit.snippet, hit.highlights, style);
}

std::string render_paragraph(const Hit& hit, const MarkStyle& style) {
  const std::string& text = hit.paragraph.text;
  return render(text, {0, text.size()}, hit.highlights, style);
}

}  // namespace pilcrow
