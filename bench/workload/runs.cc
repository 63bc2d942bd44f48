#include "workload/runs.h"

#include <spawn.h>
#include <sys/wait.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include "pilcrow/error.h"

extern char** environ;

namespace pilcrow::bench {

Rounds time_warm(const Searcher& searcher, const std::vector<SearchRequest>& requests,
                 std::size_t rounds) {
  for (const SearchRequest& request : requests)
    static_cast<void>(searcher.search(request));
  Rounds times(rounds);
  for (auto& round : times) {
    for (const SearchRequest& request : requests) {
      const Stopwatch watch;
      const SearchResult result = searcher.search(request);
      round.push_back(watch.milliseconds());
    }
  }
  return times;
}

Rounds time_cold(const std::filesystem::path& index, const std::vector<SearchRequest>& requests) {
  Rounds times(1);
  for (const SearchRequest& request : requests) {
    const Searcher searcher(index);
    const Stopwatch watch;
    const SearchResult result = searcher.search(request);
    times[0].push_back(watch.milliseconds());
  }
  return times;
}

double queries_per_second(const Searcher& searcher, const std::vector<SearchRequest>& requests,
                          unsigned threads, double seconds) {
  if (requests.empty()) return 0;
  for (const SearchRequest& request : requests)
    static_cast<void>(searcher.search(request));
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  std::exception_ptr failure;
  std::mutex failure_guard;
  const Stopwatch watch;
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      try {
        while (!stop && watch.seconds() < seconds)
          static_cast<void>(searcher.search(requests[next++ % requests.size()]));
      } catch (...) {
        const std::lock_guard lock(failure_guard);
        failure = std::current_exception();
        stop = true;
      }
    });
  }
  for (std::thread& worker : workers)
    worker.join();
  if (failure) std::rethrow_exception(failure);
  return static_cast<double>(next) / watch.seconds();
}

std::vector<double> time_open_to_answer(const std::filesystem::path& index,
                                        const std::vector<SearchRequest>& requests) {
  std::vector<double> times;
  times.reserve(requests.size());
  for (const SearchRequest& request : requests) {
    const Stopwatch watch;
    const Searcher searcher(index);
    const SearchResult result = searcher.search(request);
    times.push_back(watch.milliseconds());
  }
  return times;
}

std::vector<double> time_process_to_answer(const std::filesystem::path& index,
                                           const std::vector<SearchRequest>& requests) {
  std::vector<double> times;
  times.reserve(requests.size());
  for (const SearchRequest& request : requests) {
    std::string program = "/proc/self/exe";
    std::string command = "first-answer";
    std::string path = index.string();
    std::string query = request.query;
    char* const arguments[] = {program.data(), command.data(), path.data(), query.data(), nullptr};
    pid_t child = 0;
    int status = 0;
    const Stopwatch watch;
    if (posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0 ||
        waitpid(child, &status, 0) != child || status != 0)
      throw Error(ErrorCode::io, "cannot start this program again to see how long it takes");
    times.push_back(watch.milliseconds());
  }
  return times;
}

}  // namespace pilcrow::bench
