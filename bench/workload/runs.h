#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "base/timing.h"
#include "pilcrow/searcher.h"

namespace pilcrow::bench {

/// Asks every request once without looking at the clock, then `rounds` times with. One thread.
Rounds time_warm(const Searcher& searcher, const std::vector<SearchRequest>& requests,
                 std::size_t rounds);

/// Asks every request of a searcher that was opened for it and has decoded nothing yet; the opening
/// is not counted. The files are in the system's cache.
Rounds time_cold(const std::filesystem::path& index, const std::vector<SearchRequest>& requests);

/// Queries a second of `threads` threads that share a searcher and take turns at the requests, for
/// about `seconds`, after all requests were asked once.
double queries_per_second(const Searcher& searcher, const std::vector<SearchRequest>& requests,
                          unsigned threads, double seconds);

/// Milliseconds from opening an index to the answer, for each request anew.
std::vector<double> time_open_to_answer(const std::filesystem::path& index,
                                        const std::vector<SearchRequest>& requests);

/// Milliseconds from starting a program of this kind to the end of it, with one answer between.
std::vector<double> time_process_to_answer(const std::filesystem::path& index,
                                           const std::vector<SearchRequest>& requests);

}  // namespace pilcrow::bench
