#include "search/facet_pieces.h"

#include <bit>
#include <cstdint>
#include <span>
#include <utility>

#include "search/posting_list.h"

namespace pilcrow::internal {

namespace {

struct Count {
  std::uint64_t paragraphs = 0;
  std::uint64_t documents = 0;
};

// What has one value.
struct ValueHolders {
  std::span<const DocId> singles;
  std::span<const std::uint32_t> whole_pieces;
  const std::uint64_t* whole_bits;
  std::span<const FacetPieces::Holders> parts;
};

// With the processor's instruction that counts ones, or without.
template <bool kInstruction>
[[gnu::always_inline]] inline std::uint64_t ones(std::uint64_t bits) {
  if constexpr (kInstruction)
    return static_cast<std::uint64_t>(__builtin_popcountll(bits));
  else
    return count_ones(bits);
}

template <bool kInstruction>
[[gnu::always_inline]] inline Count count_value(const ValueHolders& value,
                                                const MatchedPieces& matches) {
  const std::uint64_t* const docids = matches.docids.data();
  const std::uint64_t* const pieces = matches.pieces.data();
  Count count;
  for (const DocId id : value.singles)
    count.paragraphs += docids[id / 64] >> (id % 64) & 1U;
  count.documents = count.paragraphs;
  std::uint64_t paragraphs = 0;
  std::uint64_t documents = 0;
  for (std::size_t i = 0; i < value.whole_pieces.size(); ++i) {
    const std::uint64_t bits = pieces[value.whole_pieces[i]] & value.whole_bits[i];
    paragraphs += ones<kInstruction>(bits);
    documents += bits != 0 ? 1 : 0;
  }
  count.paragraphs += paragraphs;
  count.documents += documents;
  std::uint64_t counted = 0;  // whether the document was, as 0 or 1
  for (const FacetPieces::Holders& holders : value.parts) {
    const std::uint64_t bits = pieces[holders.piece] & holders.bits;
    const std::uint64_t before = counted & holders.continues;
    const std::uint64_t here = bits != 0 ? 1 : 0;
    count.paragraphs += ones<kInstruction>(bits);
    count.documents += here & ~before;
    counted = here | before;
  }
  return count;
}

// Calls visit(value, holders) by piece, and in each by any order of the values it has.
template <typename Visit>
void for_each_holders(const DocumentPieces& pieces, const FacetColumn& column, Visit visit) {
  const auto none = static_cast<std::uint32_t>(column.values().size());
  std::vector<std::uint64_t> bits(none + std::size_t{1});  // of the piece, by value
  std::vector<std::uint32_t> values;                       // those it has
  const auto add = [&](std::uint32_t value, std::uint32_t place) {
    if (bits[value] == 0) values.push_back(value);
    bits[value] |= std::uint64_t{1} << place;
  };
  for (std::uint32_t number = 0; number < pieces.all().size(); ++number) {
    const DocumentPieces::Piece& piece = pieces.all()[number];
    for (std::uint32_t place = 0; place < piece.paragraphs; ++place) {
      const auto members = column.members(column.set(piece.first + place));
      if (members.empty()) add(none, place);
      for (const std::uint32_t value : members)
        add(value, place);
    }
    for (const std::uint32_t value : values)
      visit(value, FacetPieces::Holders{number, 0, std::exchange(bits[value], 0)});
    values.clear();
  }
}

using CountFunction = Count (*)(const ValueHolders& value, const MatchedPieces& matches);

Count count_portably(const ValueHolders& value, const MatchedPieces& matches) {
  return count_value<false>(value, matches);
}

#if defined(__x86_64__) && defined(__GNUC__)
[[gnu::target("popcnt")]] Count count_by_instruction(const ValueHolders& value,
                                                     const MatchedPieces& matches) {
  return count_value<true>(value, matches);
}

CountFunction best_count_function() {
  return __builtin_cpu_supports("popcnt") ? count_by_instruction : count_portably;
}
#else
CountFunction best_count_function() {
  return count_portably;
}
#endif

}  // namespace

FacetPieces::FacetPieces(const DocumentPieces& pieces, const FacetColumn& column)
    : begins_(column.values().size() + std::size_t{2}) {
  // How many there are of each value, behind its place; then where each begins.
  for_each_holders(pieces, column, [this, &pieces](std::uint32_t value, const Holders& holders) {
    Begins& next = begins_[value + std::size_t{1}];
    ++(pieces.is_part(holders.piece)       ? next.parts
       : std::has_single_bit(holders.bits) ? next.singles
                                           : next.whole);
  });
  for (std::size_t value = 1; value < begins_.size(); ++value) {
    begins_[value].singles += begins_[value - 1].singles;
    begins_[value].whole += begins_[value - 1].whole;
    begins_[value].parts += begins_[value - 1].parts;
  }
  singles_.resize(begins_.back().singles);
  whole_pieces_.resize(begins_.back().whole);
  whole_bits_.resize(begins_.back().whole);
  parts_.resize(begins_.back().parts);
  std::vector<Begins> ends(begins_);
  for_each_holders(pieces, column, [&](std::uint32_t value, Holders holders) {
    Begins& end = ends[value];
    const DocumentPieces::Piece& piece = pieces.all()[holders.piece];
    if (pieces.is_part(holders.piece)) {
      const bool more = end.parts > begins_[value].parts;
      holders.continues =
          more && pieces.all()[parts_[end.parts - 1].piece].document == piece.document ? 1 : 0;
      parts_[end.parts++] = holders;
    } else if (std::has_single_bit(holders.bits)) {
      singles_[end.singles++] = piece.first + static_cast<DocId>(std::countr_zero(holders.bits));
    } else {
      whole_pieces_[end.whole] = holders.piece;
      whole_bits_[end.whole++] = holders.bits;
    }
  });
}

FacetTally FacetPieces::count(const MatchedPieces& matches, Instructions instructions) const {
  static const CountFunction best = best_count_function();
  const CountFunction count_one = instructions == Instructions::best ? best : count_portably;
  const std::size_t values = begins_.size() - 2;
  FacetTally tally;
  tally.paragraphs.resize(values);
  tally.documents.resize(values);
  for (std::size_t value = 0; value <= values; ++value) {
    const Begins& begin = begins_[value];
    const Begins& end = begins_[value + 1];
    const Count count =
        count_one({{singles_.data() + begin.singles, singles_.data() + end.singles},
                   {whole_pieces_.data() + begin.whole, whole_pieces_.data() + end.whole},
                   whole_bits_.data() + begin.whole,
                   {parts_.data() + begin.parts, parts_.data() + end.parts}},
                  matches);
    if (value == values) {
      tally.missing_paragraphs = count.paragraphs;
      tally.missing_documents = count.documents;
    } else {
      tally.paragraphs[value] = static_cast<std::uint32_t>(count.paragraphs);
      tally.documents[value] = static_cast<std::uint32_t>(count.documents);
    }
  }
  return tally;
}

DocidBits FacetPieces::docids_with(std::span<const std::uint8_t> accepted,
                                   const DocumentPieces& pieces) const {
  DocidBits docids = pieces.no_docids();
  for (std::size_t value = 0; value < accepted.size(); ++value) {
    if (accepted[value] == 0) continue;
    const Begins& begin = begins_[value];
    const Begins& end = begins_[value + 1];
    for (std::size_t i = begin.singles; i < end.singles; ++i)
      docids[singles_[i] / 64] |= std::uint64_t{1} << (singles_[i] % 64);
    for (std::size_t i = begin.whole; i < end.whole; ++i)
      pieces.mark(whole_pieces_[i], whole_bits_[i], docids);
    for (std::size_t i = begin.parts; i < end.parts; ++i)
      pieces.mark(parts_[i].piece, parts_[i].bits, docids);
  }
  return docids;
}

}  // namespace pilcrow::internal
