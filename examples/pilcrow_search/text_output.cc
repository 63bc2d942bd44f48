#include "pilcrow_search/text_output.h"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/options.h"
#include "pilcrow/date.h"
#include "pilcrow/render.h"
#include "pilcrow/tag.h"

namespace pilcrow::programs {

namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kLongestLine = 100;  // wider is hard to read
constexpr std::size_t kTagsShown = 5;

std::size_t text_width(const TextLayout& layout) {
  if (layout.width == 0) return 0;
  const std::size_t width = std::min(layout.width, kLongestLine);
  return width > kIndent + 16 ? width - kIndent : 16;
}

/// Lines of `text`, indented, each inside `before` and the palette's reset.
void print_block(std::ostream& out, std::string_view text, const std::string& before,
                 const TextLayout& layout) {
  for (const std::string& line : wrap(text, text_width(layout))) {
    out << std::string(kIndent, ' ') << before << line
        << (before.empty() ? "" : layout.palette.reset) << '\n';
  }
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += separator;
    text += printable(word);
  }
  return text;
}

/// The values that a request asks for in one facet.
std::set<std::string> wanted(const SearchRequest& request, std::string_view facet) {
  std::set<std::string> values;
  for (const FacetFilter& filter : request.where) {
    if (filter.facet != facet || filter.exclude) continue;
    for (const std::string& value : filter.values) {
      for (std::string& member : expand_facet_value(facet, value))
        values.insert(std::move(member));
    }
  }
  return values;
}

/// The labels of one facet's tags, those asked for first: "Japan, Estonia, +3".
std::string labels(std::vector<Tag> tags, std::string_view facet,
                   const std::set<std::string>& first, const std::string& language) {
  std::stable_partition(tags.begin(), tags.end(),
                        [&](const Tag& tag) { return first.count(tag.value) != 0; });
  std::vector<std::string> shown;
  std::size_t more = 0;
  for (const Tag& tag : tags) {
    if (tag.facet != facet) continue;
    if (shown.size() < kTagsShown) {
      shown.push_back(facet_label(facet, tag.value, language));
    } else {
      ++more;
    }
  }
  if (more > 0) shown.push_back("+" + std::to_string(more));
  return joined(shown, ", ");
}

/// "2025-05-23 · Estonia, Japan · Hybrid & cyber".
std::string facts(const Hit& hit, const SearchRequest& request) {
  std::vector<std::string> parts;
  if (hit.document.published) parts.push_back(to_string(*hit.document.published));
  for (const std::string_view facet : {facets::kCountry, facets::kTopic}) {
    if (std::string text =
            labels(hit.paragraph.tags, facet, wanted(request, facet), request.label_language);
        !text.empty()) {
      parts.push_back(std::move(text));
    }
  }
  return joined(parts, " · ");
}

std::string number_of(std::size_t ordinal) {
  return "¶" + std::to_string(ordinal);
}

/// "reports/baltic.txt:31 ¶4".
std::string citation(const Hit& hit) {
  const std::string& source = hit.document.source.empty() ? hit.document_id : hit.document.source;
  return printable(source) + ':' + std::to_string(hit.paragraph.line) + " " +
         number_of(hit.paragraph.ordinal);
}

void print_context(std::ostream& out, const std::vector<StoredParagraph>& paragraphs,
                   const TextLayout& layout) {
  for (const StoredParagraph& paragraph : paragraphs) {
    print_block(out, number_of(paragraph.ordinal) + ' ' + printable(paragraph.text),
                layout.palette.dim, layout);
  }
}

std::string marked_text(const Hit& hit, const TextLayout& layout) {
  const bool color = !layout.palette.bold.empty();
  const MarkStyle style = color ? marks::terminal() : marks::plain();
  const std::string text = layout.full ? render_paragraph(hit, style) : render_snippet(hit, style);
  return color ? text : printable(text);
}

void print_hit(std::ostream& out, const SearchRequest& request, const Hit& hit,
               const TextLayout& layout) {
  const Palette& palette = layout.palette;
  std::string rank = std::to_string(hit.rank);
  rank.insert(0, rank.size() < kIndent - 1 ? kIndent - 1 - rank.size() : 0, ' ');
  const std::string& name = hit.document.title.empty() ? hit.document_id : hit.document.title;
  const std::vector<std::string> lines = wrap(printable(name), text_width(layout));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out << (i == 0 ? palette.dim + rank + palette.reset + ' ' : std::string(kIndent, ' '))
        << palette.bold << lines[i] << palette.reset << '\n';
  }
  if (!hit.paragraph.heading.empty()) {
    print_block(out, "› " + joined(hit.paragraph.heading, " › "), palette.dim, layout);
  }
  if (const std::string text = facts(hit, request); !text.empty()) {
    print_block(out, text, palette.accent, layout);
  }
  print_context(out, hit.before, layout);
  const bool in_context = !hit.before.empty() || !hit.after.empty();
  print_block(out,
              (in_context ? number_of(hit.paragraph.ordinal) + ' ' : "") + marked_text(hit, layout),
              "", layout);
  print_context(out, hit.after, layout);
  std::string where = citation(hit);
  if (layout.documents && hit.matches_in_document > 1)
    where += ", and " + grouped(hit.matches_in_document - 1) + " more in this document";
  print_block(out, where, palette.dim, layout);
  out << '\n';
}

