#include "index/columns.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <numeric>

#include "index/array_checks.h"
#include "index/checksum.h"
#include "index/coding.h"
#include "index/files.h"
#include "index/record.h"
#include "index/schema.h"
#include "index/shards.h"

namespace pilcrow::internal {

namespace {

constexpr std::string_view kColumnsMagic = "PCOL3\n";
static_assert(std::endian::native == std::endian::little, "columns are stored little-endian");

template <typename Narrow>
void put_narrow_array(std::string& out, const std::vector<std::uint32_t>& array) {
  std::vector<Narrow> narrow(array.size());
  std::transform(array.begin(), array.end(), narrow.begin(),
                 [](std::uint32_t number) { return static_cast<Narrow>(number); });
  put_raw<Narrow>(out, narrow);
}

// Its length, how many bytes each number has, and the numbers.
void put_array(std::string& out, const std::vector<std::uint32_t>& array) {
  const std::uint32_t most = array.empty() ? 0 : *std::max_element(array.begin(), array.end());
  put_varint(out, array.size());
  if (most <= UINT8_MAX) {
    put_varint(out, 1);
    put_narrow_array<std::uint8_t>(out, array);
  } else if (most <= UINT16_MAX) {
    put_varint(out, 2);
    put_narrow_array<std::uint16_t>(out, array);
  } else {
    put_varint(out, 4);
    put_narrow_array<std::uint32_t>(out, array);
  }
}

template <typename Narrow>
std::vector<std::uint32_t> widened_array(std::string_view bytes) {
  std::vector<std::uint32_t> array(bytes.size() / sizeof(Narrow));
  for (std::size_t i = 0; i < array.size(); ++i) {
    Narrow number;
    std::memcpy(&number, bytes.data() + i * sizeof(Narrow), sizeof(Narrow));
    array[i] = number;
  }
  return array;
}

std::vector<std::uint32_t> take_array(Decoder& in) {
  const std::uint64_t size = in.varint();
  const std::uint64_t width = in.varint();
  if ((width != 1 && width != 2 && width != 4) || size > in.left() / width)
    throw Error(ErrorCode::index_damaged, "a column ends too early");
  const std::string_view bytes = in.bytes(size * width);
  if (width == 1) return widened_array<std::uint8_t>(bytes);
  if (width == 2) return widened_array<std::uint16_t>(bytes);
  return widened_array<std::uint32_t>(bytes);
}

std::uint32_t big_endian(std::string_view bytes) {
  return take_big_endian<std::uint32_t>(bytes);
}

std::uint32_t decimal(const std::string& digits) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Writes convert(slot value) of every paragraph behind `from` into a column of `last + 1` entries.
template <typename Convert>
void read_numbers(const Xapian::Database& database, Xapian::valueno slot, DocId from, DocId last,
                  std::vector<std::uint32_t>& column, Convert convert) {
  column.resize(last + 1, 0);
  auto it = database.valuestream_begin(slot);
  const auto end = database.valuestream_end(slot);
  if (it != end) it.skip_to(from);
  for (; it != end; ++it)
    column[it.get_docid()] = convert(*it);
}

}  // namespace

std::int64_t FacetColumn::find(std::string_view value) const {
  const auto it = ordinals_by_value_.find(std::string(value));
  return it == ordinals_by_value_.end() ? -1 : static_cast<std::int64_t>(it->second);
}

std::uint32_t FacetColumn::ordinal_of(const std::string& value) {
  const auto [it, added] =
      ordinals_by_value_.try_emplace(value, static_cast<std::uint32_t>(values_.size()));
  if (added) values_.push_back(value);
  return it->second;
}

std::uint32_t FacetColumn::set_of(const std::vector<std::uint32_t>& ordinals) {
  if (sets_by_ordinals_.empty())
    for (std::uint32_t set = 0; set < set_count(); ++set)
      sets_by_ordinals_.emplace(std::vector(members(set).begin(), members(set).end()), set);
  const auto [it, added] =
      sets_by_ordinals_.try_emplace(ordinals, static_cast<std::uint32_t>(set_count()));
  if (added) {
    ordinals_.insert(ordinals_.end(), ordinals.begin(), ordinals.end());
    offsets_.push_back(static_cast<std::uint32_t>(ordinals_.size()));
  }
  return it->second;
}

void FacetColumn::append(const std::vector<std::string>& values) {
  std::vector<std::uint32_t> ordinals;
  ordinals.reserve(values.size());
  for (const std::string& value : values)
    ordinals.push_back(ordinal_of(value));
  sets_.push_back(set_of(ordinals));
}

std::size_t FacetColumn::mask_width() const {
  return values_.size() <= 64 ? 1 : values_.size() <= 128 ? 2 : 4;
}

void FacetColumn::make_masks() {
  masks_.clear();
  if (values_.size() > kMaskedValues) return;
  const std::size_t width = mask_width();
  masks_.assign(set_count() * width, 0);
  for (std::uint32_t set = 0; set < set_count(); ++set)
    for (const std::uint32_t ordinal : members(set))
      masks_[set * width + ordinal / 64] |= std::uint64_t{1} << (ordinal % 64);
}

void FacetColumn::order_sets() {
  std::vector<std::uint32_t> counts(set_count(), 0);
  for (std::size_t id = 1; id < sets_.size(); ++id)
    ++counts[sets_[id]];
  std::vector<std::uint32_t> order(set_count());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin() + 1, order.end(), [&counts](std::uint32_t a, std::uint32_t b) {
    return std::bit_width(counts[a]) > std::bit_width(counts[b]);
  });
  std::vector<std::uint32_t> offsets{0};
  std::vector<std::uint32_t> ordinals;
  std::vector<std::uint32_t> number(set_count());
  for (const std::uint32_t set : order) {
    number[set] = static_cast<std::uint32_t>(offsets.size() - 1);
    ordinals.insert(ordinals.end(), members(set).begin(), members(set).end());
    offsets.push_back(static_cast<std::uint32_t>(ordinals.size()));
  }
  for (std::uint32_t& set : sets_)
    set = number[set];
  offsets_ = std::move(offsets);
  ordinals_ = std::move(ordinals);
  sets_by_ordinals_.clear();
  make_masks();
}

