#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "pilcrow/export.h"
#include "pilcrow/note.h"

namespace pilcrow {

/// What `verify_index` found.
struct VerifyReport {
  std::uint64_t documents = 0;   ///< as recounted
  std::uint64_t paragraphs = 0;  ///< likewise
  std::uint64_t terms = 0;       ///< distinct ones, of words, facet values, ids …
  std::uint64_t postings = 0;
  /// Errors are damage: the index is to be built again. Warnings name what does no harm, such as a
  /// cache that is made again by itself whenever the index is opened. After a hundred the rest is
  /// counted only.
  std::vector<Note> findings{};
  /// Whether there are no errors.
  [[nodiscard]] bool sound() const noexcept {
    return std::none_of(findings.begin(), findings.end(),
                        [](const Note& note) { return note.severity == Severity::error; });
  }
};

/// Looks through a whole index: the files against their checksums, the engine's own check, every
/// stored paragraph against its document, its words, tags and value slots (all of them made again
/// from the text), every posting list against a recount, columns and forward column against what
/// they are caches of. Reads everything and analyzes all text, with one thread.
///
/// `lock_wait`: how long to wait for a writer at work. Nothing is changed.
/// Throws `index_missing`, `index_locked`, `index_incompatible`; what is wrong with an index of
/// this format is in the report.
PILCROW_API VerifyReport
verify_index(const std::filesystem::path& index,
             std::chrono::milliseconds lock_wait = std::chrono::milliseconds{0});

}  // namespace pilcrow
