#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/timing.h"
#include "workload/query_class.h"

namespace pilcrow::bench {

/// What an engine answers to one query. Paragraphs have the numbers of the exported file.
struct RivalAnswer {
  std::vector<std::uint32_t> top;  ///< best first, at most kTopK
  std::int64_t total = -1;         ///< exact number of matches; -1 where the task asks for none
};

/// One class of queries under one task.
struct RivalRun {
  std::vector<RivalAnswer> answers;  ///< by query; shorter where the time ran out
  Rounds rounds;                     ///< milliseconds; every round has as many as `answers`
};

/// How long a rival may take and how often it is asked.
struct RunPlan {
  std::size_t rounds = 5;   ///< timed, after `warm_up`
  std::size_t warm_up = 2;  ///< not timed
  /// Seconds for one class and task, roughly. Where one round does not fit, the first queries of
  /// the class are asked once, without warming up: they are a random draw as well.
  double budget = 30;
};

struct BuildFigures {
  double seconds = 0;
  std::uint64_t bytes = 0;  ///< on disk
};

/// An engine that indexes the exported paragraphs and answers the bench's queries.
class Rival {
 public:
  virtual ~Rival() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  [[nodiscard]] virtual std::string version() const = 0;
  /// Why it cannot run here; empty where it can.
  [[nodiscard]] virtual std::string missing() const { return {}; }
  /// `paragraphs`: the file of `export_paragraphs`. `directory`: its own, empty.
  virtual BuildFigures build(const std::filesystem::path& paragraphs,
                             const std::filesystem::path& directory) = 0;
  /// One run for each class and task: [class][task].
  virtual std::vector<std::vector<RivalRun>> run(const std::vector<QueryClass>& classes,
                                                 const std::vector<Task>& tasks,
                                                 const RunPlan& plan) = 0;
};

/// What Pilcrow is asked to do. The rivals score by BM25 alone: `plain` is the same work,
/// `standard` looks at the best 200 again.
enum class OwnMode {
  standard,  ///< the default order
  plain,     ///< `RankingOptions::plain()`: BM25F alone
  small,     ///< the same with 8 MB for decoded lists
  cold,      ///< the same by a searcher opened for each query, its opening not counted
};

/// Pilcrow itself; `numbers` gives the numbers of the exported file.
class ParagraphNumbers;
std::unique_ptr<Rival> make_pilcrow(const std::filesystem::path& index,
                                    const ParagraphNumbers& numbers,
                                    OwnMode mode = OwnMode::standard);
/// As the Xapian tutorial does it: TermGenerator, QueryParser, BM25Weight, ValueCountMatchSpy.
std::unique_ptr<Rival> make_plain_xapian();
/// SQLite's FTS5 with the porter tokenizer and bm25(); facets in a table beside it.
std::unique_ptr<Rival> make_sqlite();
/// Lucene 8 in a Java process: lucene/LuceneBench.java, compiled when it is first needed.
std::unique_ptr<Rival> make_lucene();

/// A rival that answers in this process: only `answer` is its own.
class LocalRival : public Rival {
 public:
  std::vector<std::vector<RivalRun>> run(const std::vector<QueryClass>& classes,
                                         const std::vector<Task>& tasks,
                                         const RunPlan& plan) override;

 protected:
  /// What is to be done before each answer and not timed.
  virtual void get_ready() {}
  virtual RivalAnswer answer(const BenchQuery& query, Task task) = 0;

 private:
  RivalRun run_class(const std::vector<BenchQuery>& queries, Task task, const RunPlan& plan);
};

}  // namespace pilcrow::bench
