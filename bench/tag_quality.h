#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "pilcrow/tagger.h"

namespace pilcrow::bench {

/// Counts of one value: right, wrongly given, missed.
struct TagCounts {
  std::size_t right = 0;
  std::size_t wrong = 0;
  std::size_t missed = 0;

  [[nodiscard]] double precision() const;  ///< 0 where nothing was given
  [[nodiscard]] double recall() const;
  [[nodiscard]] double f1() const;
};

/// How the tags given compare with the gold tags of a collection.
struct TagScore {
  std::string name;  ///< "country, focus"
  std::size_t documents = 0;
  std::map<std::string, TagCounts> values;

  [[nodiscard]] TagCounts micro() const;
  /// The mean F1 of the values with at least `least_gold` gold tags.
  [[nodiscard]] double macro_f1(std::size_t least_gold = 20) const;
};

/// One gold document.
struct GoldDocument {
  Document document;
  std::string dateline;
  std::string body;
  std::set<std::string> countries;
  std::set<std::string> topics;
  bool has_countries = false;
  bool has_topics = false;
};

struct TagQualityOptions {
  /// Place names of Reuters-21578 as ISO codes: name<TAB>code lines. Empty: gold values are codes.
  std::filesystem::path places;
  /// Sees each document with what was given: (score's name, document, given, gold). May be empty.
  std::function<void(const std::string&, const GoldDocument&, const std::set<std::string>&,
                     const std::set<std::string>&)>
      inspect;
};

/// Reads a JSONL of gold tags. A line is `{"id", "title", "text", "gold": {"country": […], "topic":
/// […]}}`, or one of Reuters-21578: `{"id", "date", "title", "dateline", "body", "places",
/// "topics", "topics_labelled"}`, whose topics become the seven coarse ones of `reuters_topic`.
/// Calls `sink` for each; throws pilcrow::Error naming the line that is none of these.
void read_gold(std::istream& jsonl, const TagQualityOptions& options,
               const std::function<void(GoldDocument&&)>& sink);

/// The built-in topic that a topic of Reuters-21578 belongs to, or "" where none of the seven does.
std::string reuters_topic(const std::string& topic);

/// Tags every document of a JSONL and compares. Scores: "country, any mention" and "country, focus"
/// (title, dateline and body), "country, without dateline, any mention" and "…, focus", "topic".
std::vector<TagScore> measure_tags(const Tagger& tagger, std::istream& jsonl,
                                   const TagQualityOptions& options);

/// A table for people.
void print_scores(std::ostream& out, const std::vector<TagScore>& scores);

}  // namespace pilcrow::bench
