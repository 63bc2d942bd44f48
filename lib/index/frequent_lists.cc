#include "index/frequent_lists.h"

#include <algorithm>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>

#include "index/checksum.h"
#include "index/coding.h"
#include "index/facet_totals.h"
#include "index/files.h"
#include "index/forward_update.h"
#include "index/frequent_coding.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace {

constexpr std::string_view kFrequentMagic("PFRQ1\n\0\0", 8);
constexpr std::size_t kTrailerBytes = 16;  // the size of the directory, and its checksum

// A term is frequent that stands in at least one of so many paragraphs …
constexpr std::uint64_t kShare = 20;
// … and in so many: shorter lists are read as fast from the database.
constexpr std::uint64_t kLeast = 16;

struct FrequentEntry {
  std::string term;
  std::uint64_t postings = 0;
  FrequentForm form;
  std::uint64_t at = 0;  // in the file: the docids, and behind them the impacts
  std::uint64_t docid_bytes = 0;
  std::uint64_t docids_sum = 0;  // checksums
  std::uint64_t impacts_sum = 0;

  [[nodiscard]] std::uint64_t impact_bytes() const { return form.one_impact ? 1 : postings; }
  // Whether so many docids can be in the bytes: nobody makes room for more.
  [[nodiscard]] bool plausible() const {
    return postings > 0 && postings / (form.as_bits ? 8 : 1) <= docid_bytes;
  }
};

// The postings of a term from a docid on.
FrequentList list_in(const Xapian::Database& database, const std::string& term, DocId first = 1) {
  FrequentList list;
  auto it = database.postlist_begin(term);
  const auto end = database.postlist_end(term);
  if (first > 1 && it != end) it.skip_to(first);
  for (; it != end; ++it) {
    list.docids.push_back(*it);
    list.impacts.push_back(
        static_cast<std::uint8_t>(std::min<Xapian::termcount>(it.get_wdf(), 255)));
  }
  return list;
}

template <typename T>
std::span<char> chars_of(std::vector<T>& numbers) {
  return {reinterpret_cast<char*>(numbers.data()), numbers.size() * sizeof(T)};
}

void put_entry(std::string& directory, const FrequentEntry& entry) {
  put_string(directory, entry.term);
  put_varint(directory, entry.postings);
  put_fixed(directory, entry.form.encode());
  put_varint(directory, entry.docid_bytes);
  put_fixed(directory, entry.docids_sum);
  put_fixed(directory, entry.impacts_sum);
}

FrequentEntry take_entry(Decoder& in) {
  FrequentEntry entry;
  entry.term = in.string();
  entry.postings = in.varint();
  entry.form = FrequentForm::decode(in.fixed<std::uint8_t>());
  entry.docid_bytes = in.varint();
  entry.docids_sum = in.fixed<std::uint64_t>();
  entry.impacts_sum = in.fixed<std::uint64_t>();
  return entry;
}

}  // namespace

class FrequentLists::File {
 public:
  // Throws an Error where there is no such file, or another one.
  explicit File(const std::filesystem::path& path) : file_(path) {
    const std::string magic = bytes(0, kFrequentMagic.size());
    const std::uint64_t least = kFrequentMagic.size() + kTrailerBytes;
    if (magic != kFrequentMagic || file_.size() < least) fail();
    const std::string sizes = end_of(kTrailerBytes, 0);
    Decoder trailer(sizes);
    const auto size = trailer.fixed<std::uint64_t>();
    if (size > file_.size() - least) fail();
    const std::string directory = end_of(size, kTrailerBytes);
    if (checksum(directory) != trailer.fixed<std::uint64_t>()) fail();
    read_directory(directory, file_.size() - least - size);
  }

  // Whether it tells of the database, as it is or as it was.
  bool belongs_to(const Xapian::Database& database) {
    // Docids only grow, and a paragraph never changes under its docid: up to the last docid of then
    // there is by now what there was, or less.
    const TotalsState now = totals_state(database);
    unchanged_ = now == of_;
    return now.uuid == of_.uuid && now.last >= of_.last;
  }

  [[nodiscard]] const std::vector<FrequentEntry>& entries() const { return entries_; }
  [[nodiscard]] const FrequentEntry* find(const std::string& term) const {
    const auto at = std::lower_bound(
        entries_.begin(), entries_.end(), term,
        [](const FrequentEntry& entry, const std::string& sought) { return entry.term < sought; });
    return at != entries_.end() && at->term == term ? &*at : nullptr;
  }

  // Nothing where it is damaged.
  [[nodiscard]] std::optional<FrequentList> read(const FrequentEntry& entry,
                                                 const Xapian::Database& database) const {
    std::optional<FrequentList> list(std::in_place);
    list->impacts.resize(static_cast<std::size_t>(entry.postings));
    if (!read_docids(entry, *list) || !read_impacts(entry, *list)) return std::nullopt;
    if (!unchanged_) bring_up_to_date(*list, entry.term, database);
    return list;
  }

 private:
  [[noreturn]] static void fail() {
    throw Error(ErrorCode::index_damaged, "no lists of frequent terms");
  }

