#include "index/xapian_guard.h"

#include <cerrno>
#include <cstring>
#include <string_view>

#include "index/remedies.h"

namespace pilcrow::internal {

namespace {

std::string reason_of(const Xapian::Error& error) {
  std::string reason = error.get_description();
  const char* system = error.get_error_string();
  if (system != nullptr && reason.find(system) == std::string::npos)
    reason.append(": ").append(system);
  return reason;
}

// Whether the system refused to open something that is there: no damage.
bool was_refused(const Xapian::DatabaseOpeningError& error) {
  const char* system = error.get_error_string();
  return system != nullptr && std::string_view(system) != std::strerror(ENOENT);
}

// Whether somebody holds the lock; else it could not be made.
bool was_locked(const Xapian::DatabaseLockError& error) {
  return error.get_msg().find("already locked") != std::string::npos;
}

// Xapian does not always say why.
std::string remedy_for(const std::filesystem::path& path) {
  constexpr std::uintmax_t kNothing = 64 * 1024;
  std::error_code failed;
  const auto space = std::filesystem::space(
      std::filesystem::exists(path, failed) ? path : path.parent_path(), failed);
  return !failed && space.available < kNothing
             ? "; there is no space left on the device, free some room and try again"
             : "";
}

[[noreturn]] void throw_io(const std::filesystem::path& path, const Xapian::Error& error) {
  throw Error(ErrorCode::io,
              "cannot read or write " + path.string() + ": " + reason_of(error) + remedy_for(path));
}

}  // namespace

void rethrow_xapian_error(const std::filesystem::path& path) {
  const std::string name = path.string();
  try {
    throw;
  } catch (const Xapian::DatabaseModifiedError&) {
    throw StateMoved();
  } catch (const Xapian::DatabaseLockError& error) {
    if (!was_locked(error)) throw_io(path, error);
    throw Error(ErrorCode::index_locked, name + " is being changed by another program (" +
                                             reason_of(error) + "); wait until it is done");
  } catch (const Xapian::DatabaseVersionError& error) {
    throw Error(
        ErrorCode::index_incompatible,
        name + " was written by another version of Xapian (" + reason_of(error) + ")" + kRebuild);
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw_damaged(path, reason_of(error));
  } catch (const Xapian::FeatureUnavailableError& error) {
    throw_damaged(path, reason_of(error));  // a file of the database is not there
  } catch (const Xapian::DatabaseCreateError& error) {
    throw_io(path, error);
  } catch (const Xapian::DatabaseOpeningError& error) {
    if (was_refused(error)) throw_io(path, error);
    throw Error(ErrorCode::index_damaged,
                "cannot open " + name + " (" + reason_of(error) + ")" + kRebuild);
  } catch (const Xapian::DatabaseError& error) {
    throw_io(path, error);
  } catch (const Xapian::Error& error) {
    throw Error(ErrorCode::internal, name + ": " + reason_of(error));
  }
}

void throw_damaged(const std::filesystem::path& path, const std::string& what) {
  throw Error(ErrorCode::index_damaged, path.string() + " is damaged (" + what + ")" + kRebuild);
}

void rethrow_file_error(const std::filesystem::path& path,
                        const std::filesystem::filesystem_error& error) {
  const std::filesystem::path& named = error.path1().empty() ? path : error.path1();
  throw Error(ErrorCode::io,
              "cannot read or write " + named.string() + ": " + error.code().message());
}

}  // namespace pilcrow::internal
