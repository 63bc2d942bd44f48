// Queries and documents without measure: how long they take and how much memory, each in a process
// of its own.
//
//   bounds_run [--scale F] [--only NAME]
//
// --scale 1 (0.01 by default): a query of 10,000 words, a* over a million words that begin with a,
// a paragraph of one word ten million times, ten million tags. A case fails where it takes more
// seconds or megabytes than is written at it; these bounds hold for scale 1 and are lowered for
// less.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "pilcrow/pilcrow.h"
#include "support/data.h"
#include "trust/run_program.h"

using namespace pilcrow;
using namespace pilcrow::test;
namespace fs = std::filesystem;

namespace {

double scale = 0.01;

std::size_t scaled(double full) {
  return static_cast<std::size_t>(std::max(1.0, full * scale));
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void expect(bool good, const std::string& what) {
  if (!good) throw std::runtime_error(what);
}

/// A word that begins with a: number in letters.
std::string word(std::size_t number) {
  std::string letters = "a";
  for (; number > 0; number /= 26)
    letters += static_cast<char>('a' + number % 26);
  return letters + "q";
}

void add(IndexWriter& writer, const std::string& id, std::vector<std::string> texts,
         std::vector<Tag> tags = {}) {
  Document document;
  document.id = id;
  document.language = "en";
  document.tags = std::move(tags);
  std::vector<Paragraph> paragraphs;
  std::vector<std::vector<TagMention>> mentions;
  for (std::string& text : texts) {
    paragraphs.emplace_back().text = std::move(text);
    auto& here = mentions.emplace_back();
    for (const Tag& tag : document.tags) {
      TagMention mention;
      mention.tag = tag;
      here.push_back(mention);
    }
  }
  writer.add(document, std::move(paragraphs), std::move(mentions));
}

/// `paragraphs` paragraphs of 20 words out of `words`.
void build_words(const fs::path& index, std::size_t paragraphs, std::size_t words) {
  IndexWriter writer(index, {.durable = false});
  std::size_t next = 0;
  for (std::size_t i = 0; i < paragraphs; i += 100) {
    std::vector<std::string> texts(100);
    for (std::string& text : texts)
      for (int w = 0; w < 20; ++w)
        text += word(next++ % words) + " ";
    add(writer, "d" + std::to_string(i), std::move(texts));
  }
  writer.commit();
}

struct Case {
  std::string name;
  double seconds;    ///< at most, at scale 1
  double megabytes;  ///< likewise
  std::function<void(const fs::path& index)> prepare;
  std::function<std::string(const fs::path& index)> run;
};

std::string timed(const Searcher& searcher, const SearchRequest& request) {
  const auto begin = std::chrono::steady_clock::now();
  const SearchResult result = searcher.search(request);
  char text[160];
  std::snprintf(text, sizeof text, "%llu found in %.0f ms; ",
                static_cast<unsigned long long>(result.paragraphs.value),
                1000 * seconds_since(begin));
  return text;
}

std::string long_query(const std::string& between) {
  std::string query;
  for (std::size_t i = 0; i < 10'000; ++i)
    query += (i == 0 ? "" : between) + word(i);
  return query;
}

/// The time limit ends even these.
std::string with_limit(const Searcher& searcher, SearchRequest request, int milliseconds) {
  request.time_limit = std::chrono::milliseconds(milliseconds);
  const auto begin = std::chrono::steady_clock::now();
  std::string how = "was done";
  try {
    static_cast<void>(searcher.search(request));
  } catch (const Error& error) {
    expect(error.code() == ErrorCode::timeout, error.what());
    how = "ended";
  }
  char text[120];
  std::snprintf(text, sizeof text, "with a limit of %d ms %s after %.0f; ", milliseconds,
                how.c_str(), 1000 * seconds_since(begin));
  return text;
}

std::vector<Case> cases() {
  return {
      {"a query of 10,000 words", 30, 800,
       [](const fs::path& index) { build_words(index, scaled(200'000), 20'000); },
       [](const fs::path& index) {
         const Searcher searcher(index);
         std::string said;
         for (const char* between : {" ", " OR ", " AND ", " -", " NEAR/3 "}) {
           const SearchRequest request{.query = long_query(between), .facets = default_facets()};
           said += timed(searcher, request) + with_limit(searcher, request, 20);
         }
         return said;
       }},
      {"a* over a million words", 30, 1500,
       [](const fs::path& index) { build_words(index, scaled(100'000), scaled(1'000'000)); },
       [](const fs::path& index) {
         const Searcher searcher(index);
         std::string said;
         for (const char* query : {"a*", "a* ab* ac*", "\"a* b*\"", "abcdq~2", "ab* NEAR/9 ac*"})
           said += timed(searcher, {.query = query}) + with_limit(searcher, {.query = query}, 20);
         expect(searcher.suggest("a").size() <= 10, "suggestions");
         return said;
       }},
      {"one word ten million times", 60, 2500,
       [](const fs::path& index) {
         std::string text;
         for (std::size_t i = 0; i < scaled(10'000'000); ++i)
           text += "word ";
         IndexWriter writer(index, {.durable = false});
         add(writer, "one", {text});
         Document document;
         document.id = "cut";
         document.text = std::move(text);
         writer.add(std::move(document));
         writer.commit();
       },
       [](const fs::path& index) {
         const Searcher searcher(index);
         std::string said;
         for (const char* query : {"word", "\"word word\"", "word NEAR/9 word", "wo* -other",
                                   "=word", "=\"word word\""})
           said += timed(searcher, {.query = query, .facets = default_facets()});
         return said;
       }},
      {"ten million tags", 60, 2500,
       [](const fs::path& index) {
         IndexWriter writer(index, {.durable = false});
         for (std::size_t i = 0; i < scaled(100'000); ++i) {
           std::vector<Tag> tags;
           for (std::size_t t = 0; t < 100; ++t)
             tags.push_back({"topic", "t" + std::to_string((i * 37 + t * 101) % 5000)});
           add(writer, std::to_string(i), {"harbor"}, std::move(tags));
         }
         writer.commit();
       },
       [](const fs::path& index) {
         const Searcher searcher(index);
         std::string said;
         said += timed(searcher, {.query = "harbor", .facets = {{"topic", 100'000}}});
         said += timed(searcher, {.where = {topic("t17")}, .facets = default_facets()});
         return said;
       }},
      {"a million tags of one document", 60, 2500,
       [](const fs::path& index) {
         std::vector<Tag> tags;
         for (std::size_t i = 0; i < scaled(1'000'000); ++i)
           tags.push_back({"topic", "t" + std::to_string(i)});
         IndexWriter writer(index, {.durable = false});
         add(writer, "one", {"harbor", "harbor"}, std::move(tags));
         writer.commit();
       },
       [](const fs::path& index) {
         const Searcher searcher(index);
         return timed(searcher, {.query = "harbor", .facets = {{"topic", 10}}}) +
                timed(searcher, {.where = {topic("t17")}});
       }},
      {"pages beyond all hits", 10, 800,
       [](const fs::path& index) { build_words(index, scaled(200'000), 1000); },
       [](const fs::path& index) {
         const Searcher searcher(index);
         return timed(searcher, {.query = word(3), .limit = SIZE_MAX, .offset = SIZE_MAX}) +
                timed(searcher, {.query = "", .limit = 10, .offset = SIZE_MAX / 2}) +
                timed(searcher, {.query = word(3), .per_document = SIZE_MAX, .context = SIZE_MAX});
       }},
  };
}

// In a process of its own, so that its peak of memory is its own.
bool measure(const std::string& name, double most_seconds, double most_megabytes,
             const std::function<std::string()>& work) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const auto begin = std::chrono::steady_clock::now();
    int code = 1;
    try {
      const std::string said = work();
      const double seconds = seconds_since(begin);
      // What a process needs anyway, and on machines that do much at once.
      const bool good =
          seconds <= 10 + most_seconds * scale && peak_megabytes() <= 400 + most_megabytes * scale;
      std::printf("%-8s %-40s %7.2f s %7.0f MB  %s\n", good ? "ok" : "TOO MUCH", name.c_str(),
                  seconds, peak_megabytes(), said.c_str());
      code = good ? 0 : 1;
    } catch (const std::exception& error) {
      std::printf("FAILED   %-40s %s\n", name.c_str(), error.what());
    }
    std::fflush(stdout);
    std::_Exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) std::printf("CRASHED  %s\n", name.c_str());
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool run_cases(const std::string& only) {
  bool good = true;
  for (const Case& one : cases()) {
    if (one.name.find(only) == std::string::npos) continue;
    const TemporaryDirectory directory;
    const fs::path index = directory / "idx";
    good = measure("indexing: " + one.name, 4 * one.seconds, one.megabytes,
                   [&] {
                     one.prepare(index);
                     return std::string();
                   }) &&
           good;
    good = measure(one.name, one.seconds, one.megabytes, [&] { return one.run(index); }) && good;
  }
  return good;
}

}  // namespace

int main(int argc, char* argv[]) {
  std::string only;
  return run_program(argc, argv, {{"--scale", value_of(scale)}, {"--only", value_of(only)}},
                     [&] { return run_cases(only) ? 0 : 1; });
}
