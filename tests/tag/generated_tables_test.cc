#include <cstdlib>

#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;

TEST_CASE("the compiled-in tables are what the generator makes of its sources") {
  const auto gazetteer = shared_data("gazetteer");
  if (!gazetteer) return;
  if (std::system("python3 -c '' 2>/dev/null") != 0) {  // NOLINT(bugprone-command-processor)
    WARN("skipped: python3 is not there");
    return;
  }
  const std::string command = "python3 '" + project_file("lib/tag/generate_tables.py").string() +
                              "' --check '" + gazetteer->string() + "'";
  CHECK(std::system(command.c_str()) == 0);  // NOLINT(bugprone-command-processor)
}
