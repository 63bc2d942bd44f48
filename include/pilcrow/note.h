#pragma once

#include <functional>
#include <string>

namespace pilcrow {

/// How much a note matters. `error` means that something was left out (a file, a line).
enum class Severity { info, warning, error };

/// Something that was decided or went wrong while the work went on: a file decoded by a guess, a
/// broken JSONL line, a query word that was read differently. Notes are how the library speaks
/// without printing.
struct Note {
  Severity severity = Severity::info;
  std::string where{};    ///< "report.txt", "archive.jsonl:17"; empty where it is plain
  std::string message{};  ///< one sentence without a final stop: what happened and what to do
};

/// Receives notes. Where several threads work it is called from one thread at a time.
using NoteSink = std::function<void(const Note&)>;

}  // namespace pilcrow
