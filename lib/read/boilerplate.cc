#include "pilcrow/boilerplate.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "read/lines.h"
#include "read/roles.h"
#include "read/text_layout.h"
#include "text/strings.h"

namespace pilcrow {

namespace {

using internal::LineEnd;

// What counts as many.
constexpr std::size_t kMinInStretch = 5;
constexpr std::size_t kMinInAll = 10;
constexpr std::size_t kStretchShare = 5;  // one in so many
constexpr std::size_t kAllShare = 200;
constexpr std::size_t kDenseShare = 2;
constexpr std::size_t kMinDense = 8;

// Characters. A run of repeated blocks needs one that says enough to be told from a formula.
constexpr std::size_t kLongSentence = 60;
constexpr std::size_t kLongLabel = 24;
constexpr std::size_t kShortGap = 80;
constexpr std::size_t kMinContent = 20;

constexpr std::size_t kEdgeBlocks = 8;  // looked at, on each side
constexpr std::size_t kMostCounts = std::size_t{1} << 20;
constexpr std::size_t kMostKnown = 100000;

enum class Side : std::uint64_t { head = 1, tail = 2 };

/// FNV-1a over lower-case ASCII; digits count as one another. The last bit is free (`known`).
std::uint64_t fingerprint(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 1469598103934665603ULL ^ (seed * 0x9E3779B97F4A7C15ULL);
  bool digits = false;
  for (const char c : text) {
    const bool digit = internal::is_ascii_digit(c);
    if (digit && digits) continue;
    digits = digit;
    hash ^= digit ? static_cast<unsigned char>('#')
                  : static_cast<unsigned char>(internal::ascii_lower(c));
    hash *= 1099511628211ULL;
  }
  return hash & ~std::uint64_t{1};
}

/// "Mr. President,", "I thank you.", "God bless Tuvalu": said by many, and yet part of a text.
bool is_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 24> kBeginnings = {
      "thank",
      "i thank",
      "we thank",
      "god bless",
      "may god",
      "long live",
      "in the name",
      "merci",
      "je vous",
      "nous vous",
      "vive ",
      "gracias",
      "muchas",
      "viva ",
      "vielen dank",
      "danke",
      "ich danke",
      "obrigad",
      "muito",
      "grazie",
      "\u0441\u043F\u0430\u0441\u0438",
      "\u0421\u043F\u0430\u0441\u0438",
      "\u0431\u043B\u0430\u0433\u043E",
      "\u0411\u043B\u0430\u0433\u043E"};
  constexpr std::size_t kMost = 80;
  if (internal::count_characters(text) > kMost) return false;
  return internal::is_salutation(text) ||
         std::any_of(kBeginnings.begin(), kBeginnings.end(), [text](std::string_view one) {
           return internal::starts_with_nocase(text, one);
         });
}

bool is_passed_over(const Block& block) {
  return block.kind == BlockKind::furniture || block.kind == BlockKind::byline ||
         block.text.empty();
}

struct Edge {
  std::size_t block = 0;
  std::uint64_t print = 0;
};

/// The blocks at one end of a document, from the end inwards; furniture is passed over.
std::vector<Edge> edges_of(const Document& document, Side side) {
  std::vector<Edge> edges;
  const std::size_t count = document.blocks.size();
  for (std::size_t i = 0; i < count && edges.size() < kEdgeBlocks; ++i) {
    const std::size_t at = side == Side::head ? i : count - 1 - i;
    const Block& block = document.blocks[at];
    if (is_passed_over(block) || block.text == document.title) continue;
    edges.push_back({at, fingerprint(block.text, static_cast<std::uint64_t>(side))});
  }
  return edges;
}

struct Ends {
  std::vector<Edge> head;
  std::vector<Edge> tail;
  std::uint64_t body = 0;  ///< tells documents apart
};

Ends ends_of(const Document& document) {
  Ends ends{edges_of(document, Side::head), edges_of(document, Side::tail), document.text.size()};
  for (const Block& block : document.blocks)
    ends.body = fingerprint(std::string_view(block.text).substr(0, 200), ends.body);
  return ends;
}

using Counts = std::unordered_map<std::uint64_t, std::uint32_t>;

}  // namespace

struct BoilerplateFinder::Impl {
  void count(const Ends& ends);
  void decide();
  std::size_t mark_end(Document& document, const std::vector<Edge>& edges) const;
  [[nodiscard]] bool is_anchor(const Block& block, std::uint64_t print) const;
  [[nodiscard]] bool is_known(std::uint64_t print) const { return known.contains(print); }
  void forget_rare();

  Counts all;
  Counts stretch;
  std::unordered_set<std::uint64_t> bodies;  // of documents that were counted
  std::unordered_set<std::uint64_t> known;
  std::unordered_set<std::uint64_t> dense;  // in half of a stretch, once at least
  std::size_t documents = 0;
  std::size_t stretch_documents = 0;
};

