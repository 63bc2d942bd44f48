#include "index/publish.h"

#include <algorithm>
#include <charconv>

#include "index/columns.h"
#include "index/copies.h"
#include "index/facet_totals.h"
#include "index/files.h"
#include "index/forward_update.h"
#include "index/frequent_lists.h"
#include "index/in_parallel.h"
#include "index/open_database.h"
#include "index/schema.h"
#include "index/shards.h"
#include "index/stored_record.h"
#include "index/sums.h"
#include "index/words_file.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

std::uint64_t number_in(const std::string& digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// Deletes the paragraphs of a committed document with docids up to `last`; returns their text
// bytes.
std::uint64_t delete_document(Xapian::WritableDatabase& database, const RecordReader& records,
                              const std::string& id, DocId last) {
  std::vector<DocId> docids;
  const std::string term = schema::id_term(id);
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term) && *it <= last;
       ++it)
    docids.push_back(*it);
  std::uint64_t bytes = 0;
  for (const DocId docid : docids) {
    bytes += decode_paragraph(records.read(database, docid)).paragraph.text.size();
    database.delete_document(docid);
  }
  return bytes;
}

void set_text_bytes(Xapian::WritableDatabase& database, std::uint64_t bytes) {
  database.set_metadata(std::string(schema::kTextBytesKey), std::to_string(bytes));
}

void set_facts(Xapian::WritableDatabase& database, const IndexFacts& facts) {
  const std::string key(schema::kManifestKey);
  if (const std::string text = encode_manifest(facts.manifest); database.get_metadata(key) != text)
    database.set_metadata(key, text);
  write_dictionary(database, facts.dictionary);
}

std::uint64_t text_bytes_of(const Xapian::Database& database) {
  return number_in(database.get_metadata(std::string(schema::kTextBytesKey)));
}

std::uint64_t paragraphs_of(const Xapian::Database& database, const std::vector<std::string>& ids) {
  std::uint64_t paragraphs = 0;
  for (const std::string& id : ids)
    paragraphs += database.get_termfreq(schema::id_term(id));
  return paragraphs;
}

// Xapian ends the process where the last values of a commit cannot be written: it writes them in a
// destructor. So the room is looked for before paragraphs are added or deleted, as much as that
// could want: every block of the database anew, or a share of them for each paragraph.
void check_room_for(std::uint64_t paragraphs, const fs::path& generation) {
  if (paragraphs == 0) return;  // no values are written
  constexpr std::uint64_t kLeast = std::uint64_t{1} << 20;
  constexpr std::uint64_t kOfParagraph = std::uint64_t{256} << 10;
  check_room(generation.parent_path(),
             kLeast + std::min(database_bytes(generation), paragraphs * kOfParagraph));
}

// The docids in use: the first (0: none) and the last.
std::pair<DocId, DocId> used_range(const Xapian::Database& database) {
  DocId first = 0;
  DocId last = 0;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    if (first == 0) first = *it;
    last = *it;
  }
  return {first, last};
}

// One database of several; groups keep the number of open files bounded.
void compact(std::vector<fs::path> sources, const fs::path& scratch, const fs::path& target) {
  constexpr std::size_t kMostAtOnce = 100;
  for (std::size_t round = 0; sources.size() > kMostAtOnce; ++round) {
    std::vector<fs::path> merged;
    for (std::size_t i = 0; i < sources.size(); i += kMostAtOnce) {
      const std::vector<fs::path> group(
          sources.begin() + static_cast<std::ptrdiff_t>(i),
          sources.begin() + static_cast<std::ptrdiff_t>(std::min(i + kMostAtOnce, sources.size())));
      const fs::path part = scratch / ("merge-" + std::to_string(round) + "-" + std::to_string(i));
      fs::remove_all(part);  // that of another shard
      fs::create_directories(part);
      compact(group, scratch, part);
      merged.push_back(part);
    }
    sources = std::move(merged);
  }
  Xapian::Database all;
  for (const fs::path& source : sources)
    all.add_database(open_database(source));
  all.compact(database_path(target).string(), Xapian::Compactor::FULL);
}

// For a file that is not changed any more.
void link_or_copy(const fs::path& from, const fs::path& to) {
  std::error_code no_links;
  fs::create_hard_link(from, to, no_links);
  if (no_links) fs::copy_file(from, to);
}

}  // namespace

std::uint64_t Changes::paragraphs() const {
  std::uint64_t total = 0;
  for (const Segment& segment : segments)
    total += segment.paragraphs;
  return total;
}

