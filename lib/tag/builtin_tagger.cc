#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "pilcrow/error.h"
#include "pilcrow/tagger.h"
#include "tag/country_data.h"
#include "tag/country_finder.h"
#include "tag/topic_finder.h"
#include "tag/topic_lists.h"
#include "tag/year_finder.h"
#include "text/words.h"

namespace pilcrow {
namespace internal {
namespace {

std::vector<OwnCountryPattern> read_country_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ErrorCode::not_found, "there is no file " + path.string());
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, ignored))
    throw Error(ErrorCode::unreadable, "cannot read " + path.string());
  std::vector<OwnCountryPattern> patterns;
  PhraseMatcher probe;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    const auto fail = [&](const std::string& what) {
      throw Error(ErrorCode::unreadable,
                  path.string() + ":" + std::to_string(number) + ": " + what);
    };
    const std::size_t one = line.find('\t');
    const std::size_t two = one == std::string::npos ? one : line.find('\t', one + 1);
    if (one == std::string::npos) fail("a line is surface<TAB>code<TAB>kind");
    OwnCountryPattern row;
    row.surface = line.substr(0, one);
    const std::string kind = two == std::string::npos ? "name" : line.substr(two + 1);
    const auto known = pattern_kind(kind);
    if (!known || *known == PatternKind::ambiguous || *known == PatternKind::context)
      fail("'" + kind + "' is no kind of surface; take name, demonym, capital, city or block");
    row.kind = *known;
    const std::string code = line.substr(one + 1, two == std::string::npos ? two : two - one - 1);
    row.code = row.kind == PatternKind::block ? "-" : country_code(code).value_or("");
    if (row.code.empty()) fail("'" + code + "' is no country; take its ISO 3166-1 code");
    if (!probe.add(row.surface, 0, CaseRule::as_written))
      fail("'" + row.surface + "' is no surface of one to 16 words");
    patterns.push_back(std::move(row));
  }
  return patterns;
}

/// What is needed for texts in one language, made when the first of them comes.
struct Finders {
  Finders(std::string_view language, const TaggerOptions& options,
          const std::vector<OwnCountryPattern>& countries, const std::vector<Topic>& topics)
      : country(language, countries), topic(topics, language), about(options.about) {}
  CountryFinder country;
  TopicFinder topic;
  bool about;
};

/// Room for one paragraph, kept from one to the next.
struct Scratch {
  std::vector<Word> words;
  std::vector<PhraseMatch> matches;
  std::vector<PhraseMatch> countries;
  TopicFinder::State topics;
};

class BuiltinTagger : public Tagger {
 public:
  explicit BuiltinTagger(const TaggerOptions& options) : options_(options) {
    TopicLists lists = options.builtin_topics ? builtin_topics() : TopicLists();
    for (const auto& file : options.topic_files)
      lists.read_file(file);
    topics_ = lists.topics();
    for (const CountryPattern& row : country_patterns())
      languages_.insert(std::string(row.language));
    for (const Topic& topic : topics_)
      for (const TopicPhrase& phrase : topic.phrases)
        languages_.insert(phrase.language);
    for (const auto& file : options.country_files) {
      std::vector<OwnCountryPattern> rows = read_country_file(file);
      countries_.insert(countries_.begin(), rows.begin(), rows.end());  // later files win
    }
  }

