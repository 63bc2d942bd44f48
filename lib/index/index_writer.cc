#include "pilcrow/index_writer.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "index/index_directory.h"
#include "index/index_writer_impl.h"
#include "index/open_database.h"
#include "index/stored.h"
#include "index/stored_record.h"
#include "index/sums.h"
#include "index/xapian_guard.h"

namespace pilcrow {

namespace fs = std::filesystem;
using namespace internal;

namespace {

// Averages are measured over the first documents of an index, about so many bytes of text.
constexpr std::size_t kSampleBytes = std::size_t{8} << 20;
constexpr std::size_t kSampleItems = 4000;

constexpr unsigned kMostShards = 64;

std::string train_dictionary(const std::vector<PreparedDocument>& sample) {
  std::vector<std::string> records;
  for (const PreparedDocument& document : sample)
    for (const ParagraphRecord& record : document.paragraphs)
      records.push_back(
          encode_record(record, record.paragraph.ordinal == 1 ? &document.document : nullptr));
  return RecordDictionary::train(records);
}

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

}  // namespace

IndexWriter::Impl::Impl(fs::path index, IndexOptions given)
    : path(std::move(index)), options(std::move(given)) {
  if (options.shards > kMostShards)
    throw Error(ErrorCode::invalid_argument,
                "a set has at most " + std::to_string(kMostShards) + " shards");
  with_xapian(path, [this] {
    prepare_index_directory(path, options.mode);
    lock = std::make_unique<FileLock>(path / schema::kLockFile, options.lock_wait);
    open_manifest();
    if (!rebuilding) {
      for (const fs::path& generation : layout().generations())
        check_sums(generation);
      read_dictionary_back();
    }
    // What an index that is built anew knew does not count, and is overwritten.
    if (!rebuilding || !fs::exists(path / schema::kBoilerplateFile))
      known_boilerplate = read_known_boilerplate(path);
  });
  if (!options.tagger) options.tagger = make_builtin_tagger();
  facets = std::make_unique<FacetRegistry>(manifest.facets, options.notes);
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
    committed_ranking = manifest.ranking;
    layout().check_for_writing(options.shards);
    layout().align(durability());
    for (const std::string& name : initial_facets(options))
      if (std::find(manifest.facets.begin(), manifest.facets.end(), name) == manifest.facets.end())
        manifest.facets.push_back(name);
    layout().remove_others();
    remove_unfinished(path);
    return;
  }
  if (options.mode != OpenMode::rebuild) {
    check_manifest_is_not_lost(path);
    layout().remove_others();
  }
  remove_unfinished(path);
  rebuilding = true;
  manifest.format = schema::kFormatVersion;
  manifest.analyzer = analyzer.fingerprint();
  manifest.facets = initial_facets(options);
  manifest.default_language = options.default_language;
  manifest.split = options.split;
  for (std::uint32_t shard = 0; shard < options.shards; ++shard)
    manifest.shards.push_back({std::string(schema::kShardPrefix) + std::to_string(shard)});
}

// All databases of an index have the same, but those that nothing was written to.
void IndexWriter::Impl::read_dictionary_back() {
  for (const fs::path& generation : layout().generations()) {
    std::string bytes = read_dictionary(open_database(generation));
    if (bytes.empty()) continue;
    committed_dictionary = dictionary = std::make_shared<RecordDictionary>(std::move(bytes));
    return;
  }
}

void IndexWriter::Impl::note(Severity severity, const std::string& message) const {
  if (options.notes) options.notes({severity, path.string(), message});
}

void IndexWriter::Impl::start_pipeline() {
  if (pipeline) return;
  fs::create_directories(building());
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  boilerplate->restart();
  pipeline = std::make_unique<Pipeline>(
      building(), *preparer, *boilerplate,
      SegmentContext{*facets, manifest.ranking, static_cast<std::uint32_t>(manifest.shards.size()),
                     static_cast<std::uint32_t>(next_generation()), dictionary},
      options.jobs == 0 ? cores : options.jobs, options.memory_budget);
}

void IndexWriter::Impl::add(Item&& item) {
  keeping_count_of_losses([&] {
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
  if (manifest.ranking.average_body > 0)
    dictionary = std::make_shared<RecordDictionary>(train_dictionary(sample));
  start_pipeline();
  for (PreparedDocument& prepared : sample)
    pass_on(std::move(prepared));
  sample.clear();
  sample_bytes = 0;
}

void IndexWriter::Impl::begin_boilerplate() {
  const std::vector<std::uint64_t> none;
  boilerplate = std::make_unique<BoilerplateTurns>(options.find_boilerplate,
                                                   known_boilerplate ? *known_boilerplate : none);
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
  with_xapian(impl_->path, [&] { impl_->add({std::move(document), std::nullopt, 0, bytes}); });
}

void IndexWriter::add(Document document, const SourceStamp& stamp) {
  const std::size_t bytes = document.text.size();
  if (document.id.empty()) throw Error(ErrorCode::invalid_argument, "a document needs an id");
  with_xapian(impl_->path, [&] { impl_->add({std::move(document), stamp, 0, bytes}); });
}

void IndexWriter::add(DocumentSource source, const SourceStamp& stamp) {
  const auto bytes = static_cast<std::size_t>(stamp.size);
  with_xapian(impl_->path, [&] { impl_->add({std::move(source), stamp, 0, bytes}); });
}

void IndexWriter::add(const Document& document, std::vector<Paragraph> paragraphs,
                      const std::vector<std::vector<TagMention>>& mentions) {
  PreparedDocument prepared = impl_->preparer->prepare(document, std::move(paragraphs), mentions);
  const std::size_t bytes = prepared.text_bytes;
  with_xapian(impl_->path, [&] { impl_->add({std::move(prepared), std::nullopt, 0, bytes}); });
}

bool IndexWriter::remove(std::string_view id) {
  Impl& impl = *impl_;
  impl.removals[std::string(id)] = ++impl.sequence;
  impl.dirty = true;
  return impl.exists() && !impl.rebuilding && read_document(impl.generation_of(id), id).has_value();
}

IndexStats IndexWriter::commit() {
  Impl& impl = *impl_;
  return with_xapian(impl.path, [&] {
    impl.commit();
    return impl.stats();
  });
}

void IndexWriter::rollback() {
  impl_->forget();
  impl_->begin_boilerplate();
}

IndexStats IndexWriter::optimize() {
  Impl& impl = *impl_;
  return with_xapian(impl.path, [&] {
    impl.optimize();
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
