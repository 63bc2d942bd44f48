#include "quality/collection.h"

#include <charconv>
#include <fstream>
#include <functional>
#include <string_view>

#include "pilcrow/error.h"

namespace pilcrow::bench {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == '\t')
      fields.emplace_back();
    else if (c != '\r')
      fields.back() += c;
  }
  return fields;
}

void for_each_line(const fs::path& file, std::size_t least_fields,
                   const std::function<void(const std::vector<std::string>&)>& visit) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::not_found, "cannot open " + file.string());
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const auto fields = fields_of(line);
    if (fields.size() < least_fields)
      throw Error(ErrorCode::unreadable, file.string() + ":" + std::to_string(number) +
                                             ": expected " + std::to_string(least_fields) +
                                             " fields with tabs between them");
    visit(fields);
  }
}

int grade_of(const std::string& text) {
  int grade = 0;
  std::from_chars(text.data(), text.data() + text.size(), grade);
  return grade;
}

}  // namespace

Collection read_collection(const fs::path& directory) {
  Collection collection;
  const fs::path clean = directory.lexically_normal();
  collection.name = (clean.has_filename() ? clean : clean.parent_path()).filename().string();
  collection.corpus = directory / "corpus.jsonl";
  if (!fs::exists(collection.corpus))
    throw Error(ErrorCode::not_found, "no " + collection.corpus.string() +
                                          ": a collection is corpus.jsonl, queries.tsv, qrels.tsv");
  std::map<std::string, std::map<std::string, int>> grades;
  for_each_line(directory / "qrels.tsv", 3, [&grades](const std::vector<std::string>& fields) {
    if (const int grade = grade_of(fields[2]); grade > 0) grades[fields[0]][fields[1]] = grade;
  });
  for_each_line(directory / "queries.tsv", 2, [&](const std::vector<std::string>& fields) {
    const auto it = grades.find(fields[0]);
    if (it != grades.end()) collection.queries.push_back({fields[0], fields[1], it->second});
  });
  return collection;
}

std::string plain_query(const std::string& text) {
  // Signs of the query language; a hyphen or apostrophe inside a word belongs to the word.
  static constexpr std::string_view kSigns = "\"()*~=:+\\!&|[]{}<>^/";
  std::string plain;
  const auto append_word = [&plain](std::string word) {
    const std::size_t begin = word.find_first_not_of('-');
    if (begin == std::string::npos) return;
    word.erase(0, begin);
    if (word == "AND" || word == "OR" || word == "NOT" || word.starts_with("NEAR"))
      word.insert(0, 1, '\\');
    plain += (plain.empty() ? "" : " ") + word;
  };
  std::string word;
  for (const char c : text) {
    const bool space =
        static_cast<unsigned char>(c) <= ' ' || kSigns.find(c) != std::string_view::npos;
    if (!space) {
      word += c;
    } else if (!word.empty()) {
      append_word(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) append_word(std::move(word));
  return plain;
}

}  // namespace pilcrow::bench
