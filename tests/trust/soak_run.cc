// One writer and many readers on one index, for as long as it is told.
//
//   soak_run [--seconds S] [--readers N] [--processes N] [--seed S]
//
// The writer updates, deletes, merges, optimizes and rebuilds. Each commit gives every document the
// same new generation word and a number of paragraphs that follows from it, so that a reader can
// tell from one answer alone whether it is that of one whole commit: each search looks at totals,
// facet counts and texts, and compares them with the model. Readers share a searcher that they
// refresh, or open one of their own; some are processes. States never go back. Meanwhile a second
// writer knocks.

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "pilcrow/pilcrow.h"
#include "support/data.h"
#include "trust/run_program.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

struct Options {
  double seconds = 3;
  unsigned readers = 8;
  unsigned processes = 2;
  std::uint64_t seed = 1;
};

// The model: commit number v holds documents 0 to size(v) − 1, document d has 1 + (d + v) % 3
// paragraphs, all of version v, tagged with a country that follows from d and v.
constexpr unsigned kDocuments = 40;
const char* const kCountries[] = {"EE", "JP", "KE"};

unsigned size_of(unsigned version) {
  return kDocuments - version % 7;
}
unsigned paragraphs_of(unsigned document, unsigned version) {
  return 1 + (document + version) % 3;
}
std::string country_of(unsigned document, unsigned version) {
  return kCountries[(document * 7 + version) % 3];
}
std::string text_of(unsigned document, unsigned version, unsigned paragraph) {
  return "Harbor log of ship" + std::to_string(document) + " state s" + std::to_string(version) +
         " page " + std::to_string(paragraph) + ".";
}

void add(IndexWriter& writer, unsigned document, unsigned version) {
  Document whole;
  whole.id = "ship-" + std::to_string(document);
  whole.language = "en";
  std::vector<Paragraph> paragraphs;
  std::vector<std::vector<TagMention>> mentions;
  for (unsigned i = 1; i <= paragraphs_of(document, version); ++i) {
    Paragraph paragraph;
    paragraph.text = text_of(document, version, i);
    paragraphs.push_back(paragraph);
    TagMention mention;
    mention.tag = {"country", country_of(document, version)};
    mentions.push_back({mention});
  }
  writer.add(whole, std::move(paragraphs), std::move(mentions));
}

struct Counts {
  std::atomic<std::uint64_t> commits{0};
  std::atomic<std::uint64_t> optimizations{0};
  std::atomic<std::uint64_t> rebuilds{0};
  std::atomic<std::uint64_t> searches{0};
  std::atomic<std::uint64_t> refreshes{0};
  std::atomic<std::uint64_t> moved{0};
  std::atomic<std::uint64_t> knocks{0};
  std::atomic<std::uint64_t> mismatches{0};
};

class Soak {
 public:
  Soak(const Options& options, fs::path index)
      : options_(options),
        index_(std::move(index)),
        until_(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                  std::chrono::duration<double>(options.seconds))) {}

  bool run();
  // A process of its own that only reads; 0 where all was well.
  int read_alone();

 private:
  [[nodiscard]] bool over() const { return Clock::now() >= until_ || counts_.mismatches > 0; }
  void mismatch(const std::string& what) {
    if (counts_.mismatches++ == 0) std::cerr << "  MISMATCH: " << what << std::endl;
  }
  template <typename Work>
  void guarded(const std::string& who, Work&& work) {
    try {
      work();
    } catch (const std::exception& error) {
      mismatch(who + ": " + error.what());
    }
  }
  void write();
  void commit(IndexWriter& writer, unsigned version);
  void knock();
  void read(const Searcher& shared, unsigned number);
  void refresh(Searcher& shared);
  unsigned look(const Searcher& searcher, unsigned kind);
  void compare(const SearchResult& result, unsigned version, const std::string& country);

  Options options_;
  fs::path index_;
  Clock::time_point until_;
  Counts counts_;
};

