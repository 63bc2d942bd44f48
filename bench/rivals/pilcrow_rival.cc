#include <optional>
#include <utility>

#include "pilcrow/version.h"
#include "rivals/paragraph_file.h"
#include "rivals/rival.h"

namespace pilcrow::bench {
namespace {

std::string name_of(OwnMode mode) {
  switch (mode) {
    case OwnMode::standard:
      return "pilcrow";
    case OwnMode::plain:
      return "pilcrow (BM25F only)";
    case OwnMode::small:
      return "pilcrow (BM25F only, 8 MB)";
    case OwnMode::cold:
      return "pilcrow (BM25F only, cold)";
  }
  return {};
}

constexpr std::size_t kSmallCache = std::size_t{8} << 20;

SearcherOptions options_for(OwnMode mode) {
  SearcherOptions options;
  if (mode == OwnMode::small) options.cache_bytes = kSmallCache;
  return options;
}

class PilcrowEngine : public LocalRival {
 public:
  PilcrowEngine(std::filesystem::path index, const ParagraphNumbers& numbers, OwnMode mode)
      : index_(std::move(index)), numbers_(numbers), mode_(mode) {
    searcher_.emplace(index_, options_for(mode));
  }

  [[nodiscard]] std::string name() const override { return name_of(mode_); }
  [[nodiscard]] std::string version() const override { return std::string(pilcrow::version()); }
  // The index is there: the paragraphs were exported from it.
  BuildFigures build(const std::filesystem::path&, const std::filesystem::path&) override {
    return {0, searcher_->stats().disk_bytes};
  }

 protected:
  void get_ready() override {
    if (mode_ == OwnMode::cold) searcher_.emplace(index_, options_for(mode_));
  }

  RivalAnswer answer(const BenchQuery& query, Task task) override {
    SearchRequest request = request_for(query, task);
    if (mode_ != OwnMode::standard) request.ranking = RankingOptions::plain();
    const SearchResult result = searcher_->search(request);
    RivalAnswer answer;
    for (const Hit& hit : result.hits)
      answer.top.push_back(numbers_.of(hit));
    if (request.count_total) answer.total = static_cast<std::int64_t>(result.paragraphs.value);
    return answer;
  }

 private:
  std::filesystem::path index_;
  std::optional<Searcher> searcher_;
  const ParagraphNumbers& numbers_;
  OwnMode mode_;
};

}  // namespace

std::unique_ptr<Rival> make_pilcrow(const std::filesystem::path& index,
                                    const ParagraphNumbers& numbers, OwnMode mode) {
  return std::make_unique<PilcrowEngine>(index, numbers, mode);
}

}  // namespace pilcrow::bench
