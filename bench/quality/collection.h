#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace pilcrow::bench {

/// A query of a test collection with the documents judged relevant for it.
struct JudgedQuery {
  std::string id;
  std::string text;
  std::map<std::string, int> grades;  ///< document → grade; above 0 is relevant
};

/// A test collection on disk: DIR/corpus.jsonl (id, title, text), queries.tsv (id<TAB>query),
/// qrels.tsv (query<TAB>document<TAB>grade).
struct Collection {
  std::string name;  ///< of the directory
  std::filesystem::path corpus;
  std::vector<JudgedQuery> queries;  ///< those with a relevant document, in the order of the file
};

/// Throws pilcrow::Error: `not_found` for a missing file, `unreadable` naming a broken line.
Collection read_collection(const std::filesystem::path& directory);

/// A person's words as words of the query language: its operators, quotes and brackets mean nothing
/// in a collection's queries.
std::string plain_query(const std::string& text);

}  // namespace pilcrow::bench
