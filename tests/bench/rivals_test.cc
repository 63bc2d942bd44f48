#include "base/scratch.h"
#include "corpus/generator.h"
#include "pilcrow/index_writer.h"
#include "rivals/agreement.h"
#include "rivals/paragraph_file.h"
#include "rivals/rival.h"
#include "support/catch.h"
#include "workload/draw.h"

using namespace pilcrow;
using namespace pilcrow::bench;

TEST_CASE("agreement counts equal totals and what two top tens share") {
  RivalRun a;
  RivalRun b;
  a.answers = {{{1, 2}, 10}, {{3}, 4}, {{}, 0}};
  b.answers = {{{2, 1}, 10}, {{4}, 8}};
  const Agreement agreement = compare_answers(a, b);
  CHECK(agreement.queries == 2);
  CHECK(agreement.has_totals);
  CHECK(agreement.equal_totals == Approx(0.5));
  CHECK(agreement.totals_ratio == Approx(18.0 / 14));
  CHECK(agreement.top_in_common == Approx(0.5));
}

TEST_CASE("engines that index the exported paragraphs find the same matches") {
  const Scratch scratch({});
  const auto index = scratch.path() / "index";
  {
    const Generator generator(200, 5);
    IndexWriter writer(index);
    for (std::uint64_t i = 0; i < generator.document_count(); ++i)
      writer.add(generator.document(i));
    writer.commit();
  }
  const auto file = scratch.path() / "paragraphs.tsv";
  const Searcher searcher(index);
  const ParagraphNumbers numbers = export_paragraphs(searcher, file);
  CHECK(numbers.size() == 200);
  const auto classes = draw_queries(searcher, {.per_class = 5});
  const RunPlan plan{.rounds = 1, .warm_up = 1};
  const std::vector<Task> tasks{Task::ids, Task::texts, Task::facets, Task::sideways};
  const auto own = make_pilcrow(index, numbers)->run(classes, tasks, plan);
  const auto check_rival = [&](Rival& rival) {
    CAPTURE(rival.name());
    const auto directory = scratch.path() / rival.name();
    std::filesystem::create_directories(directory);
    CHECK(rival.build(file, directory).bytes > 0);
    const auto runs = rival.run(classes, tasks, plan);
    for (std::size_t c = 0; c < classes.size(); ++c) {
      if (classes[c].name == "prefix") continue;  // some expand to stems, some to words
      CAPTURE(classes[c].name);
      CHECK(compare_answers(own[c][2], runs[c][2]).equal_totals >= 0.8);
      CHECK(compare_answers(own[c][3], runs[c][3]).equal_totals >= 0.8);
      CHECK(runs[c][0].rounds.at(0).size() == 5);
    }
  };
  check_rival(*make_plain_xapian());
  const auto sqlite = make_sqlite();
  if (sqlite->missing().empty()) check_rival(*sqlite);
}
