// Damages every file of a small index, one at a time and in many ways, and looks at what a reader,
// a writer and verify_index make of it.
//
//   damage_run [--flips N] [--every N] [--without-sums] [--seed S]
//
// --flips N       bytes turned over in each file, at random places (all bytes of files below 2 KB)
// --every N       every Nth byte of files below 2 KB
// --without-sums  as after a writer was killed in the middle: the engine's files have no checksums.
//                 Wrong answers are counted but not held against anybody then; crashes are.
//
// Allowed is an Error that names the index, or the same answers as those of the intact index.

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "pilcrow/pilcrow.h"
#include "support/data.h"
#include "trust/child_process.h"
#include "trust/history.h"
#include "trust/run_program.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

struct Options {
  std::size_t flips = 40;
  std::size_t every = 1;
  bool without_sums = false;
  std::uint64_t seed = 1;
};

// How a process that looked at a damaged index ended.
enum Outcome { kSame = 20, kError, kWrong, kUnclear, kMissed };

std::string name_of(int outcome) {
  switch (outcome) {
    case kSame:
      return "same answers";
    case kError:
      return "typed error";
    case kWrong:
      return "WRONG ANSWERS";
    case kUnclear:
      return "UNCLEAR ERROR";
    case kMissed:
      return "MISSED BY VERIFY";
  }
  return "CRASH (" + std::to_string(outcome) + ")";
}

void build(const fs::path& index) {
  History history(3);
  for (const std::size_t number : {0U, 1U, 2U}) {
    IndexWriter writer(index, {.mode = history.mode(number), .jobs = 1});
    history.perform(number, writer);
  }
  IndexWriter writer(index);
  Document document;
  document.id = "prose";
  document.language = "en";
  document.title = "Winter in the harbor";
  document.text =
      "Estonia and Japan signed a treaty on undersea cables in 2019.\n\n"
      "The harbor of Tallinn was closed in winter, and the ferry to Helsinki stayed away.\n";
  writer.add(document);
  writer.commit();
}

// What an index answers to questions of every kind, as text.
std::string answers(const fs::path& index) {
  const Searcher searcher(index);
  std::string all;
  for (const char* query : {"", "harbor", "\"harbor of tallinn\"", "ver*", "treaty cables",
                            "estonia NEAR/4 treaty", "=Tallinn", "country:EE", "title:winter"}) {
    SearchResult result =
        searcher.search({.query = query, .limit = 300, .context = 1, .facets = default_facets()});
    result.took_ms = 0;
    all += to_json(result) + "\n";
  }
  for (const Suggestion& suggestion : searcher.suggest("ver"))
    all += suggestion.text + " " + std::to_string(suggestion.paragraphs) + "\n";
  all += std::to_string(searcher.paragraphs("doc-1").size()) + "\n";
  IndexStats stats = searcher.stats();
  all += std::to_string(stats.documents) + " " + std::to_string(stats.paragraphs) + " " +
         std::to_string(stats.text_bytes);
  return all;
}

int in_bounded_process(const std::function<int()>& work) {
  constexpr int kOtherException = 1;
  return in_process(work, kOtherException, 60);
}

// `work` gives an outcome, or throws an Error that must be clear.
int outcome_of(const fs::path& index, const std::function<int()>& work) {
  try {
    return work();
  } catch (const Error& error) {
    const std::string said = error.what();
    const bool clear = said.find(index.string()) != std::string::npos &&
                       error.code() != ErrorCode::internal &&
                       error.code() != ErrorCode::invalid_argument;
    if (!clear) std::cerr << "  unclear: " << said << std::endl;
    return clear ? kError : kUnclear;
  }
}

class DamageRun {
 public:
  explicit DamageRun(const Options& options) : options_(options), random_(options.seed) {
    build(index_);
    if (options.without_sums)
      for (const auto& entry : fs::directory_iterator(index_))
        if (entry.is_directory()) fs::remove(entry.path() / "sums");
    intact_ = answers(index_);
  }

