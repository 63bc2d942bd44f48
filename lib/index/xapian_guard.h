#pragma once

// The thin layer around Xapian: the one place that includes its header and turns its exceptions
// into ours. Differences between Xapian versions belong here.

#include <xapian.h>

#include <cstdint>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

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

/// Throws the `index_damaged` error that something impossible in a database is; it names `path`.
[[noreturn]] void throw_damaged(const std::filesystem::path& path, const std::string& what);

/// Calls `work`; a Xapian::Error comes out as pilcrow::Error (or StateMoved), and so does what the
/// file system refuses, and what damaged bytes make of lengths. Errors of damage name `path`.
template <typename Work>
auto with_xapian(const std::filesystem::path& path, Work&& work) {
  try {
    return work();
  } catch (const Xapian::Error&) {
    rethrow_xapian_error(path);
  } catch (const std::filesystem::filesystem_error& error) {
    rethrow_file_error(path, error);
  } catch (const std::length_error& error) {
    throw_damaged(path, error.what());
  } catch (const std::out_of_range& error) {
    throw_damaged(path, error.what());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::index_damaged ||
        std::string_view(error.what()).find(path.string()) != std::string_view::npos)
      throw;
    throw_damaged(path, error.what());
  }
}

}  // namespace pilcrow::internal
