#include "programs/served.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <regex>
#include <thread>

#include "support/catch.h"

namespace pilcrow::test {

using nlohmann::json;

namespace {

constexpr std::chrono::milliseconds kUntilSeen{1100};  // it looks once a second

std::string archive() {
  return served_record("pact", "2021-03-04",
                       "Estonia and Japan signed a pact to guard undersea cables.") +
         served_record("drill", "2023-06-01",
                       "Soldiers of Latvia trained with those of Estonia in snow.") +
         served_record("rice", "2024-09-09",
                       "Japan bought less rice from abroad than in any year before.");
}

}  // namespace

std::string served_record(const std::string& id, const std::string& published,
                          const std::string& text) {
  return json{{"id", id},
              {"published", published},
              {"title", "On " + id},
              {"text", text},
              {"language", "en"}}
             .dump() +
         "\n";
}

Served::Served(const std::vector<std::string>& options) {
  const Outcome built = run_index({index(), "-"}, {.input = archive()});
  INFO(built.err);
  REQUIRE(built.code == 0);
  std::vector<std::string> arguments = {"--port", "0"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.push_back(index());
  program_ = std::make_unique<RunningProgram>(PILCROW_SERVE_PROGRAM, arguments);
  const std::string said = program_->wait_for_output("Ctrl-C");
  std::smatch found;
  REQUIRE(std::regex_search(said, found, std::regex(R"(http://[^/]*:(\d+)/)")));
  port_ = std::stoi(found[1]);
}

Served::Answer Served::get(const std::string& path, const httplib::Headers& headers) const {
  auto answer = client().Get(path.c_str(), headers);
  REQUIRE(answer);
  return {answer->status, json::parse(answer->body)};
}

json Served::answer(const std::string& path) const {
  const Answer got = get(path);
  INFO(path << ": " << got.body.dump());
  REQUIRE(got.status == 200);
  return got.body;
}

int Served::connect_and_send(const std::string& bytes) const {
  const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port_));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
  REQUIRE(::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(bytes.size()));
  return connection;
}

std::string Served::raw(const std::string& bytes) const {
  const int connection = connect_and_send(bytes);
  std::string got;
  char room[4096];
  for (ssize_t n = 0; (n = ::recv(connection, room, sizeof(room), 0)) > 0;)
    got.append(room, static_cast<std::size_t>(n));
  ::close(connection);
  return got;
}

void Served::index_more(const std::string& records, const std::vector<std::string>& options) const {
  std::vector<std::string> arguments = {index(), "-"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  REQUIRE(run_index(arguments, {.input = records}).code == 0);
  std::this_thread::sleep_for(kUntilSeen);
}

Outcome Served::stop(int signal) {
  program_->send(signal);
  return program_->finish();
}

std::vector<std::string> documents_of(const json& answer) {
  std::vector<std::string> ids;
  for (const json& hit : answer["hits"])
    ids.push_back(hit["document"]);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace pilcrow::test
