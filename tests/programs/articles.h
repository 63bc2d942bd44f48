#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

namespace pilcrow::test {

/// A line of JSONL.
inline std::string record(const std::string& id, const std::string& published,
                          const std::string& title, const std::string& text) {
  return nlohmann::json{{"id", id},
                        {"published", published},
                        {"title", title},
                        {"text", text},
                        {"language", "en"}}
             .dump() +
         "\n";
}

/// Three articles with known words, countries and years.
inline std::string articles() {
  std::string lines;
  lines +=
      record("pact", "2021-03-04", "A pact on cables",
             "Estonia and Japan signed a pact to guard undersea cables. The anchor of a ship "
             "had cut one of them in the winter before, and the repair, which a crew from Helsinki "
             "made in bad weather, had taken half a "
             "year.\n\nThe ministers of both countries met in Tallinn. They spoke about the "
             "anchor, the ship and the weather, and agreed to meet again in spring at the "
             "harbor of Yokohama, where a museum shows what is left of the first cable that was "
             "ever laid there.");
  lines += record("drill", "2023-06-01", "Soldiers in the snow",
                  "Soldiers of Latvia trained with those of Estonia in deep snow. The exercise "
                  "ended with a march of forty kilometers, after which everybody slept until "
                  "noon.");
  lines += record("trade", "2024-09-09", "Rice for the island",
                  "Japan bought less rice from abroad than in any year since 1993. Farmers in the "
                  "north had a warm summer, and the price of a sack fell by a third.");
  return lines;
}

/// An index of these articles, made once per test.
class Articles {
 public:
  explicit Articles(const std::string& records = articles()) {
    const Outcome built = run_index({index(), "-"}, {.input = records});
    INFO(built.err);
    REQUIRE(built.code == 0);
  }
  [[nodiscard]] std::string index() const { return (directory_ / "test.idx").string(); }
  [[nodiscard]] Outcome search(std::vector<std::string> arguments,
                               const Surroundings& surroundings = {}) const {
    arguments.insert(arguments.begin(), index());
    return run_search(arguments, surroundings);
  }
  [[nodiscard]] std::vector<std::string> documents(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--jsonl"});
    std::vector<std::string> ids;
    for (const nlohmann::json& hit : search(arguments).json_lines())
      ids.push_back(hit["document"]);
    return ids;
  }

 private:
  TemporaryDirectory directory_;
};

using Ids = std::vector<std::string>;

inline Ids sorted(Ids ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  return lines;
}

}  // namespace pilcrow::test
