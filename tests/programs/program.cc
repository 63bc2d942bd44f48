#include "programs/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "support/data.h"

namespace pilcrow::test {

namespace {

std::string temporary_file() {
  static std::atomic<unsigned> counter{0};
  const std::string name =
      "pilcrow-output-" + std::to_string(getpid()) + '-' + std::to_string(counter++);
  return (std::filesystem::temp_directory_path() / name).string();
}

/// In the child: becomes the program. Never returns.
[[noreturn]] void become(const std::string& program, const std::vector<std::string>& arguments,
                         const Surroundings& surroundings) {
  if (!surroundings.directory.empty() && chdir(surroundings.directory.c_str()) != 0) _exit(126);
  for (const std::string& variable : surroundings.environment)
    putenv(const_cast<char*>(variable.c_str()));
  std::vector<char*> words = {const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments)
    words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  execv(program.c_str(), words.data());
  _exit(127);
}

void redirect(const std::string& file, int to) {
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || dup2(fd, to) < 0) _exit(125);
  close(fd);
}

/// Until nobody has the terminal open any more.
void write_down(int terminal, const std::string& file) {
  std::ofstream out(file, std::ios::binary);
  std::array<char, 4096> bytes{};
  for (ssize_t got = 0; (got = read(terminal, bytes.data(), bytes.size())) > 0;)
    out.write(bytes.data(), got).flush();
}

std::string take_file(const std::string& name) {
  std::string text = read_file(name);
  std::filesystem::remove(name);
  return text;
}

}  // namespace

std::vector<nlohmann::json> Outcome::json_lines() const {
  std::vector<nlohmann::json> lines;
  std::istringstream stream(out);
  for (std::string line; std::getline(stream, line);)
    lines.push_back(nlohmann::json::parse(line));
  return lines;
}

RunningProgram::RunningProgram(const std::string& program,
                               const std::vector<std::string>& arguments,
                               const Surroundings& surroundings)
    : out_file_(temporary_file()), err_file_(temporary_file()) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  const bool on_terminal = surroundings.terminal_columns > 0;
  if (on_terminal) open_terminal(surroundings.terminal_columns);
  const int shown = on_terminal ? open(ptsname(terminal_), O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
  process_ = fork();
  if (process_ < 0) throw std::runtime_error("cannot fork");
  if (process_ == 0) {
    std::signal(SIGPIPE, SIG_DFL);
    dup2(ends[0], STDIN_FILENO);
    if (on_terminal) {
      dup2(shown, STDOUT_FILENO);
      dup2(shown, STDERR_FILENO);
    } else {
      redirect(out_file_, STDOUT_FILENO);
      redirect(err_file_, STDERR_FILENO);
    }
    become(program, arguments, surroundings);
  }
  close(ends[0]);
  input_ = ends[1];
  if (!on_terminal) return;
  close(shown);
  watcher_ = std::thread(write_down, terminal_, out_file_);
}

void RunningProgram::open_terminal(unsigned short columns) {
  terminal_ = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  winsize size{};
  size.ws_row = 50;
  size.ws_col = columns;
  if (terminal_ < 0 || grantpt(terminal_) != 0 || unlockpt(terminal_) != 0 ||
      ioctl(terminal_, TIOCSWINSZ, &size) != 0)
    throw std::runtime_error("cannot make a terminal");
}

RunningProgram::~RunningProgram() {
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  finish();
}

void RunningProgram::feed(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t written = write(input_, text.data() + at, text.size() - at);
    if (written <= 0) return;  // it reads no more
    at += static_cast<std::size_t>(written);
  }
  int unread = 1;
  for (int i = 0; i < 60'000 && unread > 0; ++i) {
    pollfd end{input_, 0, 0};
    if (poll(&end, 1, 0) > 0 && (end.revents & POLLERR) != 0) return;  // it has ended
    if (ioctl(input_, FIONREAD, &unread) != 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void RunningProgram::send(int signal) const {
  kill(process_, signal);
}

std::string RunningProgram::wait_for_output(const std::string& text) const {
  std::string out;
  for (int i = 0; i < 6000; ++i) {
    if (std::filesystem::exists(out_file_)) out = read_file(out_file_);
    if (out.find(text) != std::string::npos) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return out;
}

void RunningProgram::close_input() {
  if (input_ >= 0) close(input_);
  input_ = -1;
}

Outcome RunningProgram::finish() {
  close_input();
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  Outcome outcome;
  if (WIFEXITED(status)) outcome.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) outcome.signal = WTERMSIG(status);
  if (watcher_.joinable()) {
    watcher_.join();
    close(terminal_);
    write_file(err_file_, "");
  }
  outcome.out = take_file(out_file_);
  outcome.err = take_file(err_file_);
  return outcome;
}

Outcome run(const std::string& program, const std::vector<std::string>& arguments,
            const Surroundings& surroundings) {
  RunningProgram running(program, arguments, surroundings);
  if (!surroundings.input.empty()) running.feed(surroundings.input);
  return running.finish();
}

Outcome run_index(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  return run(PILCROW_INDEX_PROGRAM, arguments, surroundings);
}

Outcome run_search(const std::vector<std::string>& arguments, const Surroundings& surroundings) {
  return run(PILCROW_SEARCH_PROGRAM, arguments, surroundings);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace pilcrow::test
