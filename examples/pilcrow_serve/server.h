#pragma once

#include <memory>
#include <string>

#include "pilcrow_serve/api.h"
#include "pilcrow_serve/options.h"

namespace pilcrow::programs {

/// The page and the API over HTTP. Answers several requests at once.
class Server {
 public:
  /// Takes hold of the address; UsageError where that is not possible. `api` must live longer.
  Server(const ServeOptions& options, Api& api);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The address to open, e.g. "http://127.0.0.1:8080/".
  [[nodiscard]] std::string url() const;

  /// Serves until SIGINT or SIGTERM, then finishes the answers under way. A second signal ends the
  /// program at once. False where listening failed. `block_stop_signals` must have been called
  /// before any thread was started.
  bool run();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Keeps SIGINT and SIGTERM from ending this thread, and those it starts, for `Server::run`.
void block_stop_signals();

}  // namespace pilcrow::programs
