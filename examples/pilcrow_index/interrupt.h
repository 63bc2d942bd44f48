#pragma once

#include <cstddef>
#include <streambuf>
#include <vector>

namespace pilcrow::programs {

/// From now on the first SIGINT or SIGTERM only raises a flag; the second ends the program at once.
void catch_interrupts();

/// True after the first one.
bool interrupted() noexcept;

/// A file descriptor as a stream buffer that ends where the program is interrupted, even while it
/// waits for data.
class InterruptibleInput : public std::streambuf {
 public:
  explicit InterruptibleInput(int fd) : fd_(fd) {}

  /// Bytes read so far.
  [[nodiscard]] std::size_t bytes_read() const { return bytes_read_; }

 protected:
  int_type underflow() override;

 private:
  std::size_t read_some(char* to, std::size_t room);

  int fd_;
  std::size_t bytes_read_ = 0;
  std::vector<char> buffer_;
};

}  // namespace pilcrow::programs
