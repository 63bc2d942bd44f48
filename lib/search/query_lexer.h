#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/note.h"
#include "pilcrow/span.h"
#include "search/query.h"
#include "search/query_text.h"

namespace pilcrow::internal {

/// Collects what is said about a query: each sentence once, and not without end.
class QueryNotes {
 public:
  void add(Severity severity, std::string message);
  std::vector<Note> take() { return std::move(notes_); }

 private:
  std::vector<Note> notes_;
  bool full_ = false;
};

enum class QueryTokenKind {
  word,
  phrase,
  open,
  close,
  op_and,
  op_or,
  op_not,
  op_near,
  minus,  ///< a "-" in front of what it excludes
  field,  ///< "title:" in front of a word, a phrase or a parenthesis
  end,
};

/// What stands behind a word.
enum class WordSuffix { none, star, tilde };

struct QueryToken {
  QueryTokenKind kind = QueryTokenKind::end;
  std::string text;  ///< word, phrase: without escapes, suffix and quotes. field: the facet's name,
                     ///< empty for title and heading. Operators: as typed
  std::string raw;   ///< word: with its suffix, as the value of a facet sees it
  WordSuffix suffix = WordSuffix::none;
  bool verbatim = false;
  int distance = 0;               ///< op_near: words; tilde: edits
  Field field = Field::anywhere;  ///< field: title or heading, or `anywhere` for a facet
  Span source;
};

/// Cuts a query into tokens; the last one is `end`. Never fails. What is no word, operator or
/// bracket ("-" alone, "???") is left out and noted.
std::vector<QueryToken> lex_query(std::string_view query, const std::vector<std::string>& facets,
                                  QueryNotes& notes);

/// Reads an unquoted value of a facet: for year and about ranges in other writings ("2020-2024",
/// ">=2020", "2020…2024") become "2020..2024", a range that runs backwards is turned round and
/// noted. False where a year is no year; then the value is to be read as a word.
bool read_facet_value(std::string_view facet, std::string& value, QueryNotes& notes);

}  // namespace pilcrow::internal
