#include "search/query_lexer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "text/strings.h"

namespace pilcrow::internal {

namespace {

constexpr std::size_t kMaxNotes = 16;
constexpr int kDefaultNear = 10;
constexpr int kMaxNear = 1000;

class Lexer {
 public:
  Lexer(std::string_view text, const std::vector<std::string>& facets, QueryNotes& notes)
      : text_(text), facets_(facets), notes_(notes) {}

  std::vector<QueryToken> run() {
    while (skip_spaces())
      lex_one();
    push(QueryTokenKind::end, text_.size(), text_.size());
    return std::move(tokens_);
  }

 private:
  bool skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ')
      ++at_;
    return at_ < text_.size();
  }

  QueryToken& push(QueryTokenKind kind, std::size_t begin, std::size_t end) {
    QueryToken& token = tokens_.emplace_back();
    token.kind = kind;
    token.source = {begin, end};
    token.text = text_.substr(begin, end - begin);
    at_ = end;
    return token;
  }

  void lex_one() {
    const char c = text_[at_];
    if (c == '(' || c == ')') {
      push(c == '(' ? QueryTokenKind::open : QueryTokenKind::close, at_, at_ + 1);
    } else if (c == '-' && excludes(at_)) {
      push(QueryTokenKind::minus, at_, at_ + 1);
      if (text_[at_] != '(') lex_operand();
    } else {
      const std::size_t end = chunk_end(at_);
      if (!lex_operator(end)) lex_operand();
    }
  }

  /// A hyphen excludes what follows it without a space; "--option" is a word.
  [[nodiscard]] bool excludes(std::size_t hyphen) const {
    if (hyphen + 1 >= text_.size()) return false;
    const char next = text_[hyphen + 1];
    return next != ' ' && next != '-' && next != ')';
  }

  /// The end of the run without spaces, brackets and quotation marks that begins at `begin`.
  [[nodiscard]] std::size_t chunk_end(std::size_t begin) const {
    std::size_t i = begin;
    while (i < text_.size()) {
      const char c = text_[i];
      if (c == ' ' || c == '(' || c == ')' || quotes_at(text_, i)) break;
      if (c == '\\') i += escaped_length(text_, i);
      ++i;
    }
    return i;
  }

  bool lex_operator(std::size_t end) {
    const std::string_view chunk = text_.substr(at_, end - at_);
    if (chunk == "AND" || chunk == "&&") {
      push(QueryTokenKind::op_and, at_, end);
    } else if (chunk == "OR" || chunk == "||") {
      push(QueryTokenKind::op_or, at_, end);
    } else if (chunk == "NOT") {
      push(QueryTokenKind::op_not, at_, end);
    } else if (is_operator_word(chunk)) {
      QueryToken& token = push(QueryTokenKind::op_near, at_, end);
      token.distance = near_distance(chunk);
    } else {
      return false;
    }
    return true;
  }

  int near_distance(std::string_view chunk) {
    if (chunk.size() == 4) return kDefaultNear;
    const int wanted = parse_int(chunk.substr(5)).value_or(kDefaultNear);
    const int used = std::clamp(wanted, 1, kMaxNear);
    if (used != wanted) {
      notes_.add(Severity::info, std::string(chunk) + " was read as NEAR/" + std::to_string(used));
    }
    return used;
  }

  /// A word, a phrase or a field; also "=" in front of them.
  void lex_operand() {
    if (quotes_at(text_, at_)) {
      lex_phrase(at_, false);
    } else if (text_[at_] == '=') {
      lex_verbatim();
    } else {
      const std::size_t end = chunk_end(at_);
      if (!lex_field(end)) lex_word(at_, at_, end, false);
    }
  }

  void lex_verbatim() {
    const std::size_t begin = at_++;
    if (at_ < text_.size() && quotes_at(text_, at_)) {
      lex_phrase(begin, true);
    } else if (const std::size_t end = chunk_end(at_); end > at_) {
      lex_word(begin, at_, end, true);
    } else {
      leave_out(begin, at_);
    }
  }

  void leave_out(std::size_t begin, std::size_t end) {
    notes_.add(Severity::info,
               "“" + std::string(text_.substr(begin, std::min<std::size_t>(end - begin, 40))) +
                   "” holds no word and was left out");
    at_ = end;
  }

  void lex_word(std::size_t begin, std::size_t text_begin, std::size_t end, bool verbatim) {
    Unescaped word = unescape(text_.substr(text_begin, end - text_begin));
    if (!holds_word(word.text)) return leave_out(begin, end);
    QueryToken& token = push(QueryTokenKind::word, begin, end);
    token.raw = word.text;
    token.verbatim = verbatim;
    read_suffix(word, token);
    if (verbatim && token.suffix != WordSuffix::none) {
      notes_.add(Severity::info, "“=" + token.text + "” is searched as written, without * or ~");
      token.suffix = WordSuffix::none;
    }
    token.text = std::move(word.text);
  }

