#pragma once

#include <deque>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace pilcrow::bench {

/// Rows of figures under named columns.
class Table {
 public:
  Table(std::string name, std::vector<std::string> columns)
      : name_(std::move(name)), columns_(std::move(columns)) {}

  /// As many cells as there are columns. Numbers stay numbers in JSON; null is an empty cell.
  void add_row(std::vector<nlohmann::json> cells);
  /// A line of text below the table.
  void add_remark(std::string text) { remarks_.push_back(std::move(text)); }

  void print(std::ostream& out) const;
  [[nodiscard]] nlohmann::ordered_json to_json() const;

 private:
  std::string name_;
  std::vector<std::string> columns_;
  std::vector<std::vector<nlohmann::json>> rows_;
  std::vector<std::string> remarks_;
};

/// Everything a run has to say: on what machine, with which versions, by which command, when, over
/// what corpus, and the tables. A number without these cannot be believed.
///
/// JSON: {"version": 1, "program", "command", "date", "machine": {…}, "versions": {…}, "corpus":
/// {…}, "tables": [{"name", "rows": [{column: value}], "remarks": […]}]}.
class Report {
 public:
  explicit Report(std::string command_line);

  void set_version(const std::string& part, const std::string& version);
  /// What is known of the corpus: its path or seed, paragraphs, bytes.
  void set_corpus(const std::string& key, const nlohmann::json& value);
  Table& add_table(std::string name, std::vector<std::string> columns);

  void print(std::ostream& out) const;
  [[nodiscard]] nlohmann::ordered_json to_json() const;

 private:
  nlohmann::ordered_json head_;
  std::deque<Table> tables_;  // references stay valid
};

}  // namespace pilcrow::bench
