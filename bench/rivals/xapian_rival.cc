#include <xapian.h>

#include <algorithm>
#include <cctype>
#include <deque>
#include <map>
#include <optional>

#include "base/scratch.h"
#include "rivals/paragraph_file.h"
#include "rivals/rival.h"

namespace pilcrow::bench {
namespace {

constexpr std::size_t kFacetsListed = 10;

std::string filter_term(std::string_view facet, const std::string& value) {
  return "X" + std::string(1, static_cast<char>(std::toupper(facet[0]))) + ":" + value;
}

Xapian::valueno slot_of(std::size_t facet) {
  return static_cast<Xapian::valueno>(facet + 1);
}

class PlainXapian : public LocalRival {
 public:
  [[nodiscard]] std::string name() const override { return "xapian"; }
  [[nodiscard]] std::string version() const override { return Xapian::version_string(); }

  BuildFigures build(const std::filesystem::path& paragraphs,
                     const std::filesystem::path& directory) override {
    const Stopwatch watch;
    {
      Xapian::WritableDatabase database(directory.string(), Xapian::DB_CREATE_OR_OVERWRITE);
      Xapian::TermGenerator generator;
      generator.set_stemmer(Xapian::Stem("en"));
      read_paragraphs(paragraphs, [&](const ExportedParagraph& p) { add(database, generator, p); });
      database.commit();
    }
    const double seconds = watch.seconds();
    database_.emplace(directory.string());
    parser_.set_stemmer(Xapian::Stem("en"));
    parser_.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser_.set_database(*database_);
    return {seconds, disk_bytes(directory)};
  }

 protected:
  RivalAnswer answer(const BenchQuery& query, Task task) override {
    const bool count = task == Task::facets || task == Task::sideways;
    Xapian::Enquire enquire(*database_);
    enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
    enquire.set_query(restrict(text_query(query), filters_of(query, task), {}));
    std::deque<Xapian::ValueCountMatchSpy> spies;  // they cannot move
    if (count)
      for (std::size_t facet = 0; facet < kComparedFacets.size(); ++facet)
        spies.emplace_back(slot_of(facet));
    for (auto& spy : spies)
      enquire.add_matchspy(&spy);
    const Xapian::MSet found = enquire.get_mset(0, kTopK, count ? database_->get_doccount() : 0);
    RivalAnswer answer;
    for (auto it = found.begin(); it != found.end(); ++it) {
      answer.top.push_back(*it - 1);
      if (task == Task::texts) shown_ += found.snippet(it.get_document().get_data(), 300).size();
    }
    if (count) answer.total = found.get_matches_estimated();
    for (auto& spy : spies)
      list_values(spy);
    if (task == Task::sideways) count_sideways(query);
    return answer;
  }

 private:
  static void add(Xapian::WritableDatabase& database, Xapian::TermGenerator& generator,
                  const ExportedParagraph& paragraph) {
    Xapian::Document document;
    generator.set_document(document);
    generator.index_text(paragraph.text);
    document.set_data(paragraph.text);
    for (std::size_t facet = 0; facet < kComparedFacets.size(); ++facet) {
      std::string joined;
      for (const std::string& value : paragraph.tags[facet]) {
        document.add_boolean_term(filter_term(kComparedFacets[facet], value));
        joined += (joined.empty() ? "" : ",") + value;
      }
      document.add_value(slot_of(facet), joined);
    }
    database.add_document(document);
  }

  Xapian::Query text_query(const BenchQuery& query) {
    std::string text;
    for (const std::string& word : query.words)
      text += (text.empty() ? "" : " ") + word;
    unsigned flags = Xapian::QueryParser::FLAG_DEFAULT;
    if (query.kind == QueryKind::phrase) text = "\"" + text + "\"";
    if (query.kind == QueryKind::prefix) {
      text += "*";
      flags |= Xapian::QueryParser::FLAG_WILDCARD;
    }
    parser_.set_default_op(query.kind == QueryKind::any ? Xapian::Query::OP_OR
                                                        : Xapian::Query::OP_AND);
    return parser_.parse_query(text, flags);
  }

  // `except`: a facet whose filters are left out.
  static Xapian::Query restrict(Xapian::Query query, const std::vector<FacetFilter>& filters,
                                std::string_view except) {
    for (const FacetFilter& filter : filters) {
      if (filter.facet == except) continue;
      query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                            Xapian::Query(filter_term(filter.facet, filter.values.at(0))));
    }
    return query;
  }

  // A spy counts joined values: they are taken apart here, as its users have to.
  void list_values(Xapian::ValueCountMatchSpy& spy) {
    std::map<std::string, Xapian::doccount> counts;
    for (auto it = spy.values_begin(); it != spy.values_end(); ++it) {
      const std::string joined = *it;
      for (std::size_t begin = 0; begin < joined.size();) {
        const std::size_t end = std::min(joined.find(',', begin), joined.size());
        counts[joined.substr(begin, end - begin)] += it.get_termfreq();
        begin = end + 1;
      }
    }
    shown_ += std::min(kFacetsListed, counts.size());
  }

  // One more query for each facet that is filtered on, without that filter.
  void count_sideways(const BenchQuery& query) {
    const auto filters = filters_of(query, Task::sideways);
    for (std::size_t facet = 0; facet < kComparedFacets.size(); ++facet) {
      const auto on_facet = [&](const FacetFilter& f) { return f.facet == kComparedFacets[facet]; };
      if (std::none_of(filters.begin(), filters.end(), on_facet)) continue;
      Xapian::Enquire enquire(*database_);
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_query(restrict(text_query(query), filters, kComparedFacets[facet]));
      Xapian::ValueCountMatchSpy spy(slot_of(facet));
      enquire.add_matchspy(&spy);
      static_cast<void>(enquire.get_mset(0, 0, database_->get_doccount()));
      list_values(spy);
    }
  }

  std::optional<Xapian::Database> database_;
  Xapian::QueryParser parser_;
  std::size_t shown_ = 0;  // so that nothing is optimized away
};

}  // namespace

std::unique_ptr<Rival> make_plain_xapian() {
  return std::make_unique<PlainXapian>();
}

}  // namespace pilcrow::bench
