#include "trust/child_process.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <iterator>
#include <string_view>

namespace pilcrow::test {

int in_process(const std::function<int()>& work, int code_of_exception, unsigned seconds) {
  std::cout.flush();
  const pid_t child = fork();
  if (child == 0) {
    alarm(seconds);
    int code = code_of_exception;
    try {
      code = work();
    } catch (const std::exception& error) {
      std::cerr << "  " << error.what() << std::endl;
    }
    std::_Exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

namespace {

// Whether Xapian, and nobody between, called std::terminate.
bool called_by_xapian() {
  void* frames[16];
  const int count = backtrace(frames, static_cast<int>(std::size(frames)));
  bool behind_runtime = false;
  for (int i = 1; i < count; ++i) {
    Dl_info module{};
    if (dladdr(frames[i], &module) == 0 || module.dli_fname == nullptr) return false;
    const std::string_view name(module.dli_fname);
    if (name.find("libstdc++") != std::string_view::npos ||
        name.find("libgcc_s") != std::string_view::npos)
      behind_runtime = true;
    else if (behind_runtime)
      return name.find("libxapian") != std::string_view::npos;
  }
  return false;
}

}  // namespace

void tell_who_ended() {
  std::set_terminate([] {
    if (called_by_xapian()) std::_Exit(kEndedByXapian);
    void* frames[64];
    backtrace_symbols_fd(frames, backtrace(frames, static_cast<int>(std::size(frames))), 2);
    std::abort();
  });
}

}  // namespace pilcrow::test
