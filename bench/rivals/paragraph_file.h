#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/searcher.h"

namespace pilcrow::bench {

/// The facets that are compared.
inline constexpr std::array<std::string_view, 3> kComparedFacets{"country", "topic", "year"};

/// A paragraph as every engine gets it.
struct ExportedParagraph {
  std::uint32_t number = 0;  ///< from 0, in the order of the file
  std::string text;          ///< title, headings and body: everything that words are found in
  std::array<std::vector<std::string>, kComparedFacets.size()> tags;
};

/// The numbers of the paragraphs of an exported file.
class ParagraphNumbers {
 public:
  void add(const std::string& document, std::size_t ordinal, std::uint32_t number) {
    numbers_[{document, ordinal}] = number;
  }
  [[nodiscard]] std::uint32_t of(const Hit& hit) const {
    return numbers_.at({hit.document_id, hit.paragraph.ordinal});
  }
  [[nodiscard]] std::size_t size() const { return numbers_.size(); }

 private:
  std::map<std::pair<std::string, std::size_t>, std::uint32_t> numbers_;
};

/// Writes all paragraphs of an index: number<TAB>country,…<TAB>topic,…<TAB>year,…<TAB>text lines.
ParagraphNumbers export_paragraphs(const Searcher& searcher, const std::filesystem::path& file);

/// Reads them back, one by one. Throws pilcrow::Error for a broken line.
void read_paragraphs(const std::filesystem::path& file,
                     const std::function<void(const ExportedParagraph&)>& visit);

}  // namespace pilcrow::bench
