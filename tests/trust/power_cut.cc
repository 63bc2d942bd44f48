#include "trust/power_cut.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <set>

#include "support/data.h"

namespace pilcrow::test {

namespace fs = std::filesystem;

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : never_(seed == 0), random_(seed) {}
  bool strikes() { return !never_ && random_() % 2 == 0; }

 private:
  bool never_;
  std::mt19937_64 random_;
};

namespace {

constexpr std::size_t kPage = 4096;

std::string descriptor_path(int descriptor) {
  return "/proc/self/fd/" + std::to_string(descriptor);
}

// Pages of the file as it is now, here and there, over those that were forced to disk.
std::string with_pages_of(const std::string& now, std::string bytes, Chance& chance) {
  for (std::size_t at = 0; at < std::max(now.size(), bytes.size()); at += kPage) {
    if (!chance.strikes()) continue;
    const std::string page = at < now.size() ? now.substr(at, kPage) : std::string();
    if (bytes.size() < at + page.size()) bytes.resize(at + page.size(), '\0');
    std::copy(page.begin(), page.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return bytes;
}

}  // namespace

DurableTree::DurableTree(fs::path root) : root_(std::move(root)) {
  take_all(root_);
  root_number_ = take(root_, false);
}

void DurableTree::take_all(const fs::path& path) {
  take(path, true);
  if (!fs::is_directory(path)) return;
  for (const auto& entry : fs::directory_iterator(path))
    take_all(entry.path());
}

// Enters a file or directory, with what is in it or as an empty one; one that is known stays as it
// is without `content`.
ino_t DurableTree::take(const fs::path& path, bool content) {
  struct stat status {};
  const int held = open(path.c_str(), O_RDONLY);
  if (held < 0 || fstat(held, &status) != 0) return 0;
  Node& node = nodes_[status.st_ino];
  if (node.held < 0)
    node.held = held;
  else
    close(held);
  node.directory = S_ISDIR(status.st_mode);
  if (!content) return status.st_ino;
  if (!node.directory) {
    node.bytes = read_file(descriptor_path(node.held));
    return status.st_ino;
  }
  std::map<std::string, ino_t> names;
  for (const auto& entry : fs::directory_iterator(descriptor_path(node.held)))
    names[entry.path().filename().string()] = take(entry.path(), false);
  nodes_[status.st_ino].names = std::move(names);
  return status.st_ino;
}

void DurableTree::synced(const std::string& path) {
  const std::string root = root_.string();
  if (path == root || path.compare(0, root.size() + 1, root + "/") == 0) take(path, true);
}

void DurableTree::write_remains(const fs::path& target, std::uint64_t seed) {
  Chance chance(seed);
  write_node(root_number_, target, chance);
}

void DurableTree::write_node(ino_t number, const fs::path& target, Chance& chance) {
  const auto known = nodes_.find(number);
  if (known == nodes_.end()) return;
  const Node node = known->second;
  if (!node.directory) {
    write_file(target, with_pages_of(read_file(descriptor_path(node.held)), node.bytes, chance));
    return;
  }
  fs::create_directories(target);
  std::map<std::string, ino_t> names = node.names;
  std::map<std::string, ino_t> now;
  for (const auto& entry : fs::directory_iterator(descriptor_path(node.held))) {
    struct stat status {};
    if (stat(entry.path().c_str(), &status) != 0) continue;
    if (!nodes_.contains(status.st_ino)) take(entry.path(), false);
    now[entry.path().filename().string()] = status.st_ino;
  }
  for (const auto& [name, there] : node.names)
    if (!now.contains(name) && chance.strikes()) names.erase(name);
  for (const auto& [name, there] : now)
    if (chance.strikes()) names[name] = there;
  for (const auto& [name, there] : names)
    write_node(there, target / name, chance);
}

}  // namespace pilcrow::test
