#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>

namespace pilcrow::internal {

/// Memory for one parsed page, given back as a whole: the parser asks for millions of small pieces.
/// Each thread keeps a chunk for its next page. `take` and `leave` have the form that Gumbo wants
/// of an allocator.
class HtmlArena {
 public:
  HtmlArena() = default;
  ~HtmlArena() {
    while (last_ != nullptr)
      keep(std::exchange(last_, last_->before));
  }
  HtmlArena(const HtmlArena&) = delete;
  HtmlArena& operator=(const HtmlArena&) = delete;

  /// Null where the system has no more, as from malloc.
  static void* take(void* arena, std::size_t size) {
    return static_cast<HtmlArena*>(arena)->take(size);
  }
  static void leave(void*, void*) {}

 private:
  static constexpr std::size_t kAlign = alignof(std::max_align_t);
  static constexpr std::size_t kFirstChunk = std::size_t{1} << 14;
  static constexpr std::size_t kLargestChunk = std::size_t{1} << 22;
  static constexpr std::size_t kLargestKept = std::size_t{1} << 20;

  struct alignas(std::max_align_t) Chunk {
    Chunk* before = nullptr;
    std::size_t size = 0;
  };
  struct Spare {
    Chunk* chunk = nullptr;
    Spare() = default;
    Spare(const Spare&) = delete;
    Spare& operator=(const Spare&) = delete;
    ~Spare() { std::free(chunk); }
  };

  /// The system takes the pages of freed memory back, and makes them anew one by one.
  static Spare& spare() {
    thread_local Spare one;
    return one;
  }

  /// Frees a chunk, or the smaller one kept so far.
  static void keep(Chunk* chunk) {
    Chunk*& kept = spare().chunk;
    if (chunk->size <= kLargestKept && (kept == nullptr || kept->size < chunk->size)) {
      std::swap(kept, chunk);
    }
    std::free(chunk);
  }

  void* take(std::size_t size) {
    const std::size_t rounded = (std::max<std::size_t>(size, 1) + kAlign - 1) / kAlign * kAlign;
    if (rounded > left_ && !add_chunk(rounded)) return nullptr;
    char* const piece = at_;
    at_ += rounded;
    left_ -= rounded;
    return piece;
  }

  bool add_chunk(std::size_t least) {
    std::size_t size = std::max(least, next_chunk_);
    void* memory = nullptr;
    if (Chunk* const kept = spare().chunk; kept != nullptr && kept->size >= size) {
      size = kept->size;
      memory = std::exchange(spare().chunk, nullptr);
    } else {
      memory = std::malloc(sizeof(Chunk) + size);
    }
    if (memory == nullptr) return false;
    last_ = new (memory) Chunk{last_, size};
    at_ = static_cast<char*>(memory) + sizeof(Chunk);
    left_ = size;
    next_chunk_ = std::min(kLargestChunk, std::max(next_chunk_, size) * 2);
    return true;
  }

  Chunk* last_ = nullptr;
  char* at_ = nullptr;
  std::size_t left_ = 0;
  std::size_t next_chunk_ = kFirstChunk;
};

}  // namespace pilcrow::internal
