#include "pilcrow_index/identities.h"

#include <algorithm>
#include <filesystem>

namespace pilcrow::programs {

void Identities::know(std::string_view id, const SourceStamp& stamp) {
  const std::lock_guard lock(mutex_);
  known_.insert_or_assign(std::string(id), stamp);
  by_path_[stamp.path].emplace_back(id);
}

void Identities::forget(const std::string& id) {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(id);
  if (found == known_.end()) return;
  std::erase(by_path_[found->second.path], id);
  known_.erase(found);
}

std::vector<std::string> Identities::ids_from(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_path_.find(path);
  return found == by_path_.end() ? std::vector<std::string>{} : found->second;
}

bool Identities::unchanged(const SourceStamp& stamp) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_path_.find(stamp.path);
  if (found == by_path_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(),
                     [&](const std::string& id) { return known_.at(id) == stamp; });
}

bool Identities::is_known(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  return known_.count(id) != 0;
}

bool Identities::is_claimed(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  return claimed_.count(id) != 0;
}

bool Identities::is_free(const std::string& id, const std::string& path) const {
  if (claimed_.count(id) != 0) return false;
  const auto found = known_.find(id);
  return found == known_.end() || found->second.path == path;
}

std::string Identities::claim(const std::vector<std::string>& names, const std::string& path) {
  const std::lock_guard lock(mutex_);
  std::string chosen;
  for (const std::string& name : names) {
    if (!is_free(name, path)) continue;
    chosen = name;
    break;
  }
  while (chosen.empty()) {
    const std::size_t number = ++twins_[names.back()] + 1;
    const std::string numbered = names.back() + '~' + std::to_string(number);
    if (is_free(numbered, path)) chosen = numbered;
  }
  claimed_.insert(chosen);
  return chosen;
}

std::vector<std::pair<std::string, std::string>> Identities::known() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto& [id, stamp] : known_)
    all.emplace_back(id, stamp.path);
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> names_for_file(const std::string& proposed, const std::string& named,
                                        const std::string& absolute) {
  std::vector<std::string> names = {proposed};
  const std::string file = std::filesystem::path(named).filename().string();
  const std::string stem = std::filesystem::path(proposed).filename().string();
  if (file.size() > stem.size() && file.compare(0, stem.size(), stem) == 0) {
    names.push_back(proposed + file.substr(stem.size()));
  }
  names.push_back(named);
  names.push_back(absolute);
  return names;
}

std::vector<std::string> names_for_record(const std::string& id, const std::string& source) {
  return {id, source + '#' + id};
}

}  // namespace pilcrow::programs
