#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "pilcrow/index_writer.h"

namespace pilcrow::programs {

/// Who owns which document id: the files of the index as it is and those of this run. Nothing that
/// comes from one file ever replaces, silently, what came from another.
///
/// Thread safety: all members are safe to call from several threads.
class Identities {
 public:
  /// Remembers what the index holds.
  void know(std::string_view id, const SourceStamp& stamp);
  /// The document is gone from the index.
  void forget(const std::string& id);

  /// The ids that came from the file at this absolute path when it was last indexed.
  [[nodiscard]] std::vector<std::string> ids_from(const std::string& path) const;
  /// True where the file was indexed completely and has not changed since.
  [[nodiscard]] bool unchanged(const SourceStamp& stamp) const;
  /// True where the index held the id before this run.
  [[nodiscard]] bool is_known(const std::string& id) const;
  /// True where this run has claimed the id.
  [[nodiscard]] bool is_claimed(const std::string& id) const;

  /// Claims the first of `names` that neither another file nor this run owns, for the file at
  /// `path`; where all are taken, the last with "~2", "~3" … behind it.
  std::string claim(const std::vector<std::string>& names, const std::string& path);

  /// Every id that the index held, with the path it came from.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> known() const;

 private:
  [[nodiscard]] bool is_free(const std::string& id, const std::string& path) const;

  mutable std::mutex mutex_;
  std::unordered_map<std::string, SourceStamp> known_;                 // id → stamp
  std::unordered_map<std::string, std::vector<std::string>> by_path_;  // path → ids
  std::unordered_set<std::string> claimed_;
  std::unordered_map<std::string, std::size_t> twins_;  // name → numbers given out
};

/// The names that a document of a file may have, the preferred first: as proposed, with the file's
/// ending, by its path as the user named it, by its absolute path.
std::vector<std::string> names_for_file(const std::string& proposed, const std::string& named,
                                        const std::string& absolute);

/// The same for a record with an id of its own: that id, then "source#id".
std::vector<std::string> names_for_record(const std::string& id, const std::string& source);

}  // namespace pilcrow::programs
