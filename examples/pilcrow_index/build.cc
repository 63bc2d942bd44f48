#include "pilcrow_index/build.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <istream>
#include <utility>

#include "pilcrow/error.h"
#include "pilcrow_index/document_gate.h"
#include "pilcrow_index/identities.h"
#include "pilcrow_index/interrupt.h"
#include "pilcrow_index/record_feed.h"

namespace pilcrow::programs {

namespace fs = std::filesystem;

namespace {

/// Gives no tags; being asked for those of every paragraph, it counts them for the progress line.
class ParagraphCounter : public Tagger {
 public:
  explicit ParagraphCounter(std::atomic<std::uint64_t>& number) : number_(number) {}
  void tag(const Document& /*document*/, const Paragraph& /*paragraph*/,
           std::vector<TagMention>& /*out*/) const override {
    number_.fetch_add(1, std::memory_order_relaxed);
  }

 private:
  std::atomic<std::uint64_t>& number_;
};

class Build {
 public:
  Build(const IndexRunOptions& options, const Reader& reader, Inputs inputs, Tally& tally,
        Notebook& notes)
      : options_(options),
        reader_(reader),
        inputs_(std::move(inputs)),
        tally_(tally),
        notes_(notes),
        gate_(identities_, tally, notes) {}

  BuildOutcome run(std::shared_ptr<const Tagger> tagger);

 private:
  IndexOptions writer_options(std::shared_ptr<const Tagger> tagger);
  void prune();
  void add_files();
  void add_file(const Input& input);
  void add_whole_file(const Input& input);
  void add_records(const Input& input);
  void add_standard_input();
  IndexStats finish();

  const IndexRunOptions& options_;
  const Reader& reader_;
  Inputs inputs_;
  Tally& tally_;
  Notebook& notes_;
  Identities identities_;
  DocumentGate gate_;
  InterruptibleInput input_{STDIN_FILENO};
  IndexWriter* writer_ = nullptr;  // for the time of run()
};

IndexOptions Build::writer_options(std::shared_ptr<const Tagger> tagger) {
  IndexOptions writer;
  writer.mode = options_.rebuild    ? OpenMode::rebuild
                : inputs_.nothing() ? OpenMode::open
                                    : OpenMode::create_or_open;
  writer.default_language = options_.default_language;
  writer.tagger =
      make_tagger_chain({std::move(tagger), std::make_shared<ParagraphCounter>(tally_.paragraphs)});
  writer.shards = options_.shards;
  writer.jobs = options_.jobs;
  writer.lock_wait = options_.lock_wait;
  writer.durable = options_.durable;
  writer.notes = notes_.sink();
  return writer;
}

BuildOutcome Build::run(std::shared_ptr<const Tagger> tagger) {
  IndexWriter writer(options_.index, writer_options(std::move(tagger)));
  writer_ = &writer;
  if (!options_.rebuild) {
    writer.for_each_stamp(
        [this](std::string_view id, const SourceStamp& stamp) { identities_.know(id, stamp); });
  }
  Progress progress(tally_, inputs_.standard_input ? 0 : inputs_.bytes, options_.progress);
  if (options_.prune) prune();
  add_files();
  if (inputs_.standard_input) add_standard_input();
  const bool input_cut = inputs_.standard_input && interrupted();
  progress.writing();
  BuildOutcome outcome{.index = finish()};
  outcome.stopped_early = interrupted() && (tally_.not_reached > 0 || input_cut);
  return outcome;
}

/// Removes the documents of files that are below one of the PATHs no more.
void Build::prune() {
  for (const auto& [id, path] : identities_.known()) {
    const fs::path file(path);
    const bool given = std::any_of(inputs_.roots.begin(), inputs_.roots.end(),
                                   [&](const fs::path& root) { return is_below(file, root); });
    std::error_code failed;
    if (!given || fs::exists(file, failed)) continue;
    writer_->remove(id);
    identities_.forget(id);
    ++tally_.removed;
  }
}

void Build::add_files() {
  for (const Input& input : inputs_.files) {
    if (interrupted()) {
      ++tally_.not_reached;
    } else if (identities_.unchanged(input.stamp)) {
      tally_.unchanged += identities_.ids_from(input.stamp.path).size();
      tally_.unchanged_bytes += input.stamp.size;
    } else {
      add_file(input);
    }
  }
}

void Build::add_file(const Input& input) {
  if (input.holds_records || identities_.ids_from(input.stamp.path).size() > 1) {
    add_records(input);
  } else {
    add_whole_file(input);
  }
}

/// The file is read in one of the writer's threads, under the id it has in the index or gets now.
void Build::add_whole_file(const Input& input) {
  InputFile file = input.file;
  const std::vector<std::string> before = identities_.ids_from(input.stamp.path);
  std::vector<std::string> names =
      names_for_file(file.id, file.path.generic_string(), input.stamp.path);
  if (!before.empty()) names.insert(names.begin(), before.front());
  file.id = gate_.claim(names, input.stamp.path, file.path.string());
  writer_->add([this, file = std::move(file), stamp = input.stamp](
                   const DocumentSink& sink) { gate_.read_whole_file(reader_, file, stamp, sink); },
               input.stamp);
}

/// The records are read here and handed on one by one, so that memory stays bounded however large
/// the file is.
void Build::add_records(const Input& input) {
  RecordFeed feed(*writer_, gate_, identities_, input.stamp, input.file.path.string());
  bool complete = false;
  std::uint64_t counted = 0;  // of the file's bytes; text stands for them until its end
  const auto take = [&](Document&& record) {
    const std::uint64_t more =
        std::min<std::uint64_t>(record.text.size(), input.stamp.size - counted);
    counted += more;
    tally_.bytes += more;
    feed.take(std::move(record));
    return !interrupted();
  };
  const std::uint64_t left_out = tally_.left_out;
  try {
    complete = reader_.read(input.file, take, gate_.record_notes());
  } catch (const Error& error) {
    notes_.error(input.file.path.string(), error.what());
  }
  tally_.removed += feed.finish(complete);
  tally_.bytes += input.stamp.size - counted;
  if (!complete && interrupted()) {
    ++tally_.not_reached;
  } else if (!complete && tally_.left_out == left_out) {
    ++tally_.left_out;
  }
}

void Build::add_standard_input() {
  RecordFeed feed(*writer_, gate_, identities_, {.path = "-"}, "standard input");
  std::istream stream(&input_);
  const NoteSink notes = [add = gate_.record_notes()](const Note& note) {
    if (!interrupted()) add(note);  // else a line was cut in the middle
  };
  reader_.read_jsonl(
      stream, "standard input",
      [&](Document&& record) {
        tally_.bytes += record.text.size();
        feed.take(std::move(record));
        return true;  // an interrupt ends the stream; what came before it is complete
      },
      notes);
  feed.finish(false);
}

IndexStats Build::finish() {
  return options_.optimize ? writer_->optimize() : writer_->commit();
}

}  // namespace

BuildOutcome build_index(const IndexRunOptions& options, const Reader& reader, Inputs inputs,
                         std::shared_ptr<const Tagger> tagger, Tally& tally, Notebook& notes) {
  return Build(options, reader, std::move(inputs), tally, notes).run(std::move(tagger));
}

}  // namespace pilcrow::programs
