#include "read/block_builder.h"

#include <array>
#include <utility>

#include "text/lanes.h"
#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

enum class ByteClass : unsigned char { plain, space, control, lead };

/// `lead`: the bytes that can begin a space or an ignorable character beyond ASCII.
constexpr std::array<ByteClass, 256> make_byte_classes() {
  std::array<ByteClass, 256> classes{};
  for (std::size_t i = 0; i < 0x20; ++i)
    classes[i] = ByteClass::control;
  classes[0x20] = ByteClass::space;
  classes[0x7F] = ByteClass::control;
  for (const std::size_t i : {0xC2U, 0xE1U, 0xE2U, 0xE3U, 0xEFU})
    classes[i] = ByteClass::lead;
  return classes;
}

constexpr auto kByteClasses = make_byte_classes();

ByteClass class_of(char c) {
  return kByteClasses[static_cast<unsigned char>(c)];
}

/// Behind the words from `at` on that stand in plain ASCII with single spaces between, `at` where
/// there are none. No space stands right before the result.
std::size_t skip_plain_words(std::string_view text, std::size_t at, std::size_t end) {
  while (at + Lanes::kSize < end && text[at] != ' ') {
    const Lanes lanes = Lanes::read(text.data() + at);
    if (lanes.has_beyond_ascii() || lanes.has_control() || lanes.has_pair(' ') || lanes.has(0x7F)) {
      break;
    }
    at += text[at + Lanes::kSize - 1] == ' ' ? Lanes::kSize - 1 : Lanes::kSize;
    if (text[at] == ' ' && at + 1 < end && class_of(text[at + 1]) == ByteClass::plain) ++at;
  }
  return at;
}

/// The sign ¬ between two letters: what some programs make of a hyphen that is only shown at a
/// line's end.
bool is_optional_hyphen(std::string_view text, std::size_t at, std::size_t end) {
  return text.substr(at, 2) == "\xC2\xAC" && at > 0 && at + 2 < end &&
         is_ascii_lower(text[at - 1]) && is_ascii_lower(text[at + 2]);
}

}  // namespace

void BlockBuilder::anchor(std::size_t source_offset) {
  const std::size_t text_offset = block_.text.size();
  if (!block_.anchors.empty()) {
    const Anchor& last = block_.anchors.back();
    if (last.source_offset + (text_offset - last.text_offset) == source_offset) return;
    if (last.text_offset == text_offset) block_.anchors.pop_back();
  }
  block_.anchors.push_back({text_offset, source_offset});
}

void BlockBuilder::put(std::string_view text, std::size_t source_begin, std::size_t source_end) {
  if (block_.text.empty()) {
    block_.bytes.begin = source_begin;
  } else if (space_pending_) {
    anchor(space_at_);
    block_.text.push_back(' ');
  }
  space_pending_ = false;
  anchor(source_begin);
  block_.text.append(text);
  block_.bytes.end = source_end;
}

void BlockBuilder::append(std::size_t begin, std::size_t end) {
  std::size_t from = begin;  // of what is not yet put
  std::size_t at = begin;
  std::size_t retry = begin;
  const auto flush = [&](std::size_t to) {
    if (to > from) put(source_.substr(from, to - from), from, to);
  };
  while (at < end) {
    if (at >= retry) {
      at = skip_plain_words(source_, at, end);
      retry = at + Lanes::kSize;
    }
    const ByteClass kind = class_of(source_[at]);
    if (kind == ByteClass::plain) {
      ++at;
      continue;
    }
    if (kind == ByteClass::space && at + 1 < end && at > from &&
        class_of(source_[at + 1]) == ByteClass::plain) {
      at += 2;  // the usual single space between two words
      continue;
    }
    const CodePoint point = decode_utf8(source_, at);
    if (is_space(point.value)) {
      flush(at);
      space(at);
      from = at + point.size;
    } else if (is_ignorable(point.value) || is_optional_hyphen(source_, at, end)) {
      flush(at);
      from = at + point.size;
    }
    at += point.size;
  }
  flush(end);
}

void BlockBuilder::append_as(std::string_view text, std::size_t begin, std::size_t end) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_utf8(text, at);
    if (is_space(point.value)) {
      space(begin);
    } else if (!is_ignorable(point.value)) {
      // Every character of the replacement points to the beginning of what it replaces.
      put(text.substr(at, point.size), begin, end);
    }
    at += point.size;
  }
}

void BlockBuilder::space(std::size_t at) {
  if (block_.text.empty() || space_pending_) return;
  space_pending_ = true;
  space_at_ = at;
}

void BlockBuilder::glue(bool drop_last) {
  space_pending_ = false;
  if (!drop_last || block_.text.empty()) return;
  block_.text.resize(block_.text.size() - decode_utf8_before(block_.text, block_.text.size()).size);
  while (!block_.anchors.empty() && block_.anchors.back().text_offset > block_.text.size()) {
    block_.anchors.pop_back();
  }
}

Block BlockBuilder::take(BlockKind kind, int level) {
  block_.kind = kind;
  block_.level = level;
  space_pending_ = false;
  return std::exchange(block_, Block{});
}

void trim_block(Block& block, std::size_t front, std::size_t back) {
  block.text.resize(block.text.size() - back);
  block.text.erase(0, front);
  std::vector<Anchor> kept;
  for (const Anchor& anchor : block.anchors) {
    if (anchor.text_offset >= front + block.text.size()) break;
    if (anchor.text_offset <= front) kept.clear();
    const std::size_t skipped = front - std::min(front, anchor.text_offset);
    kept.push_back({anchor.text_offset + skipped - front, anchor.source_offset + skipped});
  }
  block.anchors = std::move(kept);
  if (block.anchors.empty()) return;
  block.bytes.begin = block.anchors.front().source_offset;
  const Anchor& last = block.anchors.back();
  if (back > 0) block.bytes.end = last.source_offset + block.text.size() - last.text_offset;
}

}  // namespace pilcrow::internal