  bool run() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(index_))
      if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files)
      damage(file);
    return print(files.size());
  }

 private:
  void damage(const fs::path& file) {
    const std::string bytes = read_file(file);
    const std::string name = fs::relative(file, index_).string();
    fs::remove(file);
    look(name, "removed", true);
    for (const std::size_t size : cuts(bytes.size())) {
      write_file(file, bytes.substr(0, size));
      look(name, "truncated", true);
    }
    write_file(file, bytes + std::string(100, 'x'));
    look(name, "longer", true);
    write_file(file, std::string(bytes.size(), '\0'));
    look(name, "zeroed", true);
    std::vector<std::size_t> places;
    if (bytes.size() < 2048)
      for (std::size_t at = 0; at < bytes.size(); at += options_.every)
        places.push_back(at);
    else
      for (std::size_t i = 0; i < options_.flips; ++i)
        places.push_back(random_() % bytes.size());
    for (const std::size_t at : places) {
      std::string changed = bytes;
      changed[at] ^= static_cast<char>(1U << (random_() % 8));
      write_file(file, changed);
      look(name, "byte flipped", at % 5 == 0);
    }
    write_file(file, bytes);
  }

  static std::vector<std::size_t> cuts(std::size_t size) {
    std::set<std::size_t> sizes;
    if (size == 0) return {};
    for (std::size_t i = 0; i < 8; ++i)
      sizes.insert(size * i / 8);
    for (const std::size_t most : {std::size_t{1}, std::size_t{8192}, size - 1})
      if (most < size) sizes.insert(most);
    return {sizes.begin(), sizes.end()};
  }

  void look(const std::string& file, const std::string& kind, bool closely) {
    const int read = in_bounded_process([&] {
      return outcome_of(index_, [&] { return answers(index_) == intact_ ? kSame : kWrong; });
    });
    ++outcomes_[{file, kind, "read: " + name_of(read)}];
    const int verified = in_bounded_process([&] {
      return outcome_of(index_, [&] {
        const bool sound = verify_index(index_).sound();
        return !sound ? kError : read == kSame ? kSame : kMissed;
      });
    });
    // What a reader refuses verify_index refuses as well, or throws.
    ++outcomes_[{file, kind, "verify: " + name_of(verified)}];
    if (closely) write_on(file, kind);
  }

  // A writer on a copy: refuses, or what it commits is what is there afterwards.
  void write_on(const std::string& file, const std::string& kind) {
    const fs::path copy = directory_ / "copy.idx";
    fs::remove_all(copy);
    fs::copy(index_, copy, fs::copy_options::recursive);
    const int written = in_bounded_process([&] {
      return outcome_of(copy, [&] {
        IndexWriter writer(copy, {.jobs = 1, .durable = false});
        add_versioned(writer, "extra-1", 9);
        writer.commit();
        writer.remove("extra-1");
        writer.commit();
        return answers(copy) == intact_ ? kSame : kWrong;
      });
    });
    ++outcomes_[{file, kind, "write: " + name_of(written)}];
  }

  [[nodiscard]] bool print(std::size_t files) const {
    std::size_t cases = 0;
    std::size_t bad = 0;
    for (const auto& [key, count] : outcomes_) {
      const auto& [file, kind, outcome] = key;
      std::printf("%-38s %-13s %-26s %6zu\n", file.c_str(), kind.c_str(), outcome.c_str(), count);
      cases += count;
      const bool capital = outcome.find(": same") == std::string::npos &&
                           outcome.find(": typed") == std::string::npos;
      const bool excused = options_.without_sums && outcome.find("CRASH") == std::string::npos &&
                           outcome.find("UNCLEAR") == std::string::npos;
      if (capital && !excused) bad += count;
    }
    std::printf("seed %llu: %zu files, %zu cases, %zu crashes or wrong answers\n",
                static_cast<unsigned long long>(options_.seed), files, cases, bad);
    return cases > 0 && bad == 0;
  }

  Options options_;
  std::mt19937_64 random_;
  TemporaryDirectory directory_;
  fs::path index_ = directory_ / "test.idx";
  std::string intact_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> outcomes_;
};

}  // namespace

int main(int argc, char* argv[]) {
  Options options;
  return run_program(argc, argv,
                     {{"--flips", value_of(options.flips)},
                      {"--every", value_of(options.every)},
                      {"--without-sums", flag(options.without_sums)},
                      {"--seed", value_of(options.seed)}},
                     [&] { return DamageRun(options).run() ? 0 : 1; });
}
