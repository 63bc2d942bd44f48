#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/export.h"

namespace pilcrow {

/// Finds boilerplate: blocks that many documents have at their beginning or end, word for word but
/// for numbers (a note about the publisher, an appeal, a menu that was copied along). They become
/// `BlockKind::furniture`: kept, shown and cited, never ranked or tagged, and no part of the prose
/// beside them.
///
///     pilcrow::BoilerplateFinder finder;
///     while (take_some(documents)) {
///       finder.mark(documents);
///       for (auto& document : documents) use(splitter.split(document));
///     }
///
/// Documents are judged in stretches, in their order: by the other documents of their stretch and
/// by all that came before. A block is boilerplate where a fifth of a stretch and at least five of
/// its documents have it, or ten and more of 200 of all documents so far; short ones need half of a
/// stretch. So the first copies of something that only later turns out to be boilerplate stay as
/// they are. Forms of address and thanks ("Mr. President", "I thank you") never count, nor what
/// stands within a text, nor titles and by-lines, nor copies of one document; and something of a
/// document is always left.
///
/// The result depends on the documents, their order and the stretches alone. Memory stays bounded:
/// about 50 MB at most, whatever the number of documents. Not safe to use from several threads at
/// once. `IndexWriter` has one at work by itself (`IndexOptions::find_boilerplate`).
class PILCROW_API BoilerplateFinder {
 public:
  BoilerplateFinder();
  /// Begins with what was found before: the result of `known()`.
  explicit BoilerplateFinder(const std::vector<std::uint64_t>& known);
  ~BoilerplateFinder();
  BoilerplateFinder(BoilerplateFinder&&) noexcept;
  BoilerplateFinder& operator=(BoilerplateFinder&&) noexcept;

  /// Judges a stretch of documents and marks their blocks. A document of plain text without blocks
  /// gets its blocks first. Returns how many blocks were marked.
  std::size_t mark(std::span<Document> documents);

  /// Fingerprints of what is boilerplate so far, ascending; at most 100,000.
  [[nodiscard]] std::vector<std::uint64_t> known() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pilcrow
