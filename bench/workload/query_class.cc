#include "workload/query_class.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include "common/exit_code.h"

namespace pilcrow::bench {

namespace {

[[noreturn]] void throw_no_class(const std::string& name, const std::vector<QueryClass>& classes) {
  std::string known;
  for (const QueryClass& one : classes)
    known.append(known.empty() ? "" : ", ").append(one.name);
  throw programs::UsageError("no class \"" + name + "\"; there are " + known);
}

}  // namespace

std::string_view to_string(QueryKind kind) {
  switch (kind) {
    case QueryKind::any:
      return "any";
    case QueryKind::all:
      return "all";
    case QueryKind::phrase:
      return "phrase";
    case QueryKind::prefix:
      return "prefix";
  }
  return "";
}

std::string_view to_string(Task task) {
  switch (task) {
    case Task::ids:
      return "ids";
    case Task::texts:
      return "texts";
    case Task::facets:
      return "facets";
    case Task::sideways:
      return "sideways";
  }
  return "";
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> items;
  std::istringstream list(text);
  for (std::string item; std::getline(list, item, ',');)
    items.push_back(item);
  return items;
}

std::vector<Task> parse_tasks(const std::string& names) {
  std::vector<Task> tasks;
  for (const std::string& name : split_list(names)) {
    bool known = false;
    for (const Task task : kAllTasks) {
      if (to_string(task) != name) continue;
      tasks.push_back(task);
      known = true;
    }
    if (!known)
      throw programs::UsageError("no task \"" + name +
                                 "\"; there are ids, texts, facets, sideways");
  }
  if (tasks.empty()) throw programs::UsageError("--tasks names none");
  return tasks;
}

std::vector<QueryClass> named_classes(std::vector<QueryClass> classes, const std::string& names) {
  if (names.empty()) return classes;
  std::vector<QueryClass> named;
  for (const std::string& name : split_list(names)) {
    const auto one = std::find_if(classes.begin(), classes.end(),
                                  [&](const QueryClass& known) { return known.name == name; });
    if (one == classes.end()) throw_no_class(name, classes);
    named.push_back(std::move(*one));
    classes.erase(one);
  }
  return named;
}

std::vector<FacetFilter> filters_of(const BenchQuery& query, Task task) {
  std::vector<FacetFilter> filters = query.where;
  if (task == Task::sideways)
    filters.insert(filters.end(), query.sideways.begin(), query.sideways.end());
  return filters;
}

SearchRequest request_for(const BenchQuery& query, Task task) {
  SearchRequest request;
  for (const std::string& word : query.words)
    request.query += (request.query.empty() ? "" : " ") + word;
  if (query.kind == QueryKind::phrase) request.query = "\"" + request.query + "\"";
  if (query.kind == QueryKind::prefix) request.query += "*";
  request.match = query.kind == QueryKind::any ? Match::any : Match::all;
  request.where = filters_of(query, task);
  request.limit = kTopK;
  const bool count = task == Task::facets || task == Task::sideways;
  request.count_total = count;
  if (count) request.facets = default_facets();
  request.texts = task == Task::texts;
  request.highlights = task == Task::texts;
  return request;
}

}  // namespace pilcrow::bench
