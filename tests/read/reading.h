#pragma once

#include <string>
#include <vector>

#include "pilcrow/reader.h"
#include "pilcrow/splitter.h"
#include "support/data.h"

namespace pilcrow::test {

/// What came out of reading something.
struct Reading {
  std::vector<Document> documents;
  std::vector<Note> notes;
  bool complete = false;

  [[nodiscard]] bool has_note(Severity severity, const std::string& part) const {
    for (const Note& note : notes) {
      if (note.severity == severity &&
          (note.where + ": " + note.message).find(part) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
};

inline Reading read_path(const std::filesystem::path& path, ReadOptions options = {}) {
  Reading reading;
  const NoteSink notes = [&](const Note& note) { reading.notes.push_back(note); };
  const Reader reader(std::move(options));
  reading.complete = true;
  for (const InputFile& file : reader.list(path, notes)) {
    const bool good = reader.read(
        file,
        [&](Document&& document) {
          reading.documents.push_back(std::move(document));
          return true;
        },
        notes);
    reading.complete = reading.complete && good;
  }
  return reading;
}

/// A file of tests/data/read.
inline Reading read_sample(const std::string& name, ReadOptions options = {}) {
  return read_path(project_file("tests/data/read/" + name), std::move(options));
}

inline Document read_string(const std::string& text, const std::string& format = "text",
                            const std::string& source = "sample") {
  return Reader().read_text(text, format, source, nullptr);
}

/// The paragraphs of a document, rendered one per line: kind letter, heading path, text.
inline std::string render(const Document& document) {
  static const std::string letters = "phlqtcbf";  // by BlockKind
  std::string out;
  for (const Paragraph& paragraph : Splitter({.min_bytes = 0}).split(document)) {
    out += letters[static_cast<std::size_t>(paragraph.kind)];
    for (const std::string& heading : paragraph.heading)
      out += " [" + heading + "]";
    out += " " + paragraph.text + "\n";
  }
  return out;
}

}  // namespace pilcrow::test
