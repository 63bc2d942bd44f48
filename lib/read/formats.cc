#include "read/formats.h"

#include <algorithm>
#include <array>

#include "pilcrow/error.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::array<Format, 5> kFormats = {{
    {FormatId::text, "text", "txt text asc", true, &read_text_format},
    {FormatId::markdown, "markdown", "md markdown mkd mdown", true, &read_markdown_format},
    {FormatId::html, "html", "html htm xhtml", true, &read_html_format},
    {FormatId::pdf, "pdf", "pdf", false, &read_pdf_format},
    {FormatId::jsonl, "jsonl", "jsonl ndjson", true, nullptr},
}};

bool has_ending(std::string_view endings, std::string_view ending) {
  while (!endings.empty()) {
    const std::string_view one = endings.substr(0, endings.find(' '));
    if (one == ending) return true;
    endings.remove_prefix(std::min(endings.size(), one.size() + 1));
  }
  return false;
}

bool is_html(std::string_view head) {
  while (true) {
    head = trim(head);
    if (head.substr(0, 4) != "<!--") break;
    const std::size_t end = head.find("-->");
    if (end == std::string_view::npos) return false;
    head.remove_prefix(end + 3);
  }
  if (starts_with_nocase(head, "<?xml")) return contains_nocase(head, "<html");
  return starts_with_nocase(head, "<!doctype html") || starts_with_nocase(head, "<html");
}

}  // namespace

const Format& format_of(FormatId id) {
  return kFormats[static_cast<std::size_t>(id)];
}

const Format* format_named(std::string_view name) {
  const auto* found = std::find_if(kFormats.begin(), kFormats.end(),
                                   [name](const Format& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : found;
}

NamedFormat format_by_name(std::string_view file_name) {
  NamedFormat named;
  named.stem = std::string(file_name);
  const auto take_ending = [&named]() -> std::string {
    const std::size_t dot = named.stem.find_last_of('.');
    if (dot == std::string::npos || dot == 0) return {};
    return to_lower_ascii(std::string_view(named.stem).substr(dot + 1));
  };
  std::string ending = take_ending();
  if (ending == "gz" || ending == "xz") {
    named.packed = true;
    named.stem.resize(named.stem.size() - 3);
    ending = take_ending();
  }
  for (const Format& format : kFormats) {
    if (!has_ending(format.endings, ending) || (named.packed && !format.packable)) continue;
    named.format = &format;
    named.stem.resize(named.stem.size() - ending.size() - 1);
    break;
  }
  return named;
}

const Format* format_by_content(std::string_view head, const Format* named) {
  if (head.substr(0, 5) == "%PDF-") return &format_of(FormatId::pdf);
  if (named != nullptr && named->id == FormatId::jsonl) return named;
  if (head.substr(0, 3) == "\xEF\xBB\xBF") head.remove_prefix(3);
  if (is_html(head)) return &format_of(FormatId::html);
  return named;
}

}  // namespace pilcrow::internal
