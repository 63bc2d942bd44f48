#include "index/glass_table.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "index/coding.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kBlockBytes = 8192;
constexpr std::size_t kDirectoryStart = 11;  // revision, level, free bytes twice, directory's end
constexpr std::size_t kDirectoryEntry = 2;
constexpr std::size_t kSizeBytes = 2;  // of an item, with its flags
constexpr std::size_t kKeyLengthBytes = 1;
constexpr std::size_t kPartBytes = 2;  // number of a tag's part; left out for the first
constexpr std::size_t kMostKeyBytes = 255;
// Four items of the largest size fit into a block.
constexpr std::size_t kMostItemBytes = (kBlockBytes - kDirectoryStart - 4 * kDirectoryEntry) / 4;

constexpr std::size_t kLeastTagPart = 64;  // of a tag that goes on in the next block

constexpr std::uint16_t kCompressed = 0x8000;
constexpr std::uint16_t kLastPart = 0x4000;
constexpr std::uint16_t kFirstPart = 0x2000;

void set_big_endian16(std::string& bytes, std::size_t at, std::size_t value) {
  bytes[at] = static_cast<char>(static_cast<unsigned char>(value >> 8U));
  bytes[at + 1] = static_cast<char>(static_cast<unsigned char>(value));
}

// The beginning of `key` that tells it from the one before.
std::string_view shortest_separator(std::string_view before, std::string_view key) {
  const std::size_t common = static_cast<std::size_t>(
      std::mismatch(key.begin(), key.end(), before.begin(), before.end()).first - key.begin());
  return key.substr(0, common + 1);
}

}  // namespace

void put_sortable(std::string& out, std::uint32_t value) {
  if (value < 0x8000) {
    put_big_endian(out, static_cast<std::uint16_t>(value));
    return;
  }
  // As many ones in front as there are bytes beyond two.
  const auto size = static_cast<unsigned>(37 - std::countl_zero(value)) / 7;
  const std::uint64_t mark = (std::uint64_t{0xff} << (10 - size)) & 0xffU;
  const std::uint64_t marked = value | (mark << (8 * (size - 1)));
  for (unsigned i = size; i-- > 0;)
    out += static_cast<char>(static_cast<unsigned char>(marked >> (8 * i)));
}

GlassTable::GlassTable(const std::filesystem::path& file) : file_(file) {
  begin_block(0);
  // Every table begins with an empty key.
  std::string empty;
  put_big_endian(empty, static_cast<std::uint16_t>(kFirstPart | kLastPart));
  empty += '\0';
  put_item(blocks_[0], empty);
}

void GlassTable::begin_block(std::size_t level) {
  if (level == blocks_.size()) blocks_.emplace_back();
  Block& block = blocks_[level];
  block.bytes.assign(kBlockBytes, '\0');
  block.directory_end = kDirectoryStart;
  block.items_begin = kBlockBytes;
}

void GlassTable::put_item(Block& block, std::string_view item) {
  block.items_begin -= item.size();
  item.copy(block.bytes.data() + block.items_begin, item.size());
  set_big_endian16(block.bytes, block.directory_end, block.items_begin);
  block.directory_end += kDirectoryEntry;
}

// The block goes to the file; its number.
std::uint32_t GlassTable::write_block(std::size_t level) {
  Block& block = blocks_[level];
  std::string revision;
  put_big_endian(revision, kRevision);
  std::copy(revision.begin(), revision.end(), block.bytes.begin());
  block.bytes[4] = static_cast<char>(level);
  set_big_endian16(block.bytes, 5, block.free());
  set_big_endian16(block.bytes, 7, block.free());
  set_big_endian16(block.bytes, 9, block.directory_end);
  file_.append(block.bytes);
  return next_block_++;
}

void GlassTable::put_leaf_item(std::string_view key, std::uint32_t part, std::string_view item) {
  if (blocks_[0].free() < item.size() + kDirectoryEntry) {
    const std::uint32_t number = write_block(0);
    const std::string separator =
        std::exchange(blocks_[0].separator, std::string(shortest_separator(last_key_, key)));
    const std::uint32_t separator_part = std::exchange(blocks_[0].separator_part, part);
    put_branch_item(1, separator, separator_part, number);
    begin_block(0);
  }
  put_item(blocks_[0], item);
}

