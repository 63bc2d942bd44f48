#include "rivals/paragraph_file.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <utility>

#include "pilcrow/error.h"

namespace pilcrow::bench {
namespace {

// Tabs and line breaks separate fields here.
void append_clean(std::string& out, std::string_view text) {
  for (const char c : text)
    out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

std::string line_of(const StoredParagraph& paragraph, const std::string& title,
                    std::uint32_t number) {
  std::string line = std::to_string(number);
  for (const std::string_view facet : kComparedFacets) {
    line += '\t';
    const char* between = "";
    for (const Tag& tag : paragraph.tags) {
      if (tag.facet != facet) continue;
      line += between;
      append_clean(line, tag.value);
      between = ",";
    }
  }
  line += '\t';
  if (!title.empty()) append_clean(line, title + " . ");
  for (const std::string& part : paragraph.heading)
    append_clean(line, part + " . ");
  append_clean(line, paragraph.text);
  return line;
}

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(by), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace

ParagraphNumbers export_paragraphs(const Searcher& searcher, const std::filesystem::path& file) {
  ParagraphNumbers numbers;
  std::ofstream out(file);
  // The documents first, ids only; their texts one document at a time.
  std::vector<std::string> documents;
  const SearchResult all = searcher.search({.query = "",
                                            .limit = searcher.stats().paragraphs,
                                            .per_document = 1,
                                            .count_total = false,
                                            .texts = false,
                                            .highlights = false});
  documents.reserve(all.hits.size());
  for (const Hit& hit : all.hits)
    documents.push_back(hit.document_id);
  for (const std::string& id : documents) {
    const auto document = searcher.document(id);
    for (const StoredParagraph& paragraph : searcher.paragraphs(id)) {
      const auto number = static_cast<std::uint32_t>(numbers.size());
      numbers.add(id, paragraph.ordinal, number);
      out << line_of(paragraph, document ? document->title : std::string(), number) << '\n';
    }
  }
  out.close();
  if (!out) throw Error(ErrorCode::io, "cannot write " + file.string());
  if (numbers.size() != searcher.stats().paragraphs)
    throw Error(ErrorCode::internal, "the index does not give back all of its paragraphs");
  return numbers;
}

void read_paragraphs(const std::filesystem::path& file,
                     const std::function<void(const ExportedParagraph&)>& visit) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::not_found, "cannot open " + file.string());
  std::string line;
  ExportedParagraph paragraph;
  while (std::getline(in, line)) {
    std::string_view rest = line;
    const auto next_field = [&] {
      const std::size_t tab = rest.find('\t');
      if (tab == std::string_view::npos)
        throw Error(ErrorCode::unreadable, "a broken line in " + file.string());
      const std::string_view field = rest.substr(0, tab);
      rest.remove_prefix(tab + 1);
      return field;
    };
    const std::string_view number = next_field();
    std::from_chars(number.data(), number.data() + number.size(), paragraph.number);
    for (auto& values : paragraph.tags)
      values = split(next_field(), ',');
    paragraph.text = rest;
    visit(paragraph);
  }
}

}  // namespace pilcrow::bench
