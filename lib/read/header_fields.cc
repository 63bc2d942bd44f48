#include "read/header_fields.h"

#include <algorithm>
#include <array>
#include <utility>

#include "read/dates.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

enum class HeaderField { title, author, date, other };

constexpr std::array<std::pair<std::string_view, HeaderField>, 36> kFields = {{
    {"title", HeaderField::title},       {"subject", HeaderField::title},
    {"betreff", HeaderField::title},     {"objet", HeaderField::title},
    {"asunto", HeaderField::title},      {"oggetto", HeaderField::title},
    {"headline", HeaderField::title},    {"titel", HeaderField::title},
    {"titre", HeaderField::title},       {"from", HeaderField::author},
    {"author", HeaderField::author},     {"von", HeaderField::author},
    {"de", HeaderField::author},         {"autor", HeaderField::author},
    {"auteur", HeaderField::author},     {"speaker", HeaderField::author},
    {"date", HeaderField::date},         {"sent", HeaderField::date},
    {"datum", HeaderField::date},        {"gesendet", HeaderField::date},
    {"fecha", HeaderField::date},        {"published", HeaderField::date},
    {"release date", HeaderField::date}, {"posted", HeaderField::date},
    {"to", HeaderField::other},          {"cc", HeaderField::other},
    {"bcc", HeaderField::other},         {"an", HeaderField::other},
    {"reply-to", HeaderField::other},    {"message-id", HeaderField::other},
    {"language", HeaderField::other},    {"translator", HeaderField::other},
    {"editor", HeaderField::other},      {"illustrator", HeaderField::other},
    {"source", HeaderField::other},      {"url", HeaderField::other},
}};

/// "Date: Thu, 19 Dec 2024" → the field and what it holds.
bool read_field(std::string_view line, HeaderField& field, std::string_view& value) {
  const std::size_t colon = line.find(':');
  if (colon > 20 || line.size() > 400) return false;  // no colon is one too far
  const std::string_view name = trim(line.substr(0, colon));
  const auto* const found = std::find_if(kFields.begin(), kFields.end(), [name](const auto& known) {
    return known.first.size() == name.size() && starts_with_nocase(name, known.first);
  });
  if (found == kFields.end()) return false;
  field = found->second;
  value = trim(line.substr(colon + 1));
  return !value.empty();
}

/// "Anna Berzins <anna@example.org>" → the name.
std::string_view without_address(std::string_view name) {
  const std::size_t open = name.find('<');
  if (open == std::string_view::npos || open == 0) return name;
  name = trim(name.substr(0, open));
  if (name.size() > 2 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  return name;
}

}  // namespace

bool is_header_field(std::string_view line) {
  HeaderField field = HeaderField::other;
  std::string_view value;
  return read_field(line, field, value);
}

std::size_t read_header_fields(std::string_view language, TextLayout& layout) {
  constexpr std::size_t kMaxBlocks = 20;
  HeaderField field = HeaderField::other;
  std::string_view value;
  // A line above the fields may say what they belong to.
  std::size_t begin = 0;
  if (layout.blocks.size() > 3 && !read_field(layout.blocks[0].text, field, value)) begin = 1;
  std::size_t end = begin;
  bool known = false;
  while (end < std::min(layout.blocks.size(), kMaxBlocks) &&
         read_field(layout.blocks[end].text, field, value)) {
    known = known || field == HeaderField::title || field == HeaderField::author;
    ++end;
  }
  if (end < begin + 2 || !known || layout.blocks[0].text.size() > 200) return 0;
  for (std::size_t i = 0; i < end; ++i) {
    layout.blocks[i].kind = i < begin ? BlockKind::furniture : BlockKind::byline;
    if (i < begin || !read_field(layout.blocks[i].text, field, value)) continue;
    if (field == HeaderField::title && layout.title.empty()) layout.title = std::string(value);
    if (field == HeaderField::author && layout.author.empty())
      layout.author = without_address(value);
    if (field == HeaderField::date && !layout.published) {
      layout.published = find_date(value, language);
    }
  }
  return end;
}

}  // namespace pilcrow::internal
