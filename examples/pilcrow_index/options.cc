#include "pilcrow_index/options.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <regex>
#include <string_view>

#include "common/exit_code.h"
#include "common/options.h"
#include "pilcrow/date.h"
#include "pilcrow/tag.h"

namespace pilcrow::programs {

namespace po = boost::program_options;

namespace {

constexpr unsigned kMostJobs = 1024;
constexpr unsigned kMostShards = 64;

const char* const kUsageText =
    R"(Usage: pilcrow-index [options] INDEX PATH...

Puts documents into the index INDEX, which is made where there is none. PATH is
a file, a directory (walked in a stable order, without hidden files) or - for
JSONL on standard input. Formats: .txt .md .html .htm .pdf .jsonl, and .gz or
.xz of those that are text.

Files that have not changed since the last run are passed over, changed ones
replaced. The language, tags and tables of a run hold for the files it reads: to
apply others to all, use --rebuild.
)";

const char* const kExamplesText =
    R"(Examples:
  pilcrow-index archive.idx archive/
  pilcrow-index archive.idx archive/ --prune       bring it up to date
  pilcrow-index un.idx un/ \
      --tags-from-path '(?<country>[A-Z]{3})_\d+_(?<year>\d{4})'
  pilcrow-index news.idx news.jsonl.xz --language en --tag topic=trade
  xzcat dump.jsonl.xz | pilcrow-index news.idx -
  pilcrow-index --shards 4 large.idx archive/
  pilcrow-index --dry-run archive/ | jq .tags
  pilcrow-index --verify archive.idx

A JSONL line: {"id","title","text"} with optional url, language, published,
author, tags.

Two files that claim one id: the later is called by its id with its ending, then
by its full path. The first interrupt commits what is complete and stops; the
second stops at once.

Exit codes: 0 done, 2 usage, 3 index unreadable, damaged or not writable,
4 index locked, 5 index of another format or analyzer, 6 some input could not be
read or there was none (the rest is indexed), 130 stopped by an interrupt after
a commit.
)";

po::options_description document_options() {
  po::options_description options("Documents");
  options.add_options()
      // clang-format off
      ("language", text_value("CODE"), "their language (en, et, ja …), or auto (auto)")
      ("tag", texts_value("FACET=VALUE"), "a tag for every document of this run; repeatable")
      ("tags-from-path", text_value("REGEX"), "named groups over the path become tags (country, "
                                              "topic, year …) or title, author, language, published")
      ("topics", texts_value("FILE"), "more topic patterns, over the built-in ones; repeatable")
      ("countries", texts_value("FILE"), "more country patterns; repeatable")
      ("no-builtin-topics", "only the topics of --topics");
  // clang-format on
  return options;
}

po::options_description run_options() {
  po::options_description options("The run");
  options.add_options()
      // clang-format off
      ("jobs", text_value("N"), "threads (all cores)")
      ("shards", text_value("N"), "make a set of N indexes, each with a part of the documents; it is "
                                  "searched as one, or served by several machines (one index)")
      ("rebuild", "start from nothing; readers keep the old content until the end")
      ("prune", "remove documents whose file is gone from the given PATHs")
      ("optimize", "rewrite the index as one compact database at the end")
      ("verify", "look through the whole INDEX and say what is wrong; changes nothing, takes no PATH")
      ("no-sync", "do not wait for the disk: for loads that can be repeated; a power cut may cost "
                  "the index")
      ("lock-wait", text_value("SECONDS"), "wait so long for another writer (0)")
      ("dry-run", "write no index (INDEX may be left out); print one JSON object per paragraph, "
                  "with tags and offsets")
      ("json", "the closing summary as JSON")
      ("quiet", "errors only")
      ("no-progress", "no progress line (there is one on a terminal only)")
      ("help", "this text (-h)")
      ("version", "the version");
  // clang-format on
  return options;
}

bool is_facet_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
         });
}