// Nothing read later can leave the arrays.
bool FacetColumn::is_whole() const {
  return offsets_.size() >= 2 && offsets_[0] == 0 && offsets_.back() == ordinals_.size() &&
         all_ascend<std::uint32_t>(offsets_) && all_below(ordinals_, values_.size()) &&
         all_below(sets_, set_count());
}

bool Columns::is_whole() const {
  if (ordinal_.empty() || date_.size() != ordinal_.size()) return false;
  for (std::size_t id = 0; id < ordinal_.size(); ++id)
    if (ordinal_[id] > id) return false;  // the first paragraph of its document is before it
  return true;
}

void Columns::order_sets() {
  for (FacetColumn& facet : facets_)
    facet.order_sets();
}

Columns::Columns(const std::vector<std::string>& facets) : names_(facets), facets_(facets.size()) {}

void Columns::save(const std::filesystem::path& file) const {
  std::string body;
  put_array(body, ordinal_);
  put_array(body, date_);
  put_varint(body, facets_.size());
  for (std::size_t f = 0; f < facets_.size(); ++f) {
    put_string(body, names_[f]);
    put_string(body, encode_values(facets_[f].values_));
    put_array(body, facets_[f].sets_);
    put_array(body, facets_[f].offsets_);
    put_array(body, facets_[f].ordinals_);
  }
  write_file(file, sealed(kColumnsMagic, body));
}

bool Columns::load(const std::filesystem::path& file) {
  try {
    return read(MappedFile(file).bytes());
  } catch (const Error&) {
    return false;
  }
}

bool Columns::read(std::string_view bytes) {
  Columns loaded(names_);
  try {
    Decoder in(unsealed(kColumnsMagic, bytes));
    loaded.ordinal_ = take_array(in);
    loaded.date_ = take_array(in);
    if (in.varint() != names_.size()) return false;
    for (std::size_t f = 0; f < names_.size(); ++f) {
      FacetColumn& facet = loaded.facets_[f];
      if (in.string() != names_[f]) return false;
      for (const std::string& value : decode_values(in.string()))
        facet.ordinal_of(value);
      facet.sets_ = take_array(in);
      facet.offsets_ = take_array(in);
      facet.ordinals_ = take_array(in);
      if (facet.sets_.size() != loaded.ordinal_.size() || !facet.is_whole()) return false;
      facet.make_masks();
    }
    if (!in.done() || !loaded.is_whole()) return false;
  } catch (const Error&) {
    return false;
  }
  *this = std::move(loaded);
  return true;
}

