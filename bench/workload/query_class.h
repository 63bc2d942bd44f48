#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/search_request.h"
#include "pilcrow/searcher.h"

namespace pilcrow::bench {

/// How the words of a query combine.
enum class QueryKind { any, all, phrase, prefix };

std::string_view to_string(QueryKind kind);

/// A query of the bench: plain words of ASCII letters in lower case, so that every engine can be
/// asked the same in its own way. Each filter is on a facet of its own and names one value.
struct BenchQuery {
  QueryKind kind = QueryKind::any;
  std::vector<std::string> words{};
  std::vector<FacetFilter> where{};     ///< hold for every task
  std::vector<FacetFilter> sideways{};  ///< more, for the task with drill-sideways counts
};

/// Queries of one kind, e.g. "2-4 any".
struct QueryClass {
  std::string name;
  std::vector<BenchQuery> queries;
};

/// What stands between the commas.
std::vector<std::string> split_list(const std::string& text);

/// The classes of these names, with commas between them; all where `names` is empty. Throws
/// UsageError listing the names there are.
std::vector<QueryClass> named_classes(std::vector<QueryClass> classes, const std::string& names);

/// What is wanted of each query.
enum class Task {
  ids,       ///< top 10, ids only
  texts,     ///< top 10 with paragraph, snippet and highlights
  facets,    ///< top 10 ids, exact total, counts of country, topic and year
  sideways,  ///< the same with a filter more, that its own facet's counts leave out
};

inline constexpr std::array kAllTasks{Task::ids, Task::texts, Task::facets, Task::sideways};
inline constexpr std::size_t kTopK = 10;

std::string_view to_string(Task task);
/// Throws UsageError listing the names there are.
std::vector<Task> parse_tasks(const std::string& names);

/// The query in Pilcrow's terms.
SearchRequest request_for(const BenchQuery& query, Task task);

/// The filters that hold for a task.
std::vector<FacetFilter> filters_of(const BenchQuery& query, Task task);

}  // namespace pilcrow::bench
