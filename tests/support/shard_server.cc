#include "support/shard_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "support/catch.h"

namespace pilcrow::test {

namespace {

sockaddr_in loopback(unsigned port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

unsigned free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool bound = bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                     getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(socket);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

}  // namespace

unsigned free_ports(unsigned count) {
  for (;;) {
    const unsigned first = free_port();
    bool free = first + count < 65536;
    for (unsigned i = 1; i < count; ++i)
      free = free && !somebody_listens(first + i);
    if (free) return first;
  }
}

bool somebody_listens(unsigned port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback(port);
  const bool connected =
      connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(socket);
  return connected;
}

bool have_shard_server() {
  static const bool there = std::system("xapian-tcpsrv --version > /dev/null 2>&1") == 0;
  if (!there) WARN("skipped: there is no xapian-tcpsrv (package xapian-tools)");
  return there;
}

ShardServer::ShardServer(std::filesystem::path database, unsigned port)
    : database_(std::move(database)), port_(port == 0 ? free_port() : port) {
  start();
}

ShardServer::~ShardServer() {
  kill();
}

std::string ShardServer::url() const {
  return "xapian://127.0.0.1:" + std::to_string(port_);
}

void ShardServer::start() {
  process_ = fork();
  if (process_ < 0) throw std::runtime_error("cannot fork");
  if (process_ == 0) {
    setpgid(0, 0);
    const int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    const std::string port = std::to_string(port_);
    execlp("xapian-tcpsrv", "xapian-tcpsrv", "--interface", "127.0.0.1", "--port", port.c_str(),
           "--quiet", database_.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  setpgid(process_, process_);
  for (int attempt = 0; attempt < 1000; ++attempt) {
    if (somebody_listens(port_)) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  throw std::runtime_error("xapian-tcpsrv does not start");
}

// To the server and the processes of its connections, which are its group.
void ShardServer::signal(int number) const {
  if (process_ > 0) ::kill(-process_, number);
}

void ShardServer::kill() {
  if (process_ <= 0) return;
  signal(SIGKILL);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

void ShardServer::restart() {
  kill();
  start();
}

void ShardServer::pause() const {
  signal(SIGSTOP);
}

void ShardServer::resume() const {
  signal(SIGCONT);
}

}  // namespace pilcrow::test
