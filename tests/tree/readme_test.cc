#include <regex>
#include <set>
#include <string>

#include "support/catch.h"
#include "support/data.h"

namespace {

using pilcrow::test::project_file;
using pilcrow::test::read_file;

/// The first fenced block behind `marker` in the README, without its fences.
std::string block_behind(const std::string& readme, const std::string& marker) {
  const auto at = readme.find(marker);
  REQUIRE(at != std::string::npos);
  const auto fence = readme.find("```", at);
  REQUIRE(fence != std::string::npos);
  const auto begin = readme.find('\n', fence) + 1;
  const auto end = readme.find("```", begin);
  REQUIRE(end != std::string::npos);
  return readme.substr(begin, end - begin);
}

std::set<std::string> matches(const std::string& text, const char* pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it)
    found.insert((*it)[1].str());
  return found;
}

}  // namespace

TEST_CASE("the example of the README is examples/quickstart.cc, byte for byte") {
  const std::string readme = read_file(project_file("README.md"));
  CHECK(block_behind(readme, "<!-- quickstart -->") ==
        read_file(project_file("examples/quickstart.cc")));
}

TEST_CASE("every file and folder that the README names is there") {
  const std::string readme = read_file(project_file("README.md"));
  const auto paths =
      matches(readme, "`((?:lib|include|examples|tests|bench|\\.ci)/[A-Za-z0-9_./-]*)`");
  REQUIRE(paths.size() > 10);
  for (const auto& path : paths) {
    INFO(path);
    CHECK(std::filesystem::exists(project_file(path)));
  }
}

TEST_CASE("every link inside the README leads to a heading") {
  const std::string readme = read_file(project_file("README.md"));
  std::set<std::string> anchors;
  for (const std::string& heading : matches(readme, "\n#+ ([^\n]+)")) {
    std::string anchor;
    for (const char c : heading) {
      if (c == ' ') anchor += '-';
      if (std::isalnum(static_cast<unsigned char>(c)) || c == '-')
        anchor += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    anchors.insert(anchor);
  }
  for (const auto& link : matches(readme, "\\]\\(#([^)]+)\\)")) {
    INFO(link);
    CHECK(anchors.count(link) == 1);
  }
}

TEST_CASE("the version of the build stands at the top of the changelog") {
  const std::string changelog = read_file(project_file("CHANGELOG.md"));
  const std::string cmake = read_file(project_file("CMakeLists.txt"));
  const auto versions = matches(cmake, "project\\(pilcrow\\s+VERSION (\\S+)");
  REQUIRE(versions.size() == 1);
  CHECK(changelog.find("## [" + *versions.begin() + "]") != std::string::npos);
}
