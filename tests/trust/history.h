#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pilcrow/index_writer.h"

namespace pilcrow::test {

/// What a commit of a history does.
enum class Step { build, update, erase, merge, optimize, mixed };
inline constexpr Step kSteps[] = {Step::build, Step::update,   Step::erase,
                                  Step::merge, Step::optimize, Step::mixed};
std::string to_string(Step step);

/// The documents of an index, each with the version it was last added as.
using State = std::map<std::string, unsigned>;

/// A sequence of commits, the same for the same seed: number 0 builds an index, the others change
/// it in the ways of `Step`. Every third of them makes a new generation, the rest go into the
/// current one.
class History {
 public:
  explicit History(std::uint64_t seed);

  [[nodiscard]] Step step(std::size_t number) const;
  /// What is there after commit `number`; −1: nothing.
  State state_after(std::ptrdiff_t number);
  /// Makes that commit, from the state before it. `commit` false: all of it but the commit.
  void perform(std::size_t number, IndexWriter& writer, bool commit = true);
  /// How the writer is to be opened for it.
  [[nodiscard]] OpenMode mode(std::size_t number) const;

 private:
  struct Change {
    std::vector<std::pair<std::string, unsigned>> added;
    std::vector<std::string> removed;
  };
  [[nodiscard]] Change change(std::size_t number);

  std::uint64_t seed_;
  std::vector<State> states_;
};

/// The document `id` as version `version` of it, and how many paragraphs that has.
Document versioned_document(const std::string& id, unsigned version);
std::size_t versioned_paragraphs(const std::string& id, unsigned version);

/// Adds it, cut into paragraphs.
void add_versioned(IndexWriter& writer, const std::string& id, unsigned version);

/// What an index holds, read through a searcher: texts, totals and counts of facets are compared
/// with what the documents that are found should have. Throws std::runtime_error where they differ.
State state_of(const std::filesystem::path& index);

}  // namespace pilcrow::test
