#pragma once

#include <httplib.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "programs/program.h"
#include "support/data.h"

namespace pilcrow::test {

/// A line of JSONL in English.
std::string served_record(const std::string& id, const std::string& published,
                          const std::string& text);

/// pilcrow-serve on a port of its own, over an index of three short documents: pact, drill, rice.
class Served {
 public:
  explicit Served(const std::vector<std::string>& options = {});

  struct Answer {
    int status = 0;
    nlohmann::json body{};
  };
  [[nodiscard]] Answer get(const std::string& path, const httplib::Headers& headers = {}) const;
  /// The body of an answer that must be good.
  [[nodiscard]] nlohmann::json answer(const std::string& path) const;
  /// A connection over which `bytes` have been sent; the caller closes it.
  [[nodiscard]] int connect_and_send(const std::string& bytes) const;
  /// What the server sends back on bytes as they are.
  [[nodiscard]] std::string raw(const std::string& bytes) const;
  [[nodiscard]] httplib::Client client() const { return httplib::Client("127.0.0.1", port_); }

  /// Adds to the index, and waits until the server has had time to see it.
  void index_more(const std::string& records, const std::vector<std::string>& options = {}) const;
  [[nodiscard]] std::string index() const { return (directory_ / "archive.idx").string(); }
  [[nodiscard]] int port() const { return port_; }
  Outcome stop(int signal);

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<RunningProgram> program_;
  int port_ = 0;
};

/// The documents of a search's hits, sorted.
std::vector<std::string> documents_of(const nlohmann::json& answer);

}  // namespace pilcrow::test
