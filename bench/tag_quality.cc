#include "tag_quality.h"

#include <array>
#include <fstream>
#include <iomanip>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "pilcrow/error.h"

namespace pilcrow::bench {
namespace {

using nlohmann::json;

double ratio(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Topics of Reuters-21578 by the seven coarse topics they belong to.
const std::map<std::string, std::vector<std::string>>& coarse_topics() {
  static const std::map<std::string, std::vector<std::string>> topics = {
      {"business", {"earn", "acq"}},
      {"energy",
       {"crude", "nat-gas", "fuel", "gas", "heat", "jet", "propane", "naphtha", "pet-chem"}},
      {"agriculture-food",
       {"grain",      "wheat",       "corn",       "barley",        "oat",      "rice",
        "sorghum",    "rye",         "oilseed",    "soybean",       "soy-meal", "soy-oil",
        "meal-feed",  "veg-oil",     "rapeseed",   "rape-oil",      "palm-oil", "palmkernel",
        "coconut",    "coconut-oil", "copra-cake", "sun-oil",       "sunseed",  "sun-meal",
        "cotton",     "cotton-oil",  "groundnut",  "groundnut-oil", "linseed",  "lin-oil",
        "castor-oil", "castorseed",  "livestock",  "hog",           "carcass",  "l-cattle",
        "f-cattle",   "pork-belly",  "cocoa",      "coffee",        "sugar",    "tea",
        "orange",     "potato",      "rubber",     "wool"}},
      {"trade", {"trade"}},
      {"finance", {"money-fx", "interest",  "dlr",     "yen",     "dmk",          "stg",
                   "sfr",      "ffr",       "lit",     "nkr",     "skr",          "dkr",
                   "can",      "austdlr",   "hk",      "nzdlr",   "rand",         "ringgit",
                   "rupiah",   "saudriyal", "singdlr", "peseta",  "escudo",       "cruzado",
                   "austral",  "bfr",       "dfl",     "mexpeso", "money-supply", "reserves"}},
      {"economy",
       {"gnp", "cpi", "wpi", "jobs", "ipi", "bop", "retail", "income", "housing", "inventories",
        "lei", "cpu", "instal-debt"}},
      {"transport-maritime", {"ship"}}};
  return topics;
}

std::map<std::string, std::string> read_places(const std::filesystem::path& path) {
  std::map<std::string, std::string> places;
  if (path.empty()) return places;
  std::ifstream in(path);
  if (!in) throw Error(ErrorCode::unreadable, "cannot read " + path.string());
  for (std::string line; std::getline(in, line);)
    if (const std::size_t tab = line.find('\t'); tab != std::string::npos)
      places[line.substr(0, tab)] = line.substr(tab + 1);
  return places;
}

// The year at the end of "26-FEB-1987" or at the start of "1987-02-26".
std::optional<Date> date_of(const json& record) {
  const std::string text = record.value("date", record.value("published", ""));
  for (const std::string& digits :
       {text.substr(0, 4), text.substr(text.size() < 4 ? 0 : text.size() - 4)})
    if (digits.size() == 4 && digits.find_first_not_of("0123456789") == std::string::npos)
      return Date{std::stoi(digits), 0, 0};
  return std::nullopt;
}

GoldDocument gold_document(const json& record, const std::map<std::string, std::string>& places) {
  GoldDocument gold;
  gold.document.id = record.value("id", "");
  gold.document.title = record.value("title", "");
  gold.document.language = record.value("language", "en");
  gold.document.published = date_of(record);
  gold.dateline = record.value("dateline", "");
  gold.body = record.contains("body") ? record.value("body", "") : record.value("text", "");
  if (record.contains("places")) {
    gold.has_countries = !record.at("places").empty();  // without any: nobody annotated them
    for (const auto& place : record.at("places").get<std::vector<std::string>>()) {
      const auto known = places.find(place);
      if (known != places.end()) gold.countries.insert(known->second);
    }
    gold.has_topics = record.value("topics_labelled", "") == "YES";
    for (const auto& topic : record.at("topics").get<std::vector<std::string>>())
      if (const std::string coarse = reuters_topic(topic); !coarse.empty())
        gold.topics.insert(coarse);
  } else if (record.contains("gold")) {
    const json& tags = record.at("gold");
    gold.has_countries = tags.contains("country");
    gold.has_topics = tags.contains("topic");
    if (gold.has_countries) gold.countries = tags.at("country").get<std::set<std::string>>();
    if (gold.has_topics) gold.topics = tags.at("topic").get<std::set<std::string>>();
  }
  return gold;
}

void count(TagScore& score, const GoldDocument& document, const std::set<std::string>& given,
           const std::set<std::string>& gold, const TagQualityOptions& options) {
  ++score.documents;
  for (const std::string& value : given)
    ++(gold.contains(value) ? score.values[value].right : score.values[value].wrong);
  for (const std::string& value : gold)
    if (!given.contains(value)) ++score.values[value].missed;
  if (options.inspect) options.inspect(score.name, document, given, gold);
}

std::set<std::string> mentioned_values(const std::vector<TagMention>& mentions,
                                       std::string_view facet) {
  std::set<std::string> values;
  for (const TagMention& mention : mentions)
    if (mention.tag.facet == facet) values.insert(mention.tag.value);
  return values;
}

/// Tags one document, whole and without its dateline.
class Measure {
 public:
  Measure(const Tagger& tagger, const TagQualityOptions& options)
      : tagger_(tagger), options_(options) {
    for (const char* name :
         {"country, any mention", "country, focus", "country, any mention, no dateline",
          "country, focus, no dateline", "topic"})
      scores_.push_back({name, 0, {}});
    for (const auto& [coarse, topics] : coarse_topics())
      measured_.insert(coarse);
  }

  void add(GoldDocument& gold) {
    const auto [any, focus, topics] =
        run(gold, gold.dateline.empty() ? gold.body : gold.dateline + " " + gold.body);
    if (gold.has_countries) {
      count(scores_[0], gold, any, gold.countries, options_);
      count(scores_[1], gold, focus, gold.countries, options_);
      const auto bare = run(gold, gold.body);
      count(scores_[2], gold, bare[0], gold.countries, options_);
      count(scores_[3], gold, bare[1], gold.countries, options_);
    }
    if (gold.has_topics) count(scores_[4], gold, topics, gold.topics, options_);
  }

  [[nodiscard]] const std::vector<TagScore>& scores() const { return scores_; }

 private:
  // The countries and the topics of a text by itself.
  std::array<std::set<std::string>, 2> tagged(const GoldDocument& gold,
                                              const std::string& text) const {
    Paragraph paragraph;
    paragraph.ordinal = 1;
    paragraph.text = text;
    std::vector<TagMention> mentions;
    tagger_.tag(gold.document, paragraph, mentions);
    return {mentioned_values(mentions, facets::kCountry),
            mentioned_values(mentions, facets::kTopic)};
  }

  // Countries mentioned, focus countries and topics of title and text.
  std::array<std::set<std::string>, 3> run(GoldDocument& gold, const std::string& text) const {
    gold.document.text = text;
    Paragraph paragraph;
    paragraph.ordinal = 1;
    paragraph.text = text;
    const auto mentions = tag_all(tagger_, gold.document, {paragraph});
    auto [any, topics] = tagged(gold, gold.document.title);
    any.merge(mentioned_values(mentions.front(), facets::kCountry));
    paragraph.text = gold.document.title + "\n" + text;
    topics = tagged(gold, paragraph.text)[1];
    std::erase_if(topics, [this, &gold](const std::string& topic) {
      return !measured_.contains(topic) && !gold.topics.contains(topic);
    });
    const std::vector<std::string> focus = focus_countries(gold.document, mentions);
    return {any, std::set<std::string>(focus.begin(), focus.end()), topics};
  }

  const Tagger& tagger_;
  const TagQualityOptions& options_;
  std::vector<TagScore> scores_;
  std::set<std::string> measured_;
};

}  // namespace

double TagCounts::precision() const {
  return ratio(right, right + wrong);
}

double TagCounts::recall() const {
  return ratio(right, right + missed);
}

double TagCounts::f1() const {
  return ratio(2 * right, 2 * right + wrong + missed);
}

TagCounts TagScore::micro() const {
  TagCounts sum;
  for (const auto& [value, counts] : values) {
    sum.right += counts.right;
    sum.wrong += counts.wrong;
    sum.missed += counts.missed;
  }
  return sum;
}

double TagScore::macro_f1(std::size_t least_gold) const {
  double sum = 0;
  std::size_t values_counted = 0;
  for (const auto& [value, counts] : values) {
    if (counts.right + counts.missed < least_gold) continue;
    sum += counts.f1();
    ++values_counted;
  }
  return values_counted == 0 ? 0.0 : sum / static_cast<double>(values_counted);
}

std::string reuters_topic(const std::string& topic) {
  for (const auto& [coarse, topics] : coarse_topics())
    for (const std::string& known : topics)
      if (known == topic) return coarse;
  return {};
}

void read_gold(std::istream& jsonl, const TagQualityOptions& options,
               const std::function<void(GoldDocument&&)>& sink) {
  const auto places = read_places(options.places);
  std::string line;
  for (std::size_t number = 1; std::getline(jsonl, line); ++number) {
    if (line.empty()) continue;
    try {
      sink(gold_document(json::parse(line), places));
    } catch (const json::exception& error) {
      throw Error(ErrorCode::unreadable, "line " + std::to_string(number) + ": " + error.what());
    }
  }
}

std::vector<TagScore> measure_tags(const Tagger& tagger, std::istream& jsonl,
                                   const TagQualityOptions& options) {
  Measure measure(tagger, options);
  read_gold(jsonl, options, [&](GoldDocument&& gold) { measure.add(gold); });
  return measure.scores();
}

void print_scores(std::ostream& out, const std::vector<TagScore>& scores) {
  out << std::left << std::setw(36) << ""
      << "     docs      P      R  micro  macro\n"
      << std::fixed;
  for (const TagScore& score : scores) {
    const TagCounts sum = score.micro();
    out << std::left << std::setw(36) << score.name << std::right << std::setw(9) << score.documents
        << std::setprecision(3) << std::setw(7) << sum.precision() << std::setw(7) << sum.recall()
        << std::setw(7) << sum.f1() << std::setw(7) << score.macro_f1() << '\n';
  }
}

}  // namespace pilcrow::bench