void GlassTable::put_branch_item(std::size_t level, std::string_view key, std::uint32_t part,
                                 std::uint32_t child) {
  if (level == blocks_.size()) begin_block(level);
  const std::size_t size = sizeof child + kKeyLengthBytes + key.size() + kPartBytes;
  if (blocks_[level].free() < size + kDirectoryEntry) {
    const std::uint32_t number = write_block(level);
    const std::string separator = std::exchange(blocks_[level].separator, std::string(key));
    const std::uint32_t separator_part = std::exchange(blocks_[level].separator_part, part);
    put_branch_item(level + 1, separator, separator_part, number);
    begin_block(level);
  }
  // Whatever is below the second key of a block is in the first child: the first needs no key.
  Block& block = blocks_[level];
  const bool first = block.directory_end == kDirectoryStart;
  std::string item;
  put_big_endian(item, child);
  item += static_cast<char>(first ? 0 : key.size());
  if (!first) item += key;
  put_big_endian(item, static_cast<std::uint16_t>(first ? 0 : part));
  put_item(block, item);
}

// Of what is left of a tag, the bytes that go into its next part, which has `front` bytes besides:
// all of them, or what the block has room for where that is worth a part of its own.
std::size_t GlassTable::next_part(std::size_t left, std::size_t front) const {
  const std::size_t most = std::min(left, kMostItemBytes - front);
  const std::size_t room = blocks_[0].free();
  const std::size_t overhead = front + kDirectoryEntry;
  return most + overhead > room && room >= overhead + kLeastTagPart ? room - overhead : most;
}

void GlassTable::add(std::string_view key, std::string_view tag, bool compressed) {
  if (key.size() > kMostKeyBytes || key <= last_key_)
    throw Error(ErrorCode::internal, "keys of a table must ascend and have at most 255 bytes");
  for (std::uint32_t part = 1;; ++part) {
    const std::size_t front =
        kSizeBytes + kKeyLengthBytes + key.size() + (part > 1 ? kPartBytes : 0);
    const std::size_t take = next_part(tag.size(), front);
    const bool last = take == tag.size();
    item_.clear();
    put_big_endian(
        item_, static_cast<std::uint16_t>((front + take - kSizeBytes - kKeyLengthBytes) |
                                          (compressed ? kCompressed : 0U) |
                                          (last ? kLastPart : 0U) | (part == 1 ? kFirstPart : 0U)));
    item_ += static_cast<char>(static_cast<unsigned char>(key.size()));
    item_ += key;
    if (part > 1) put_big_endian(item_, static_cast<std::uint16_t>(part));
    item_ += tag.substr(0, take);
    put_leaf_item(key, part, item_);
    last_key_.assign(key);
    if (last) break;
    tag.remove_prefix(take);
  }
  ++entries_;
}

void GlassTable::finish() {
  for (std::size_t level = 0;; ++level) {
    const std::uint32_t number = write_block(level);
    if (level + 1 == blocks_.size()) {
      root_ = number;
      break;
    }
    const std::string separator = blocks_[level].separator;
    put_branch_item(level + 1, separator, blocks_[level].separator_part, number);
  }
  file_.close();
}

std::string GlassTable::root_info(std::uint32_t compress_above) const {
  std::string info;
  put_varint(info, root_);
  constexpr std::uint64_t kSequential = 2;
  put_varint(info, ((blocks_.size() - 1) << 2U) | kSequential);
  put_varint(info, entries_);
  put_varint(info, kBlockBytes >> 11U);
  put_varint(info, compress_above);
  std::string no_free_blocks;
  put_varint(no_free_blocks, kRevision);
  put_varint(no_free_blocks, next_block_);
  no_free_blocks.append(4, '\0');
  put_string(info, no_free_blocks);
  return info;
}

std::string GlassTable::no_root_info(std::uint32_t compress_above) {
  std::string info;
  put_varint(info, 0);
  constexpr std::uint64_t kSequentialWithoutRoot = 3;
  put_varint(info, kSequentialWithoutRoot);
  put_varint(info, 0);
  put_varint(info, kBlockBytes >> 11U);
  put_varint(info, compress_above);
  put_string(info, "");
  return info;
}

}  // namespace pilcrow::internal
