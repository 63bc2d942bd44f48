#include "rivals/rival.h"

#include <algorithm>

namespace pilcrow::bench {

std::vector<std::vector<RivalRun>> LocalRival::run(const std::vector<QueryClass>& classes,
                                                   const std::vector<Task>& tasks,
                                                   const RunPlan& plan) {
  std::vector<std::vector<RivalRun>> runs;
  for (const QueryClass& one : classes) {
    runs.emplace_back();
    for (const Task task : tasks)
      runs.back().push_back(run_class(one.queries, task, plan));
  }
  return runs;
}

RivalRun LocalRival::run_class(const std::vector<BenchQuery>& queries, Task task,
                               const RunPlan& plan) {
  RivalRun run;
  // The first round gives the answers; it counts as one of the warm-up unless it took too long.
  const Stopwatch whole;
  std::vector<double> first;
  for (const BenchQuery& query : queries) {
    get_ready();
    const Stopwatch watch;
    run.answers.push_back(answer(query, task));
    first.push_back(watch.milliseconds());
    if (whole.seconds() > plan.budget) break;
  }
  const std::size_t count = run.answers.size();
  for (std::size_t i = 1; i < plan.warm_up && whole.seconds() < plan.budget; ++i)
    for (std::size_t q = 0; q < count && whole.seconds() < plan.budget; ++q) {
      get_ready();
      static_cast<void>(answer(queries[q], task));
    }
  while (run.rounds.size() < plan.rounds && whole.seconds() < plan.budget) {
    std::vector<double> times;
    for (std::size_t q = 0; q < count; ++q) {
      get_ready();
      const Stopwatch watch;
      static_cast<void>(answer(queries[q], task));
      times.push_back(watch.milliseconds());
    }
    run.rounds.push_back(std::move(times));
  }
  if (run.rounds.empty()) run.rounds.push_back(std::move(first));
  return run;
}

}  // namespace pilcrow::bench
