#include "pilcrow/index_writer.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "index/boilerplate_turns.h"
#include "index/columns.h"
#include "index/files.h"
#include "index/layout.h"
#include "index/manifest.h"
#include "index/pipeline.h"
#include "index/publish.h"
#include "index/schema.h"
#include "index/shards.h"
#include "index/stored.h"
#include "pilcrow/analyzer.h"
#include "pilcrow/error.h"

namespace pilcrow {

namespace fs = std::filesystem;
using namespace internal;

namespace {

// Averages are measured over the first documents of an index, about so many bytes of text.
constexpr std::size_t kSampleBytes = std::size_t{8} << 20;
constexpr std::size_t kSampleItems = 4000;

// Up to so many new paragraphs, or that part of the index, go into the current database; more make
// a new generation. Readers re-analyze what was added in place when they open it.
constexpr std::uint64_t kInPlaceParagraphs = 2000;
constexpr std::uint64_t kInPlaceShare = 20;

constexpr unsigned kMostShards = 64;

std::vector<std::string> initial_facets(const IndexOptions& options) {
  std::vector<std::string> names{std::string(facets::kCountry), std::string(facets::kTopic),
                                 std::string(facets::kYear), std::string(facets::kAbout)};
  for (const std::string& name : options.facets) {
    if (!FacetRegistry::is_valid_name(name))
      throw Error(ErrorCode::invalid_argument,
                  "\"" + name +
                      "\" cannot be the name of a facet: use lower-case letters, digits, '-', '_'");
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

// The highest generation number in use, in shards as well, whatever the manifest says.
std::uint64_t highest_generation(const fs::path& index) {
  std::uint64_t highest = 0;
  for (const auto& entry : fs::directory_iterator(index)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(schema::kShardPrefix) && entry.is_directory())
      highest = std::max(highest, highest_generation(entry.path()));
    if (!name.starts_with(schema::kGenerationPrefix)) continue;
    const std::string digits = name.substr(schema::kGenerationPrefix.size());
    if (!digits.empty() && digits.size() < 19 &&
        digits.find_first_not_of("0123456789") == std::string::npos)
      highest = std::max<std::uint64_t>(highest, std::stoull(digits));
  }
  return highest;
}

template <typename Work>
auto with_files(const fs::path& path, Work&& work) {
  try {
    return work();
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::io, "cannot write " + path.string() + ": " + error.code().message());
  }
}

}  // namespace

struct IndexWriter::Impl {
  Impl(fs::path index, IndexOptions given);
  ~Impl();

  void open_manifest();
  void remove_leftovers() const;
  void start_pipeline();
  void add(Item&& item);
  void prepare_held();
  [[nodiscard]] std::uint64_t next_generation() const;
  void pass_on(PreparedDocument&& prepared);
  void measure_sample();
  std::vector<Changes> collect();
  void publish(const std::vector<Changes>& changes);
  void publish_in_place(std::uint32_t shard, const Changes& changes);
  void publish_generations(bool anew, const std::vector<Changes>& changes);
  [[nodiscard]] bool fits_in_place(std::uint32_t shard, const Changes& changes) const;
  void begin_boilerplate();
  void remember_boilerplate();
  void forget();
  [[nodiscard]] bool exists() const { return manifest.generation != 0; }
  [[nodiscard]] IndexLayout layout() const { return {path, manifest}; }
  [[nodiscard]] fs::path generation_of(std::string_view id) const {
    return layout().generation(shard_of(id, layout().shards()));
  }
  [[nodiscard]] fs::path building() const {
    return path / (std::string(schema::kBuildingPrefix) + "segments");
  }
  [[nodiscard]] IndexStats stats() const;