void Soak::commit(IndexWriter& writer, unsigned version) {
  for (unsigned d = 0; d < kDocuments; ++d) {
    const std::string id = "ship-" + std::to_string(d);
    if (d < size_of(version))
      add(writer, d, version);
    else
      writer.remove(id);
  }
  if (version % 5 == 4) {
    writer.optimize();
    // It commits twice: what is looked at is the same.
    ++counts_.optimizations;
  } else {
    writer.commit();
  }
  ++counts_.commits;
}

void Soak::write() {
  unsigned version = 1;
  while (!over()) {
    const OpenMode mode = version % 23 == 22 ? OpenMode::rebuild : OpenMode::open;
    if (mode == OpenMode::rebuild) ++counts_.rebuilds;
    IndexWriter writer(index_, {.mode = mode,
                                .jobs = 2,
                                .lock_wait = std::chrono::seconds(20),
                                .durable = version % 2 == 0});
    for (int i = 0; i < 8 && !over(); ++i)
      commit(writer, ++version);
  }
}

// A second writer that mostly finds the door locked, and learns by whom.
void Soak::knock() {
  while (!over()) {
    try {
      const auto begin = Clock::now();
      const std::chrono::milliseconds wait(30);
      try {
        const IndexWriter second(index_, {.mode = OpenMode::open, .lock_wait = wait});
      } catch (const Error& error) {
        if (error.code() != ErrorCode::index_locked) throw;
        ++counts_.knocks;
        const std::string said = error.what();
        if (said.find("process " + std::to_string(getpid())) == std::string::npos &&
            said.find("another writer") == std::string::npos)
          mismatch("who holds the lock: " + said);
        if (Clock::now() - begin < wait) mismatch("a writer did not wait");
      }
    } catch (const std::exception& error) {
      mismatch(std::string("second writer: ") + error.what());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

void Soak::compare(const SearchResult& result, unsigned version, const std::string& country) {
  std::map<std::string, std::uint64_t> paragraphs;
  std::map<std::string, std::uint64_t> documents;
  std::uint64_t found = 0;
  std::uint64_t of_documents = 0;
  for (unsigned d = 0; d < size_of(version); ++d) {
    const std::string here = country_of(d, version);
    paragraphs[here] += paragraphs_of(d, version);
    ++documents[here];
    if (!country.empty() && here != country) continue;
    found += paragraphs_of(d, version);
    ++of_documents;
  }
  const std::string state = " at state " + std::to_string(version);
  if (result.paragraphs.value != found || result.documents.value != of_documents)
    mismatch("totals " + std::to_string(result.paragraphs.value) + ", " +
             std::to_string(result.documents.value) + state);
  if (result.hits.size() != found) mismatch("number of hits" + state);
  for (const FacetValue& value : result.facets.at(0).values)
    if (paragraphs[value.value] != value.paragraphs || documents[value.value] != value.documents)
      mismatch("the count of " + value.value + state);
  for (const Hit& hit : result.hits) {
    const auto d = static_cast<unsigned>(std::stoul(hit.document_id.substr(5)));
    if (hit.paragraph.text != text_of(d, version, static_cast<unsigned>(hit.paragraph.ordinal)))
      mismatch("a text is \"" + hit.paragraph.text + "\"" + state);
    if (hit.document.paragraphs != paragraphs_of(d, version)) mismatch("a document" + state);
  }
}

// Searches, finds out of which commit the answer is, and compares; that commit.
unsigned Soak::look(const Searcher& searcher, unsigned kind) {
  const std::string country = kind % 3 == 2 ? kCountries[kind % 2] : "";
  SearchRequest request{.query = kind % 2 == 0 ? "harbor" : "\"harbor log\"", .limit = 1000};
  if (!country.empty()) request.where = {{"country", {country}}};
  request.facets = {{"country", 10}};
  if (kind % 4 == 3) request.ranking = RankingOptions::plain();
  const SearchResult result = searcher.search(request);
  ++counts_.searches;
  if (result.hits.empty()) {
    mismatch("nothing was found");
    return 0;
  }
  const std::string& text = result.hits.front().paragraph.text;
  const auto version = static_cast<unsigned>(std::stoul(text.substr(text.find(" state s") + 8)));
  compare(result, version, country);
  return version;
}

void Soak::read(const Searcher& shared, unsigned number) {
  std::mt19937_64 random(options_.seed * 100 + number);
  unsigned last = 0;
  while (!over()) {
    guarded("reader", [&] {
      const unsigned version = look(shared, static_cast<unsigned>(random() % 12));
      if (version < last) mismatch("the past came back");
      last = version;
      if (random() % 20 == 0 && shared.stats().documents < kDocuments - 7) mismatch("stats");
      if (random() % 20 == 0 && shared.suggest("har").empty()) mismatch("no suggestion");
      if (random() % 20 == 0 && shared.paragraphs("ship-1").empty()) mismatch("no paragraphs");
      if (random() % 40 == 0) look(Searcher(index_), 0);
    });
  }
}

void Soak::refresh(Searcher& shared) {
  while (!over()) {
    guarded("refresh", [&] {
      if (shared.refresh()) ++counts_.moved;
      ++counts_.refreshes;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

int Soak::read_alone() {
  std::mt19937_64 random(options_.seed + static_cast<std::uint64_t>(getpid()));
  Searcher searcher(index_);
  unsigned last = 0;
  while (!over()) {
    guarded("process", [&] {
      const unsigned version = look(searcher, static_cast<unsigned>(random() % 12));
      if (version < last) mismatch("the past came back");
      last = version;
      searcher.refresh();
    });
  }
  return counts_.mismatches == 0 && counts_.searches > 0 ? 0 : 1;
}

bool Soak::run() {
  {
    IndexWriter writer(index_);
    commit(writer, 1);
  }
  std::vector<pid_t> children;
  for (unsigned i = 0; i < options_.processes; ++i) {
    children.push_back(fork());
    if (children.back() == 0) std::_Exit(read_alone());
  }
  Searcher shared(index_);
  std::vector<std::thread> threads;
  threads.emplace_back([this] { guarded("writer", [this] { write(); }); });
  threads.emplace_back([this] { knock(); });
  threads.emplace_back([&] { refresh(shared); });
  for (unsigned i = 0; i < options_.readers; ++i)
    threads.emplace_back([&, i] {
      // Some never refresh: what they read is overwritten, and they move on by themselves.
      if (i % 4 == 3)
        guarded("reader", [&] { read(Searcher(index_), i); });
      else
        read(shared, i);
    });
  for (std::thread& thread : threads)
    thread.join();
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) mismatch("a reading process ended badly");
  }
  const bool sound = verify_index(index_).sound();
  if (!sound) mismatch("the index is not sound");
  std::printf(
      "seed %llu: %.1f s, %u reading threads and %u processes; %llu commits, %llu optimizations, "
      "%llu rebuilds, %llu searches in threads, %llu refreshes (%llu to a new state), %llu times "
      "locked out; %llu mismatches\n",
      static_cast<unsigned long long>(options_.seed), options_.seconds, options_.readers,
      options_.processes, static_cast<unsigned long long>(counts_.commits),
      static_cast<unsigned long long>(counts_.optimizations),
      static_cast<unsigned long long>(counts_.rebuilds),
      static_cast<unsigned long long>(counts_.searches),
      static_cast<unsigned long long>(counts_.refreshes),
      static_cast<unsigned long long>(counts_.moved),
      static_cast<unsigned long long>(counts_.knocks),
      static_cast<unsigned long long>(counts_.mismatches));
  return counts_.mismatches == 0 && counts_.searches > 0 && counts_.commits > 1;
}

}  // namespace

int main(int argc, char* argv[]) {
  Options options;
  return run_program(argc, argv,
                     {{"--seconds", value_of(options.seconds)},
                      {"--readers", value_of(options.readers)},
                      {"--processes", value_of(options.processes)},
                      {"--seed", value_of(options.seed)}},
                     [&] {
                       const TemporaryDirectory directory;
                       return Soak(options, directory / "soak.idx").run() ? 0 : 1;
                     });
}
