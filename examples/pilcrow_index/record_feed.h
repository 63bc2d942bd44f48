#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "pilcrow/document.h"
#include "pilcrow/index_writer.h"
#include "pilcrow_index/document_gate.h"
#include "pilcrow_index/identities.h"

namespace pilcrow::programs {

/// Hands the records of one JSONL file to the writer.
///
/// Only the last record carries the stamp of the file, and only where the file was read to its end:
/// the stamp in the index says "complete", and a file of which an interrupt left a part out is read
/// again by the next run. The others carry its path alone, which says whose they are.
class RecordFeed {
 public:
  RecordFeed(IndexWriter& writer, DocumentGate& gate, Identities& identities, SourceStamp stamp,
             std::string source)
      : writer_(writer),
        gate_(gate),
        identities_(identities),
        stamp_(std::move(stamp)),
        source_(std::move(source)) {}

  /// A record that the writer refuses is noted and left out.
  void take(Document&& record);

  /// Hands on the last record. Where the file was read to its end, records that it held before and
  /// holds no more are removed; gives their number.
  std::size_t finish(bool complete);

 private:
  void hand_on(const SourceStamp& stamp);

  IndexWriter& writer_;
  DocumentGate& gate_;
  Identities& identities_;
  SourceStamp stamp_;
  std::string source_;
  std::optional<Document> held_;
};

}  // namespace pilcrow::programs
