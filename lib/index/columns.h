#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/xapian_guard.h"

namespace pilcrow::internal {

struct DocidRun;

/// One facet by docid. Paragraphs with the same values share a set of values, of which there are
/// few: a paragraph needs one number, and what holds for a set is found out once.
class FacetColumn {
 public:
  /// The values there are, by ordinal.
  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }
  /// The ordinal of a value, or -1.
  [[nodiscard]] std::int64_t find(std::string_view value) const;

  /// The number of a paragraph's set; 0 is the set without values.
  [[nodiscard]] std::uint32_t set(DocId id) const { return sets_[id]; }
  [[nodiscard]] std::size_t set_count() const { return offsets_.size() - 1; }
  /// The ordinals of a set's values.
  [[nodiscard]] std::span<const std::uint32_t> members(std::uint32_t set) const {
    return {ordinals_.data() + offsets_[set], ordinals_.data() + offsets_[set + std::size_t{1}]};
  }

  /// With few values (`kMaskedValues`), the sets as bits by ordinal: `mask_width()` words a set.
  /// Empty with more values.
  static constexpr std::size_t kMaskedValues = 256;
  [[nodiscard]] std::span<const std::uint64_t> masks() const { return masks_; }
  [[nodiscard]] std::size_t mask_width() const;

  /// Appends the paragraph with the next docid; `make_masks` is to be called behind the last one.
  void append(const std::vector<std::string>& values);
  /// Appends `count` paragraphs of another column of this facet. `known`: the numbers here of the
  /// other's sets, kept between calls.
  void append(const FacetColumn& other, DocId from, DocId count, std::vector<std::uint32_t>& known);

  /// Numbers the sets anew: frequent ones first, so that what is counted of them stays near, those
  /// of about the same frequency in the order in which docids come upon them.
  void order_sets();
  void make_masks();

 private:
  friend class Columns;  // which loads and saves it

  [[nodiscard]] bool is_whole() const;
  std::uint32_t ordinal_of(const std::string& value);
  std::uint32_t set_of(const std::vector<std::uint32_t>& ordinals);

  std::vector<std::string> values_;
  std::vector<std::uint32_t> sets_{0};  // by docid
  std::vector<std::uint32_t> offsets_{0,
                                      0};  // by set, into ordinals_; one more than there are sets
  std::vector<std::uint32_t> ordinals_;
  std::vector<std::uint64_t> masks_;
  std::unordered_map<std::string, std::uint32_t> ordinals_by_value_;
  std::map<std::vector<std::uint32_t>, std::uint32_t> sets_by_ordinals_;  // made when appending
};

/// What counting and sorting need of every paragraph, in arrays indexed by docid (0 is unused). A
/// cache of Xapian's value slots, which are the truth. A paragraph never changes under its docid
/// (an update deletes it and adds another), so the columns of a generation stay right for the
/// docids they cover, and only newer ones are read from the slots.
class Columns {
 public:
  /// Empty columns for these facets.
  explicit Columns(const std::vector<std::string>& facets);

  /// The file of a generation; false where it is missing, damaged or of other facets (then the
  /// columns are empty, and `extend` reads all of them from the slots).
  bool load(const std::filesystem::path& file);
  /// The same from the bytes of such a file.
  bool read(std::string_view bytes);
  /// Writes it into a generation that is being built. Throws `io`.
  void save(const std::filesystem::path& file) const;
  /// `FacetColumn::order_sets` for all facets.
  void order_sets();

  /// Appends the paragraphs of `database` behind `last()`.
  void extend(const Xapian::Database& database);
  /// Appends the paragraph with the next docid, or (null) one that is not in use. To be followed by
  /// `finish_appending` behind the last one.
  void append(const Xapian::Document* document);
  void finish_appending();

  /// The columns of several indexes as those of one: `runs` say where their paragraphs go, in
  /// order; docid 1 is the first. `names`: the facets of the whole, all of those of the parts.
  static Columns join(std::span<const Columns* const> parts, std::span<const DocidRun> runs,
                      const std::vector<std::string>& names);

  /// The last docid covered.
  [[nodiscard]] DocId last() const { return static_cast<DocId>(ordinal_.size()) - 1; }

  [[nodiscard]] std::uint32_t ordinal(DocId id) const { return ordinal_[id]; }
  /// The docid of the first paragraph of the document that `id` belongs to.
  [[nodiscard]] DocId first(DocId id) const { return id - ordinal_[id] + 1; }
  /// Day of publication as YYYYMMDD; 0 where it is not known.
  [[nodiscard]] std::uint32_t date(DocId id) const { return date_[id]; }
  [[nodiscard]] const std::vector<FacetColumn>& facets() const { return facets_; }

 private:
  [[nodiscard]] bool is_whole() const;
  void append_slot_values(const Xapian::Database& database, std::uint32_t facet, DocId from);

  std::vector<std::string> names_;
  std::vector<std::uint32_t> ordinal_{0};
  std::vector<std::uint32_t> date_{0};
  std::vector<FacetColumn> facets_;
};

}  // namespace pilcrow::internal
