#include "support/data.h"

#include "support/catch.h"

namespace pilcrow::test {

namespace fs = std::filesystem;

std::optional<fs::path> shared_data(const std::string& name) {
  const fs::path path = fs::path(PILCROW_SOURCE_DIR) / ".." / "shared" / "data" / name;
  if (fs::exists(path)) return path;
  WARN("skipped: ../shared/data/" << name << " is not there");
  return std::nullopt;
}

}  // namespace pilcrow::test
