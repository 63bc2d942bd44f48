#pragma once

#include <string>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/index_writer.h"
#include "pilcrow/reader.h"
#include "pilcrow_index/identities.h"
#include "pilcrow_index/notebook.h"
#include "pilcrow_index/progress.h"

namespace pilcrow::programs {

/// Adds notes to `notes`, and counts each error as something that is left out.
NoteSink counting_errors(Notebook& notes, Tally& tally);

/// What every document passes on its way into the index: it gets an id that is its own, and
/// is counted.
///
/// Thread safety: all members are safe to call from several threads.
class DocumentGate {
 public:
  DocumentGate(Identities& identities, Tally& tally, Notebook& notes)
      : identities_(identities), tally_(tally), notes_(notes) {}

  /// Claims an id (see `Identities::claim`) and notes where it is not the first choice.
  std::string claim(const std::vector<std::string>& names, const std::string& path,
                    const std::string& where);

  /// Gives a record of `source` its id and counts it.
  void pass_record(Document& record, const SourceStamp& stamp, const std::string& source);

  /// Where the notes of a file of records go: an error counts as a record that is left out.
  [[nodiscard]] NoteSink record_notes() { return counting_errors(notes_, tally_); }

  /// The writer would not take a document.
  void refuse(const std::string& where, const std::string& reason);

  /// Reads a file whose id is claimed and hands on what it holds. Never throws an `Error` of the
  /// reader: that is noted and the file left out.
  void read_whole_file(const Reader& reader, const InputFile& file, const SourceStamp& stamp,
                       const DocumentSink& sink);

 private:
  /// A document without text is noted and counts as left out.
  void count(const Document& document, const std::string& where);

  Identities& identities_;
  Tally& tally_;
  Notebook& notes_;
};

/// "archive.jsonl:17".
std::string place_of(const Document& record, const std::string& source);

}  // namespace pilcrow::programs
