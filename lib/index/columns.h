#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// One facet by docid: the values of paragraph d are values[ordinals[offsets[d]]] up to (not
/// including) offsets[d + 1].
struct FacetColumn {
  std::vector<std::string> values;
  std::vector<std::uint32_t> offsets{0, 0};
  std::vector<std::uint32_t> ordinals;

  /// The ordinal of a value, or -1.
  [[nodiscard]] std::int64_t find(std::string_view value) const;
  std::uint32_t find_or_add(std::string_view value);

 private:
  std::unordered_map<std::string, std::uint32_t> lookup_;
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
  void save(const std::filesystem::path& file) const;

  /// Appends the paragraphs of `database` behind `last()`.
  void extend(const Xapian::Database& database);

  /// The last docid covered.
  [[nodiscard]] DocId last() const { return static_cast<DocId>(ordinal_.size()) - 1; }

  [[nodiscard]] std::uint32_t ordinal(DocId id) const { return ordinal_[id]; }
  /// The docid of the first paragraph of the document that `id` belongs to.
  [[nodiscard]] DocId first(DocId id) const { return id - ordinal_[id] + 1; }
  /// Day of publication as YYYYMMDD; 0 where it is not known.
  [[nodiscard]] std::uint32_t date(DocId id) const { return date_[id]; }
  [[nodiscard]] const std::vector<FacetColumn>& facets() const { return facets_; }

 private:
  void append_slot_values(const Xapian::Database& database, std::uint32_t facet, DocId from);

  std::vector<std::string> names_;
  std::vector<std::uint32_t> ordinal_{0};
  std::vector<std::uint32_t> date_{0};
  std::vector<FacetColumn> facets_;
};

}  // namespace pilcrow::internal
