#include <algorithm>
#include <optional>

#include "base/scratch.h"
#include "rivals/paragraph_file.h"
#include "rivals/rival.h"
#include "rivals/sqlite_database.h"

namespace pilcrow::bench {
namespace {

class SqliteFts : public LocalRival {
 public:
  [[nodiscard]] std::string name() const override { return "sqlite"; }
  [[nodiscard]] std::string version() const override { return sqlite3_libversion(); }

  BuildFigures build(const std::filesystem::path& paragraphs,
                     const std::filesystem::path& directory) override {
    const Stopwatch watch;
    database_.emplace(directory / "paragraphs.db");
    database_->execute(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
        "CREATE VIRTUAL TABLE paragraph USING fts5(text, tokenize = 'porter unicode61');"
        "CREATE TABLE tag(paragraph INTEGER, facet TEXT, value TEXT,"
        "  PRIMARY KEY(paragraph, facet, value)) WITHOUT ROWID;");
    auto text = database_->prepare("INSERT INTO paragraph(rowid, text) VALUES(?, ?)");
    auto tag = database_->prepare("INSERT OR IGNORE INTO tag VALUES(?, ?, ?)");
    read_paragraphs(paragraphs, [&](const ExportedParagraph& p) {
      text.bind(1, std::int64_t{p.number} + 1).bind(2, p.text).next();
      for (std::size_t facet = 0; facet < kComparedFacets.size(); ++facet)
        for (const std::string& value : p.tags[facet])
          tag.bind(1, std::int64_t{p.number} + 1)
              .bind(2, std::string(kComparedFacets[facet]))
              .bind(3, value)
              .next();
    });
    database_->execute(
        "CREATE INDEX tag_value ON tag(facet, value, paragraph);"
        "INSERT INTO paragraph(paragraph) VALUES('optimize'); COMMIT; ANALYZE;");
    return {watch.seconds(), disk_bytes(directory)};
  }

 protected:
  RivalAnswer answer(const BenchQuery& query, Task task) override {
    const auto filters = filters_of(query, task);
    const std::string words = match_of(query);
    RivalAnswer answer;
    const std::string columns =
        task == Task::texts ? "rowid, text, snippet(paragraph, 0, '[', ']', '...', 32)" : "rowid";
    auto top = database_->prepare("SELECT " + columns + " FROM paragraph WHERE paragraph MATCH ?" +
                                  condition(filters, "") + " ORDER BY rank LIMIT " +
                                  std::to_string(kTopK));
    bind(top, words, filters, "");
    while (top.next()) {
      answer.top.push_back(static_cast<std::uint32_t>(top.number(0) - 1));
      if (task == Task::texts) shown_ += top.bytes(1) + top.bytes(2);
    }
    if (task == Task::facets || task == Task::sideways) answer.total = count(words, filters);
    return answer;
  }

 private:
  static std::string match_of(const BenchQuery& query) {
    std::string match;
    if (query.kind == QueryKind::prefix) return "\"" + query.words.at(0) + "\"*";
    if (query.kind == QueryKind::phrase) {
      for (const std::string& word : query.words)
        match += (match.empty() ? "" : " ") + word;
      return "\"" + match + "\"";
    }
    for (const std::string& word : query.words) {
      const char* between = query.kind == QueryKind::any ? " OR " : " AND ";
      match += (match.empty() ? "" : between) + ("\"" + word + "\"");
    }
    return match;
  }

  // `except`: a facet whose filter is left out. The plus keeps SQLite from asking the full-text
  // index for every paragraph of the filter one by one.
  static std::string condition(const std::vector<FacetFilter>& filters, std::string_view except) {
    std::string sql;
    for (const FacetFilter& filter : filters)
      if (filter.facet != except)
        sql += " AND +rowid IN (SELECT paragraph FROM tag WHERE facet = ? AND value = ?)";
    return sql;
  }

  static void bind(SqliteStatement& statement, const std::string& words,
                   const std::vector<FacetFilter>& filters, std::string_view except) {
    statement.bind(1, words);
    int place = 2;
    for (const FacetFilter& filter : filters) {
      if (filter.facet == except) continue;
      statement.bind(place++, filter.facet);
      statement.bind(place++, filter.values.at(0));
    }
  }

  // The total, and the values of every facet with its own filter left out.
  std::int64_t count(const std::string& words, const std::vector<FacetFilter>& filters) {
    auto total = database_->prepare("SELECT count(*) FROM paragraph WHERE paragraph MATCH ?" +
                                    condition(filters, ""));
    bind(total, words, filters, "");
    const std::int64_t matches = total.next() ? total.number(0) : 0;
    for (const std::string_view facet : kComparedFacets) {
      auto values = database_->prepare(
          "WITH found AS MATERIALIZED (SELECT rowid AS id FROM paragraph WHERE paragraph MATCH ?" +
          condition(filters, facet) +
          ") SELECT count(*) AS n, value FROM found JOIN tag ON tag.paragraph = id WHERE facet = "
          "'" +
          std::string(facet) + "' GROUP BY value ORDER BY n DESC LIMIT 10");
      bind(values, words, filters, facet);
      while (values.next())
        shown_ += values.bytes(1);
    }
    return matches;
  }

  std::optional<SqliteDatabase> database_;
  std::size_t shown_ = 0;  // so that nothing is optimized away
};

}  // namespace

std::unique_ptr<Rival> make_sqlite() {
  return std::make_unique<SqliteFts>();
}

}  // namespace pilcrow::bench
