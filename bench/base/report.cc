#include "base/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ostream>
#include <stdexcept>

#include "base/machine.h"
#include "pilcrow/version.h"

namespace pilcrow::bench {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string cell_text(const json& cell) {
  if (cell.is_null()) return "";
  if (cell.is_string()) return cell.get<std::string>();
  if (!cell.is_number_float()) return cell.dump();
  const auto value = cell.get<double>();
  char text[64];
  const int length =
      std::snprintf(text, sizeof text, std::abs(value) >= 1000 ? "%.0f" : "%.4g", value);
  return {text, static_cast<std::size_t>(length)};
}

// Columns of the terminal: code points, as no cell holds wide or combining characters.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

void print_padded(std::ostream& out, const std::string& text, std::size_t width, bool right) {
  const std::string padding(width - std::min(width, width_of(text)), ' ');
  out << (right ? padding + text : text + padding);
}

}  // namespace

void Table::add_row(std::vector<json> cells) {
  if (cells.size() != columns_.size())
    throw std::logic_error("a row of table \"" + name_ + "\" has another number of cells");
  rows_.push_back(std::move(cells));
}

void Table::print(std::ostream& out) const {
  out << name_ << '\n';
  std::vector<std::size_t> widths;
  std::vector<bool> numeric(columns_.size(), true);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    widths.push_back(width_of(columns_[c]));
    for (const auto& row : rows_) {
      widths[c] = std::max(widths[c], width_of(cell_text(row[c])));
      if (row[c].is_string()) numeric[c] = false;
    }
  }
  const auto print_row = [&](const auto& text_of) {
    out << ' ';
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      out << ' ';
      print_padded(out, text_of(c), widths[c], numeric[c]);
    }
    out << '\n';
  };
  print_row([&](std::size_t c) { return columns_[c]; });
  for (const auto& row : rows_)
    print_row([&](std::size_t c) { return cell_text(row[c]); });
  for (const std::string& remark : remarks_)
    out << "  " << remark << '\n';
}

ordered_json Table::to_json() const {
  ordered_json rows = ordered_json::array();
  for (const auto& row : rows_) {
    ordered_json object;
    for (std::size_t c = 0; c < columns_.size(); ++c)
      object[columns_[c]] = row[c];
    rows.push_back(std::move(object));
  }
  return {{"name", name_}, {"rows", std::move(rows)}, {"remarks", remarks_}};
}

Report::Report(std::string command_line) {
  const Machine machine = this_machine();
  head_["version"] = 1;
  head_["program"] = "pilcrow-bench";
  head_["command"] = std::move(command_line);
  head_["date"] = timestamp();
  head_["machine"] = {{"cpu", machine.cpu},
                      {"cores", machine.cores},
                      {"memory_bytes", machine.memory_bytes},
                      {"system", machine.system},
                      {"compiler", machine.compiler},
                      {"load_before", machine.load}};
  head_["versions"] = {{"pilcrow", std::string(pilcrow::version())}};
  head_["corpus"] = ordered_json::object();
}

void Report::set_version(const std::string& part, const std::string& version) {
  head_["versions"][part] = version;
}

void Report::set_corpus(const std::string& key, const json& value) {
  head_["corpus"][key] = value;
}

Table& Report::add_table(std::string name, std::vector<std::string> columns) {
  return tables_.emplace_back(std::move(name), std::move(columns));
}

void Report::print(std::ostream& out) const {
  const auto print_object = [&out](const char* name, const ordered_json& object) {
    out << name;
    const char* between = "";
    for (const auto& [key, value] : object.items()) {
      out << between << key << ' ' << cell_text(value);
      between = ", ";
    }
    out << '\n';
  };
  out << "command   " << head_["command"].get<std::string>() << '\n'
      << "date      " << head_["date"].get<std::string>() << '\n';
  print_object("machine   ", head_["machine"]);
  print_object("versions  ", head_["versions"]);
  print_object("corpus    ", head_["corpus"]);
  for (const Table& table : tables_) {
    out << '\n';
    table.print(out);
  }
}

ordered_json Report::to_json() const {
  ordered_json whole = head_;
  whole["tables"] = ordered_json::array();
  for (const Table& table : tables_)
    whole["tables"].push_back(table.to_json());
  return whole;
}

}  // namespace pilcrow::bench
