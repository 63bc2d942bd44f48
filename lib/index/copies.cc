#include "index/copies.h"

#include <charconv>
#include <vector>

#include "index/files.h"
#include "index/schema.h"
#include "index/shards.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kPieceBytes = std::size_t{512} << 10;

std::string copy_key(std::string_view name) {
  return std::string(schema::kCopyPrefix).append(name);
}

std::string piece_key(std::string_view name, std::size_t number) {
  return copy_key(name) + ":" + std::to_string(number);
}

// The key of a copy holds its size, those of its pieces what is in it.
void write_copy(Xapian::WritableDatabase& database, std::string_view name, std::string_view bytes) {
  database.set_metadata(copy_key(name), std::to_string(bytes.size()));
  for (std::size_t number = 0; number * kPieceBytes < bytes.size(); ++number)
    database.set_metadata(piece_key(name, number),
                          std::string(bytes.substr(number * kPieceBytes, kPieceBytes)));
}

}  // namespace

void write_copies(Xapian::WritableDatabase& database, const std::filesystem::path& generation) {
  write_copy(database, kColumnsCopy, MappedFile(generation / schema::kColumnsFile).bytes());
  write_copy(database, kForwardCopy, MappedFile(generation / schema::kForwardFile).bytes());
  write_copy(database, kOrdersCopy, encode_orders(read_orders(database)));
}

void remove_copies(Xapian::WritableDatabase& database) {
  const std::string prefix(schema::kCopyPrefix);
  std::vector<std::string> keys;
  for (auto it = database.metadata_keys_begin(prefix); it != database.metadata_keys_end(prefix);
       ++it)
    keys.push_back(*it);
  for (const std::string& key : keys)
    database.set_metadata(key, "");
}

std::string read_copy(const Xapian::Database& database, std::string_view name) {
  const std::string size_text = database.get_metadata(copy_key(name));
  std::size_t size = 0;
  std::from_chars(size_text.data(), size_text.data() + size_text.size(), size);
  std::string bytes;
  bytes.reserve(size);
  for (std::size_t number = 0; bytes.size() < size; ++number) {
    const std::string piece = database.get_metadata(piece_key(name, number));
    if (piece.empty()) return {};
    bytes += piece;
  }
  return bytes;
}

}  // namespace pilcrow::internal
