#include "index/columns.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "index/checksum.h"
#include "index/coding.h"
#include "index/files.h"
#include "index/record.h"
#include "index/schema.h"

namespace pilcrow::internal {

namespace {

constexpr std::string_view kMagic = "PCOL1\n";
static_assert(std::endian::native == std::endian::little, "columns are stored little-endian");

void put_array(std::string& out, const std::vector<std::uint32_t>& array) {
  put_varint(out, array.size());
  out.append(reinterpret_cast<const char*>(array.data()), array.size() * sizeof(std::uint32_t));
}

std::vector<std::uint32_t> take_array(Decoder& in) {
  const std::uint64_t size = in.varint();
  if (size > in.left() / sizeof(std::uint32_t))
    throw Error(ErrorCode::index_damaged, "a column ends too early");
  const std::string_view bytes = in.bytes(size * sizeof(std::uint32_t));
  std::vector<std::uint32_t> array(static_cast<std::size_t>(size));
  if (!bytes.empty()) std::memcpy(array.data(), bytes.data(), bytes.size());
  return array;
}

std::uint32_t big_endian(const std::string& bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes)
    value = (value << 8U) | static_cast<unsigned char>(c);
  return value;
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
  const auto it = lookup_.find(std::string(value));
  return it == lookup_.end() ? -1 : static_cast<std::int64_t>(it->second);
}

std::uint32_t FacetColumn::find_or_add(std::string_view value) {
  const auto [it, added] =
      lookup_.try_emplace(std::string(value), static_cast<std::uint32_t>(values.size()));
  if (added) values.emplace_back(value);
  return it->second;
}

Columns::Columns(const std::vector<std::string>& facets) : names_(facets), facets_(facets.size()) {}

void Columns::save(const std::filesystem::path& file) const {
  std::string body;
  put_array(body, ordinal_);
  put_array(body, date_);
  put_varint(body, facets_.size());
  for (std::size_t f = 0; f < facets_.size(); ++f) {
    put_string(body, names_[f]);
    put_string(body, encode_values(facets_[f].values));
    put_array(body, facets_[f].offsets);
    put_array(body, facets_[f].ordinals);
  }
  std::string bytes(kMagic);
  put_fixed(bytes, checksum(body));
  write_file_atomically(file, bytes + body);
}

bool Columns::load(const std::filesystem::path& file) {
  Columns loaded(names_);
  try {
    const MappedFile mapped(file);
    Decoder in(mapped.bytes());
    if (in.bytes(kMagic.size()) != kMagic) return false;
    const auto expected = in.fixed<std::uint64_t>();
    if (checksum(mapped.bytes().substr(kMagic.size() + sizeof expected)) != expected) return false;
    loaded.ordinal_ = take_array(in);
    loaded.date_ = take_array(in);
    if (in.varint() != names_.size()) return false;
    for (std::size_t f = 0; f < names_.size(); ++f) {
      FacetColumn& facet = loaded.facets_[f];
      if (in.string() != names_[f]) return false;
      for (const std::string& value : decode_values(in.string()))
        facet.find_or_add(value);
      facet.offsets = take_array(in);
      facet.ordinals = take_array(in);
      if (facet.offsets.size() != loaded.ordinal_.size() + 1) return false;
    }
    if (loaded.ordinal_.empty() || loaded.date_.size() != loaded.ordinal_.size()) return false;
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

void Columns::append_slot_values(const Xapian::Database& database, std::uint32_t facet,
                                 DocId from) {
  FacetColumn& column = facets_[facet];
  const Xapian::valueno slot = schema::kFirstFacetSlot + facet;
  auto it = database.valuestream_begin(slot);
  const auto end = database.valuestream_end(slot);
  if (it != end) it.skip_to(from);
  for (DocId id = from; id <= last(); ++id) {
    if (it != end && it.get_docid() == id) {
      for (const std::string& value : decode_values(*it))
        column.ordinals.push_back(column.find_or_add(value));
      ++it;
    }
    column.offsets.push_back(static_cast<std::uint32_t>(column.ordinals.size()));
  }
}

}  // namespace pilcrow::internal