  /// Takes "*", "~" or "~2" off the end of a word.
  void read_suffix(Unescaped& word, QueryToken& token) {
    std::string& text = word.text;
    std::size_t cut = text.size();
    while (cut > word.literal_end && text[cut - 1] == '*')
      --cut;
    if (cut < text.size() && holds_word(std::string_view(text).substr(0, cut))) {
      text.resize(cut);
      token.suffix = WordSuffix::star;
    } else if (const std::size_t tilde = text.rfind('~');
               tilde != std::string::npos && tilde >= word.literal_end &&
               holds_word(std::string_view(text).substr(0, tilde)) &&
               text.find_first_not_of("0123456789.", tilde + 1) == std::string::npos) {
      read_tilde(text, tilde, token);
    }
    if (token.suffix != WordSuffix::star && text.find('*') != std::string::npos &&
        word.literal_end == 0) {
      notes_.add(Severity::info, "“" + text + "”: * stands for letters only at the end of a word");
    }
  }

  void read_tilde(std::string& text, std::size_t tilde, QueryToken& token) {
    const std::string number = text.substr(tilde + 1);
    text.resize(tilde);
    const int edits = number.empty() ? 1 : parse_int(number).value_or(-1);
    if (edits != 0) {
      token.suffix = WordSuffix::tilde;
      token.distance = edits < 0 ? 1 : std::min(edits, 2);
    }
    if (edits < 0 || edits > 2 || edits == 0) {
      notes_.add(Severity::info, "“" + text + "~" + number + "” was read with " +
                                     std::to_string(token.distance) +
                                     " edits; one or two are possible");
    }
  }

  void lex_phrase(std::size_t begin, bool verbatim) {
    const std::size_t open = at_;
    const std::size_t inner = open + quote_length(text_, open);
    const auto close = find_close(open, inner);
    if (!close) {
      notes_.add(Severity::info, "a quotation mark is not closed; what follows was read as words");
      at_ = inner;
      if (verbatim && at_ < text_.size() && text_[at_] != ' ' && chunk_end(at_) > at_) {
        lex_word(begin, at_, chunk_end(at_), true);
      }
      return;
    }
    std::string text = phrase_text(inner, *close);
    if (text.empty()) return leave_out(begin, *close + quote_length(text_, *close));
    QueryToken& token = push(QueryTokenKind::phrase, begin, *close + quote_length(text_, *close));
    token.text = std::move(text);
    token.verbatim = verbatim;
    skip_phrase_suffix();
  }

  [[nodiscard]] std::string phrase_text(std::size_t begin, std::size_t end) const {
    std::string text;
    for (std::size_t i = begin; i < end;) {
      std::size_t length = 1;
      if (text_[i] == '\\') {
        const std::size_t escaped = escaped_length(text_, i);
        if (escaped > 0) ++i;
        length = std::max<std::size_t>(escaped, 1);
      }
      text += text_.substr(i, length);
      i += length;
    }
    return fold_spaces(text);
  }

  /// "a b"~3 and "a b"* of other query languages.
  void skip_phrase_suffix() {
    std::size_t end = at_;
    if (end < text_.size() && (text_[end] == '~' || text_[end] == '*')) ++end;
    if (end == at_) return;
    while (end < text_.size() && is_ascii_digit(text_[end]))
      ++end;
    notes_.add(Severity::info, "“" + std::string(text_.substr(at_, end - at_)) +
                                   "” behind a phrase was left out; a NEAR/5 b finds words near "
                                   "each other");
    at_ = end;
  }

  std::optional<std::size_t> find_close(std::size_t open, std::size_t from) {
    switch (family_of(text_, open)) {
      case QuoteFamily::straight:
        if (const auto end = scan_close(from, 0, "\"")) return end;
        return scan_close(from, 1, "”");
      case QuoteFamily::curly:
        return scan_close(from, 2, "“”„‟\"");
      case QuoteFamily::angle:
        return scan_close(from, 3, "«»");
    }
    return std::nullopt;
  }

  /// The first mark at or after `from` that is one of `marks`. A search that failed once is not
  /// repeated, which keeps lexing linear.
  std::optional<std::size_t> scan_close(std::size_t from, std::size_t kind,
                                        std::string_view marks) {
    if (none_left_[kind]) return std::nullopt;
    for (std::size_t i = from; i < text_.size(); ++i) {
      if (text_[i] == '\\') {
        i += escaped_length(text_, i);
      } else if (quotes_at(text_, i) &&
                 marks.find(text_.substr(i, quote_length(text_, i))) != std::string_view::npos) {
        return i;
      }
    }
    none_left_[kind] = true;
    return std::nullopt;
  }

