#include "pilcrow_search/batch.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "common/exit_code.h"
#include "pilcrow/render.h"

namespace pilcrow::programs {

namespace {

/// A name as one column: white space and % are percent-encoded.
std::string column(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && c != '%' && byte != 0x7F) {
      text += c;
      continue;
    }
    std::array<char, 4> code{};
    std::snprintf(code.data(), code.size(), "%%%02X", byte);
    text += code.data();
  }
  return text;
}

void print_trec(std::ostream& out, const BatchQuery& query, const SearchResult& result,
                const std::string& run_name) {
  for (const Hit& hit : result.hits) {
    std::array<char, 32> score{};
    std::snprintf(score.data(), score.size(), "%.6f", hit.score);
    out << column(query.id) << " Q0 " << column(hit.document_id) << ' ' << hit.rank << ' '
        << score.data() << ' ' << run_name << '\n';
  }
}

void print_jsonl(std::ostream& out, const BatchQuery& query, const SearchResult& result) {
  using nlohmann::ordered_json;
  ordered_json line = {{"id", query.id}};
  line.update(ordered_json::parse(to_json(result)));
  out << line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace

std::vector<BatchQuery> read_queries(std::istream& in, const std::string& name) {
  std::vector<BatchQuery> queries;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line.rfind("\xEF\xBB\xBF", 0) == 0) line.erase(0, 3);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || tab == 0) {
      throw UsageError(name + ':' + std::to_string(number) + ": expected id<TAB>query");
    }
    queries.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return queries;
}

std::vector<BatchQuery> open_queries(const BatchOptions& batch) {
  if (batch.queries == "-") return read_queries(std::cin, "standard input");
  std::ifstream file(batch.queries);
  if (!file) throw UsageError("--queries: cannot open " + batch.queries.string());
  return read_queries(file, batch.queries.string());
}

bool run_batch(std::ostream& out, const SearchOptions& options, const Searcher& searcher,
               const std::vector<BatchQuery>& queries) {
  const bool trec = options.batch->format == BatchFormat::trec;
  SearchRequest request = options.request;
  if (trec) {
    request.per_document = 1;
    request.texts = request.highlights = request.count_total = false;
    request.facets.clear();
  }
  bool found = false;
  for (const BatchQuery& query : queries) {
    request.query = query.query;
    const SearchResult result = searcher.search(request);
    found = found || result.paragraphs.value > 0 || !result.hits.empty();
    if (trec) {
      print_trec(out, query, result, options.batch->run_name);
    } else {
      print_jsonl(out, query, result);
    }
    if (!out) break;
  }
  return found;
}

}  // namespace pilcrow::programs
