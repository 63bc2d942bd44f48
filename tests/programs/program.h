#pragma once

#include <sys/types.h>

#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

namespace pilcrow::test {

/// How a program ended and what it said.
struct Outcome {
  int code = -1;   ///< exit code; -1 where a signal ended it
  int signal = 0;  ///< the signal that ended it, or 0
  std::string out;
  std::string err;

  /// Standard output as one JSON value.
  [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out); }
  /// Standard output as one JSON value a line.
  [[nodiscard]] std::vector<nlohmann::json> json_lines() const;
};

/// What surrounds a program that is run.
struct Surroundings {
  std::string input{};                     ///< on standard input
  std::vector<std::string> environment{};  ///< "NAME=value", beside the inherited one
  std::string directory{};                 ///< working directory; empty: this one
  /// More than 0: a terminal of so many columns takes both outputs, and shows in `Outcome::out`.
  unsigned short terminal_columns = 0;
};

/// A program that runs beside the test, fed through a pipe.
class RunningProgram {
 public:
  RunningProgram(const std::string& program, const std::vector<std::string>& arguments,
                 const Surroundings& surroundings = {});
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  /// Writes to its standard input and waits until it has read all of it.
  void feed(const std::string& text);
  void send(int signal) const;
  /// What it has written to its standard output once `text` is in it; waits for that up to a
  /// minute.
  [[nodiscard]] std::string wait_for_output(const std::string& text) const;
  /// Closes its standard input and waits for its end.
  Outcome finish();

 private:
  void open_terminal(unsigned short columns);
  void close_input();

  pid_t process_ = -1;
  int input_ = -1;
  int terminal_ = -1;
  std::thread watcher_;  ///< writes down what the terminal shows
  std::string out_file_;
  std::string err_file_;
};

Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            const Surroundings& surroundings = {});

/// The programs under test.
Outcome run_index(const std::vector<std::string>& arguments, const Surroundings& surroundings = {});
Outcome run_search(const std::vector<std::string>& arguments,
                   const Surroundings& surroundings = {});

/// True where `part` stands somewhere in `text`.
bool contains(const std::string& text, const std::string& part);

}  // namespace pilcrow::test
