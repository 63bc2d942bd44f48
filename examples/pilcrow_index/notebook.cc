#include "pilcrow_index/notebook.h"

#include <algorithm>
#include <ostream>

#include "common/options.h"
#include "common/terminal.h"

namespace pilcrow::programs {

namespace {

constexpr std::size_t kPlacesKept = 100;
constexpr std::size_t kPlacesShown = 5;
constexpr std::size_t kAsidesShown = 5;
constexpr std::size_t kAsidePlaces = 3;
constexpr std::size_t kMostGroups = 1000;

/// "left out 3 page numbers" without the number, which is that of one place among many.
std::string without_numbers(const std::string& message) {
  std::string text;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = message.find_first_not_of("0123456789", at);
    const bool begins_word = at == 0 || message[at - 1] == ' ';
    if (begins_word && end != at && end != std::string::npos && message[end] == ' ') {
      at = end + 1;
    } else {
      text += message[at++];
    }
  }
  return text;
}

/// A message without its numbers and quoted names.
std::string kind_of(const Note& note) {
  std::string kind = to_text(note.severity);
  char quote = 0;
  for (const char c : note.message) {
    if (quote != 0) {
      if (c == quote) quote = 0;
      continue;
    }
    if (c == '\'' || c == '"') quote = c;
    if (c < '0' || c > '9') kind += c;
  }
  return kind;
}

void print_group(std::ostream& out, const Notebook::Group& group) {
  out << to_text(group.first.severity) << ": " << printable(group.first.message) << '\n';
  std::size_t shown = 0;
  for (const Note& note : group.notes) {
    if (note.where.empty() && group.count == 1) return;
    if (shown++ == kPlacesShown) break;
    out << "    " << printable(note.where);
    if (note.message != group.first.message) out << ": " << printable(note.message);
    out << '\n';
  }
  if (group.count > kPlacesShown) {
    out << "    and " << grouped(group.count - kPlacesShown) << " more\n";
  }
}

}  // namespace

const char* to_text(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "note";
}

void Notebook::add(const Note& note) {
  const std::lock_guard lock(mutex_);
  if (note.severity == Severity::error) ++errors_;
  const std::string kind = groups_.size() < kMostGroups ? kind_of(note) : to_text(note.severity);
  const auto [place, is_new] = places_.try_emplace(kind, groups_.size());
  if (is_new) groups_.push_back({.first = note});
  Group& group = groups_[place->second];
  ++group.count;
  if (group.notes.size() < kPlacesKept) group.notes.push_back(note);
}

void Notebook::error(const std::string& where, const std::string& message) {
  add({Severity::error, where, message});
}

void Notebook::warning(const std::string& where, const std::string& message) {
  add({Severity::warning, where, message});
}

void Notebook::info(const std::string& where, const std::string& message) {
  add({Severity::info, where, message});
}

NoteSink Notebook::sink() {
  return [this](const Note& note) { add(note); };
}

std::size_t Notebook::errors() const {
  const std::lock_guard lock(mutex_);
  return errors_;
}

std::vector<Notebook::Group> Notebook::groups() const {
  std::vector<Group> sorted;
  {
    const std::lock_guard lock(mutex_);
    sorted = groups_;
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Group& a, const Group& b) {
    return a.first.severity > b.first.severity;
  });
  return sorted;
}

void Notebook::print_asides(std::ostream& out) const {
  std::size_t kinds = 0;
  for (const Group& group : groups()) {
    if (group.first.severity != Severity::info) continue;
    if (++kinds > kAsidesShown) break;
    const bool alike = std::all_of(group.notes.begin(), group.notes.end(), [&](const Note& note) {
      return note.message == group.first.message;
    });
    const std::string message = alike ? group.first.message : without_numbers(group.first.message);
    const std::size_t shown = group.count > kAsidePlaces ? 1 : group.count;
    out << "  " << printable(message) << ": ";
    for (std::size_t i = 0; i < shown; ++i)
      out << (i > 0 ? ", " : "") << printable(group.notes[i].where);
    if (group.count > shown) out << " and " << grouped(group.count - shown) << " more";
    out << '\n';
  }
}

void Notebook::print(std::ostream& out, Severity least) const {
  for (const Group& group : groups()) {
    if (group.first.severity >= least) print_group(out, group);
  }
}

}  // namespace pilcrow::programs
