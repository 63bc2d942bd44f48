#include "pilcrow/error.h"
#include "rivals/rival.h"

namespace pilcrow::bench {
namespace {

class MissingSqlite : public Rival {
 public:
  [[nodiscard]] std::string name() const override { return "sqlite"; }
  [[nodiscard]] std::string version() const override { return {}; }
  [[nodiscard]] std::string missing() const override {
    return "this program was built without SQLite (libsqlite3-dev)";
  }
  BuildFigures build(const std::filesystem::path&, const std::filesystem::path&) override {
    throw Error(ErrorCode::unsupported, missing());
  }
  std::vector<std::vector<RivalRun>> run(const std::vector<QueryClass>&, const std::vector<Task>&,
                                         const RunPlan&) override {
    throw Error(ErrorCode::unsupported, missing());
  }
};

}  // namespace

std::unique_ptr<Rival> make_sqlite() {
  return std::make_unique<MissingSqlite>();
}

}  // namespace pilcrow::bench