  [[nodiscard]] std::string bytes(std::uint64_t at, std::uint64_t size) const {
    if (size > file_.size() || at > file_.size() - size) fail();
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!file_.read(at, bytes)) fail();
    return bytes;
  }
  [[nodiscard]] std::string end_of(std::uint64_t size, std::uint64_t behind) const {
    return bytes(file_.size() - behind - size, size);
  }

  void read_directory(std::string_view directory, std::uint64_t list_bytes) {
    Decoder in(directory);
    of_.uuid = in.string();
    of_.paragraphs = in.varint();
    of_.last = static_cast<DocId>(in.varint());
    std::uint64_t at = 0;
    while (!in.done()) {
      FrequentEntry entry = take_entry(in);
      entry.at = kFrequentMagic.size() + at;
      if (entry.docid_bytes > list_bytes - at || !entry.plausible()) fail();
      at += entry.docid_bytes;
      if (entry.impact_bytes() > list_bytes - at) fail();
      at += entry.impact_bytes();
      if (!entries_.empty() && entry.term <= entries_.back().term) fail();
      entries_.push_back(std::move(entry));
    }
    if (at != list_bytes) fail();
  }

  bool read_docids(const FrequentEntry& entry, FrequentList& list) const {
    if (!entry.form.as_bits) {
      std::string gaps(static_cast<std::size_t>(entry.docid_bytes), '\0');
      return read_checked(entry.at, gaps, entry.docids_sum) &&
             take_docids_from_gaps(gaps, list.impacts.size(), of_.last, list);
    }
    if (entry.docid_bytes != words_of_bits(of_.last) * sizeof(std::uint64_t)) return false;
    list.bits.resize(words_of_bits(of_.last));
    return read_checked(entry.at, chars_of(list.bits), entry.docids_sum) &&
           take_docids_from_bits(list.impacts.size(), of_.last, list);
  }

  bool read_impacts(const FrequentEntry& entry, FrequentList& list) const {
    const std::span<char> impacts =
        chars_of(list.impacts).first(static_cast<std::size_t>(entry.impact_bytes()));
    if (!read_checked(entry.at + entry.docid_bytes, impacts, entry.impacts_sum)) return false;
    if (entry.form.one_impact)
      std::fill(list.impacts.begin(), list.impacts.end(), list.impacts.front());
    return true;
  }

  bool read_checked(std::uint64_t at, std::span<char> bytes, std::uint64_t sum) const {
    return file_.read(at, bytes) && checksum({bytes.data(), bytes.size()}) == sum;
  }

  // Makes what a list is by now of what it was.
  void bring_up_to_date(FrequentList& list, const std::string& term,
                        const Xapian::Database& database) const {
    std::call_once(live_known_, [&] { live_ = live_paragraphs(database); });
    list.bits.clear();
    if (!live_.empty()) drop_deleted(list);
    const FrequentList newer = list_in(database, term, of_.last + 1);
    list.docids.insert(list.docids.end(), newer.docids.begin(), newer.docids.end());
    list.impacts.insert(list.impacts.end(), newer.impacts.begin(), newer.impacts.end());
  }

  void drop_deleted(FrequentList& list) const {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < list.docids.size(); ++i) {
      if (!live_[list.docids[i]]) continue;
      list.docids[kept] = list.docids[i];
      list.impacts[kept++] = list.impacts[i];
    }
    list.docids.resize(kept);
    list.impacts.resize(kept);
  }

  InputFile file_;
  TotalsState of_;                      // the database, as it was
  std::vector<FrequentEntry> entries_;  // by term
  bool unchanged_ = false;              // the database still is as it was
  mutable std::once_flag live_known_;
  mutable std::vector<bool> live_;  // by docid; empty: all are
};

FrequentLists::FrequentLists(const std::filesystem::path& path, const Xapian::Database& database) {
  try {
    auto file = std::make_shared<File>(path);
    if (file->belongs_to(database)) file_ = std::move(file);
  } catch (const Error&) {  // missing or damaged
  }
}

void FrequentLists::write(const std::filesystem::path& path, const Xapian::Database& database) {
  const TotalsState of = totals_state(database);
  const std::uint64_t least = std::max(kLeast, (of.paragraphs + kShare - 1) / kShare);
  std::string directory;
  put_string(directory, of.uuid);
  put_varint(directory, of.paragraphs);
  put_varint(directory, of.last);
  OutputFile out(path);
  out.append(kFrequentMagic);
  for (auto it = database.allterms_begin(); it != database.allterms_end(); ++it) {
    if (it.get_termfreq() < least) continue;
    FrequentEntry entry;
    entry.term = *it;
    const FrequentList list = list_in(database, entry.term);
    const EncodedList encoded = encode_list(list, of.last);
    entry.postings = list.docids.size();
    entry.form = encoded.form;
    entry.docid_bytes = encoded.docids.size();
    entry.docids_sum = checksum(encoded.docids);
    entry.impacts_sum = checksum(encoded.impacts);
    out.append(encoded.docids);
    out.append(encoded.impacts);
    put_entry(directory, entry);
  }
  out.append(directory);
  std::string trailer;
  put_fixed<std::uint64_t>(trailer, directory.size());
  put_fixed(trailer, checksum(directory));
  out.append(trailer);
  out.close();
}

bool FrequentLists::names(const std::string& term) const {
  return file_ != nullptr && file_->find(term) != nullptr;
}

std::optional<FrequentList> FrequentLists::read(const std::string& term,
                                                const Xapian::Database& database) const {
  const FrequentEntry* const entry = file_ == nullptr ? nullptr : file_->find(term);
  return entry == nullptr ? std::nullopt : file_->read(*entry, database);
}

bool FrequentLists::hold(const Xapian::Database& database) const {
  if (file_ == nullptr) return false;
  return std::all_of(
      file_->entries().begin(), file_->entries().end(), [&](const FrequentEntry& entry) {
        const auto given = file_->read(entry, database);
        const FrequentList right = list_in(database, entry.term);
        return given && given->docids == right.docids && given->impacts == right.impacts;
      });
}

}  // namespace pilcrow::internal
