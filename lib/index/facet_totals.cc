#include "index/facet_totals.h"

#include <algorithm>
#include <string_view>

#include "index/checksum.h"
#include "index/coding.h"
#include "index/files.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace {

constexpr std::string_view kTotalsMagic = "PTOT1\n";

FacetTotals take_totals(Decoder& in) {
  FacetTotals totals;
  for (std::uint64_t facets = in.varint(); facets > 0; --facets) {
    std::vector<ValueTotal>& values = totals.emplace_back();
    for (std::uint64_t left = in.varint(); left > 0; --left) {
      ValueTotal& total = values.emplace_back();
      total.value = in.string();
      total.paragraphs = in.varint();
      total.documents = in.varint();
    }
  }
  return totals;
}

FacetTotals sorted(FacetTotals totals) {
  for (std::vector<ValueTotal>& values : totals)
    std::sort(values.begin(), values.end(),
              [](const ValueTotal& a, const ValueTotal& b) { return a.value < b.value; });
  return totals;
}

}  // namespace

FacetTotals count_totals(const Columns& columns, std::span<const DocId> in_use) {
  FacetTotals totals;
  for (const FacetColumn& column : columns.facets()) {
    std::vector<ValueTotal>& values = totals.emplace_back(column.values().size());
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i].value = column.values()[i];
    std::vector<DocId> last_document(values.size(), 0);
    for (const DocId id : in_use) {
      const DocId document = columns.first(id);
      for (const std::uint32_t ordinal : column.members(column.set(id))) {
        ++values[ordinal].paragraphs;
        values[ordinal].documents += document != last_document[ordinal] ? 1 : 0;
        last_document[ordinal] = document;
      }
    }
  }
  return totals;
}

TotalsState totals_state(const Xapian::Database& database) {
  return {database.get_uuid(), database.get_doccount(), database.get_lastdocid()};
}

std::vector<DocId> paragraphs_in_use(const Xapian::Database& database) {
  return {database.postlist_begin(""), database.postlist_end("")};
}

namespace {

std::string encode_totals(const TotalsState& state, const FacetTotals& totals) {
  std::string body;
  put_string(body, state.uuid);
  put_varint(body, state.paragraphs);
  put_varint(body, state.last);
  put_varint(body, totals.size());
  for (const std::vector<ValueTotal>& values : totals) {
    put_varint(body, values.size());
    for (const ValueTotal& total : values) {
      put_string(body, total.value);
      put_varint(body, total.paragraphs);
      put_varint(body, total.documents);
    }
  }
  return sealed(kTotalsMagic, body);
}

TotalsState take_state(Decoder& in) {
  TotalsState state;
  state.uuid = in.string();
  state.paragraphs = in.varint();
  state.last = static_cast<DocId>(in.varint());
  return state;
}

}  // namespace

void save_totals(const std::filesystem::path& file, const TotalsState& state,
                 const FacetTotals& totals) {
  write_file(file, encode_totals(state, totals));
}

std::optional<FacetTotals> load_totals(const std::filesystem::path& file,
                                       const TotalsState& state) {
  try {
    const std::string bytes = read_whole_file(file);
    Decoder in(unsealed(kTotalsMagic, bytes));
    if (take_state(in) != state) return std::nullopt;
    return take_totals(in);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool totals_hold(const std::filesystem::path& file, const TotalsState& state,
                 const FacetTotals& totals) {
  try {
    const std::string bytes = read_whole_file(file);
    Decoder in(unsealed(kTotalsMagic, bytes));
    // Values are in the order of the columns, which may have another one when they are made anew.
    return take_state(in) != state || sorted(take_totals(in)) == sorted(totals);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace pilcrow::internal
