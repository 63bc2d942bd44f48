#pragma once

#include <vector>

#include "index/forward_column.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// For each docid of a database whether it is in use; nothing where all are.
std::vector<bool> live_paragraphs(const Xapian::Database& database);

/// Brings what a generation's file holds (or an empty column, where there is none) to the state of
/// its database: what was deleted since does not count, and what was added is analyzed from the
/// stored text.
void bring_up_to_date(ForwardColumn& forward, const Xapian::Database& database);

}  // namespace pilcrow::internal
