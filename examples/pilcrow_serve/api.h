#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "pilcrow/searcher.h"
#include "pilcrow_serve/parameters.h"

namespace pilcrow::programs {

/// The answers of the server, as JSON of version 1 (README, "In a browser").
///
/// Thread safety: all members are safe to call from several threads.
/// Errors: UsageError for parameters, Error of the library.
class Api {
 public:
  /// `name` is what people call the index.
  Api(Searcher searcher, std::string name);

  /// Answers the paths below /api/.
  [[nodiscard]] std::string search(const Parameters& given) const;
  [[nodiscard]] std::string suggest(const Parameters& given) const;
  [[nodiscard]] std::string document(const Parameters& given) const;
  [[nodiscard]] std::string facet(const Parameters& given) const;
  [[nodiscard]] std::string stats(const Parameters& given) const;

  /// Moves on to what a writer has committed meanwhile; looks at most once a second. An index that
  /// is gone or cannot be read any more leaves everything as it is.
  void follow_index();

 private:
  void check_facet_name(const std::string& name) const;
  [[nodiscard]] std::string make_stats() const;

  Searcher searcher_;
  std::string name_;
  std::mutex following_;
  std::chrono::steady_clock::time_point followed_;
  mutable std::mutex stats_lock_;
  mutable std::string stats_;  ///< empty: to be made
};

/// {"version": 1, "error": {"code": …, "message": …}}
std::string error_json(std::string_view code, std::string_view message);

}  // namespace pilcrow::programs