  /// "title:…" or "country:…" where something follows directly.
  bool lex_field(std::size_t end) {
    const std::string_view chunk = text_.substr(at_, end - at_);
    const Unescaped word = unescape(chunk);
    if (word.colon == std::string::npos || word.colon == 0) return false;
    const std::string name = word.text.substr(0, word.colon);
    const std::string rest = word.text.substr(word.colon + 1);
    if (chunk.substr(colon_in(chunk) + 1).starts_with("//") ||
        std::all_of(name.begin(), name.end(), is_ascii_digit)) {
      return false;
    }
    QueryToken field;
    const bool known = find_field(name, field);
    const bool opens = end < text_.size() && (text_[end] == '(' || quotes_at(text_, end));
    const bool filled = opens && rest.empty() ? true : holds_word(rest) || rest.starts_with('=');
    if (!known || !filled) {
      note_no_field(name, known, !rest.empty() || opens);
      return false;
    }
    push_field(field, chunk);
    return true;
  }

  void push_field(const QueryToken& field, std::string_view chunk) {
    const std::size_t begin = at_;
    const std::size_t behind = begin + colon_in(chunk) + 1;
    const bool excluded = behind + 1 < text_.size() && text_[behind] == '-' && excludes(behind) &&
                          !is_ascii_digit(text_[behind + 1]);
    if (excluded) push(QueryTokenKind::minus, begin, begin);
    QueryToken& token = push(QueryTokenKind::field, begin, behind);
    token.raw = token.text;
    token.text = field.text;
    token.field = field.field;
    at_ = behind + (excluded ? 1 : 0);
    const std::size_t field_at = tokens_.size() - 1;
    const bool value = token.field == Field::anywhere;
    lex_field_operand(value);
    const bool operand = tokens_.size() > field_at + 1 || (at_ < text_.size() && text_[at_] != ' ');
    if (operand) return;
    QueryToken& word = tokens_[field_at];
    word.kind = QueryTokenKind::word;
    word.field = Field::anywhere;
    word.text = word.raw;
    note_no_field(word.raw.substr(0, word.raw.size() - 1), true, false);
  }

  /// What follows a field is never an operator or another field.
  void lex_field_operand(bool value) {
    if (at_ >= text_.size() || text_[at_] == '(') return;
    if (quotes_at(text_, at_)) return lex_phrase(at_, false);
    if (!value && text_[at_] == '=') return lex_verbatim();
    lex_word(at_, at_, chunk_end(at_), false);
  }

  static std::size_t colon_in(std::string_view chunk) {
    std::size_t i = 0;
    while (chunk[i] != ':')
      i += chunk[i] == '\\' ? 1 + escaped_length(chunk, i) : 1;
    return i;
  }

  bool find_field(std::string_view name, QueryToken& field) const {
    if (equal_ignoring_case(name, "title")) {
      field.field = Field::title;
    } else if (equal_ignoring_case(name, "heading")) {
      field.field = Field::heading;
    } else {
      auto found = std::find(facets_.begin(), facets_.end(), name);
      if (found == facets_.end()) {
        found = std::find_if(facets_.begin(), facets_.end(), [&](const std::string& facet) {
          return equal_ignoring_case(facet, name);
        });
      }
      if (found == facets_.end()) return false;
      field.text = *found;
      return true;
    }
    field.text.clear();
    return true;
  }

  void note_no_field(const std::string& name, bool known, bool has_value) {
    if (known) {
      notes_.add(Severity::info, "“" + name +
                                     ":” was read as a word: nothing to search for "
                                     "follows it directly");
    } else if (has_value && name.size() > 1 && std::all_of(name.begin(), name.end(), [](char c) {
                 return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_' || c == '-';
               })) {
      notes_.add(Severity::info, "“" + name + "” is neither a field nor a facet of this index; “" +
                                     name + ":…” was read as words");
    }
  }

  std::string_view text_;
  const std::vector<std::string>& facets_;
  QueryNotes& notes_;
  std::vector<QueryToken> tokens_;
  std::size_t at_ = 0;
  std::array<bool, 4> none_left_{};
};

}  // namespace

void QueryNotes::add(Severity severity, std::string message) {
  if (full_) return;
  const bool known = std::any_of(notes_.begin(), notes_.end(),
                                 [&](const Note& note) { return note.message == message; });
  if (known) return;
  full_ = notes_.size() + 1 >= kMaxNotes;
  if (full_) message = "more of the query was read otherwise than written";
  notes_.push_back({severity, "", std::move(message)});
}

std::vector<QueryToken> lex_query(std::string_view query, const std::vector<std::string>& facets,
                                  QueryNotes& notes) {
  return Lexer(query, facets, notes).run();
}

}  // namespace pilcrow::internal
