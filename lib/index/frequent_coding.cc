#include "index/frequent_coding.h"

#include <algorithm>
#include <bit>

#include "index/coding.h"

namespace pilcrow::internal {

static_assert(std::endian::native == std::endian::little, "the bits are stored little-endian");

namespace {

std::string bytes_of_gaps(const std::vector<DocId>& docids) {
  std::string gaps;
  DocId before = 0;
  for (const DocId id : docids) {
    put_varint(gaps, id - before);
    before = id;
  }
  return gaps;
}

std::string bytes_of_bits(const std::vector<DocId>& docids, DocId last) {
  std::vector<std::uint64_t> bits(words_of_bits(last), 0);
  for (const DocId id : docids)
    bits[id / 64] |= std::uint64_t{1} << (id % 64);
  std::string bytes;
  put_raw<std::uint64_t>(bytes, bits);
  return bytes;
}

}  // namespace

EncodedList encode_list(const FrequentList& list, DocId last) {
  EncodedList encoded;
  encoded.docids = bytes_of_gaps(list.docids);
  if (encoded.docids.size() > words_of_bits(last) * sizeof(std::uint64_t)) {
    encoded.form.as_bits = true;
    encoded.docids = bytes_of_bits(list.docids, last);
  }
  const auto& impacts = list.impacts;
  encoded.form.one_impact = std::all_of(impacts.begin(), impacts.end(), [&](std::uint8_t impact) {
    return impact == impacts.front();
  });
  encoded.impacts.assign(reinterpret_cast<const char*>(impacts.data()),
                         encoded.form.one_impact ? 1 : impacts.size());
  return encoded;
}

bool take_docids_from_bits(std::size_t count, DocId last, FrequentList& list) {
  if (list.bits.size() != words_of_bits(last)) return false;
  const std::uint64_t beyond = ~std::uint64_t{0} << (last % 64) << 1U;
  if ((list.bits.front() & 1U) != 0 || (list.bits.back() & beyond) != 0) return false;
  list.docids.resize(count + 64);  // room for what one word holds
  DocId* out = list.docids.data();
  const DocId* const end = out + count;
  DocId first = 0;
  for (std::uint64_t word : list.bits) {
    for (; word != 0; word &= word - 1)
      *out++ = first + static_cast<DocId>(std::countr_zero(word));
    if (out > end) return false;
    first += 64;
  }
  list.docids.resize(count);
  return out == end;
}

bool take_docids_from_gaps(std::string_view gaps, std::size_t count, DocId last,
                           FrequentList& list) {
  list.docids.resize(count);
  const auto* at = reinterpret_cast<const unsigned char*>(gaps.data());
  const auto* const end = at + gaps.size();
  std::uint64_t id = 0;
  for (DocId& docid : list.docids) {
    const std::uint32_t gap = take_varint32(at, end);
    id += gap;
    if (gap == 0 || id > last) return false;
    docid = static_cast<DocId>(id);
  }
  return at == end;
}

}  // namespace pilcrow::internal