  fs::path path;
  IndexOptions options;
  std::unique_ptr<FileLock> lock;
  Analyzer analyzer;
  Manifest manifest;
  bool rebuilding = false;  // the old content goes with the next commit
  std::uint64_t old_generation_number = 0;
  std::unique_ptr<FacetRegistry> facets;
  std::unique_ptr<Preparer> preparer;
  std::unique_ptr<Pipeline> pipeline;
  std::vector<Item> held;  // until there is enough of them for a sample
  std::size_t held_bytes = 0;
  std::vector<PreparedDocument> sample;  // the averages are measured over it
  std::size_t sample_bytes = 0;
  std::unique_ptr<BoilerplateTurns> boilerplate;
  std::optional<std::vector<std::uint64_t>> known_boilerplate;  // as it is on disk
  std::unordered_map<std::string, std::uint64_t> removals;
  std::uint64_t sequence = 0;
  bool dirty = false;
};

IndexWriter::Impl::Impl(fs::path index, IndexOptions given)
    : path(std::move(index)), options(std::move(given)) {
  if (options.shards > kMostShards)
    throw Error(ErrorCode::invalid_argument,
                "a set has at most " + std::to_string(kMostShards) + " shards");
  with_files(path, [this] {
    if (options.mode == OpenMode::open && !fs::exists(path / schema::kManifestFile))
      throw Error(ErrorCode::index_missing, "no index at " + path.string());
    if (fs::exists(path) && !fs::exists(path / schema::kManifestFile) &&
        !fs::exists(path / schema::kLockFile) && (!fs::is_directory(path) || !fs::is_empty(path)))
      throw Error(ErrorCode::invalid_argument,
                  path.string() + " is there already and is not an index; choose another place");
    fs::create_directories(path);
    lock = std::make_unique<FileLock>(path / schema::kLockFile, options.lock_wait);
    open_manifest();
    remove_leftovers();
  });
  if (!options.tagger) options.tagger = make_builtin_tagger();
  facets = std::make_unique<FacetRegistry>(manifest.facets, options.notes);
  // What an index that is built anew knew does not count, and is overwritten.
  if (!rebuilding || !fs::exists(path / schema::kBoilerplateFile)) {
    known_boilerplate = read_known_boilerplate(path);
  }
  begin_boilerplate();
  preparer = std::make_unique<Preparer>(manifest.split, options.tagger, manifest.default_language,
                                        *facets);
}

IndexWriter::Impl::~Impl() {
  pipeline.reset();
  std::error_code ignored;
  fs::remove_all(building(), ignored);
}

void IndexWriter::Impl::open_manifest() {
  const bool there = fs::exists(path / schema::kManifestFile);
  if (there && options.mode == OpenMode::create)
    throw Error(ErrorCode::invalid_argument,
                path.string() + " is an index already; open or rebuild it");
  if (there && options.mode != OpenMode::rebuild) {
    manifest = read_manifest(path, analyzer.fingerprint());
    layout().check_for_writing(options.shards);
    layout().align();
    for (const std::string& name : initial_facets(options))
      if (std::find(manifest.facets.begin(), manifest.facets.end(), name) == manifest.facets.end())
        manifest.facets.push_back(name);
    return;
  }
  rebuilding = true;
  old_generation_number = highest_generation(path);
  manifest.format = schema::kFormatVersion;
  manifest.analyzer = analyzer.fingerprint();
  manifest.facets = initial_facets(options);
  manifest.default_language = options.default_language;
  manifest.split = options.split;
  for (std::uint32_t shard = 0; shard < options.shards; ++shard)
    manifest.shards.push_back({std::string(schema::kShardPrefix) + std::to_string(shard)});
}

void IndexWriter::Impl::remove_leftovers() const {
  layout().remove_leftovers(/*but_building=*/rebuilding);
}

void IndexWriter::Impl::start_pipeline() {
  if (pipeline) return;
  fs::create_directories(building());
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  boilerplate->restart();
  pipeline = std::make_unique<Pipeline>(
      building(), *preparer, *boilerplate,
      SegmentContext{*facets, manifest.ranking, static_cast<std::uint32_t>(manifest.shards.size()),
                     static_cast<std::uint32_t>(next_generation())},
      options.jobs == 0 ? cores : options.jobs, options.memory_budget);
}

void IndexWriter::Impl::add(Item&& item) {
  with_files(path, [&] {
    item.sequence = ++sequence;
    dirty = true;
    if (manifest.ranking.average_body > 0) {
      start_pipeline();
      pipeline->add(std::move(item));
      return;
    }
    held_bytes += item.bytes;
    held.push_back(std::move(item));
    if (held_bytes >= kSampleBytes || held.size() >= kSampleItems) prepare_held();
  });
}

void IndexWriter::Impl::prepare_held() {
  held_bytes = 0;
  const auto judge = [this](std::span<Document> documents) { boilerplate->mark(documents); };
  prepare_items(std::exchange(held, {}), *preparer, judge, [this](PreparedDocument&& prepared) {
    if (manifest.ranking.average_body > 0) {
      // A long source that goes on after the sample is full.
      pass_on(std::move(prepared));
      return;
    }
    sample_bytes += prepared.text_bytes;
    sample.push_back(std::move(prepared));
    if (sample_bytes >= kSampleBytes) measure_sample();
  });
}

void IndexWriter::Impl::pass_on(PreparedDocument&& prepared) {
  const std::size_t bytes = prepared.text_bytes;
  const std::uint64_t number = prepared.sequence;
  auto stamp = prepared.document.stamp;
  pipeline->add({std::move(prepared), std::move(stamp), number, bytes});
}

void IndexWriter::Impl::measure_sample() {
  if (manifest.ranking.average_body > 0) return;
  measure_averages(sample, manifest.ranking);
  start_pipeline();
  for (PreparedDocument& prepared : sample)
    pass_on(std::move(prepared));
  sample.clear();
  sample_bytes = 0;
}

std::vector<Changes> IndexWriter::Impl::collect() {
  prepare_held();
  measure_sample();
  start_pipeline();
  return resolve_changes(pipeline->finish(), removals, layout().shards());
}

std::uint64_t IndexWriter::Impl::next_generation() const {
  return std::max(manifest.generation, old_generation_number) + 1;
}

bool IndexWriter::Impl::fits_in_place(std::uint32_t shard, const Changes& changes) const {
  if (rebuilding || !exists()) return false;
  const fs::path generation = layout().generation(shard);
  const std::uint64_t added = changes.paragraphs();
  const Columns covered = [&] {
    Columns columns(manifest.facets);
    columns.load(generation / schema::kColumnsFile);
    return columns;
  }();
  const Xapian::Database database((generation / schema::kDatabase).string());
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
    write_manifest(path, next);
    if (is_set && next.facets != manifest.facets) IndexLayout(path, next).write_shard(shard);
    manifest = next;
  }
  apply_in_place(layout().generation(shard), changes, layout().manifest_of(shard));
}

