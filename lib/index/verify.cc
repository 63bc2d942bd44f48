#include "pilcrow/verify.h"

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>

#include "index/columns.h"
#include "index/facet_totals.h"
#include "index/files.h"
#include "index/findings.h"
#include "index/frequent_lists.h"
#include "index/layout.h"
#include "index/manifest.h"
#include "index/open_database.h"
#include "index/paragraph_check.h"
#include "index/schema.h"
#include "index/sums.h"
#include "index/words_file.h"
#include "pilcrow/analyzer.h"
#include "pilcrow/error.h"

namespace pilcrow {

namespace fs = std::filesystem;
using namespace internal;

namespace {

// Holds off writers. Without the right to write there nobody can be held off.
std::unique_ptr<FileLock> lock_out_writers(const fs::path& index, std::chrono::milliseconds wait) {
  try {
    return std::make_unique<FileLock>(index / schema::kLockFile, wait);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::index_locked) throw;
    return nullptr;
  }
}

class Verification {
 public:
  Verification(const Manifest& manifest, fs::path generation, VerifyReport& report)
      : manifest_(manifest),
        generation_(std::move(generation)),
        findings_(generation_, report.findings),
        report_(report) {}

  void run() {
    check_files();
    if (!report_.sound()) return;  // the engine is not led through blocks that are known as damaged
    const Xapian::Database database = open_database(generation_);
    ParagraphCheck paragraphs(manifest_, generation_, database, findings_);
    paragraphs.run(report_);
    check_columns(database);
    check_words();
    check_frequent(database);
  }

 private:
  void check_files() {
    if (!check_sums(generation_, UINT64_MAX))
      findings_.warn(schema::kSumsFile,
                     "there are no checksums until the next commit; damage to single bytes may go "
                     "unnoticed");
    try {
      check_by_engine();
    } catch (const Xapian::DatabaseOpeningError& error) {
      findings_.warn(
          schema::kDatabase,
          "Xapian's check was left out, it opens files for writing: " + error.get_description());
    }
  }

  void check_by_engine() {
    std::ostringstream out;
    const std::size_t errors =
        Xapian::Database::check(database_path(generation_).string(), 0, &out);
    if (errors == 0) return;
    findings_.error(schema::kDatabase, "Xapian's check found " + std::to_string(errors) +
                                           (errors == 1 ? " error" : " errors") + ": " +
                                           out.str().substr(0, 400));
  }

  // What the file says against what the slots say.
  void check_columns(const Xapian::Database& database) {
    Columns fresh(manifest_.facets);
    fresh.extend(database);
    check_totals(database, fresh);
    Columns kept(manifest_.facets);
    if (!kept.load(generation_ / schema::kColumnsFile)) {
      findings_.warn(schema::kColumnsFile, "missing or damaged; read anew from the database");
      return;
    }
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
      if (*it > kept.last()) break;
      check_row(kept, fresh, *it);
    }
  }

  void check_row(const Columns& kept, const Columns& fresh, DocId id) {
    bool same = kept.ordinal(id) == fresh.ordinal(id) && kept.date(id) == fresh.date(id);
    for (std::size_t f = 0; same && f < manifest_.facets.size(); ++f)
      same = values(kept.facets()[f], id) == values(fresh.facets()[f], id);
    if (!same)
      findings_.error(schema::kColumnsFile,
                      "paragraph " + std::to_string(id) + " is another one in the value slots");
  }

  static std::vector<std::string> values(const FacetColumn& column, DocId id) {
    std::vector<std::string> names;
    for (const std::uint32_t ordinal : column.members(column.set(id)))
      names.push_back(column.values()[ordinal]);
    std::sort(names.begin(), names.end());
    return names;
  }

  void check_totals(const Xapian::Database& database, const Columns& columns) {
    const fs::path file = generation_ / schema::kTotalsFile;
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return;
    const std::vector<DocId> in_use = paragraphs_in_use(database);
    if (!totals_hold(file, totals_state(database), count_totals(columns, in_use)))
      findings_.warn(schema::kTotalsFile, "damaged; counted anew when they are needed");
  }

  void check_words() {
    ForwardColumn forward;
    if (!forward.load(generation_ / schema::kForwardFile)) return;  // has been said
    const fs::path words = generation_ / schema::kWordsFile;
    std::error_code ignored;
    if (fs::exists(words, ignored) && !WordsFile(words).holds(forward))
      findings_.warn(schema::kWordsFile, "damaged or outdated; made anew when it is needed");
  }

  void check_frequent(const Xapian::Database& database) {
    const fs::path file = generation_ / schema::kFrequentFile;
    std::error_code ignored;
    if (fs::exists(file, ignored) && !FrequentLists(file, database).hold(database))
      findings_.warn(schema::kFrequentFile, "damaged; the lists are read from the database");
  }

  const Manifest& manifest_;
  fs::path generation_;
  Findings findings_;
  VerifyReport& report_;
};

}  // namespace

VerifyReport verify_index(const fs::path& index, std::chrono::milliseconds lock_wait) {
  const std::string analyzer = Analyzer().fingerprint();
  VerifyReport report;
  const auto found = [&report](const std::string& where, const std::string& what) {
    report.findings.push_back({Severity::error, where, what});
  };
  try {
    read_manifest(index, analyzer);  // before a lock is made where there is no index
    const auto lock = lock_out_writers(index, lock_wait);
    const Manifest manifest = read_manifest(index, analyzer);
    with_xapian(index, [&] {
      const IndexLayout layout(index, manifest);
      for (std::uint32_t shard = 0; shard < layout.shards(); ++shard) {
        const Manifest own = layout.manifest_of(shard);
        Verification(own, layout.generation(shard), report).run();
      }
    });
  } catch (const Error& error) {
    if (error.code() != ErrorCode::index_damaged && error.code() != ErrorCode::io) throw;
    found("", error.what());
  } catch (const fs::filesystem_error& error) {
    found(error.path1().string(), error.code().message());
  } catch (const StateMoved&) {
    throw Error(ErrorCode::index_locked,
                index.string() + " was changed while it was looked through; try again");
  }
  return report;
}

}  // namespace pilcrow
