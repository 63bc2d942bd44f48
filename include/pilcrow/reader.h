#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/export.h"
#include "pilcrow/note.h"

namespace pilcrow {

/// Receives documents one by one; returning false stops the reading.
using DocumentSink = std::function<bool(Document&&)>;

/// How files become documents.
struct ReadOptions {
  /// Given to every document that does not state its own; empty: left open.
  std::string language{};
  /// Tags for every document.
  std::vector<Tag> tags{};
  /// Named groups of a regular expression over the path become tags (`country`, `topic`, `year`,
  /// any declared facet) or fields (`title`, `author`, `language`, `published`), e.g.
  /// `(?<country>[A-Z]{3})_\d+_(?<year>\d{4})`. A year tag also dates the document (to the year)
  /// where nothing else does. ICU syntax, searched anywhere in the path. Empty: none.
  std::string tags_from_path{};
  /// A larger file (or JSONL record) is left out with a note. Bytes, after decompression.
  std::size_t max_document_bytes = std::size_t{1} << 30;
};

/// One file found by `Reader::list`.
struct InputFile {
  std::filesystem::path path{};  ///< as the user named it: the given path, or below it
  /// Proposed document id: the path below the given directory without its ending
  /// ("reports/2024/baltic"); for a file given by itself its stem. JSONL records have their own.
  std::string id{};
};

/// Turns files, directories and JSONL streams into documents.
///
///     pilcrow::Reader reader;
///     for (const auto& file : reader.list("archive", notes))
///       reader.read(file, [&](pilcrow::Document&& d) { writer.add(std::move(d)); return true; },
///       notes);
///
/// Page numbers and running heads of paged text are left out (a note tells how many); navigation
/// and footers of web pages, and code in Markdown, become blocks of kind furniture.
///
/// Formats are recognised by content and ending: .txt .md .html .htm .pdf .jsonl, and .gz or .xz of
/// the text formats. What cannot be read is reported as a note with `Severity::error`, and the rest
/// goes on. Errors: `not_found` for a path that does not exist, `invalid_argument` for a bad
/// option.
///
/// Thread safety: all members are const and safe to call from several threads; the sinks of one
/// call are called from that call's thread.
class PILCROW_API Reader {
 public:
  explicit Reader(ReadOptions options = {});
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  /// The files below `path` (a file or a directory) in a stable order. A file given by itself is
  /// read as text where nothing says otherwise. Hidden files and what has no
  /// reader are left out, the latter with a note; links that lead back up are not followed. Of two
  /// files that differ in their ending only the second keeps it in its id, with a note.
  [[nodiscard]] std::vector<InputFile> list(const std::filesystem::path& path,
                                            const NoteSink& notes) const;

  /// Reads one file: one document, or as many as a JSONL file has lines, in constant memory.
  /// Returns false where the sink said stop or the file could not be read (which is noted).
  bool read(const InputFile& file, const DocumentSink& sink, const NoteSink& notes) const;

  /// Reads JSONL from a stream. `source` stands in citations and notes.
  bool read_jsonl(std::istream& stream, const std::string& source, const DocumentSink& sink,
                  const NoteSink& notes) const;

  /// Makes a document of text in memory. `format`: "text", "markdown", "html" or "jsonl" (first
  /// record). `source` is used as id (without ending) and in citations.
  [[nodiscard]] Document read_text(std::string_view bytes, std::string_view format,
                                   const std::string& source, const NoteSink& notes) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pilcrow
