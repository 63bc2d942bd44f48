// pilcrow-search: finds paragraphs in an index, for people and for scripts.

#include <unistd.h>

#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "common/exit_code.h"
#include "common/filters.h"
#include "common/terminal.h"
#include "pilcrow/error.h"
#include "pilcrow/render.h"
#include "pilcrow/searcher.h"
#include "pilcrow/synonyms.h"
#include "pilcrow_search/batch.h"
#include "pilcrow_search/options.h"
#include "pilcrow_search/text_output.h"

namespace {

using namespace pilcrow;
using namespace pilcrow::programs;

constexpr std::size_t kAllYears = 10'000;

/// For people years are drawn over the whole of time, whatever --facet-limit says of lists.
void ask_for_all_years(SearchRequest& request) {
  for (FacetRequest& facet : request.facets) {
    if (facet.facet == facets::kYear || facet.facet == facets::kAbout) facet.limit = kAllYears;
  }
}

void print_for_people(const SearchOptions& options, const SearchRequest& request,
                      const SearchResult& result) {
  const auto& wished = options.request.facets;
  const TextLayout layout{
      .palette = make_palette(use_color(options.color, STDOUT_FILENO)),
      .width = options.width.value_or(terminal_width(STDOUT_FILENO)),
      .full = options.full,
      .documents = options.documents,
      .histogram = !options.facet_sort_given,
      .facet_limit = wished.empty() ? FacetRequest{}.limit : wished.front().limit};
  for (const Note& note : result.notes)
    std::cerr << broken_for(STDERR_FILENO, "note: " + printable(note.message)) << '\n';
  print_result(std::cout, request, result, layout);
}

SearcherOptions searcher_options(const SearchOptions& options) {
  SearcherOptions result;
  apply(options.shards, result);
  for (const auto& file : options.synonyms) {
    try {
      SynonymGroups groups = read_synonyms(file);
      std::move(groups.begin(), groups.end(), std::back_inserter(result.synonyms));
    } catch (const Error& error) {
      throw UsageError(std::string("--synonyms: ") + error.what());
    }
  }
  return result;
}

int show_document(const SearchOptions& options, const Searcher& searcher) {
  const auto document = searcher.document(*options.document);
  if (!document) {
    std::cerr << "pilcrow-search: no document '" << printable(*options.document)
              << "' in this index\n";
    return kNothingFound;
  }
  const std::vector<StoredParagraph> paragraphs = searcher.paragraphs(document->id);
  if (options.format != OutputFormat::text) {
    std::cout << to_json(*document, paragraphs) << '\n';
    return kDone;
  }
  const TextLayout layout{.palette = make_palette(use_color(options.color, STDOUT_FILENO)),
                          .width = options.width.value_or(terminal_width(STDOUT_FILENO))};
  print_document(std::cout, *document, paragraphs, layout);
  return kDone;
}

int search_once(const SearchOptions& options, const Searcher& searcher) {
  SearchRequest request = options.request;
  const bool for_people = options.format == OutputFormat::text;
  if (for_people && !options.facet_sort_given) ask_for_all_years(request);
  const SearchResult result = searcher.search(request);
  switch (options.format) {
    case OutputFormat::text:
      print_for_people(options, request, result);
      break;
    case OutputFormat::json:
      std::cout << to_json(result) << '\n';
      break;
    case OutputFormat::jsonl:
      for (const Hit& hit : result.hits)
        std::cout << to_json(hit) << '\n';
      for (const Note& note : result.notes)
        std::cerr << "note: " << note.message << '\n';
      break;
  }
  return result.paragraphs.value == 0 ? kNothingFound : kDone;
}

int search(const std::vector<std::string>& arguments) {
  const auto options = parse_search_options(arguments);
  if (!options) return kDone;
  const Searcher searcher(options->index, searcher_options(*options));
  if (options->document) return show_document(*options, searcher);
  check_facets(options->request, searcher);
  if (options->batch) {
    const bool found = run_batch(std::cout, *options, searcher, open_queries(*options->batch));
    return found ? kDone : kNothingFound;
  }
  return search_once(*options, searcher);
}

}  // namespace

int main(int argc, char* argv[]) {
  std::ios::sync_with_stdio(false);
  return run_program("pilcrow-search",
                     [&] { return search(std::vector<std::string>(argv + 1, argv + argc)); });
}