  void tag(const Document& document, const Paragraph& paragraph,
           std::vector<TagMention>& out) const override {
    add_given(document, out);
    // An address in a footer is no place that the document speaks of, nor a copyright a year.
    if (paragraph.kind == BlockKind::furniture) return;
    const std::size_t first = out.size();
    MentionList found(out);
    add_found(finders(document.language), document, paragraph, found);
    found.sort();
    if (paragraph.kind == BlockKind::byline) {
      const auto is_about = [](const TagMention& mention) {
        return mention.tag.facet == facets::kAbout;
      };
      out.erase(
          std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), is_about),
          out.end());
    }
  }

 private:
  // The finders for a language; one that no table and no list of topics knows is taken for English.
  const Finders& finders(const std::string& tag) const {
    std::string language = tag.substr(0, 2);  // "de-AT"
    if (!language.empty() && !languages_.contains(language)) language = "en";
    const std::lock_guard lock(mutex_);
    auto& found = finders_[language];
    if (!found) found = std::make_unique<const Finders>(language, options_, countries_, topics_);
    return *found;
  }

  // The id of a topic of the user's own, by its id, label or another name.
  [[nodiscard]] std::string own_topic(const std::string& value) const {
    const std::string wanted = name_key(value);
    for (const Topic& topic : topics_) {
      if (name_key(topic.id) == wanted || name_key(topic.label) == wanted) return topic.id;
      for (const std::string& name : topic.names)
        if (name_key(name) == wanted) return topic.id;
    }
    return {};
  }

  void add_given(const Document& document, std::vector<TagMention>& out) const {
    bool year = false;
    for (const Tag& tag : document.tags) {
      bool known = false;
      std::string value = normalize_facet_value(tag.facet, tag.value, &known);
      if (tag.facet == facets::kTopic && !known) {
        if (std::string own = own_topic(value); !own.empty()) {
          value = std::move(own);
          known = true;
        }
      }
      year = year || tag.facet == facets::kYear;
      const bool checked = tag.facet == facets::kCountry || tag.facet == facets::kTopic;
      out.push_back(
          {{tag.facet, std::move(value)}, known || !checked ? "given" : "given-unknown", {}, {}});
    }
    if (!year && document.published)
      out.push_back({{std::string(facets::kYear), std::to_string(document.published->year)},
                     "published",
                     {},
                     {}});
  }

  void add_found(const Finders& finders, const Document& document, const Paragraph& paragraph,
                 MentionList& out) const {
    thread_local Scratch scratch;
    const std::string_view text = std::string_view(paragraph.text).substr(0, UINT32_MAX - 1);
    scratch.words.clear();
    split_words(text, scratch.words);
    scan(finders, text, scratch, out);
    if (options_.countries)
      finders.country.settle(text, scratch.words, scratch.countries,
                             {&document, &paragraph.heading}, out);
    if (options_.topics) finders.topic.settle(text, scratch.topics, out);
    if (scratch.words.capacity() > kKeptWords) scratch = Scratch();
  }

  // The one pass over the words.
  void scan(const Finders& finders, std::string_view text, Scratch& scratch,
            MentionList& out) const {
    const std::vector<Word>& words = scratch.words;
    scratch.countries.clear();
    finders.topic.begin(scratch.topics);
    std::uint32_t country_from = 0;
    std::uint32_t year_from = 0;
    FoldedWord folded;
    for (std::uint32_t at = 0; at < words.size(); ++at) {
      if (options_.about && at >= year_from && may_be_year(text, words[at]))
        year_from = at + find_years(text, words, at, out);
      if (!may_begin(finders, text, words[at])) continue;
      folded.assign(text, words[at]);
      if (options_.countries && at >= country_from) {
        scratch.matches.clear();
        finders.country.matcher().find_at(text, words, at, folded, scratch.matches);
        if (!scratch.matches.empty())
          if (const PhraseMatch* best = finders.country.pick(text, words, scratch.matches)) {
            scratch.countries.push_back(*best);
            country_from = at + best->count;
          }
      }
      if (options_.topics) {
        scratch.matches.clear();
        finders.topic.matcher().find_at(text, words, at, folded, scratch.matches);
        if (!scratch.matches.empty()) finders.topic.collect(scratch.matches, scratch.topics);
      }
    }
  }

  [[nodiscard]] bool may_begin(const Finders& finders, std::string_view text,
                               const Word& word) const {
    return (options_.countries && finders.country.matcher().may_begin(text, word)) ||
           (options_.topics && finders.topic.matcher().may_begin(text, word));
  }

  static constexpr std::size_t kKeptWords = 1 << 16;

  TaggerOptions options_;
  std::vector<OwnCountryPattern> countries_;
  std::vector<Topic> topics_;
  std::set<std::string> languages_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<const Finders>> finders_;
};

}  // namespace
}  // namespace internal

std::shared_ptr<const Tagger> make_builtin_tagger(const TaggerOptions& options) {
  return std::make_shared<const internal::BuiltinTagger>(options);
}

}  // namespace pilcrow
