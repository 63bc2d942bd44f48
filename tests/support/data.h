#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace pilcrow::test {

/// The real data beside the project, or nothing (and a warning that the test is skipped):
///
///     const auto data = shared_data("articles");
///     if (!data) return;
std::optional<std::filesystem::path> shared_data(const std::string& name);

/// A file or folder of the project itself, e.g. "examples/corpus".
std::filesystem::path project_file(const std::string& name);

/// A new empty directory that is removed with the object.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

/// The bytes of a file, and the other way round.
std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, const std::string& bytes);

}  // namespace pilcrow::test
