#include "pilcrow_index/interrupt.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace pilcrow::programs {

namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 17;
constexpr int kPollMilliseconds = 100;

volatile std::sig_atomic_t interrupt_seen = 0;

extern "C" void on_interrupt(int signal) {
  if (interrupt_seen != 0) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
    return;
  }
  interrupt_seen = 1;
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM})
    sigaction(signal, &action, nullptr);
}

bool interrupted() noexcept {
  return interrupt_seen != 0;
}

std::size_t InterruptibleInput::read_some(char* to, std::size_t room) {
  while (!interrupted()) {
    pollfd waiting{fd_, POLLIN, 0};
    const int ready = poll(&waiting, 1, kPollMilliseconds);
    if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
    const ssize_t got = ::read(fd_, to, room);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got <= 0) return 0;
    bytes_read_ += static_cast<std::size_t>(got);
    return static_cast<std::size_t>(got);
  }
  return 0;
}

InterruptibleInput::int_type InterruptibleInput::underflow() {
  buffer_.resize(kBufferSize);
  const std::size_t got = read_some(buffer_.data(), buffer_.size());
  setg(buffer_.data(), buffer_.data(), buffer_.data() + got);
  return got == 0 ? traits_type::eof() : traits_type::to_int_type(buffer_[0]);
}

}  // namespace pilcrow::programs
