#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace pilcrow::test {

/// True where `xapian-tcpsrv` is there; otherwise a warning that the test is skipped.
bool have_shard_server();

/// The first of so many ports of loopback, one after the other, that nobody uses.
unsigned free_ports(unsigned count);
bool somebody_listens(unsigned port);

/// An `xapian-tcpsrv` on loopback that serves a database, until the object goes. For each
/// connection it has a process of its own; signals go to all of them.
class ShardServer {
 public:
  /// `port`: 0 for one that is free. Waits until it answers.
  explicit ShardServer(std::filesystem::path database, unsigned port = 0);
  ~ShardServer();
  ShardServer(const ShardServer&) = delete;
  ShardServer& operator=(const ShardServer&) = delete;

  [[nodiscard]] unsigned port() const { return port_; }
  [[nodiscard]] std::string url() const;

  /// Ends it with all its connections, as a crash would.
  void kill();
  /// Starts it again on the same port.
  void restart();
  /// It stays, and answers nothing.
  void pause() const;
  void resume() const;

 private:
  void start();
  void signal(int number) const;

  std::filesystem::path database_;
  unsigned port_;
  pid_t process_ = -1;
};

}  // namespace pilcrow::test
