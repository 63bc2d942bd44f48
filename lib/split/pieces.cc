#include "split/pieces.h"

#include <algorithm>
#include <utility>

#include "split/sentences.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kMaxPath = 6;

bool same_title(std::string_view heading, std::string_view title) {
  return heading.size() == title.size() && starts_with_nocase(heading, title);
}

/// Kinds that read as one text.
bool is_running(BlockKind kind) {
  return kind == BlockKind::paragraph || kind == BlockKind::list_item || kind == BlockKind::quote;
}

/// Follows the headings through a document. One that no text follows stays in the path of what
/// comes next; more of them than a path holds are given back as text.
class HeadingPath {
 public:
  explicit HeadingPath(Pieces& pieces) : pieces_(pieces) { pieces_.paths.emplace_back(); }

  /// Blocks of headings that have to become text.
  std::vector<std::size_t> enter(std::size_t block, const Block& heading) {
    while (!path_.empty() && path_.back().used && path_.back().level >= heading.level) {
      path_.pop_back();
    }
    std::vector<std::size_t> crowded;
    if (path_.size() >= kMaxPath) crowded = take_unused();
    path_.push_back({block, heading.level, false, heading.text});
    changed_ = true;
    return crowded;
  }

  /// The section for text at this place.
  std::size_t use() {
    for (Entry& entry : path_)
      entry.used = true;
    if (changed_) {
      std::vector<std::string> path;
      for (const Entry& entry : path_)
        path.push_back(entry.text);
      pieces_.paths.push_back(std::move(path));
      changed_ = false;
    }
    return pieces_.paths.size() - 1;
  }

  /// Takes the headings that nothing followed out of the path.
  std::vector<std::size_t> take_unused() {
    std::vector<std::size_t> blocks;
    for (const Entry& entry : path_) {
      if (!entry.used) blocks.push_back(entry.block);
    }
    std::erase_if(path_, [](const Entry& entry) { return !entry.used; });
    changed_ = changed_ || !blocks.empty();
    return blocks;
  }

 private:
  struct Entry {
    std::size_t block = 0;
    int level = 0;
    bool used = false;
    std::string text;
  };
  Pieces& pieces_;
  std::vector<Entry> path_;
  bool changed_ = false;
};

class PieceMaker {
 public:
  PieceMaker(const std::vector<Block>& blocks, std::string_view title, const SplitOptions& options)
      : blocks_(blocks), options_(options), title_(fold_space(title)), headings_(pieces_) {}

  Pieces run() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if (block.text.empty()) continue;
      if (block.kind != BlockKind::heading) {
        add(i, block.kind);
      } else if (!same_title(block.text, title_)) {
        for (const std::size_t j : headings_.enter(i, block))
          add(j, BlockKind::paragraph);
      }
    }
    for (const std::size_t j : headings_.take_unused())
      add(j, BlockKind::paragraph);
    // Headings that became text go back to their places.
    std::stable_sort(raw_.begin(), raw_.end(), [](const Piece& a, const Piece& b) {
      return a.segments.front().block < b.segments.front().block;
    });
    join();
    return std::move(pieces_);
  }

 private:
  void add(std::size_t block, BlockKind kind) {
    // What does not belong to the text belongs to no section of it.
    const bool outside = kind == BlockKind::furniture || kind == BlockKind::byline;
    const std::size_t section = outside ? 0 : headings_.use();
    const std::string& text = blocks_[block].text;
    if (text.size() <= options_.max_bytes) {
      raw_.push_back({{{block, {0, text.size()}}}, text.size(), kind, section});
      return;
    }
    for (const Span span : cut_text(text, options_.max_bytes)) {
      raw_.push_back({{{block, span}}, span.size(), kind, section});
    }
  }

  [[nodiscard]] std::string_view text_of(const TextPart& segment) const {
    return std::string_view(blocks_[segment.block].text)
        .substr(segment.text.begin, segment.text.size());
  }

  [[nodiscard]] bool may_join(const Piece& a, const Piece& b) const {
    return a.section == b.section &&
           (a.kind == b.kind || (is_running(a.kind) && is_running(b.kind)));
  }
  [[nodiscard]] bool fits(const Piece& a, const Piece& b) const {
    return a.size + 1 + b.size <= options_.max_bytes;
  }

  /// Whether `next` belongs to what has been gathered in `piece`.
  [[nodiscard]] bool wants(const Piece& piece, std::size_t next) const {
    const Piece& b = raw_[next];
    if (piece.size < options_.min_bytes) return true;
    if (!is_running(b.kind)) return b.kind != BlockKind::caption;
    if (b.kind == BlockKind::list_item && b.size < options_.min_bytes) {
      return piece.kind == BlockKind::list_item || list_goes_on(piece) ||
             text_of(piece.segments.back()).back() == ':';
    }
    const bool last = next + 1 >= raw_.size() || !may_join(b, raw_[next + 1]);
    return last && b.size < options_.min_bytes;
  }
  [[nodiscard]] bool list_goes_on(const Piece& piece) const {
    return blocks_[piece.segments.back().block].kind == BlockKind::list_item;
  }

  void join() {
    for (std::size_t i = 0; i < raw_.size(); ++i) {
      if (!pieces_.list.empty() && may_join(pieces_.list.back(), raw_[i])) {
        Piece& last = pieces_.list.back();
        if (fits(last, raw_[i])) {
          if (wants(last, i)) {
            append(last, raw_[i]);
            continue;
          }
        } else {
          even_out(last, raw_[i]);
        }
      }
      pieces_.list.push_back(std::move(raw_[i]));
    }
  }

  static void append(Piece& piece, const Piece& more) {
    piece.segments.insert(piece.segments.end(), more.segments.begin(), more.segments.end());
    piece.size += 1 + more.size;
    if (piece.kind != more.kind) piece.kind = BlockKind::paragraph;
  }

  /// A short piece beside one that is too full to take it: the full one gives a part to it.
  void even_out(Piece& a, Piece& b) const {
    if (b.size < options_.min_bytes) {
      give(a, a.segments.back(), b, true);
    } else if (a.size < options_.min_bytes) {
      give(b, b.segments.front(), a, false);
    }
  }

  void give(Piece& full, TextPart& segment, Piece& small, bool from_end) const {
    const std::string_view text = text_of(segment);
    const std::size_t border = middle_border(text, options_.max_bytes - small.size - 1);
    if (border == 0) return;
    std::size_t end = border;
    while (end > 0 && text[end - 1] == ' ')
      --end;
    const TextPart first{segment.block, {segment.text.begin, segment.text.begin + end}};
    const TextPart second{segment.block, {segment.text.begin + border, segment.text.end}};
    const TextPart moved = from_end ? second : first;
    full.size -= segment.text.size();
    segment = from_end ? first : second;
    full.size += segment.text.size();
    small.segments.insert(from_end ? small.segments.begin() : small.segments.end(), moved);
    small.size += 1 + moved.text.size();
    if (small.kind != full.kind) small.kind = BlockKind::paragraph;
  }

  const std::vector<Block>& blocks_;
  const SplitOptions& options_;
  std::string title_;
  Pieces pieces_;
  HeadingPath headings_;
  std::vector<Piece> raw_;
};

}  // namespace

Pieces make_pieces(const std::vector<Block>& blocks, std::string_view title,
                   const SplitOptions& options) {
  return PieceMaker(blocks, title, options).run();
}

}  // namespace pilcrow::internal
