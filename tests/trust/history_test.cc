// Whatever was done to an index, it answers as one does that was built in one go of what is left:
//
//     PILCROW_HISTORIES=500 PILCROW_HISTORY_SEED=7 trust_tests "*histor*"

#include <cstdlib>
#include <map>
#include <random>
#include <sstream>

#include "pilcrow/pilcrow.h"
#include "support/catch.h"
#include "support/corpus.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

unsigned long number_from(const char* variable, unsigned long otherwise) {
  const char* given = std::getenv(variable);
  return given == nullptr ? otherwise : std::strtoul(given, nullptr, 10);
}

using Model = std::map<std::string, Document>;

/// Enough paragraphs for a commit to make a new generation; `document` tells which.
void add(IndexWriter& writer, const Document& document) {
  if (document.id != "bulk") {
    writer.add(document);
    return;
  }
  std::vector<Paragraph> paragraphs(2100);
  for (Paragraph& paragraph : paragraphs)
    paragraph.text = document.text;
  writer.add(document, std::move(paragraphs), {});
}

/// Does random things to an index, and the same to a model.
class RandomHistory {
 public:
  RandomHistory(fs::path index, unsigned seed) : index_(std::move(index)), random_(seed) {
    // Both indexes begin with these, so that both measure the same averages.
    for (const Document& document : invented_corpus(12, 4711))
      model_[document.id] = document;
    IndexWriter writer(index_);
    for (const auto& [id, document] : model_)
      writer.add(document);
    writer.commit();
    beginning_ = model_;
  }

  void run(std::size_t commits) {
    while (commits > 0) {
      IndexWriter writer(index_, {.jobs = 1 + below(3), .durable = false});
      for (std::size_t i = 1 + below(3); i > 0 && commits > 0; --i, --commits)
        one_commit(writer);
    }
  }

  [[nodiscard]] const Model& model() const { return model_; }
  [[nodiscard]] const Model& beginning() const { return beginning_; }

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(random_() % bound); }

  void one_commit(IndexWriter& writer) {
    Model next = model_;
    const auto pool = invented_corpus(30, static_cast<unsigned>(random_()));
    for (unsigned i = below(12); i > 0; --i) {
      const Document& document = pool[below(30)];
      if (below(3) > 0) {
        writer.add(document);
        next[document.id] = document;
      } else {
        writer.remove(document.id);
        next.erase(document.id);
      }
    }
    if (below(6) == 0) {
      if (next.contains("bulk")) {
        writer.remove("bulk");
        next.erase("bulk");
      } else {
        Document& bulk = next["bulk"];
        bulk.id = "bulk";
        bulk.language = "en";
        bulk.text = "Ledger " + std::to_string(below(1000)) + ".";
        add(writer, bulk);
      }
    }
    const unsigned end = below(8);
    if (end == 0) {
      writer.rollback();
      return;
    }
    writer.commit();
    model_ = std::move(next);
  }

  fs::path index_;
  std::mt19937 random_;
  Model model_;
  Model beginning_;
};

/// An index of the same documents in two commits: the beginning, and the rest.
void build_fresh(const fs::path& index, const RandomHistory& history) {
  IndexWriter writer(index, {.durable = false});
  for (const auto& [id, document] : history.beginning())
    writer.add(document);
  writer.commit();
  for (const auto& [id, document] : history.beginning())
    if (!history.model().contains(id)) writer.remove(id);
  for (const auto& [id, document] : history.model())
    add(writer, document);
  writer.commit();
}

std::string facet_text(const SearchResult& result) {
  std::string all;
  for (const FacetCounts& facet : result.facets) {
    std::map<std::string, std::string> values;
    for (const FacetValue& value : facet.values)
      values[value.value] =
          std::to_string(value.paragraphs) + "/" + std::to_string(value.documents);
    for (const auto& [value, counts] : values)
      all += facet.facet + ":" + value + " " + counts + "\n";
    all += std::to_string(facet.distinct) + " " + std::to_string(facet.missing_paragraphs) + " " +
           std::to_string(facet.missing_documents) + "\n";
  }
  return all;
}

/// Everything that an answer says, but for the order of what has the same score.
std::string answer(const Searcher& searcher, SearchRequest request) {
  request.limit = 100'000;
  request.facets = {{"country", 1000}, {"topic", 1000}, {"year", 1000}, {"about", 1000}};
  const SearchResult result = searcher.search(request);
  std::map<std::string, std::string> hits;
  for (const Hit& hit : result.hits) {
    std::string said = std::to_string(hit.score) + " " + hit.paragraph.text;
    for (const Tag& tag : hit.paragraph.tags)
      said += " " + tag.facet + ":" + tag.value;
    hits[hit.document_id + "#" + std::to_string(hit.paragraph.ordinal)] = said;
  }
  std::string all = request.query + ": " + std::to_string(result.paragraphs.value) + " in " +
                    std::to_string(result.documents.value) + "\n";
  for (const auto& [place, said] : hits)
    all += place + " " + said + "\n";
  return all + facet_text(result);
}

/// The lines in which two answers differ; nothing where they are the same.
std::string difference(const std::string& one, const std::string& other) {
  std::istringstream first(one);
  std::istringstream second(other);
  std::string all;
  for (std::string a, b; std::getline(first, a), std::getline(second, b), first || second;)
    if (a != b) all += a.substr(0, 60) + " | " + b.substr(0, 60) + "\n";
  return all;
}

void compare(const fs::path& index, const fs::path& fresh) {
  const Searcher one(index);
  const Searcher other(fresh);
  CHECK(one.stats().documents == other.stats().documents);
  CHECK(one.stats().paragraphs == other.stats().paragraphs);
  CHECK(one.stats().text_bytes == other.stats().text_bytes);
  for (const char* query :
       {"", "harbor treaty", "\"river market\"", "signal OR winter", "har*", "winter NEAR/4 river",
        "title:summit copper", "=Estonia -garden", "treaty~1", "country:JP letter", "ledger"}) {
    for (const bool plain : {true, false}) {
      SearchRequest request{.query = query, .match = Match::any};
      if (plain) request.ranking = RankingOptions::plain();
      INFO((plain ? "plain ranking" : "full ranking"));
      const std::string differs = difference(answer(one, request), answer(other, request));
      INFO(request.query << "\n" << differs);
      CHECK(differs.empty());
    }
  }
  CHECK(verify_index(index).findings.empty());
}

}  // namespace

TEST_CASE("an index with any history answers like one that was built afresh") {
  const unsigned long histories = number_from("PILCROW_HISTORIES", 4);
  const unsigned long first = number_from("PILCROW_HISTORY_SEED", 1);
  for (unsigned long seed = first; seed < first + histories; ++seed) {
    INFO("seed " << seed);
    const TemporaryDirectory directory;
    RandomHistory history(directory / "idx", static_cast<unsigned>(seed));
    history.run(2 + seed % 9);
    build_fresh(directory / "fresh", history);
    compare(directory / "idx", directory / "fresh");
    // Optimized, both measure the averages anew, over the same documents.
    IndexWriter(directory / "idx").optimize();
    {
      IndexWriter writer(directory / "new");
      for (const auto& [id, document] : history.model())
        add(writer, document);
      writer.commit();
    }
    compare(directory / "idx", directory / "new");
  }
  if (std::getenv("PILCROW_HISTORIES") != nullptr) WARN(histories << " histories");
}
