#include "index/letter_runs.h"

#include <algorithm>
#include <map>
#include <set>

#include "search/form_marks.h"
#include "search/snapshot.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::internal;
using namespace pilcrow::test;

namespace {

std::shared_ptr<const Snapshot> open(const std::filesystem::path& index) {
  return Snapshot::open(index, std::make_shared<const Analyzer>(), std::size_t{1} << 20);
}

Document german(std::string id, std::string text) {
  Document document;
  document.id = std::move(id);
  document.text = std::move(text);
  document.language = "de";
  return document;
}

// The words of the index that share a run with `word`, folded.
std::set<std::string> kin(const std::string& word, const Snapshot& snapshot) {
  std::vector<std::uint32_t> runs;
  snapshot.letter_runs().append_runs_of(word, runs);
  std::set<std::string> found;
  for (const std::uint32_t run : runs)
    for (const std::uint32_t form : snapshot.letter_runs().forms_with(run))
      found.emplace(snapshot.forward().form(form).surface);
  return found;
}

}  // namespace

TEST_CASE("words are kin by runs of four letters, whatever their case and accents") {
  const TemporaryDirectory directory;
  std::vector<Document> corpus = {german("1", "Wasserversorgung"),
                                  german("2", "VERSORGER"),
                                  german("3", "Käse"),
                                  german("4", "ab"),
                                  german("5", "Tisch"),
                                  german("6", "Reise")};
  // A run in half of the paragraphs or more tells nothing.
  for (int i = 0; i < 40; ++i)
    corpus.push_back(german("x" + std::to_string(i), i < 30 ? "Zeitung" : "Garten"));
  build_index(directory / "idx", corpus);
  const auto snapshot = open(directory / "idx");
  CHECK(kin("Versorgung", *snapshot) == std::set<std::string>{"VERSORGER", "Wasserversorgung"});
  CHECK(kin("Versorgugn", *snapshot) == std::set<std::string>{"VERSORGER", "Wasserversorgung"});
  CHECK(kin("kaesekuchen", *snapshot).empty());
  CHECK(kin("Kasekuchen", *snapshot) == std::set<std::string>{"Käse"});
  CHECK(kin("AB", *snapshot) == std::set<std::string>{"ab"});
  CHECK(kin("Zeitung", *snapshot).empty());
  CHECK(kin("東京都", *snapshot).empty());
  CHECK(kin("", *snapshot).empty());
}

TEST_CASE("marked tokens are those of the paragraph that were asked for, at their places") {
  const TemporaryDirectory directory;
  auto corpus = invented_corpus(60, 21);
  corpus.push_back(
      german("hyphens", "Der Cyber-Angriff auf das U.S.-Netz, Cyber-Angriffe überall."));
  build_index(directory / "idx", corpus);
  const auto snapshot = open(directory / "idx");
  const ForwardColumn& forward = snapshot->forward();
  std::set<std::uint32_t> wanted;
  FormMarks marks(forward);
  CHECK(marks.empty());
  for (std::uint32_t term = 0; term < forward.term_count(); term += 3) {
    wanted.insert(term);
    marks.want(std::string(forward.term(term)));
  }
  std::uint32_t other = 0;
  while (wanted.contains(forward.form(other).term))
    ++other;
  marks.set_mark(other, 7);
  CHECK(marks.mark(other) == 7);
  std::vector<ForwardToken> all;
  std::vector<ForwardToken> marked;
  for (DocId id = 1; id <= forward.last(); ++id) {
    forward.tokens(id, all);
    const std::uint32_t length = marks.tokens(id, marked);
    CHECK(length == (all.empty() ? 0
                                 : std::max_element(
                                       all.begin(), all.end(),
                                       [](auto& a, auto& b) {
                                         return a.position < b.position;
                                       })->position +
                                       1));
    std::erase_if(all, [&](const ForwardToken& token) {
      return !wanted.contains(token.term) && token.form != other;
    });
    REQUIRE(marked.size() == all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      CHECK(marked[i].form == all[i].form);
      CHECK(marked[i].position == all[i].position);
      CHECK(marked[i].next == all[i].next);
      CHECK(marked[i].term == (all[i].form == other ? FormMarks::kNoTerm : all[i].term));
    }
  }
}

TEST_CASE("marks are gone with what made them") {
  const TemporaryDirectory directory;
  build_index(directory / "idx", invented_corpus(20, 22));
  const auto snapshot = open(directory / "idx");
  const std::string term(snapshot->forward().term(0));
  { FormMarks(snapshot->forward()).want(term); }
  const FormMarks marks(snapshot->forward());
  std::vector<ForwardToken> tokens;
  for (DocId id = 1; id <= snapshot->forward().last(); ++id) {
    (void)marks.tokens(id, tokens);
    CHECK(tokens.empty());
  }
}