std::string amount(const Count& count, std::string_view singular, std::string_view plural) {
  return (count.exact ? "" : "at least ") + counted(count.value, singular, plural);
}

void print_totals(std::ostream& out, const SearchRequest& request, const SearchResult& result,
                  const TextLayout& layout) {
  const std::string paragraphs = amount(result.paragraphs, "paragraph", "paragraphs");
  const std::string documents = amount(result.documents, "document", "documents");
  if (layout.documents)
    out << documents << " with " << paragraphs;
  else
    out << paragraphs << " in " << documents;
  if (!result.hits.empty() &&
      (request.offset > 0 ||
       result.hits.size() < (layout.documents ? result.documents : result.paragraphs).value)) {
    out << ", shown: " << result.hits.front().rank << " to " << result.hits.back().rank;
  }
  if (result.match == Match::any && request.match == Match::automatic) {
    out << ", with any of the words";
  }
  out << layout.palette.dim << "  (" << std::round(result.took_ms * 10) / 10 << " ms)"
      << layout.palette.reset << "\n\n";
}

}  // namespace

void print_result(std::ostream& out, const SearchRequest& request, const SearchResult& result,
                  const TextLayout& layout) {
  if (!result.explanation.empty()) {
    out << layout.palette.dim << result.explanation
        << (result.explanation.back() == '\n' ? "" : "\n") << layout.palette.reset << '\n';
  }
  if (result.paragraphs.value == 0) {
    print_nothing_found(out, request, result, layout);
  } else {
    print_totals(out, request, result, layout);
    if (result.suggestion) {
      out << "Did you mean: " << layout.palette.bold << printable(*result.suggestion)
          << layout.palette.reset << "\n\n";
    }
  }
  for (const Hit& hit : result.hits)
    print_hit(out, request, hit, layout);
  for (const FacetCounts& counts : result.facets)
    print_facet(out, counts, layout);
}

void print_document(std::ostream& out, const StoredDocument& document,
                    const std::vector<StoredParagraph>& paragraphs, const TextLayout& layout) {
  const Palette& palette = layout.palette;
  const std::string& name = document.title.empty() ? document.id : document.title;
  out << palette.bold << printable(name) << palette.reset << '\n';
  std::vector<std::string> parts;
  if (document.published) parts.push_back(to_string(*document.published));
  if (!document.author.empty()) parts.push_back(document.author);
  if (!document.source.empty()) parts.push_back(document.source);
  if (!parts.empty()) print_block(out, joined(parts, " · "), palette.dim, layout);
  out << '\n';
  std::vector<std::string> heading;
  for (const StoredParagraph& paragraph : paragraphs) {
    if (paragraph.heading != heading && !paragraph.heading.empty())
      print_block(out, "› " + joined(paragraph.heading, " › "), palette.dim, layout);
    heading = paragraph.heading;
    print_block(out, number_of(paragraph.ordinal) + ' ' + printable(paragraph.text), "", layout);
    out << '\n';
  }
}

void print_nothing_found(std::ostream& out, const SearchRequest& request,
                         const SearchResult& result, const TextLayout& layout) {
  const std::string query = printable(request.query);
  out << "Nothing found" << (query.empty() ? "" : " for " + query) << ".\n";
  if (result.suggestion) {
    out << "Did you mean: " << layout.palette.bold << printable(*result.suggestion)
        << layout.palette.reset << '\n';
  }
  const bool several_words = query.find(' ') != std::string::npos;
  if (request.match == Match::all && several_words) {
    out << "Try --match any to accept paragraphs with some of the words.\n";
  }
  if (query.find('"') != std::string::npos) {
    out << "Try the words without the quotation marks.\n";
  }
  if (!request.where.empty()) {
    std::vector<std::string> names;
    for (const FacetFilter& filter : request.where)
      names.push_back(filter.facet);
    out << "Try without the restriction to " << alternatives(names) << ".\n";
  } else if (!query.empty()) {
    const std::string word = query.substr(0, query.find(' '));
    const bool plain = word.find_first_of("*~:\"()=") == std::string::npos;
    out << "Try fewer or other words"
        << (plain ? ", or the beginning of one: " + word + "*" : std::string()) << '\n';
  }
  out << '\n';
}

}  // namespace pilcrow::programs
