#pragma once

// The thin layer around Xapian: the one place that includes its header and turns its exceptions
// into ours. Differences between Xapian versions belong here.

#include <xapian.h>

#include <cstdint>
#include <exception>
#include <filesystem>
#include <string>

#include "pilcrow/error.h"

namespace pilcrow::internal {

using DocId = std::uint32_t;

/// A reader met blocks that a writer has overwritten since: open the newest state and start again.
/// Never leaves the library.
class StateMoved : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "the index moved on"; }
};

/// Throws the exception being handled (a Xapian::Error) again as one of ours, naming `path`.
[[noreturn]] void rethrow_xapian_error(const std::filesystem::path& path);

/// Throws the `io` error that a file error is; it names its file, or else `path`.
[[noreturn]] void rethrow_file_error(const std::filesystem::path& path,
                                     const std::filesystem::filesystem_error& error);

/// Calls `work`; a Xapian::Error comes out as pilcrow::Error (or StateMoved), and so does what the
/// file system refuses.
template <typename Work>
auto with_xapian(const std::filesystem::path& path, Work&& work) {
  try {
    return work();
  } catch (const Xapian::Error&) {
    rethrow_xapian_error(path);
  } catch (const std::filesystem::filesystem_error& error) {
    rethrow_file_error(path, error);
  }
}

}  // namespace pilcrow::internal