Changes resolve_changes(std::vector<Segment> segments,
                        const std::unordered_map<std::string, std::uint64_t>& removals) {
  Changes changes;
  changes.segments = std::move(segments);
  for (std::size_t i = 0; i < changes.segments.size(); ++i) {
    for (const SegmentDocument& document : changes.segments[i].documents) {
      const Changes::Place place{i, &document};
      const auto removal = removals.find(document.id);
      if (removal != removals.end() && removal->second > document.sequence) {
        changes.superseded.push_back(place);
        continue;
      }
      const auto [it, added] = changes.added.try_emplace(document.id, place);
      if (added) continue;
      changes.superseded.push_back(it->second);
      it->second = place;
    }
  }
  for (const auto& [id, place] : changes.added)
    changes.removed.push_back(id);
  for (const auto& [id, sequence] : removals)
    if (!changes.added.contains(id)) changes.removed.push_back(id);
  return changes;
}

std::vector<Changes> resolve_changes(std::vector<Segment> segments,
                                     const std::unordered_map<std::string, std::uint64_t>& removals,
                                     std::uint32_t shards) {
  const std::uint32_t count = std::max(1U, shards);
  std::vector<std::vector<Segment>> segments_of(count);
  for (Segment& segment : segments)
    segments_of[segment.shard].push_back(std::move(segment));
  std::vector<std::unordered_map<std::string, std::uint64_t>> removals_of(count);
  for (const auto& [id, sequence] : removals)
    removals_of[shard_of(id, count)].emplace(id, sequence);
  std::vector<Changes> changes;
  for (std::uint32_t shard = 0; shard < count; ++shard)
    changes.push_back(resolve_changes(std::move(segments_of[shard]), removals_of[shard]));
  return changes;
}

void apply_in_place(const fs::path& generation, const Changes& changes, const IndexFacts& facts,
                    Durability durability) {
  remove_sums(generation, durability);
  with_xapian(generation, [&] {
    Xapian::WritableDatabase database = open_to_change(generation, durability);
    const DocId last = database.get_lastdocid();
    check_room_for(paragraphs_of(database, changes.removed) + changes.paragraphs(), generation);
    const RecordReader records(database);
    database.begin_transaction();
    std::uint64_t bytes = text_bytes_of(database);
    for (const std::string& id : changes.removed)
      bytes -= delete_document(database, records, id, last);
    for (std::size_t i = 0; i < changes.segments.size(); ++i) {
      const Segment& segment = changes.segments[i];
      const Xapian::Database source = open_database(segment.path);
      for (const SegmentDocument& document : segment.documents) {
        const auto kept = changes.added.find(document.id);
        if (kept == changes.added.end() || kept->second.document != &document) continue;
        for (DocId docid = document.first; docid < document.first + document.count; ++docid)
          database.add_document(source.get_document(docid));
        bytes += document.text_bytes;
      }
    }
    set_text_bytes(database, bytes);
    set_facts(database, facts);
    database.commit_transaction();
    database.close();
  });
  // Xapian renames a file at the end of its commit and leaves the name to the system. Were that
  // undone by a power cut after the next commit, blocks would have been written over that the old
  // state needs.
  if (durability == Durability::full) sync_directory(database_path(generation));
}

namespace {

// Step by step from the databases of the old generation and the segments to a new generation.
class GenerationBuilder {
 public:
  GenerationBuilder(const fs::path& old_generation, const Changes& changes, const IndexFacts& facts,
                    fs::path target)
      : old_(old_generation), changes_(changes), facts_(facts), target_(std::move(target)) {}

  void merge_databases() {
    std::vector<fs::path> sources;
    if (!old_.empty()) {
      const Xapian::Database database = open_database(old_);
      const auto [first, last] = used_range(database);
      old_bytes_ = text_bytes_of(database);
      if (last > 0) {
        sources.push_back(old_);
        old_offset_ = 1 - static_cast<std::int64_t>(first);
        old_last_ = last - first + 1;
      }
    }
    DocId offset = old_last_;
    for (const Segment& segment : changes_.segments) {
      offsets_.push_back(offset);
      offset += segment.paragraphs;
      if (segment.paragraphs > 0) sources.push_back(segment.path);
    }
    if (sources.empty()) {
      Xapian::WritableDatabase(database_path(target_).string(),
                               Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS)
          .commit();
    } else if (!take_segment()) {
      compact(std::move(sources), target_.parent_path(), target_);
    }
  }

  void delete_superseded() {
    Xapian::WritableDatabase database = open_to_change(target_, Durability::none);
    check_room_for(paragraphs_to_delete(), target_);
    const RecordReader records(database);
    std::uint64_t bytes = old_bytes_;
    if (old_last_ > 0)
      for (const std::string& id : changes_.removed)
        bytes -= delete_document(database, records, id, old_last_);
    for (const auto& [segment, document] : changes_.superseded)
      for (DocId i = 0; i < document->count; ++i)
        database.delete_document(offsets_[segment] + document->first + i);
    for (const auto& [id, place] : changes_.added)
      bytes += place.document->text_bytes;
    set_text_bytes(database, bytes);
    set_facts(database, facts_);
    remove_copies(database);  // those of the old generation
    database.commit();
    database.close();
  }

