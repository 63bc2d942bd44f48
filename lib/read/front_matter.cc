#include "read/front_matter.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kMaxFrontMatter = std::size_t{1} << 20;

/// The line at `at`, without its end; `next` is set behind it.
std::string_view line_at(std::string_view text, std::size_t at, std::size_t& next) noexcept {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  next = std::min(end + 1, text.size());
  std::string_view line = text.substr(at, end - at);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
    line.remove_suffix(1);
  }
  return line;
}

/// A field: its values in order (one for a scalar), or named groups of values for a map.
struct MetaField {
  std::string name;
  std::vector<std::string> values;
  std::vector<std::pair<std::string, std::vector<std::string>>> groups;
};

std::string joined(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) {
    if (!out.empty()) out += ", ";
    out += value;
  }
  return out;
}

void put_date(const MetaField& field, Document& document) {
  if (document.published) return;
  document.published = parse_date(field.values.front(), document.language);
  if (document.published) {
    document.published_from = DateOrigin::front_matter;
  } else {
    document.metadata[field.name] = field.values.front();
  }
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void put_groups(const MetaField& field, Document& document) {
  for (const auto& [name, values] : field.groups) {
    if (field.name == "tags") {
      for (const std::string& value : values)
        document.tags.push_back({name, value});
    } else if (field.name == "author" && name == "name" && !values.empty()) {
      document.author = values.front();
    } else {
      document.metadata[field.name + "." + name] = joined(values);
    }
  }
}

void put(const MetaField& field, Document& document) {
  put_groups(field, document);
  if (field.values.empty()) return;
  const std::string& first = field.values.front();
  const std::string name = to_lower_ascii(field.name);
  if (name == "title") {
    document.title = fold_space(first);
  } else if (name == "subtitle") {
    document.subtitle = fold_space(first);
  } else if (is_one_of(name, {"author", "authors"})) {
    document.author = joined(field.values);
  } else if (is_one_of(name, {"date", "published", "pubdate", "publishdate", "datepublished"})) {
    put_date(field, document);
  } else if (is_one_of(name, {"lang", "language"})) {
    document.language = to_lower_ascii(first.substr(0, first.find_first_of("-_")));
  } else if (is_one_of(name, {"url", "link", "canonical", "canonical_url"})) {
    document.url = first;
  } else {
    document.metadata[field.name] = joined(field.values);
  }
}

std::vector<std::string> scalars_of(const YAML::Node& node) {
  std::vector<std::string> values;
  if (node.IsScalar()) values.push_back(node.Scalar());
  if (!node.IsSequence()) return values;
  for (const YAML::Node& item : node) {
    if (item.IsScalar()) values.push_back(item.Scalar());
    if (item.IsMap() && item["name"] && item["name"].IsScalar()) {
      values.push_back(item["name"].Scalar());
    }
  }
  return values;
}

/// The language first: dates are read in it.
void put_all(std::vector<MetaField>& fields, Document& document) {
  std::stable_partition(fields.begin(), fields.end(), [](const MetaField& field) {
    return is_one_of(to_lower_ascii(field.name), {"lang", "language"});
  });
  for (const MetaField& field : fields)
    put(field, document);
}

std::string read_yaml(std::string_view content, Document& document, bool& is_map) {
  try {
    const YAML::Node root = YAML::Load(std::string(content));
    is_map = root.IsMap() || root.IsNull();
    if (!root.IsMap()) return {};
    std::vector<MetaField> fields;
    for (const auto& entry : root) {
      if (!entry.first.IsScalar()) continue;
      MetaField field{entry.first.Scalar(), scalars_of(entry.second), {}};
      if (entry.second.IsMap()) {
        for (const auto& inner : entry.second) {
          if (inner.first.IsScalar()) {
            field.groups.emplace_back(inner.first.Scalar(), scalars_of(inner.second));
          }
        }
      }
      fields.push_back(std::move(field));
    }
    put_all(fields, document);
  } catch (const YAML::Exception& error) {
    return "has front matter that is not YAML (line " + std::to_string(error.mark.line + 2) + ": " +
           error.msg + "); it is left out";
  }
  return {};
}

/// Values of the TOML used in front matter: strings, numbers, dates, and arrays of these on one
/// line. False where it is none of them.
bool read_toml_values(std::string_view text, std::vector<std::string>& values) {
  text = trim(text);
  if (text.empty()) return false;
  const bool array = text.front() == '[';
  if (array) text.remove_prefix(1);
  while (true) {
    text = trim(text);
    if (text.empty()) return !array;
    if (text.front() == '#') return !array;
    if (text.front() == ']') return array;
    if (text.front() == ',') {
      text.remove_prefix(1);
      continue;
    }
    const char quote = text.front();
    if (quote == '"' || quote == '\'') {
      std::string value;
      std::size_t at = 1;
      for (; at < text.size() && text[at] != quote; ++at) {
        if (text[at] == '\\' && quote == '"' && at + 1 < text.size()) ++at;
        value.push_back(text[at]);
      }
      if (at >= text.size()) return false;
      values.push_back(std::move(value));
      text.remove_prefix(at + 1);
    } else {
      const std::string_view bare = trim(text.substr(0, text.find_first_of(array ? ",]" : "#")));
      if (bare.empty()) return false;
      values.emplace_back(bare);
      text.remove_prefix(bare.size());
    }
  }
}

std::string read_toml(std::string_view content, Document& document) {
  std::vector<MetaField> fields;
  std::string table;
  std::size_t number = 1;
  for (std::size_t at = 0; at < content.size();) {
    std::string_view line = trim(line_at(content, at, at));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[' && line.back() == ']') {
      table = std::string(trim(line.substr(1, line.size() - 2)));
      continue;
    }
    const std::size_t equals = line.find('=');
    std::vector<std::string> values;
    if (equals == std::string_view::npos || !read_toml_values(line.substr(equals + 1), values)) {
      return "has front matter that is not TOML (line " + std::to_string(number) +
             "); it is left out";
    }
    std::string_view key = trim(line.substr(0, equals));
    if (key.size() >= 2 && key.front() == '"' && key.back() == '"')
      key = key.substr(1, key.size() - 2);
    if (table.empty()) {
      fields.push_back({std::string(key), std::move(values), {}});
    } else {
      fields.push_back({table, {}, {{std::string(key), std::move(values)}}});
    }
  }
  put_all(fields, document);
  return {};
}

}  // namespace

FrontMatter find_front_matter(std::string_view text) noexcept {
  FrontMatter front;
  std::size_t next = 0;
  const std::string_view fence = line_at(text, 0, next);
  if (fence != "---" && fence != "+++") return front;
  const std::size_t begin = next;
  while (next < text.size() && next < kMaxFrontMatter) {
    const std::size_t at = next;
    const std::string_view line = line_at(text, at, next);
    if (line != fence && !(fence == "---" && line == "...")) continue;
    front.kind = fence == "---" ? FrontMatter::Kind::yaml : FrontMatter::Kind::toml;
    front.content = text.substr(begin, at - begin);
    front.body = next;
    return front;
  }
  return front;
}

std::string read_front_matter(const FrontMatter& front, Document& document, bool& is_map) {
  is_map = true;
  if (front.kind == FrontMatter::Kind::yaml) return read_yaml(front.content, document, is_map);
  if (front.kind == FrontMatter::Kind::toml) return read_toml(front.content, document);
  return {};
}

}  // namespace pilcrow::internal
