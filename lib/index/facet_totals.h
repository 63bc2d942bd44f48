#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "index/columns.h"

namespace pilcrow::internal {

/// The counts of a facet's value over all paragraphs of an index.
struct ValueTotal {
  std::string value;
  std::uint64_t paragraphs = 0;
  std::uint64_t documents = 0;
  friend bool operator==(const ValueTotal&, const ValueTotal&) = default;
};

/// By facet, in the order of the index; values in no order.
using FacetTotals = std::vector<std::vector<ValueTotal>>;

/// Counts the values of every facet over the paragraphs in use: ascending docids.
FacetTotals count_totals(const Columns& columns, std::span<const DocId> in_use);

/// The state of a database that totals were counted of: docids only grow, and whatever is deleted
/// makes the paragraphs fewer.
struct TotalsState {
  std::string uuid;
  std::uint64_t paragraphs = 0;
  DocId last = 0;
  friend bool operator==(const TotalsState&, const TotalsState&) = default;
};

TotalsState totals_state(const Xapian::Database& database);

/// The docids of all paragraphs, ascending.
std::vector<DocId> paragraphs_in_use(const Xapian::Database& database);

/// Writes them beside the database of a generation: a cache. Throws `io`.
void save_totals(const std::filesystem::path& file, const TotalsState& state,
                 const FacetTotals& totals);
/// Nothing where the file is missing or damaged, or of another state.
std::optional<FacetTotals> load_totals(const std::filesystem::path& file, const TotalsState& state);
/// False where the file is damaged, or of this state and with other totals.
bool totals_hold(const std::filesystem::path& file, const TotalsState& state,
                 const FacetTotals& totals);

}  // namespace pilcrow::internal