void IndexWriter::Impl::publish_generations(bool anew, const std::vector<Changes>& changes) {
  Manifest next = manifest;
  next.generation = next_generation();
  next.facets = facets->names();
  const fs::path scratch = path / (std::string(schema::kBuildingPrefix) + "generation");
  fs::remove_all(scratch);
  for (std::uint32_t shard = 0; shard < changes.size(); ++shard) {
    if (!anew && changes[shard].nothing() && layout().is_set()) continue;
    const fs::path old_generation = anew ? fs::path() : layout().generation(shard);
    if (layout().is_set()) next.shards[shard].generation = next.generation;
    const IndexLayout new_layout(path, next);
    const fs::path target = scratch / "new";
    fs::create_directories(target);
    fs::create_directories(new_layout.place(shard));
    build_generation(old_generation, changes[shard], new_layout.manifest_of(shard), target);
    fs::rename(target, new_layout.generation(shard));
    // Also brings the renamed directory's entry to disk.
    if (layout().is_set()) new_layout.write_shard(shard);
  }
  write_manifest(path, next);
  manifest = next;
  rebuilding = false;
  layout().align();
  fs::remove_all(scratch);
  remove_leftovers();
}

void IndexWriter::Impl::begin_boilerplate() {
  const std::vector<std::uint64_t> none;
  boilerplate = std::make_unique<BoilerplateTurns>(options.find_boilerplate,
                                                   known_boilerplate ? *known_boilerplate : none);
}

