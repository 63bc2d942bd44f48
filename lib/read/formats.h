#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "pilcrow/document.h"
#include "pilcrow/note.h"
#include "pilcrow/reader.h"
#include "read/byte_source.h"

namespace pilcrow::internal {

enum class FormatId { text, markdown, html, pdf, jsonl };

/// One input of one document: what a format's reader gets.
struct ReadJob {
  std::string bytes;          ///< the file, unpacked; the reader may take it
  std::string where;          ///< for notes
  std::string_view language;  ///< of the options; may be empty
  const NoteSink& notes;

  void note(Severity severity, std::string message) const {
    if (notes) notes({severity, where, std::move(message)});
  }
};

/// A format: one row of the table in formats.cc.
struct Format {
  FormatId id;
  std::string_view name;     ///< as in `Reader::read_text`
  std::string_view endings;  ///< lower case, separated by spaces
  bool packable;             ///< may be packed as .gz or .xz
  /// Fills everything but id, source, tags and what else `Reader` knows. Throws Error. Null for
  /// formats that hold many documents.
  void (*read)(ReadJob& job, Document& document);
};

const Format& format_of(FormatId id);
const Format* format_named(std::string_view name);

/// What the name of a file says: its format, and the name without the endings.
struct NamedFormat {
  const Format* format = nullptr;  ///< null where the ending is not known
  bool packed = false;             ///< ends in .gz or .xz
  std::string stem;
};
NamedFormat format_by_name(std::string_view file_name);

/// The format of a file from its first (unpacked) bytes; `named` is what its ending says and may be
/// null. A PDF or an HTML page is recognised whatever its name. Null: text of no known form.
const Format* format_by_content(std::string_view head, const Format* named);

/// The readers, one file each.
void read_text_format(ReadJob& job, Document& document);
void read_markdown_format(ReadJob& job, Document& document);
void read_html_format(ReadJob& job, Document& document);
void read_pdf_format(ReadJob& job, Document& document);

}  // namespace pilcrow::internal
