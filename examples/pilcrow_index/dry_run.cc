#include "pilcrow_index/dry_run.h"

#include <unistd.h>

#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "common/json.h"
#include "pilcrow/analyzer.h"
#include "pilcrow/boilerplate.h"
#include "pilcrow/date.h"
#include "pilcrow/error.h"
#include "pilcrow/splitter.h"
#include "pilcrow/tag.h"
#include "pilcrow_index/document_gate.h"
#include "pilcrow_index/interrupt.h"

namespace pilcrow::programs {

namespace {

using nlohmann::ordered_json;

/// Facet → values; the built-in facets are always there.
ordered_json tags_json(const std::vector<TagMention>& mentions) {
  ordered_json tags;
  for (const std::string_view facet :
       {facets::kCountry, facets::kTopic, facets::kYear, facets::kAbout}) {
    tags[std::string(facet)] = ordered_json::array();
  }
  for (const Tag& tag : distinct_tags(mentions))
    tags[tag.facet].push_back(tag.value);
  return tags;
}

ordered_json mentions_json(const std::vector<TagMention>& mentions) {
  ordered_json list = ordered_json::array();
  for (const TagMention& mention : mentions) {
    const bool in_text = !mention.bytes.empty();
    list.push_back({{"facet", mention.tag.facet},
                    {"value", mention.tag.value},
                    {"kind", mention.kind},
                    {"surface", text_or_null(mention.surface)},
                    {"bytes", in_text ? ordered_json{mention.bytes.begin, mention.bytes.end}
                                      : ordered_json(nullptr)}});
  }
  return list;
}

/// What every paragraph of a document says about it.
ordered_json document_json(const Document& document, const std::vector<std::string>& focus) {
  const bool dated = document.published.has_value();
  return {
      {"document", document.id},
      {"title", document.title},
      {"source", document.source},
      {"url", text_or_null(document.url)},
      {"language", text_or_null(document.language)},
      {"published", dated ? ordered_json(to_string(*document.published)) : ordered_json(nullptr)},
      {"published_from", to_string(document.published_from)},
      {"focus_countries", focus}};
}

class DryRun {
 public:
  DryRun(std::ostream& out, const IndexRunOptions& options, const Tagger& tagger, Tally& tally)
      : out_(out), options_(options), tagger_(tagger), tally_(tally) {}

  /// Holds documents until there are enough to judge them for boilerplate, as an index run does.
  /// False where the reading is to stop.
  bool take(Document&& document) {
    held_bytes_ += document.text.size();
    held_.push_back(std::move(document));
    ++tally_.added;
    if (held_bytes_ >= kStretchBytes) finish();
    return !interrupted() && out_.good();
  }

  /// Prints what is held, also after an interrupt: it was read completely.
  void finish() {
    boilerplate_.mark(held_);
    for (Document& document : held_) {
      if (!out_.good()) break;
      print(document);
    }
    held_.clear();
    held_bytes_ = 0;
  }

 private:
  static constexpr std::size_t kStretchBytes = std::size_t{8} << 20;

  void print(Document& document) {
    if (document.language.empty()) {
      document.language = options_.default_language == "auto" ? guess_language(document.text)
                                                              : options_.default_language;
    }
    const std::vector<Paragraph> paragraphs = splitter_.split(document);
    const auto mentions = tag_all(tagger_, document, paragraphs);
    const ordered_json head = document_json(document, focus_countries(document, mentions));
    for (std::size_t i = 0; i < paragraphs.size(); ++i)
      print(head, paragraphs[i], mentions[i]);
  }

  void print(ordered_json line, const Paragraph& paragraph,
             const std::vector<TagMention>& mentions) {
    line["paragraph"] = paragraph.ordinal;
    line["kind"] = kind_name(paragraph.kind);
    line["heading"] = paragraph.heading;
    line["line"] = paragraph.line;
    line["bytes"] = {paragraph.bytes.begin, paragraph.bytes.end};
    line["text"] = paragraph.text;
    line["tags"] = tags_json(mentions);
    line["mentions"] = mentions_json(mentions);
    out_ << line.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
  }

  std::ostream& out_;
  const IndexRunOptions& options_;
  const Tagger& tagger_;
  Tally& tally_;
  Splitter splitter_;
  BoilerplateFinder boilerplate_;
  std::vector<Document> held_;
  std::size_t held_bytes_ = 0;
};

}  // namespace

bool dry_run(std::ostream& out, const IndexRunOptions& options, const Reader& reader,
             const Inputs& inputs, const Tagger& tagger, Tally& tally, Notebook& notes) {
  DryRun run(out, options, tagger, tally);
  const DocumentSink sink = [&](Document&& document) { return run.take(std::move(document)); };
  for (const Input& input : inputs.files) {
    if (interrupted() || !out) break;
    const std::uint64_t added = tally.added;
    const std::uint64_t left_out = tally.left_out;
    try {
      reader.read(input.file, sink,
                  input.holds_records ? counting_errors(notes, tally) : notes.sink());
    } catch (const Error& error) {
      notes.error(input.file.path.string(), error.what());
    }
    tally.bytes += input.stamp.size;
    if (tally.added == added && tally.left_out == left_out) ++tally.left_out;
  }
  if (inputs.standard_input && !interrupted()) {
    InterruptibleInput buffer(STDIN_FILENO);
    std::istream stream(&buffer);
    reader.read_jsonl(stream, "standard input", sink, counting_errors(notes, tally));
    tally.bytes += buffer.bytes_read();
  }
  run.finish();
  return interrupted();
}

}  // namespace pilcrow::programs
