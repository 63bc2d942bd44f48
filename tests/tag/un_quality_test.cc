#include <filesystem>
#include <fstream>

#include "support.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

// The corpus is read where it has been unpacked: UN_SPEECHES names its folder.
TEST_CASE("a speech before the United Nations mentions the speaker's own country") {
  const char* folder = std::getenv("UN_SPEECHES");
  if (folder == nullptr) {
    WARN("skipped: UN_SPEECHES does not name the folder of the speeches");
    return;
  }
  std::size_t speeches = 0;
  std::size_t own = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string name = file.path().stem().string();
    if (file.path().extension() != ".txt" || name.size() < 8 || name[3] != '_') continue;
    bool known = false;
    const std::string code = normalize_facet_value("country", name.substr(0, 3), &known);
    if (!known) continue;  // "EU_"
    const std::string found = " " + countries_in(read_file(file.path())) + " ";
    ++speeches;
    const bool soviet = code == "RU" && found.find(" SU ") != std::string::npos;
    if (soviet || found.find(" " + code + " ") != std::string::npos) ++own;
  }
  REQUIRE(speeches > 0);
  CHECK(static_cast<double>(own) >= 0.985 * static_cast<double>(speeches));
}
