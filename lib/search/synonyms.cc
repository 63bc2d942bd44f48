#include "search/synonyms.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "pilcrow/error.h"
#include "text/strings.h"
#include "text/utf8.h"
#include "text/words.h"

namespace pilcrow {

namespace {

using internal::fold_words;
using internal::next_code_point;

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (next_code_point(text, i) < 0) return false;
  return true;
}

std::vector<std::string> parse_line(std::string_view line, const std::string& where) {
  if (!is_utf8(line))
    throw Error(ErrorCode::invalid_argument, where + ": this is not UTF-8; save the file as UTF-8");
  if (line.find('=') == std::string_view::npos)
    throw Error(ErrorCode::invalid_argument,
                where + ": a line names equivalents, as in EU = European Union");
  std::vector<std::string> group;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find('=', begin), line.size());
    const std::string_view side = internal::trim_ascii(line.substr(begin, end - begin));
    if (fold_words(side).empty())
      throw Error(ErrorCode::invalid_argument,
                  where + ": there is no word on one side of \"=\"; write EU = European Union");
    group.emplace_back(side);
    begin = end + 1;
  }
  return group;
}

}  // namespace

SynonymGroups parse_synonyms(std::string_view text, const std::string& name) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  SynonymGroups groups;
  std::size_t number = 1;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    line = internal::trim_ascii(line.substr(0, std::min(line.find('#'), line.size())));
    if (!line.empty()) groups.push_back(parse_line(line, name + ":" + std::to_string(number)));
    begin = end + 1;
  }
  return groups;
}

SynonymGroups read_synonyms(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error))
    throw Error(ErrorCode::not_found, "no file " + file.string() + " to read synonyms from");
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file, error))
    throw Error(ErrorCode::unreadable, "cannot read the synonyms in " + file.string());
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (in.bad()) throw Error(ErrorCode::unreadable, "cannot read the synonyms in " + file.string());
  return parse_synonyms(text, file.string());
}

}  // namespace pilcrow

namespace pilcrow::internal {

namespace {

bool is_in_capitals(std::string_view text) {
  bool any = false;
  for (std::size_t i = 0; i < text.size();) {
    const std::int32_t c = next_code_point(text, i);
    if (c < 0) continue;
    if (u_islower(c)) return false;
    any = any || u_isupper(c);
  }
  return any;
}

}  // namespace

Synonyms::Synonyms(const SynonymGroups& groups) {
  for (const auto& given : groups) {
    // Where a member is known already, its group takes in the others.
    std::size_t group = groups_.size();
    for (const std::string& text : given)
      if (const auto known = group_of_.find(fold_words(text)); known != group_of_.end())
        group = std::min(group, known->second);
    if (group == groups_.size()) groups_.emplace_back();
    for (const std::string& text : given) {
      const std::string key = fold_words(text);
      if (key.empty())
        throw Error(ErrorCode::invalid_argument, "a synonym without a word: \"" + text + "\"");
      const auto known = group_of_.find(key);
      if (known == group_of_.end()) {
        const auto words = static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1;
        groups_[group].push_back({text, words, is_in_capitals(text)});
        group_of_.emplace(key, group);
        longest_ = std::max(longest_, words);
      } else if (const std::size_t other = known->second; other != group) {
        std::move(groups_[other].begin(), groups_[other].end(), std::back_inserter(groups_[group]));
        groups_[other].clear();
        for (const Member& member : groups_[group])
          group_of_[fold_words(member.text)] = group;
      }
    }
  }
}

const std::vector<Synonyms::Member>* Synonyms::find(const std::string& key) const {
  const auto it = group_of_.find(key);
  return it == group_of_.end() ? nullptr : &groups_[it->second];
}

}  // namespace pilcrow::internal
