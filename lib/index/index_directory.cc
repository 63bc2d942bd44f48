#include "index/index_directory.h"

#include <algorithm>
#include <string>
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
  return name.starts_with(schema::kBuildingPrefix);
}

// The number of a generation's directory; 0: it is none.
std::uint64_t generation_number(const std::string& name) {
  if (!name.starts_with(schema::kGenerationPrefix)) return 0;
  const std::string digits = name.substr(schema::kGenerationPrefix.size());
  if (digits.empty() || digits.size() >= 19 ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    return 0;
  return std::stoull(digits);
}

std::vector<std::string> names_in(const fs::path& index) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(index))
    names.push_back(entry.path().filename().string());
  return names;
}

// Whether a writer makes files or directories of this name at the top of an index.
bool is_of_an_index(const std::string& name) {
  return is_building(name) || generation_number(name) > 0 ||
         name.starts_with(schema::kShardPrefix) || name == schema::kLockFile ||
         name == std::string(schema::kManifestFile) + std::string(kTemporarySuffix) ||
         name.starts_with(schema::kBoilerplateFile);
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
    if (generation_number(name) > 0 || name.starts_with(schema::kShardPrefix))
      throw Error(ErrorCode::index_damaged, (index / schema::kManifestFile).string() +
                                                " is gone, though there is an index beside it" +
                                                kRebuild);
}

std::uint64_t highest_generation(const fs::path& index) {
  std::uint64_t highest = 0;
  for (const std::string& name : names_in(index)) {
    highest = std::max(highest, generation_number(name));
    if (name.starts_with(schema::kShardPrefix) && fs::is_directory(index / name))
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
    else if (name.starts_with(schema::kShardPrefix) && fs::is_directory(index / name))
      remove_unfinished(index / name);
}

}  // namespace pilcrow::internal
