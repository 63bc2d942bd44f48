// How a writer publishes: in place or as a new generation, and what it keeps where that fails.

#include <algorithm>
#include <iterator>
#include <utility>

#include "index/columns.h"
#include "index/index_directory.h"
#include "index/index_writer_impl.h"
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

Changes IndexWriter::Impl::collect() {
  std::vector<Segment> segments = std::exchange(unpublished, {});
  keeping_count_of_losses([&] {
    prepare_held();
    measure_sample();
    start_pipeline();
    std::vector<Segment> more = pipeline->finish();
    std::move(more.begin(), more.end(), std::back_inserter(segments));
  });
  return resolve_changes(std::move(segments), removals);
}

void IndexWriter::Impl::commit() {
  if (!dirty && exists() && !rebuilding) return;
  Changes changes = collect();
  try {
    publish(changes);
  } catch (...) {
    unpublished = std::move(changes.segments);
    throw;
  }
  remember_boilerplate();
  forget();
}

bool IndexWriter::Impl::fits_in_place(const Changes& changes) const {
  if (rebuilding || !exists() || manifest.ranking != committed_ranking) return false;
  const std::uint64_t added = changes.paragraphs();
  const Columns covered = [this] {
    Columns columns(manifest.facets);
    columns.load(generation() / schema::kColumnsFile);
    return columns;
  }();
  const Xapian::Database database((generation() / schema::kDatabase).string());
  const std::uint64_t behind =
      database.get_lastdocid() - std::min(database.get_lastdocid(), covered.last());
  return added + behind <=
         std::max<std::uint64_t>(kInPlaceParagraphs, covered.last() / kInPlaceShare);
}

void IndexWriter::Impl::publish(const Changes& changes) {
  if (with_xapian(path, [&] { return fits_in_place(changes); }))
    publish_in_place(changes);
  else
    publish_generation(rebuilding || !exists() ? fs::path() : generation(), changes);
}

void IndexWriter::Impl::publish_in_place(const Changes& changes) {
  if (Manifest next = manifest; (next.facets = facets->names()) != manifest.facets) {
    // A facet more than the database knows does no harm; one less would.
    write_manifest(path, next, durability());
    manifest = std::move(next);
  }
  apply_in_place(generation(), changes, durability());
  try {
    if (database_bytes(generation()) <= kCheckedBytes) write_sums(generation(), durability());
  } catch (const Error& error) {
    note(Severity::warning,
         std::string("damage will not be noticed until the next commit: ") + error.what());
  }
}

void IndexWriter::Impl::publish_generation(const fs::path& old_generation, const Changes& changes) {
  Manifest next = manifest;
  next.generation = std::max(manifest.generation, highest_generation(path)) + 1;
  next.facets = facets->names();
  const fs::path scratch = path / (std::string(schema::kBuildingPrefix) + "generation");
  const fs::path target = scratch / "new";
  fs::remove_all(scratch);
  fs::create_directories(target);
  build_generation(old_generation, changes, next.facets, target, durability());
  fs::rename(target, generation_path(path, next.generation));
  // The manifest must not be there before what it names.
  if (options.durable) sync_directory(path);
  try {
    write_manifest(path, next, durability());
  } catch (const Error&) {
    // It may have been replaced, and only the forcing to disk failed.
    if (read_manifest(path, analyzer.fingerprint()).generation == next.generation) adopt(next);
    throw;
  }
  adopt(next);
  try {
    remove_other_generations(path, manifest.generation);
    fs::remove_all(scratch);
  } catch (const fs::filesystem_error& error) {
    note(Severity::warning,
         std::string("the next writer will remove what is left over: ") + error.what());
  }
}

void IndexWriter::Impl::adopt(const Manifest& published) {
  manifest = published;
  committed_ranking = manifest.ranking;
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
  dirty = false;
  std::error_code left_over;  // for the next writer to remove
  fs::remove_all(building(), left_over);
}

// The averages are measured anew over the documents themselves.
void IndexWriter::Impl::optimize() {
  commit();
  manifest.ranking.average_body = 0;
  try {
    for_each_stored_document(generation(), [&](PreparedDocument&& prepared) {
      const std::size_t bytes = prepared.text_bytes;
      auto stamp = prepared.document.stamp;
      add({std::move(prepared), std::move(stamp), 0, bytes});
    });
    publish_generation({}, collect());
  } catch (...) {
    forget();  // the index is as the commit left it
    throw;
  }
  forget();
}

}  // namespace pilcrow
