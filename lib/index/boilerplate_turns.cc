#include "index/boilerplate_turns.h"

#include <string>
#include <string_view>
#include <system_error>

#include "index/files.h"
#include "index/schema.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

void BoilerplateTurns::mark(std::span<Document> documents) {
  if (!enabled_ || documents.empty()) return;
  const std::lock_guard lock(mutex_);
  marked_ += finder_.mark(documents);
}

void BoilerplateTurns::Turn::mark(std::span<Document> documents) {
  if (!turns_.enabled_ || documents.empty()) return;
  if (finished_) {
    const std::size_t marked = own_.mark(documents);
    const std::lock_guard lock(turns_.mutex_);
    turns_.marked_ += marked;
    return;
  }
  {
    std::unique_lock lock(turns_.mutex_);
    turns_.changed_.wait(lock, [this] { return turns_.next_ == number_; });
    turns_.marked_ += turns_.finder_.mark(documents);
  }
  finish();
}

void BoilerplateTurns::Turn::finish() {
  if (finished_) return;
  finished_ = true;
  std::unique_lock lock(turns_.mutex_);
  turns_.changed_.wait(lock, [this] { return turns_.next_ == number_; });
  ++turns_.next_;
  lock.unlock();
  turns_.changed_.notify_all();
}

namespace {

constexpr std::string_view kBoilerplateMagic = "pilcrow boilerplate 1\n";
constexpr std::size_t kEntryBytes = 8;

}  // namespace

// Magic, the fingerprints (8 bytes each, lowest first), their hash.
void write_known_boilerplate(const std::filesystem::path& index,
                             const std::vector<std::uint64_t>& known) {
  std::string bytes(kBoilerplateMagic);
  const auto put = [&bytes](std::uint64_t value) {
    for (std::size_t i = 0; i < kEntryBytes; ++i)
      bytes.push_back(static_cast<char>((value >> (8 * i)) & 0xFFU));
  };
  for (const std::uint64_t print : known)
    put(print);
  put(schema::hash64(bytes));
  write_file_atomically(index / schema::kBoilerplateFile, bytes);
}

std::vector<std::uint64_t> read_known_boilerplate(const std::filesystem::path& index) {
  const std::filesystem::path path = index / schema::kBoilerplateFile;
  std::error_code failed;
  if (!std::filesystem::exists(path, failed)) return {};
  const std::string bytes = read_whole_file(path);
  const std::size_t size = bytes.size();
  if (size < kBoilerplateMagic.size() + kEntryBytes ||
      bytes.compare(0, kBoilerplateMagic.size(), kBoilerplateMagic) != 0)
    return {};
  if ((size - kBoilerplateMagic.size()) % kEntryBytes != 0) return {};
  std::vector<std::uint64_t> known;
  for (std::size_t at = kBoilerplateMagic.size(); at < size; at += kEntryBytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < kEntryBytes; ++i)
      value |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    known.push_back(value);
  }
  const std::string_view body = std::string_view(bytes).substr(0, size - kEntryBytes);
  if (known.back() != schema::hash64(body)) return {};
  known.pop_back();
  return known;
}

}  // namespace pilcrow::internal
