#include "pilcrow/version.h"
#include "rivals/paragraph_file.h"
#include "rivals/rival.h"

namespace pilcrow::bench {
namespace {

class PilcrowEngine : public LocalRival {
 public:
  PilcrowEngine(const std::filesystem::path& index, const ParagraphNumbers& numbers)
      : searcher_(index), numbers_(numbers) {}

  [[nodiscard]] std::string name() const override { return "pilcrow"; }
  [[nodiscard]] std::string version() const override { return std::string(pilcrow::version()); }
  // The index is there: the paragraphs were exported from it.
  BuildFigures build(const std::filesystem::path&, const std::filesystem::path&) override {
    return {0, searcher_.stats().disk_bytes};
  }

 protected:
  RivalAnswer answer(const BenchQuery& query, Task task) override {
    const SearchRequest request = request_for(query, task);
    const SearchResult result = searcher_.search(request);
    RivalAnswer answer;
    for (const Hit& hit : result.hits)
      answer.top.push_back(numbers_.of(hit));
    if (request.count_total) answer.total = static_cast<std::int64_t>(result.paragraphs.value);
    return answer;
  }

 private:
  Searcher searcher_;
  const ParagraphNumbers& numbers_;
};

}  // namespace

std::unique_ptr<Rival> make_pilcrow(const std::filesystem::path& index,
                                    const ParagraphNumbers& numbers) {
  return std::make_unique<PilcrowEngine>(index, numbers);
}

}  // namespace pilcrow::bench
