#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "support.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

struct Speeches {
  std::size_t all = 0;
  std::size_t own = 0;  ///< those that mention the speaker's country
  std::string missed;
};

// The country whose speech a file is, from a name like "EST_70_2015.txt"; empty for no country.
std::string speaker(const std::filesystem::path& file) {
  const std::string name = file.stem().string();
  if (file.extension() != ".txt" || name.size() < 8 || name[3] != '_') return {};
  bool known = false;
  const std::string code = normalize_facet_value("country", name.substr(0, 3), &known);
  return known ? code : std::string();  // "EU_"
}

bool mentions_country(const std::string& text, const std::string& code) {
  std::istringstream found(countries_in(text));
  for (std::string one; found >> one;)
    if (one == code || (code == "RU" && one == "SU")) return true;
  return false;
}

Speeches read_speeches(const std::filesystem::path& folder) {
  Speeches speeches;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string code = speaker(file.path());
    if (code.empty()) continue;
    ++speeches.all;
    if (mentions_country(read_file(file.path()), code))
      ++speeches.own;
    else
      speeches.missed += file.path().stem().string() + " ";
  }
  return speeches;
}

}  // namespace

// Sessions 5, 15, 25 and so on, from 1950 to 2020: about a thousand speeches.
TEST_CASE("a speech before the United Nations mentions the speaker's own country") {
  const auto archive = shared_data("un-general-debates.tar.xz");
  if (!archive) return;
  const TemporaryDirectory directory;
  const std::string unpack = "tar -xJf '" + archive->string() + "' -C '" +
                             directory.path().string() + "' --wildcards '*_?5_????.txt'";
  REQUIRE(std::system(unpack.c_str()) == 0);  // NOLINT(bugprone-command-processor)
  const Speeches speeches = read_speeches(directory.path());
  REQUIRE(speeches.all > 800);
  INFO("missed: " << speeches.missed);
  CHECK(static_cast<double>(speeches.own) >= 0.985 * static_cast<double>(speeches.all));
}
