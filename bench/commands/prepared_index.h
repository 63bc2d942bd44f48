#pragma once

#include <boost/program_options.hpp>
#include <filesystem>

#include "base/report.h"
#include "base/scratch.h"

namespace pilcrow::bench {

/// --index and --work, beside the corpus options.
boost::program_options::options_description index_options();

/// The index that a run searches: one that was named by --index, or one built of the corpus for the
/// time of the run (or longer, in --work).
class PreparedIndex {
 public:
  PreparedIndex(const boost::program_options::variables_map& given, Report& report);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// A directory for whatever else a run builds.
  [[nodiscard]] const std::filesystem::path& work() const { return scratch_.path(); }

 private:
  Scratch scratch_;
  std::filesystem::path path_;
};

}  // namespace pilcrow::bench
