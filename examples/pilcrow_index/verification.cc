#include "pilcrow_index/verification.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "common/exit_code.h"
#include "common/options.h"
#include "common/terminal.h"
#include "pilcrow/verify.h"
#include "pilcrow_index/notebook.h"

namespace pilcrow::programs {

namespace {

void print_json(std::ostream& out, const IndexRunOptions& options, const VerifyReport& report) {
  using nlohmann::ordered_json;
  ordered_json findings = ordered_json::array();
  for (const Note& note : report.findings)
    findings.push_back(
        {{"severity", to_text(note.severity)}, {"where", note.where}, {"message", note.message}});
  const ordered_json json = {{"version", 1},
                             {"index", options.index.string()},
                             {"sound", report.sound()},
                             {"documents", report.documents},
                             {"paragraphs", report.paragraphs},
                             {"terms", report.terms},
                             {"postings", report.postings},
                             {"findings", findings}};
  out << json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

void print_text(std::ostream& out, const IndexRunOptions& options, const VerifyReport& report) {
  for (const Note& note : report.findings) {
    if (options.quiet && note.severity != Severity::error) continue;
    out << to_text(note.severity) << ": "
        << (note.where.empty() ? "" : printable(note.where) + ": ") << printable(note.message)
        << '\n';
  }
  if (options.quiet) return;
  out << printable(options.index.string()) << ": "
      << (report.sound() ? "sound" : "damaged; build it again with --rebuild") << ", "
      << counted(report.documents, "document", "documents") << ", "
      << counted(report.paragraphs, "paragraph", "paragraphs") << ", "
      << counted(report.postings, "posting", "postings") << " looked through\n";
}

}  // namespace

int verify(std::ostream& out, const IndexRunOptions& options) {
  const VerifyReport report = verify_index(options.index, options.lock_wait);
  if (options.json)
    print_json(out, options, report);
  else
    print_text(out, options, report);
  return report.sound() ? kDone : kIndexUnreadable;
}

}  // namespace pilcrow::programs
