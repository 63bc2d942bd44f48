#include "index/layout.h"

#include <algorithm>

#include "index/index_directory.h"
#include "index/schema.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

// Writes a file unless it says so already.
void write_where_different(const fs::path& file, const std::string& text, Durability durability) {
  std::error_code failed;
  if (fs::exists(file, failed) && read_whole_file(file) == text) return;
  write_file_atomically(file, text, durability);
}

// A stub database: `xapian-tcpsrv SET/shard-0` serves the generation that it names.
void write_stub(const fs::path& place, std::uint64_t generation, Durability durability) {
  write_where_different(place / schema::kStubFile,
                        "auto " + generation_path("", generation).string() + "/" +
                            std::string(schema::kDatabase) + "\n",
                        durability);
}

}  // namespace

std::uint32_t IndexLayout::shards() const {
  return std::max<std::uint32_t>(1, static_cast<std::uint32_t>(manifest_.shards.size()));
}

fs::path IndexLayout::place(std::uint32_t shard) const {
  return is_set() ? path_ / manifest_.shards[shard].directory : path_;
}

fs::path IndexLayout::generation(std::uint32_t shard) const {
  return generation_path(place(shard),
                         is_set() ? manifest_.shards[shard].generation : manifest_.generation);
}

std::vector<fs::path> IndexLayout::generations() const {
  std::vector<fs::path> paths;
  for (std::uint32_t shard = 0; shard < shards(); ++shard)
    paths.push_back(generation(shard));
  return paths;
}

Manifest IndexLayout::manifest_of(std::uint32_t shard) const {
  Manifest own = manifest_;
  if (!is_set()) return own;
  own.generation = manifest_.shards[shard].generation;
  own.set_size = shards();
  own.shards.clear();
  return own;
}

void IndexLayout::write_shard(std::uint32_t shard, Durability durability) const {
  write_manifest(place(shard), manifest_of(shard), durability);
}

void IndexLayout::check_for_writing(std::uint32_t wanted) const {
  if (manifest_.set_size > 0)
    throw Error(ErrorCode::invalid_argument,
                path_.string() + " is one of " + std::to_string(manifest_.set_size) +
                    " shards of a set; change the set, whose directory is above it");
  const auto there = static_cast<std::uint32_t>(manifest_.shards.size());
  if (wanted == 0 || wanted == there) return;
  throw Error(ErrorCode::invalid_argument,
              path_.string() + " is " +
                  (there == 0 ? std::string("one index")
                              : "a set of " + std::to_string(there) + " shards") +
                  ", not a set of " + std::to_string(wanted) + "; rebuild it (--rebuild)");
}

void IndexLayout::align(Durability durability) const {
  if (manifest_.generation == 0 || !is_set()) return;
  for (std::uint32_t shard = 0; shard < shards(); ++shard) {
    write_where_different(place(shard) / schema::kManifestFile, encode_manifest(manifest_of(shard)),
                          durability);
    write_stub(place(shard), manifest_.shards[shard].generation, durability);
  }
}

void IndexLayout::remove_others() const {
  remove_other_generations(path_, is_set() ? 0 : manifest_.generation);
  std::vector<fs::path> others;
  for (const auto& entry : fs::directory_iterator(path_)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(schema::kShardPrefix) &&
        std::none_of(manifest_.shards.begin(), manifest_.shards.end(),
                     [&name](const ShardEntry& shard) { return shard.directory == name; }))
      others.push_back(entry.path());
  }
  for (const fs::path& other : others)
    fs::remove_all(other);
  for (std::uint32_t shard = 0; is_set() && shard < shards(); ++shard)
    if (fs::exists(place(shard)))
      remove_other_generations(place(shard), manifest_.shards[shard].generation);
}

}  // namespace pilcrow::internal
