#include "pilcrow_index/summary.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "common/options.h"
#include "common/terminal.h"

namespace pilcrow::programs {

namespace {

using nlohmann::ordered_json;

std::string seconds_text(double seconds) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f s", seconds);
  return text.data();
}

std::string rate_text(std::uint64_t bytes, double seconds) {
  if (seconds <= 0 || bytes == 0) return {};
  return " (" + human_bytes(static_cast<std::uint64_t>(static_cast<double>(bytes) / seconds)) +
         "/s)";
}

ordered_json notes_json(const Notebook& notes) {
  ordered_json list = ordered_json::array();
  for (const Notebook::Group& group : notes.groups()) {
    ordered_json places = ordered_json::array();
    for (const Note& note : group.notes)
      places.push_back({{"where", note.where}, {"message", note.message}});
    list.push_back({{"severity", to_text(group.first.severity)},
                    {"message", group.first.message},
                    {"count", group.count},
                    {"first", places}});
  }
  return list;
}

}  // namespace

void print_summary(std::ostream& out, const Summary& summary, const Tally& tally) {
  if (summary.interrupted) {
    out << "Interrupted: what was complete is "
        << (summary.stats ? "committed; run the same command again for the rest.\n" : "printed.\n");
  }
  if (summary.stats) {
    out << printable(summary.index) << ": "
        << counted(summary.stats->documents, "document", "documents") << ", "
        << counted(summary.stats->paragraphs, "paragraph", "paragraphs") << ", "
        << human_bytes(summary.stats->disk_bytes) << " on disk\n";
  }
  out << "  added " << grouped(tally.added) << ", replaced " << grouped(tally.replaced)
      << ", unchanged " << grouped(tally.unchanged) << ", removed " << grouped(tally.removed)
      << ", left out " << grouped(tally.left_out);
  if (tally.not_reached > 0) out << ", not reached " << grouped(tally.not_reached);
  out << "; " << human_bytes(tally.bytes) << " in " << seconds_text(summary.seconds)
      << rate_text(tally.bytes, summary.seconds) << '\n';
}

void print_summary_json(std::ostream& out, const Summary& summary, const Tally& tally,
                        const Notebook& notes) {
  ordered_json report = {{"version", 1}, {"index", summary.index}};
  report["documents"] = {{"added", tally.added.load()},
                         {"replaced", tally.replaced.load()},
                         {"unchanged", tally.unchanged.load()},
                         {"removed", tally.removed.load()}};
  report["left_out"] = tally.left_out.load();
  report["not_reached"] = tally.not_reached.load();
  report["interrupted"] = summary.interrupted;
  if (summary.stats) {
    report["total"] = {{"documents", summary.stats->documents},
                       {"paragraphs", summary.stats->paragraphs},
                       {"text_bytes", summary.stats->text_bytes},
                       {"disk_bytes", summary.stats->disk_bytes}};
  } else {
    report["total"] = nullptr;
  }
  report["bytes_read"] = tally.bytes.load();
  report["seconds"] = summary.seconds;
  report["notes"] = notes_json(notes);
  out << report.dump(-1, ' ', false, ordered_json::error_handler_t::replace) << '\n';
}

}  // namespace pilcrow::programs