bool is_code(std::string_view value) {
  return value.size() >= 2 && value.size() <= 4 &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Tag parse_tag(const std::string& text) {
  const auto [facet, value] = parse_assignment("--tag", text);
  if (!is_facet_name(facet)) {
    throw UsageError("--tag: '" + facet +
                     "' is no name of a facet (lower-case letters, digits, - and _)");
  }
  bool known = false;
  Tag tag{facet, normalize_facet_value(facet, value, &known)};
  if (facet == facets::kCountry && !known && !is_code(value)) {
    throw UsageError("--tag: no country is called '" + value +
                     "'; give a name or a code, as in country=EE");
  }
  if (facet == facets::kYear || facet == facets::kAbout) {
    const auto date = parse_date(value);
    if (!date || value.size() > 4 || date->year < 1) {
      throw UsageError("--tag: '" + value + "' is no year, as in " + facet + "=2024");
    }
  }
  return tag;
}

/// Groups that are no fields become facets and must have such a name.
void check_groups(const std::string& regex) {
  static const std::regex kGroup(R"(\(\?<([A-Za-z][A-Za-z0-9]*)>)");
  bool any = false;
  for (std::sregex_iterator at(regex.begin(), regex.end(), kGroup), end; at != end; ++at) {
    any = true;
    const std::string name = (*at)[1];
    if (!is_facet_name(name)) {
      throw UsageError("--tags-from-path: '" + name +
                       "' is no name of a facet (lower-case letters and digits)");
    }
  }
  if (!any) {
    throw UsageError("--tags-from-path: the expression has no named group, as in (?<year>\\d{4})");
  }
}

std::string parse_language(const std::string& code) {
  const bool plain =
      std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (code == "auto" || (plain && (code.size() == 2 || code.size() == 3))) return code;
  throw UsageError("--language takes a code such as en, et or ja, or auto, not '" + code + "'");
}

void parse_documents(const po::variables_map& given, IndexRunOptions& options) {
  if (const auto code = value_of(given, "language")) {
    options.default_language = parse_language(*code);
    if (*code != "auto") options.read.language = *code;
  }
  for (const std::string& text : values_of(given, "tag")) {
    options.read.tags.push_back(parse_tag(text));
  }
  if (const auto regex = value_of(given, "tags-from-path")) {
    check_groups(*regex);
    options.read.tags_from_path = *regex;
  }
  for (const std::string& file : values_of(given, "topics"))
    options.tagger.topic_files.emplace_back(file);
  for (const std::string& file : values_of(given, "countries"))
    options.tagger.country_files.emplace_back(file);
  options.tagger.builtin_topics = given.count("no-builtin-topics") == 0;
}

void parse_run(const po::variables_map& given, IndexRunOptions& options) {
  if (const auto jobs = value_of(given, "jobs")) {
    options.jobs = static_cast<unsigned>(parse_count("--jobs", *jobs, 1, kMostJobs));
  }
  if (const auto shards = value_of(given, "shards")) {
    options.shards = static_cast<unsigned>(parse_count("--shards", *shards, 1, kMostShards));
  }
  if (const auto wait = value_of(given, "lock-wait")) {
    options.lock_wait = std::chrono::seconds(parse_count("--lock-wait", *wait, 0, 86'400));
  }
  options.rebuild = given.count("rebuild") != 0;
  options.prune = given.count("prune") != 0;
  options.optimize = given.count("optimize") != 0;
  options.dry_run = given.count("dry-run") != 0;
  options.verify = given.count("verify") != 0;
  options.durable = given.count("no-sync") == 0;
  options.json = given.count("json") != 0;
  options.quiet = given.count("quiet") != 0;
  options.progress = !options.quiet && given.count("no-progress") == 0;
  if (options.dry_run && (options.rebuild || options.prune || options.optimize)) {
    throw UsageError("--dry-run writes no index; leave out --rebuild, --prune and --optimize");
  }
  if (options.verify && (options.rebuild || options.prune || options.optimize || options.dry_run)) {
    throw UsageError(
        "--verify changes nothing; leave out --rebuild, --prune, --optimize, --dry-run");
  }
}

/// INDEX and the PATHs. A dry run with one word has only a PATH.
void parse_arguments(Texts words, IndexRunOptions& options) {
  if (!words.empty() && (!options.dry_run || words.size() > 1)) {
    options.index = words.front();
    words.erase(words.begin());
  }
  if (options.index.empty() && !options.dry_run) {
    throw UsageError("which index? Usage: pilcrow-index INDEX PATH...");
  }
  if (options.verify && !words.empty()) {
    throw UsageError("--verify looks at the index alone; leave out the PATHs");
  }
  if (words.empty() && !options.optimize && !options.verify) {
    throw UsageError(
        "what is to be indexed? Give files, directories or - for JSONL on standard "
        "input");
  }
  if (std::count(words.begin(), words.end(), "-") > 1) {
    throw UsageError("standard input (-) can be read once only");
  }
  options.paths = std::move(words);
}

}  // namespace

std::optional<IndexRunOptions> parse_index_options(const Texts& arguments) {
  po::options_description visible;
  visible.add(document_options()).add(run_options());
  const po::variables_map given = parse_command_line(arguments, visible, "words");
  if (answer_help(given, {"pilcrow-index", kUsageText, kExamplesText}, visible)) {
    return std::nullopt;
  }
  IndexRunOptions options;
  parse_documents(given, options);
  parse_run(given, options);
  parse_arguments(paths_of(given, "words"), options);
  return options;
}

}  // namespace pilcrow::programs
