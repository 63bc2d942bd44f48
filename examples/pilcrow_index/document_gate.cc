#include "pilcrow_index/document_gate.h"

#include <algorithm>
#include <utility>

#include "pilcrow/error.h"
#include "pilcrow_index/interrupt.h"

namespace pilcrow::programs {

namespace {

/// What has none leaves nothing in the index.
bool has_text(const Document& document) {
  const auto blank = [](const std::string& text) {
    return text.find_first_not_of(" \t\r\n\f\v") == std::string::npos;
  };
  if (document.blocks.empty()) return !blank(document.text);
  return std::any_of(document.blocks.begin(), document.blocks.end(),
                     [&](const Block& block) { return !blank(block.text); });
}

}  // namespace

std::string DocumentGate::claim(const std::vector<std::string>& names, const std::string& path,
                                const std::string& where) {
  std::string id = identities_.claim(names, path);
  if (id != names.front()) {
    notes_.warning(where, "another document is called \"" + names.front() +
                              "\"; this one is indexed as \"" + id + "\"");
  }
  return id;
}

void DocumentGate::pass_record(Document& record, const SourceStamp& stamp,
                               const std::string& source) {
  const std::string where = place_of(record, source);
  record.id = claim(names_for_record(record.id, source), stamp.path, where);
  count(record, where);
}

void DocumentGate::refuse(const std::string& where, const std::string& reason) {
  notes_.error(where, reason);
  ++tally_.left_out;
}

NoteSink counting_errors(Notebook& notes, Tally& tally) {
  return [&notes, &tally](const Note& note) {
    if (note.severity == Severity::error) ++tally.left_out;
    notes.add(note);
  };
}

std::string place_of(const Document& record, const std::string& source) {
  return source + ':' + std::to_string(record.source_line);
}

void DocumentGate::read_whole_file(const Reader& reader, const InputFile& file,
                                   const SourceStamp& stamp, const DocumentSink& sink) {
  if (interrupted()) {
    ++tally_.not_reached;
    return;
  }
  const std::string where = file.path.string();
  std::size_t documents = 0;
  const auto pass = [&](Document&& document) {
    // A reader may give one document another id, or find several in a file.
    const bool as_claimed = document.id == file.id && documents == 0;
    ++documents;
    if (!as_claimed) {
      pass_record(document, stamp, where);
    } else {
      count(document, where);
    }
    return sink(std::move(document));
  };
  try {
    reader.read(file, pass, notes_.sink());
  } catch (const Error& error) {
    notes_.error(where, error.what());
  }
  tally_.bytes += stamp.size;
  if (documents > 0) return;
  ++tally_.left_out;
  if (identities_.is_known(file.id)) {
    notes_.warning(where, "the index keeps what it holds of this file from an earlier run");
  }
}

void DocumentGate::count(const Document& document, const std::string& where) {
  if (has_text(document)) {
    ++(identities_.is_known(document.id) ? tally_.replaced : tally_.added);
    return;
  }
  notes_.info(where, "holds no text");
  ++tally_.left_out;
}

}  // namespace pilcrow::programs
