#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/boilerplate_turns.h"
#include "index/facet_registry.h"
#include "index/files.h"
#include "index/layout.h"
#include "index/manifest.h"
#include "index/pipeline.h"
#include "index/prepare.h"
#include "index/publish.h"
#include "index/schema.h"
#include "index/shards.h"
#include "index/stored_record.h"
#include "pilcrow/analyzer.h"
#include "pilcrow/error.h"
#include "pilcrow/index_writer.h"

namespace pilcrow {

/// What an `IndexWriter` holds and does: taking documents in (index_writer.cc) and publishing them
/// (index_writer_commit.cc).
struct IndexWriter::Impl {
  Impl(std::filesystem::path index, IndexOptions given);
  ~Impl();

  void open_manifest();
  void start_pipeline();
  void add(internal::Item&& item);
  void prepare_held();
  void measure_sample();
  void read_dictionary_back();
  void pass_on(internal::PreparedDocument&& prepared);
  std::vector<internal::Changes> collect();
  void commit();
  void optimize();
  void publish(const std::vector<internal::Changes>& changes);
  void publish_in_place(std::uint32_t shard, const internal::Changes& changes);
  /// `anew`: without what the index holds.
  [[nodiscard]] bool is_published(std::uint64_t generation) const;
  void publish_generations(bool anew, const std::vector<internal::Changes>& changes);
  void build_generations(const internal::Manifest& next, bool anew,
                         const std::vector<internal::Changes>& changes);
  void adopt(const internal::Manifest& published);
  [[nodiscard]] bool fits_in_place(std::uint32_t shard, const internal::Changes& changes) const;
  [[nodiscard]] std::uint64_t next_generation() const;
  void begin_boilerplate();
  void remember_boilerplate();
  void forget();
  void note(Severity severity, const std::string& message) const;
  template <typename Work>
  void keeping_count_of_losses(Work&& work);
  [[nodiscard]] bool exists() const { return manifest.generation != 0; }
  [[nodiscard]] internal::IndexLayout layout() const { return {path, manifest}; }
  /// That of the shard which a document belongs to.
  [[nodiscard]] std::filesystem::path generation_of(std::string_view id) const {
    return layout().generation(internal::shard_of(id, layout().shards()));
  }
  [[nodiscard]] std::filesystem::path building() const {
    return path / internal::schema::kBuildingSegments;
  }
  [[nodiscard]] internal::Durability durability() const {
    return options.durable ? internal::Durability::full : internal::Durability::none;
  }
  [[nodiscard]] std::string dictionary_bytes() const;
  [[nodiscard]] IndexStats stats() const;

  std::filesystem::path path;
  IndexOptions options;
  std::unique_ptr<internal::FileLock> lock;
  Analyzer analyzer;
  internal::Manifest manifest;
  internal::RankingConstants committed_ranking;  // those of the manifest on disk
  // Made together with the ranking constants.
  std::shared_ptr<const internal::RecordDictionary> dictionary;
  std::shared_ptr<const internal::RecordDictionary> committed_dictionary;
  bool rebuilding = false;  // the old content goes with the next commit
  std::unique_ptr<internal::FacetRegistry> facets;
  std::unique_ptr<internal::Preparer> preparer;
  std::unique_ptr<internal::Pipeline> pipeline;
  std::vector<internal::Item> held;  // until there is enough of them for a sample
  std::size_t held_bytes = 0;
  std::vector<internal::PreparedDocument> sample;  // the averages are measured over it
  std::size_t sample_bytes = 0;
  std::vector<internal::Segment> unpublished;  // of a commit that failed
  std::exception_ptr failure;  // something that was added is lost: nothing until `forget`
  std::unique_ptr<internal::BoilerplateTurns> boilerplate;
  std::optional<std::vector<std::uint64_t>> known_boilerplate;  // as it is on disk
  std::unordered_map<std::string, std::uint64_t> removals;
  std::uint64_t sequence = 0;
  bool dirty = false;
};

/// What is lost in the middle of `work` cannot be committed without a gap: the same error comes
/// again until everything since the last commit is forgotten.
template <typename Work>
void IndexWriter::Impl::keeping_count_of_losses(Work&& work) {
  if (failure) std::rethrow_exception(failure);
  try {
    work();
  } catch (...) {
    failure = std::current_exception();
    throw;
  }
}

}  // namespace pilcrow
