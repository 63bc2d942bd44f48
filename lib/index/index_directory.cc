#include "index/index_directory.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/files.h"
#include "index/manifest.h"
#include "index/remedies.h"
#include "index/schema.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace fs = std::filesystem;

namespace {

bool is_building(const std::string& name) {
  return name == schema::kBuildingSegments || name == schema::kBuildingGeneration;
}

// The number behind a prefix; nothing where the name is another one.
std::optional<std::uint64_t> number_behind(std::string_view prefix, const std::string& name) {
  if (!name.starts_with(prefix)) return std::nullopt;
  const std::string digits = name.substr(prefix.size());
  if (digits.empty() || digits.size() >= 19 ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  return std::stoull(digits);
}

// The number of a generation's directory; 0: it is none.
std::uint64_t generation_number(const std::string& name) {
  return number_behind(schema::kGenerationPrefix, name).value_or(0);
}

bool is_shard(const std::string& name) {
  return number_behind(schema::kShardPrefix, name).has_value();
}

std::vector<std::string> names_in(const fs::path& index) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(index))
    names.push_back(entry.path().filename().string());
  return names;
}

// Whether a writer makes files or directories of this name at the top of an index.
bool is_of_an_index(std::string name) {
  if (name.ends_with(kTemporarySuffix)) name.resize(name.size() - kTemporarySuffix.size());
  return is_building(name) || generation_number(name) > 0 || is_shard(name) ||
         name == schema::kManifestFile || name == schema::kBoilerplateFile;
}

bool is_foreign(const fs::path& index) {
  if (!fs::is_directory(index)) return true;
  const std::vector<std::string> names = names_in(index);
  return !std::all_of(names.begin(), names.end(), is_of_an_index);
}

}  // namespace

void prepare_index_directory(const fs::path& index, OpenMode mode) {
  const bool manifest = fs::exists(index / schema::kManifestFile);
  if (mode == OpenMode::open && !manifest)
    throw Error(ErrorCode::index_missing, "no index at " + index.string());
  // A power cut may leave parts of a first build without the lock.
  if (fs::exists(index) && !manifest && !fs::exists(index / schema::kLockFile) && is_foreign(index))
    throw Error(ErrorCode::invalid_argument,
                index.string() + " is there already and is not an index; choose another place");
  make_directories(index);
}

void check_manifest_is_not_lost(const fs::path& index) {
  const std::vector<std::string> names = names_in(index);
  // What is built stays beside a first generation until the manifest is on disk.
  if (std::any_of(names.begin(), names.end(), is_building)) return;
  for (const std::string& name : names)
    if (generation_number(name) > 0 || is_shard(name))
      throw Error(ErrorCode::index_damaged, (index / schema::kManifestFile).string() +
                                                " is gone, though there is an index beside it" +
                                                kRebuild);
}

std::uint64_t highest_generation(const fs::path& index) {
  std::uint64_t highest = 0;
  for (const std::string& name : names_in(index)) {
    highest = std::max(highest, generation_number(name));
    if (is_shard(name) && fs::is_directory(index / name))
      highest = std::max(highest, highest_generation(index / name));
  }
  return highest;
}

void remove_other_generations(const fs::path& index, std::uint64_t current) {
  for (const std::string& name : names_in(index)) {
    const std::uint64_t number = generation_number(name);
    if (number > 0 && number != current) fs::remove_all(index / name);
  }
}

void remove_unfinished(const fs::path& index) {
  for (const std::string& name : names_in(index))
    if (is_building(name) || name.ends_with(kTemporarySuffix))
      fs::remove_all(index / name);
    else if (is_shard(name) && fs::is_directory(index / name))
      remove_unfinished(index / name);
}

}  // namespace pilcrow::internal