  void write_columns() {
    const Xapian::Database database = open_database(target_);
    Columns columns(facts_.manifest.facets);
    columns.extend(database);
    columns.order_sets();
    columns.save(target_ / schema::kColumnsFile);
    const std::vector<DocId> in_use = paragraphs_in_use(database);
    save_totals(target_ / schema::kTotalsFile, totals_state(database),
                count_totals(columns, in_use));
  }

  void write_forward() {
    if (taken_ != nullptr && changes_.superseded.empty())
      return link_or_copy(taken_->path / schema::kForwardFile, target_ / schema::kForwardFile);
    std::vector<ForwardColumn> columns;
    columns.reserve(changes_.segments.size() + 1);
    std::vector<ForwardColumn::Part> parts;
    if (old_last_ > 0) {
      ForwardColumn& old = columns.emplace_back();
      old.load(old_ / schema::kForwardFile);
      bring_up_to_date(old, open_database(old_));
      parts.push_back({&old, old_offset_,
                       static_cast<DocId>(static_cast<std::int64_t>(old_last_) - old_offset_)});
    }
    for (std::size_t i = 0; i < changes_.segments.size(); ++i) {
      columns.emplace_back();
      const fs::path file = changes_.segments[i].path / schema::kForwardFile;
      if (!columns.back().load(file) && changes_.segments[i].paragraphs > 0)
        throw Error(ErrorCode::io, "cannot read back " + file.string());
      parts.push_back({&columns.back(), offsets_[i], changes_.segments[i].paragraphs});
    }
    ForwardColumn::merge(parts, target_ / schema::kForwardFile,
                         live_paragraphs(open_database(target_)));
  }

  void write_words() {
    ForwardColumn forward;
    forward.load(target_ / schema::kForwardFile);
    const Xapian::Database database = open_database(target_);
    write_file(target_ / schema::kWordsFile, WordsFile::encode(forward, database.get_doccount()));
  }

  void write_frequent() {
    FrequentLists::write(target_ / schema::kFrequentFile, open_database(target_));
  }

  // Shards may be served to other machines.
  void copy_files() {
    if (facts_.manifest.set_size == 0) return;
    Xapian::WritableDatabase database = open_to_change(target_, Durability::full);
    write_copies(database, target_);
    database.commit();
    database.close();
  }

 private:
  [[nodiscard]] std::uint64_t paragraphs_to_delete() const {
    std::uint64_t paragraphs = 0;
    if (old_last_ > 0) paragraphs += paragraphs_of(open_database(old_), changes_.removed);
    for (const auto& [segment, document] : changes_.superseded)
      paragraphs += document->count;
    return paragraphs;
  }

  // Where one segment is all there is, its database becomes that of the generation. The segment
  // stays as it is, for another try.
  bool take_segment() {
    if (old_last_ > 0) return false;
    const auto holds = [](const Segment& segment) { return segment.paragraphs > 0; };
    const auto& segments = changes_.segments;
    if (std::count_if(segments.begin(), segments.end(), holds) != 1) return false;
    taken_ = &*std::find_if(segments.begin(), segments.end(), holds);
    const fs::path from = taken_->path / schema::kDatabase;
    fs::create_directories(database_path(target_));
    for (const auto& entry : fs::directory_iterator(from)) {
      // Metadata are in the table of postings; deletions change all of them.
      const std::string name = entry.path().filename().string();
      const bool changes = !changes_.superseded.empty() || (name != SegmentBuilder::kRecordsFile &&
                                                            name != SegmentBuilder::kTermListsFile);
      const fs::path to = target_ / schema::kDatabase / name;
      if (changes)
        fs::copy_file(entry.path(), to);
      else
        link_or_copy(entry.path(), to);
    }
    return true;
  }

  fs::path old_;
  const Changes& changes_;
  IndexFacts facts_;
  fs::path target_;
  std::uint64_t old_bytes_ = 0;
  std::int64_t old_offset_ = 0;  // added to a docid of the old generation
  DocId old_last_ = 0;           // its last docid in the new one
  std::vector<DocId> offsets_;   // of the segments
  const Segment* taken_ = nullptr;
};

}  // namespace

void build_generation(const fs::path& old_generation, const Changes& changes,
                      const IndexFacts& facts, const fs::path& target, Durability durability) {
  GenerationBuilder builder(old_generation, changes, facts, target);
  with_xapian(target, [&] {
    builder.merge_databases();
    builder.delete_superseded();
    in_parallel(
        [&] {
          builder.write_columns();
          builder.write_frequent();
        },
        [&] {
          builder.write_forward();
          builder.write_words();
        });
    builder.copy_files();
  });
  write_sums(target, Durability::none);
  if (durability == Durability::full) sync_tree(target);
}

}  // namespace pilcrow::internal
