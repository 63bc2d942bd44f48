#pragma once

#include <cstddef>
#include <iosfwd>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "pilcrow/note.h"

namespace pilcrow::programs {

/// Collects notes of a run and prints them in groups: each kind once, with the first places it
/// happened at. Bounded: of each kind it keeps the first hundred places and counts the rest.
///
/// Thread safety: all members are safe to call from several threads.
class Notebook {
 public:
  /// Notes of one kind: the same words but for numbers and quoted names.
  struct Group {
    Note first{};
    std::vector<Note> notes{};
    std::size_t count = 0;
  };

  void add(const Note& note);
  void error(const std::string& where, const std::string& message);
  void warning(const std::string& where, const std::string& message);
  void info(const std::string& where, const std::string& message);

  /// A sink that writes into this notebook, which must outlive it.
  [[nodiscard]] NoteSink sink();

  [[nodiscard]] std::size_t errors() const;
  /// Most severe first, then in the order of their first note.
  [[nodiscard]] std::vector<Group> groups() const;

  /// Prints what matters at least as much as `least`.
  void print(std::ostream& out, Severity least) const;
  /// Prints what else was decided on the way (`Severity::info`), one line for each kind.
  void print_asides(std::ostream& out) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::size_t> places_;  // kind → index in groups_
  std::vector<Group> groups_;
  std::size_t errors_ = 0;
};

/// "info", "warning" or "error".
const char* to_text(Severity severity);

}  // namespace pilcrow::programs
