#include "support/oracle_query.h"

namespace pilcrow::test {

namespace {

std::string join(const OracleQuery& query, const std::string& between) {
  std::string out;
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    const OracleQuery& part = query.parts[i];
    const bool nested = !part.parts.empty() && part.kind != OracleQuery::Kind::negate;
    out += (i > 0 ? between : "") + (nested ? "(" + spell(part) + ")" : spell(part));
  }
  return out;
}

std::string field_of(const OracleQuery& query) {
  if (query.field == OracleQuery::Field::title) return "title:";
  return query.field == OracleQuery::Field::heading ? "heading:" : "";
}

}  // namespace

std::string spell(const OracleQuery& query) {
  using Kind = OracleQuery::Kind;
  const std::string front = field_of(query) + (query.verbatim ? "=" : "");
  switch (query.kind) {
    case Kind::word:
      return front + query.text;
    case Kind::phrase:
      return front + "\"" + query.text + "\"";
    case Kind::prefix:
      return front + query.text + "*";
    case Kind::fuzzy:
      return front + query.text + "~" + std::to_string(query.number);
    case Kind::near:
      return join(query, " NEAR/" + std::to_string(query.number) + " ");
    case Kind::all:
      return join(query, " AND ");
    case Kind::any:
      return join(query, " OR ");
    case Kind::bag:
      return join(query, " ");
    case Kind::without:
      return join(query, " AND NOT ");
    case Kind::negate:
      return "-" + (query.parts[0].parts.empty() ? spell(query.parts[0])
                                                 : "(" + spell(query.parts[0]) + ")");
    case Kind::facet:
      return query.facet + ":" + query.text;
  }
  return {};
}

}  // namespace pilcrow::test
