#include "index/xapian_guard.h"

namespace pilcrow::internal {

void rethrow_xapian_error(const std::filesystem::path& path) {
  const std::string name = path.string();
  try {
    throw;
  } catch (const Xapian::DatabaseModifiedError&) {
    throw StateMoved();
  } catch (const Xapian::DatabaseLockError& error) {
    throw Error(ErrorCode::index_locked, name + " is being changed by another program (" +
                                             error.get_description() + "); wait until it is done");
  } catch (const Xapian::DatabaseVersionError& error) {
    throw Error(ErrorCode::index_incompatible,
                name + " was written by another version of Xapian (" + error.get_description() +
                    "); build it again with pilcrow-index --rebuild");
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw Error(ErrorCode::index_damaged, name + " is damaged (" + error.get_description() +
                                              "); build it again with pilcrow-index --rebuild");
  } catch (const Xapian::DatabaseOpeningError& error) {
    throw Error(ErrorCode::index_damaged, "cannot open " + name + " (" + error.get_description() +
                                              "); build it again with pilcrow-index --rebuild");
  } catch (const Xapian::DatabaseError& error) {
    throw Error(ErrorCode::io, "cannot read or write " + name + ": " + error.get_description());
  } catch (const Xapian::Error& error) {
    throw Error(ErrorCode::internal, name + ": " + error.get_description());
  }
}

}  // namespace pilcrow::internal