void BoilerplateFinder::Impl::count(const Ends& ends) {
  ++stretch_documents;
  if (!bodies.insert(ends.body).second) return;  // a copy
  ++documents;
  std::vector<std::uint64_t> prints;
  for (const auto* edges : {&ends.head, &ends.tail}) {
    for (const Edge& edge : *edges)
      prints.push_back(edge.print);
  }
  std::sort(prints.begin(), prints.end());
  prints.erase(std::unique(prints.begin(), prints.end()), prints.end());
  for (const std::uint64_t print : prints) {
    ++all[print];
    ++stretch[print];
  }
}

void BoilerplateFinder::Impl::decide() {
  for (const auto& [print, here] : stretch) {
    const std::uint32_t total = all[print];
    const bool often_here = here >= kMinInStretch && here * kStretchShare >= stretch_documents;
    const bool often = total >= kMinInAll && std::size_t{total} * kAllShare >= documents;
    if (!often_here && !often) continue;
    if (known.size() < kMostKnown) known.insert(print);
    if ((here >= kMinDense && here * kDenseShare >= stretch_documents) ||
        (total >= kMinDense && std::size_t{total} * kDenseShare >= documents)) {
      dense.insert(print);
    }
  }
}

/// Enough by itself to call what stands between it and the end boilerplate.
bool BoilerplateFinder::Impl::is_anchor(const Block& block, std::uint64_t print) const {
  const std::size_t chars = internal::count_characters(block.text);
  if (block.kind == BlockKind::heading || is_formula(block.text)) return false;
  if (chars >= kLongSentence) return true;
  const bool sentence = internal::ending_of(block.text) == LineEnd::sentence;
  return chars >= kLongLabel && (!sentence || dense.contains(print));
}

std::size_t BoilerplateFinder::Impl::mark_end(Document& document,
                                              const std::vector<Edge>& edges) const {
  std::vector<std::size_t> run;
  std::size_t sure = 0;  // of `run`, up to the innermost anchor
  bool gap = false;
  for (const Edge& edge : edges) {
    const Block& block = document.blocks[edge.block];
    if (is_known(edge.print)) {
      run.push_back(edge.block);
      if (is_anchor(block, edge.print)) sure = run.size();
    } else if (!gap && block.text.size() <= kShortGap &&
               internal::ending_of(block.text) != LineEnd::sentence) {
      gap = true;  // a line of its own for each document: tags, a number
    } else {
      break;
    }
  }
  for (std::size_t i = 0; i < sure; ++i)
    document.blocks[run[i]].kind = BlockKind::furniture;
  return sure;
}

/// What few documents have goes first when the counts need too much room.
void BoilerplateFinder::Impl::forget_rare() {
  for (std::uint32_t least = 2; all.size() > kMostCounts / 2; ++least)
    std::erase_if(all, [least](const auto& entry) { return entry.second < least; });
  if (bodies.size() > kMostCounts / 4) bodies.clear();
}

BoilerplateFinder::BoilerplateFinder() : impl_(std::make_unique<Impl>()) {}

BoilerplateFinder::BoilerplateFinder(const std::vector<std::uint64_t>& known)
    : BoilerplateFinder() {
  for (const std::uint64_t entry : known) {
    impl_->known.insert(entry & ~std::uint64_t{1});
    if ((entry & 1U) != 0) impl_->dense.insert(entry & ~std::uint64_t{1});
  }
}

BoilerplateFinder::~BoilerplateFinder() = default;
BoilerplateFinder::BoilerplateFinder(BoilerplateFinder&&) noexcept = default;
BoilerplateFinder& BoilerplateFinder::operator=(BoilerplateFinder&&) noexcept = default;

std::size_t BoilerplateFinder::mark(std::span<Document> documents) {
  Impl& impl = *impl_;
  impl.stretch.clear();
  impl.stretch_documents = 0;
  std::vector<Ends> ends;
  ends.reserve(documents.size());
  for (Document& document : documents) {
    if (document.blocks.empty()) {
      document.blocks =
          internal::lay_out_text(document.text, document.language, document.title).blocks;
    }
    ends.push_back(ends_of(document));
    impl.count(ends.back());
  }
  impl.decide();
  std::size_t marked = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    Document& document = documents[i];
    const auto is_content = [&](const Edge& edge) {
      return !impl.is_known(edge.print) && document.blocks[edge.block].text.size() >= kMinContent;
    };
    // A document all of whose ends are known is a form or a copy: there is nothing else to find.
    const bool has_content = std::any_of(ends[i].head.begin(), ends[i].head.end(), is_content) &&
                             std::any_of(ends[i].tail.begin(), ends[i].tail.end(), is_content);
    if (!has_content) continue;
    marked += impl.mark_end(document, ends[i].tail);
    marked += impl.mark_end(document, ends[i].head);
  }
  if (impl.all.size() > kMostCounts) impl.forget_rare();
  return marked;
}

std::vector<std::uint64_t> BoilerplateFinder::known() const {
  std::vector<std::uint64_t> prints;
  prints.reserve(impl_->known.size());
  for (const std::uint64_t print : impl_->known)
    prints.push_back(print | (impl_->dense.contains(print) ? 1U : 0U));
  std::sort(prints.begin(), prints.end());
  return prints;
}

}  // namespace pilcrow
