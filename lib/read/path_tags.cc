#include "read/path_tags.h"

#include <unicode/regex.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "pilcrow/error.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

/// The names of the groups in a pattern, which ICU does not list.
std::vector<std::string> group_names(std::string_view pattern) {
  std::vector<std::string> names;
  bool in_set = false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '\\') {
      ++at;
    } else if (in_set) {
      in_set = pattern[at] != ']';
    } else if (pattern[at] == '[') {
      in_set = true;
    } else if (pattern.substr(at, 3) == "(?<" && at + 3 < pattern.size() &&
               is_ascii_alpha(pattern[at + 3])) {
      const std::size_t end = pattern.find('>', at);
      if (end == std::string_view::npos) break;
      names.emplace_back(pattern.substr(at + 3, end - at - 3));
    }
  }
  return names;
}

void set_if_empty(std::string& field, const std::string& value) {
  if (field.empty()) field = value;
}

void put(const std::string& name, const std::string& value, Document& document) {
  if (name == "title") {
    set_if_empty(document.title, value);
  } else if (name == "author") {
    set_if_empty(document.author, value);
  } else if (name == "language") {
    set_if_empty(document.language, value);
  } else if (name == "published") {
    if (document.published) return;
    document.published = parse_date(value);
    if (document.published) document.published_from = DateOrigin::file_name;
  } else {
    document.tags.push_back({name, value});
    if (name != "year" || document.published) return;
    const auto date = parse_date(value);
    if (!date) return;
    document.published = Date{date->year, 0, 0};
    document.published_from = DateOrigin::file_name;
  }
}

}  // namespace

struct PathTags::Impl {
  std::unique_ptr<const icu::RegexPattern> pattern;
  std::vector<std::pair<std::string, int32_t>> groups;  // name and number
};

PathTags::PathTags(const std::string& pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where{};
  auto impl = std::make_unique<Impl>();
  impl->pattern.reset(
      icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), 0, where, status));
  if (U_FAILURE(status)) {
    throw Error(ErrorCode::invalid_argument,
                "tags_from_path: \"" + pattern + "\" is not a regular expression: " +
                    u_errorName(status) + " at character " + std::to_string(where.offset));
  }
  for (const std::string& name : group_names(pattern)) {
    const int32_t number = impl->pattern->groupNumberFromName(name.c_str(), -1, status);
    if (U_SUCCESS(status)) impl->groups.emplace_back(name, number);
  }
  if (impl->groups.empty()) {
    throw Error(
        ErrorCode::invalid_argument,
        "tags_from_path: \"" + pattern + "\" names no group; write for example (?<year>\\d{4})");
  }
  impl_ = std::move(impl);
}

PathTags::~PathTags() = default;

void PathTags::apply(const std::string& path, Document& document) const {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString input = icu::UnicodeString::fromUTF8(path);
  const std::unique_ptr<icu::RegexMatcher> matcher(impl_->pattern->matcher(input, status));
  if (U_FAILURE(status) || matcher == nullptr) return;
  matcher->setTimeLimit(1000, status);  // a pattern that backtracks without end
  if (!matcher->find(status) || U_FAILURE(status)) return;
  for (const auto& [name, number] : impl_->groups) {
    if (matcher->start(number, status) < 0) continue;
    std::string value;
    matcher->group(number, status).toUTF8String(value);
    if (U_SUCCESS(status) && !value.empty()) put(name, value, document);
  }
}

}  // namespace pilcrow::internal
