#include "tag/country_data.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "text/words.h"

namespace pilcrow::internal {
namespace {

struct CodeRow {
  std::string_view code, alpha3, label, successors;
};
struct LabelRow {
  std::string_view language, code, label;
};
struct GroupRow {
  std::string_view group, label, names, member;
  int from, to;
};

constexpr CountryPattern kPatterns[] = {
#include "tag/generated/country_patterns.inc"
};
constexpr CodeRow kCodes[] = {
#include "tag/generated/country_codes.inc"
};
constexpr LabelRow kLabels[] = {
#include "tag/generated/country_labels.inc"
};
constexpr GroupRow kGroups[] = {
#include "tag/generated/country_groups.inc"
};

constexpr std::array<std::string_view, 12> kKindNames = {
    "name",        "former", "demonym", "capital",   "city",    "region",
    "institution", "group",  "state",   "ambiguous", "context", "block"};

using NameIndex = std::unordered_map<std::string, std::string>;

NameIndex make_name_index() {
  NameIndex index;
  for (const CodeRow& row : kCodes) {  // codes first: they win over names
    index.emplace(name_key(row.code), row.code);
    index.emplace(name_key(row.alpha3), row.code);
  }
  index.emplace("uk", "GB");
  index.emplace("el", "GR");
  for (const CodeRow& row : kCodes)
    if (!row.label.empty()) index.emplace(name_key(row.label), row.code);
  index.emplace("congo", "CG");
  index.emplace("georgia", "GE");
  for (const bool english : {true, false}) {
    for (const CountryPattern& row : kPatterns)
      if ((row.language == "en") == english && row.kind <= PatternKind::demonym &&
          row.surface.find_first_of("*~") == std::string_view::npos)
        index.emplace(name_key(row.surface), row.code);
    for (const LabelRow& row : kLabels)
      index.emplace(name_key(row.label), row.code);
  }
  return index;
}

const NameIndex& name_index() {
  static const NameIndex index = make_name_index();
  return index;
}

// Every name of a group and the rows of its members.
using GroupIndex = std::unordered_map<std::string, std::vector<const GroupRow*>>;

GroupIndex make_group_index() {
  GroupIndex index;
  for (const GroupRow& row : kGroups) {
    std::vector<std::string> keys = {name_key(row.group), name_key(row.label)};
    for (std::string_view names = row.names; !names.empty();) {
      const std::size_t cut = std::min(names.find(';'), names.size());
      keys.push_back(name_key(names.substr(0, cut)));
      names.remove_prefix(std::min(cut + 1, names.size()));
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (const std::string& key : keys)
      index[key].push_back(&row);
  }
  return index;
}

const std::vector<const GroupRow*>* group_rows(std::string_view name) {
  static const GroupIndex index = make_group_index();
  const auto found = index.find(name_key(name));
  return found == index.end() ? nullptr : &found->second;
}

template <class Keep>
std::vector<std::string> members(std::string_view name, Keep keep) {
  std::vector<std::string> codes;
  if (const auto* rows = group_rows(name))
    for (const GroupRow* row : *rows)
      if (keep(*row)) codes.emplace_back(row->member);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

const CodeRow* code_row(std::string_view code) {
  for (const CodeRow& row : kCodes)
    if (row.code == code && !row.label.empty()) return &row;
  return nullptr;
}

}  // namespace

std::string_view to_string(PatternKind kind) noexcept {
  return kKindNames[static_cast<std::size_t>(kind)];
}

std::optional<PatternKind> pattern_kind(std::string_view name) noexcept {
  const auto found = std::find(kKindNames.begin(), kKindNames.end(), name);
  if (found == kKindNames.end()) return std::nullopt;
  return static_cast<PatternKind>(found - kKindNames.begin());
}

std::span<const CountryPattern> country_patterns() {
  return kPatterns;
}

bool is_country_code(std::string_view code) {
  return code_row(code) != nullptr;
}

std::string name_key(std::string_view name) {
  std::vector<Word> words;
  split_words(name, words);
  std::string key;
  for (const Word& word : words) {
    if (!key.empty()) key += ' ';
    fold_word(name.substr(word.begin, word.end - word.begin), true, key);
  }
  return key.starts_with("the ") ? key.substr(4) : key;
}

std::optional<std::string> country_code(std::string_view value) {
  const auto found = name_index().find(name_key(value));
  if (found == name_index().end()) return std::nullopt;
  return found->second;
}

namespace {

/// The name of a region in CLDR; empty where the language or the code is not known there.
std::string cldr_label(std::string_view code, std::string_view language) {
  std::array<UChar, 200> name{};
  UErrorCode status = U_ZERO_ERROR;
  const std::string region = "und_" + std::string(code);
  const std::int32_t length =
      uloc_getDisplayCountry(region.c_str(), std::string(language).c_str(), name.data(),
                             static_cast<std::int32_t>(name.size()), &status);
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || length <= 0) return {};
  std::string label;
  icu::UnicodeString(name.data(), length).toUTF8String(label);
  return label;
}

}  // namespace

std::string country_label(std::string_view code, std::string_view language) {
  if (language != "en")
    for (const LabelRow& row : kLabels)
      if (row.code == code && row.language == language) return std::string(row.label);
  const CodeRow* row = code_row(code);
  // For states that are gone CLDR has the names of their successors.
  if (row != nullptr && row->successors.empty() && language != "en" && !language.empty())
    if (std::string label = cldr_label(code, language); !label.empty()) return label;
  return row == nullptr ? std::string() : std::string(row->label);
}

std::vector<std::string> with_successors(std::string_view code) {
  std::vector<std::string> codes;
  const CodeRow* row = code_row(code);
  if (row == nullptr || row->successors.empty()) return codes;
  codes.emplace_back(code);
  for (std::size_t at = 0; at < row->successors.size(); at += 3)
    codes.emplace_back(row->successors.substr(at, 2));
  return codes;
}

std::vector<std::string> group_members(std::string_view name) {
  return members(name, [](const GroupRow& row) { return row.to == 0; });
}

std::vector<std::string> group_members(std::string_view name, int year) {
  return members(name, [year](const GroupRow& row) {
    return row.from <= year && (row.to == 0 || year <= row.to);
  });
}

std::string group_label(std::string_view name) {
  const auto* rows = group_rows(name);
  return rows == nullptr ? std::string() : std::string(rows->front()->label);
}

}  // namespace pilcrow::internal
