// How a writer publishes: in place or as a new generation, and what it keeps where that fails.

#include <algorithm>
#include <iterator>
#include <utility>

#include "index/columns.h"
#include "index/index_directory.h"
#include "index/index_writer_impl.h"
#include "index/open_database.h"
#include "index/stored.h"
#include "index/sums.h"
#include "index/xapian_guard.h"

namespace pilcrow {

namespace fs = std::filesystem;
using namespace internal;

namespace {

// Up to so many new paragraphs, or that part of the index, go into the current database; more make
// a new generation. Readers re-analyze what was added in place when they open it.
constexpr std::uint64_t kInPlaceParagraphs = 2000;
constexpr std::uint64_t kInPlaceShare = 20;

}  // namespace

std::vector<Changes> IndexWriter::Impl::collect() {
  std::vector<Segment> segments = std::exchange(unpublished, {});
  keeping_count_of_losses([&] {
    prepare_held();
    measure_sample();
    start_pipeline();
    std::vector<Segment> more = pipeline->finish();
    std::move(more.begin(), more.end(), std::back_inserter(segments));
  });
  return resolve_changes(std::move(segments), removals, layout().shards());
}

void IndexWriter::Impl::commit() {
  if (!dirty && exists() && !rebuilding) return;
  std::vector<Changes> changes = collect();
  try {
    publish(changes);
  } catch (...) {
    for (Changes& some : changes)
      std::move(some.segments.begin(), some.segments.end(), std::back_inserter(unpublished));
    throw;
  }
  remember_boilerplate();
  forget();
}

std::string IndexWriter::Impl::dictionary_bytes() const {
  return dictionary ? dictionary->bytes() : std::string();
}

std::uint64_t IndexWriter::Impl::next_generation() const {
  return std::max(manifest.generation, highest_generation(path)) + 1;
}

bool IndexWriter::Impl::fits_in_place(std::uint32_t shard, const Changes& changes) const {
  if (rebuilding || !exists() || manifest.ranking != committed_ranking) return false;
  const fs::path generation = layout().generation(shard);
  const std::uint64_t added = changes.paragraphs();
  const Columns covered = [&] {
    Columns columns(manifest.facets);
    columns.load(generation / schema::kColumnsFile);
    return columns;
  }();
  const Xapian::Database database = open_database(generation);
  const std::uint64_t behind =
      database.get_lastdocid() - std::min(database.get_lastdocid(), covered.last());
  return added + behind <=
         std::max<std::uint64_t>(kInPlaceParagraphs, covered.last() / kInPlaceShare);
}

// What changes several shards becomes new generations of them, so that the set's manifest makes
// all of it visible at once.
void IndexWriter::Impl::publish(const std::vector<Changes>& changes) {
  const auto something = [](const Changes& some) { return !some.nothing(); };
  const auto changed = std::count_if(changes.begin(), changes.end(), something);
  if (changed <= 1) {
    const auto only = std::find_if(changes.begin(), changes.end(), something);
    const auto shard = static_cast<std::uint32_t>(changed == 0 ? 0 : only - changes.begin());
    if (with_xapian(path, [&] { return fits_in_place(shard, changes[shard]); }))
      return publish_in_place(shard, changes[shard]);
  }
  publish_generations(rebuilding || !exists(), changes);
}

void IndexWriter::Impl::publish_in_place(std::uint32_t shard, const Changes& changes) {
  Manifest next = manifest;
  next.facets = facets->names();
  const bool is_set = layout().is_set();
  if (is_set) next.generation = next_generation();  // no commit has the number of another one
  if (is_set || next.facets != manifest.facets) {
    // A facet more than the database knows does no harm; one less would.
    write_manifest(path, next, durability());
    manifest = std::move(next);
    layout().align(durability());
  }
  const fs::path generation = layout().generation(shard);
  apply_in_place(generation, changes, {layout().manifest_of(shard), dictionary_bytes()},
                 durability());
  try {
    if (database_bytes(generation) <= kCheckedBytes) write_sums(generation, durability());
  } catch (const Error& error) {
    note(Severity::warning,
         std::string("damage will not be noticed until the next commit: ") + error.what());
  }
}

// The generations that `next` names beyond those of the manifest, complete and in their places.
void IndexWriter::Impl::build_generations(const Manifest& next, bool anew,
                                          const std::vector<Changes>& changes) {
  const IndexLayout old_layout = layout();
  const IndexLayout new_layout(path, next);
  const fs::path scratch = path / schema::kBuildingGeneration;
  const fs::path target = scratch / "new";
  fs::remove_all(scratch);
  for (std::uint32_t shard = 0; shard < changes.size(); ++shard) {
    if (!anew && new_layout.generation(shard) == old_layout.generation(shard)) continue;
    fs::create_directories(target);
    build_generation(anew ? fs::path() : old_layout.generation(shard), changes[shard],
                     {new_layout.manifest_of(shard), dictionary_bytes()}, target, durability());
    fs::create_directories(new_layout.place(shard));
    fs::rename(target, new_layout.generation(shard));
    // The manifest must not be there before what it names.
    if (options.durable) sync_directory(new_layout.place(shard));
    if (new_layout.is_set()) new_layout.write_shard(shard, durability());
  }
  if (options.durable) sync_directory(path);
}

// The manifest may have been replaced where only forcing it to disk failed.
bool IndexWriter::Impl::is_published(std::uint64_t generation) const {
  try {
    return read_manifest(path, analyzer.fingerprint()).generation == generation;
  } catch (const Error&) {  // a first build: there is none
    return false;
  }
}

void IndexWriter::Impl::publish_generations(bool anew, const std::vector<Changes>& changes) {
  Manifest next = manifest;
  next.generation = next_generation();
  next.facets = facets->names();
  for (std::size_t shard = 0; shard < next.shards.size(); ++shard)
    if (anew || !changes[shard].nothing()) next.shards[shard].generation = next.generation;
  build_generations(next, anew, changes);
  try {
    write_manifest(path, next, durability());
  } catch (const Error&) {
    if (is_published(next.generation)) adopt(next);
    throw;
  }
  adopt(next);
  try {
    layout().align(durability());
    layout().remove_others();
    fs::remove_all(path / schema::kBuildingGeneration);
  } catch (const fs::filesystem_error& error) {
    note(Severity::warning,
         std::string("the next writer will remove what is left over: ") + error.what());
  }
}

void IndexWriter::Impl::adopt(const Manifest& published) {
  manifest = published;
  committed_ranking = manifest.ranking;
  committed_dictionary = dictionary;
  rebuilding = false;
}

/// Later runs judge their documents by it as well. Losing it costs no more than that.
void IndexWriter::Impl::remember_boilerplate() {
  if (!options.find_boilerplate) return;
  if (auto known = boilerplate->known(); known != known_boilerplate) {
    try {
      write_known_boilerplate(path, known);
      known_boilerplate = std::move(known);
    } catch (const Error& error) {
      note(Severity::warning,
           std::string("boilerplate is not kept for later runs: ") + error.what());
    }
  }
  const std::size_t marked = boilerplate->take_marked();
  if (marked == 0) return;
  note(Severity::info,
       std::to_string(marked) +
           " blocks that many documents have in common at their ends are kept out of the ranking");
}

void IndexWriter::Impl::forget() {
  pipeline.reset();
  held.clear();
  held_bytes = 0;
  sample.clear();
  sample_bytes = 0;
  removals.clear();
  unpublished.clear();
  failure = nullptr;
  manifest.ranking = committed_ranking;
  dictionary = committed_dictionary;
  dirty = false;
  std::error_code left_over;  // for the next writer to remove
  fs::remove_all(building(), left_over);
}

// The averages are measured anew over the documents themselves.
void IndexWriter::Impl::optimize() {
  commit();
  manifest.ranking.average_body = 0;
  try {
    for_each_stored_document(layout().generations(), [&](PreparedDocument&& prepared) {
      const std::size_t bytes = prepared.text_bytes;
      auto stamp = prepared.document.stamp;
      add({std::move(prepared), std::move(stamp), 0, bytes});
    });
    publish_generations(/*anew=*/true, collect());
  } catch (...) {
    forget();  // the index is as the commit left it
    throw;
  }
  forget();
}

}  // namespace pilcrow