void Columns::extend(const Xapian::Database& database) {
  const DocId from = last() + 1;
  const DocId to = database.get_lastdocid();
  if (to < from) return;
  read_numbers(database, schema::kOrdinalSlot, from, to, ordinal_, big_endian);
  read_numbers(database, schema::kDateSlot, from, to, date_, decimal);
  for (std::uint32_t f = 0; f < facets_.size(); ++f)
    append_slot_values(database, f, from);
}

void Columns::append(const Xapian::Document* document) {
  const auto value = [document](Xapian::valueno slot) {
    return document == nullptr ? std::string() : document->get_value(slot);
  };
  ordinal_.push_back(big_endian(value(schema::kOrdinalSlot)));
  date_.push_back(decimal(value(schema::kDateSlot)));
  for (std::uint32_t f = 0; f < facets_.size(); ++f) {
    const std::string values = value(schema::kFirstFacetSlot + f);
    facets_[f].append(values.empty() ? std::vector<std::string>() : decode_values(values));
  }
}

void Columns::finish_appending() {
  for (FacetColumn& facet : facets_)
    facet.make_masks();
}

void FacetColumn::append(const FacetColumn& other, DocId from, DocId count,
                         std::vector<std::uint32_t>& known) {
  constexpr std::uint32_t kUnknown = UINT32_MAX;
  known.resize(other.set_count(), kUnknown);
  for (DocId id = from; id < from + count; ++id) {
    std::uint32_t& set = known[other.set(id)];
    if (set == kUnknown) {
      std::vector<std::uint32_t> ordinals;
      for (const std::uint32_t ordinal : other.members(other.set(id)))
        ordinals.push_back(ordinal_of(other.values()[ordinal]));
      set = set_of(ordinals);
    }
    sets_.push_back(set);
  }
}

Columns Columns::join(std::span<const Columns* const> parts, std::span<const DocidRun> runs,
                      const std::vector<std::string>& names) {
  Columns joined(names);
  for (const DocidRun& run : runs) {
    const Columns& part = *parts[run.shard];
    const auto copy = [&run](const std::vector<std::uint32_t>& from,
                             std::vector<std::uint32_t>& to) {
      const auto begin = from.begin() + static_cast<std::ptrdiff_t>(run.local);
      to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(run.count));
    };
    copy(part.ordinal_, joined.ordinal_);
    copy(part.date_, joined.date_);
  }
  for (std::size_t f = 0; f < names.size(); ++f) {
    std::vector<const FacetColumn*> columns;
    for (const Columns* part : parts) {
      const auto at = std::find(part->names_.begin(), part->names_.end(), names[f]);
      columns.push_back(at == part->names_.end()
                            ? nullptr
                            : &part->facets_[static_cast<std::size_t>(at - part->names_.begin())]);
    }
    std::vector<std::vector<std::uint32_t>> known(parts.size());
    FacetColumn& facet = joined.facets_[f];
    for (const DocidRun& run : runs) {
      if (columns[run.shard] != nullptr)
        facet.append(*columns[run.shard], run.local, run.count, known[run.shard]);
      else
        facet.sets_.resize(facet.sets_.size() + run.count, 0);
    }
  }
  joined.order_sets();
  return joined;
}

void Columns::append_slot_values(const Xapian::Database& database, std::uint32_t facet,
                                 DocId from) {
  const Xapian::valueno slot = schema::kFirstFacetSlot + facet;
  auto it = database.valuestream_begin(slot);
  const auto end = database.valuestream_end(slot);
  if (it != end) it.skip_to(from);
  for (DocId id = from; id <= last(); ++id) {
    const bool here = it != end && it.get_docid() == id;
    facets_[facet].append(here ? decode_values(*it) : std::vector<std::string>());
    if (here) ++it;
  }
  facets_[facet].make_masks();
}

}  // namespace pilcrow::internal