/// Later runs judge their documents by it as well. Losing it costs no more than that.
void IndexWriter::Impl::remember_boilerplate() {
  if (!options.find_boilerplate) return;
  if (auto known = boilerplate->known(); known != known_boilerplate) {
    write_known_boilerplate(path, known);
    known_boilerplate = std::move(known);
  }
  const std::size_t marked = boilerplate->take_marked();
  if (marked == 0 || !options.notes) return;
  options.notes({Severity::info, path.string(),
                 std::to_string(marked) + " blocks that many documents have in common at their "
                                          "ends are kept out of the ranking"});
}

void IndexWriter::Impl::forget() {
  pipeline.reset();
  held.clear();
  held_bytes = 0;
  sample.clear();
  sample_bytes = 0;
  removals.clear();
  dirty = false;
  fs::remove_all(building());
}

IndexStats IndexWriter::Impl::stats() const {
  if (!exists()) return {};
  return read_stats(layout().generations());
}

IndexWriter::IndexWriter(const fs::path& index, IndexOptions options)
    : impl_(std::make_unique<Impl>(index, std::move(options))) {}
IndexWriter::~IndexWriter() = default;
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;

void IndexWriter::add(Document document) {
  const std::size_t bytes = document.text.size();
  if (document.id.empty()) throw Error(ErrorCode::invalid_argument, "a document needs an id");
  impl_->add({std::move(document), std::nullopt, 0, bytes});
}

void IndexWriter::add(Document document, const SourceStamp& stamp) {
  const std::size_t bytes = document.text.size();
  if (document.id.empty()) throw Error(ErrorCode::invalid_argument, "a document needs an id");
  impl_->add({std::move(document), stamp, 0, bytes});
}

void IndexWriter::add(DocumentSource source, const SourceStamp& stamp) {
  impl_->add({std::move(source), stamp, 0, static_cast<std::size_t>(stamp.size)});
}

void IndexWriter::add(const Document& document, std::vector<Paragraph> paragraphs,
                      std::vector<std::vector<TagMention>> mentions) {
  PreparedDocument prepared = impl_->preparer->prepare(document, std::move(paragraphs), mentions);
  const std::size_t bytes = prepared.text_bytes;
  impl_->add({std::move(prepared), std::nullopt, 0, bytes});
}

bool IndexWriter::remove(std::string_view id) {
  Impl& impl = *impl_;
  impl.removals[std::string(id)] = ++impl.sequence;
  impl.dirty = true;
  return impl.exists() && !impl.rebuilding && read_document(impl.generation_of(id), id).has_value();
}

IndexStats IndexWriter::commit() {
  Impl& impl = *impl_;
  return with_files(impl.path, [&] {
    if (!impl.dirty && impl.exists() && !impl.rebuilding) return impl.stats();
    impl.publish(impl.collect());
    impl.remember_boilerplate();
    impl.forget();
    return impl.stats();
  });
}

void IndexWriter::rollback() {
  Impl& impl = *impl_;
  with_files(impl.path, [&] { impl.forget(); });
  impl.begin_boilerplate();
}

IndexStats IndexWriter::optimize() {
  commit();
  Impl& impl = *impl_;
  return with_files(impl.path, [&] {
    const std::vector<fs::path> old_generations = impl.layout().generations();
    impl.manifest.ranking.average_body = 0;
    for_each_stored_document(old_generations, [&](PreparedDocument&& prepared) {
      const std::size_t bytes = prepared.text_bytes;
      auto stamp = prepared.document.stamp;
      impl.add({std::move(prepared), std::move(stamp), 0, bytes});
    });
    impl.publish_generations(/*anew=*/true, impl.collect());
    impl.forget();
    return impl.stats();
  });
}

std::optional<SourceStamp> IndexWriter::stamp_of(std::string_view id) const {
  if (!impl_->exists() || impl_->rebuilding) return std::nullopt;
  const auto record = read_document(impl_->generation_of(id), id);
  return record ? record->stamp : std::nullopt;
}

void IndexWriter::for_each_stamp(
    const std::function<void(std::string_view id, const SourceStamp&)>& visit) const {
  if (!impl_->exists() || impl_->rebuilding) return;
  for (const fs::path& generation : impl_->layout().generations())
    for_each_stamped_document(generation, visit);
}

IndexStats IndexWriter::stats() const {
  return impl_->stats();
}

}  // namespace pilcrow
