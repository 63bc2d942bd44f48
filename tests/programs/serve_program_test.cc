#include <arpa/inet.h>
#include <httplib.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <regex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "programs/program.h"
#include "support/catch.h"
#include "support/data.h"

using namespace pilcrow::test;
using nlohmann::json;

namespace {

std::string record(const std::string& id, const std::string& published, const std::string& text) {
  return json{{"id", id},
              {"published", published},
              {"title", "On " + id},
              {"text", text},
              {"language", "en"}}
             .dump() +
         "\n";
}

std::string archive() {
  return record("pact", "2021-03-04", "Estonia and Japan signed a pact to guard undersea cables.") +
         record("drill", "2023-06-01",
                "Soldiers of Latvia trained with those of Estonia in snow.") +
         record("rice", "2024-09-09",
                "Japan bought less rice from abroad than in any year before.");
}

/// A server on a port of its own over an index made for it.
class Served {
 public:
  explicit Served(const std::vector<std::string>& options = {}) {
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

  [[nodiscard]] std::string index() const { return (directory_ / "archive.idx").string(); }
  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] httplib::Client client() const { return httplib::Client("127.0.0.1", port_); }

  struct Answer {
    int status = 0;
    json body{};
  };
  [[nodiscard]] Answer get(const std::string& path, const httplib::Headers& headers = {}) const {
    auto answer = client().Get(path.c_str(), headers);
    REQUIRE(answer);
    return {answer->status, json::parse(answer->body)};
  }
  [[nodiscard]] json answer(const std::string& path) const {
    const Answer got = get(path);
    INFO(path << ": " << got.body.dump());
    REQUIRE(got.status == 200);
    return got.body;
  }

  /// What the server sends back on bytes as they are.
  [[nodiscard]] std::string raw(const std::string& bytes) const {
    const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    (void)::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    std::string got;
    char room[4096];
    for (ssize_t n = 0; (n = ::recv(connection, room, sizeof(room), 0)) > 0;)
      got.append(room, static_cast<std::size_t>(n));
    ::close(connection);
    return got;
  }

  Outcome stop(int signal = SIGTERM) {
    program_->send(signal);
    return program_->finish();
  }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<RunningProgram> program_;
  int port_ = 0;
};

std::vector<std::string> documents(const json& answer) {
  std::vector<std::string> ids;
  for (const json& hit : answer["hits"])
    ids.push_back(hit["document"]);
  std::sort(ids.begin(), ids.end());
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("A search over HTTP answers what pilcrow-search --json answers") {
  const Served served;
  json there =
      served.answer("/api/search?q=estonia&country=JP&facets=country,topic,year&context=1");
  json here = run_search({served.index(), "estonia", "--country", "JP", "--facets", "--context",
                          "1", "--json"})
                  .json();
  for (json* answer : {&there, &here})
    answer->erase("took_ms");
  CHECK(there == here);
  CHECK(documents(there) == Ids{"pact"});
}

TEST_CASE("Parameters of a search mean what the options of pilcrow-search mean") {
  const Served served;
  CHECK(documents(served.answer("/api/search?country=EE&country=JP")) ==
        Ids{"drill", "pact", "rice"});
  CHECK(documents(served.answer("/api/search?q=estonia&exclude=country%3DJP")) == Ids{"drill"});
  CHECK(documents(served.answer("/api/search?year=2022..")) == Ids{"drill", "rice"});
  CHECK(documents(served.answer("/api/search?country=baltic")) == Ids{"drill", "pact"});
  const json page = served.answer("/api/search?sort=oldest&limit=1&offset=1");
  CHECK(documents(page) == Ids{"drill"});
  CHECK(page["total"]["paragraphs"] == 3);
  const json counted = served.answer("/api/search?facets=country:1,year:500&limit=0");
  CHECK(counted["facets"]["country"]["values"].size() == 1);
  CHECK(counted["facets"]["year"]["values"].size() == 3);
  CHECK(counted["hits"].empty());
}

TEST_CASE("What a person types is never an error of the server") {
  const Served served;
  const std::string query =
      GENERATE("%22cables", "AND", "((", "%00", "%FF%FE", "a%0Ab", "*", "-", "title:");
  const json answer = served.answer("/api/search?q=" + query);
  CHECK(answer["version"] == 1);
}

TEST_CASE("A parameter that makes no sense is refused, and the message names it") {
  const Served served;
  const auto [path, word] = GENERATE(table<std::string, std::string>({
      {"/api/search?limit=101", "limit"},
      {"/api/search?limit=-1", "limit"},
      {"/api/search?limit=ten", "limit"},
      {"/api/search?limit=1&limit=2", "limit"},
      {"/api/search?offset=10001", "offset"},
      {"/api/search?context=11", "context"},
      {"/api/search?per_document=101", "per_document"},
      {"/api/search?sort=size", "sort"},
      {"/api/search?match=some", "match"},
      {"/api/search?year=2024..2020", "2020..2024"},
      {"/api/search?country=Atlantis", "Atlantis"},
      {"/api/search?facet=country", "facet"},
      {"/api/search?facet=color%3Dred", "color"},
      {"/api/search?facets=color", "color"},
      {"/api/search?facets=country,", "facets"},
      {"/api/search?facets=country:2001", "country"},
      {"/api/search?facet_limit=2001", "facet_limit"},
      {"/api/search?limt=3", "limt"},
      {"/api/suggest?prefix=a&limit=51", "limit"},
      {"/api/facet", "name"},
      {"/api/facet?name=color", "color"},
      {"/api/document", "id"},
      {"/api/document?id=pact&count=201", "count"},
      {"/api/document?id=pact&first=1&around=1", "around"},
      {"/api/stats?all=1", "all"},
  }));
  INFO(path);
  const auto got = served.get(path);
  CHECK(got.status == 400);
  CHECK(got.body["version"] == 1);
  CHECK(got.body["error"]["code"] == "invalid_argument");
  INFO(got.body.dump());
  CHECK(got.body["error"]["message"].get<std::string>().find(word) != std::string::npos);
}

TEST_CASE("Queries and addresses that are too long are refused") {
  const Served served;
  CHECK(served.get("/api/search?q=" + std::string(2000, 'a')).status == 200);
  CHECK(served.get("/api/search?q=" + std::string(2001, 'a')).status == 400);
  const auto too_long = served.get("/api/search?q=" + std::string(20'000, 'a'));
  CHECK(too_long.status == 414);
  CHECK(too_long.body["error"]["code"] == "too_large");
  std::string many = "/api/search?limit=0";
  for (int i = 0; i < 201; ++i)
    many += "&country=EE";
  CHECK(served.get(many).status == 400);
}

TEST_CASE("A document is served around a paragraph") {
  const Served served;
  std::string text;
  for (int i = 1; i <= 60; ++i) {
    text += "Piece " + std::to_string(i) + " " + std::string(220, 'x') + ".\n\n";
  }
  REQUIRE(run_index({served.index(), "-"}, {.input = record("long/& ü", "2020", text)}).code == 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  const std::string id = "/api/document?id=long%2F%26%20%C3%BC";
  const json around = served.answer(id + "&around=30&count=10");
  CHECK(around["document"]["document"] == "long/& ü");
  CHECK(around["document"]["paragraphs"] == 60);
  CHECK(around["document"]["published"] == "2020");
  REQUIRE(around["paragraphs"].size() == 10);
  CHECK(around["paragraphs"][0]["paragraph"] == 25);
  CHECK(around["paragraphs"][5]["text"].get<std::string>().rfind("Piece 30 ", 0) == 0);
  CHECK(served.answer(id + "&around=2&count=10")["paragraphs"][0]["paragraph"] == 1);
  CHECK(served.answer(id + "&first=55")["paragraphs"].size() == 6);
  CHECK(served.get(id + "&around=61").status == 404);
  const auto missing = served.get("/api/document?id=nowhere");
  CHECK(missing.status == 404);
  CHECK(missing.body["error"]["code"] == "not_found");
}

TEST_CASE("Suggestions, values of a facet and figures of the index are served") {
  const Served served;
  const json suggested = served.answer("/api/suggest?prefix=est");
  std::vector<std::string> kinds;
  for (const json& suggestion : suggested["suggestions"]) {
    kinds.push_back(suggestion["kind"]);
    if (suggestion["kind"] == "facet_value") CHECK(suggestion["value"] == "EE");
  }
  CHECK(std::count(kinds.begin(), kinds.end(), "word") >= 1);
  CHECK(std::count(kinds.begin(), kinds.end(), "facet_value") == 1);
  CHECK(served.answer("/api/suggest?prefix=")["suggestions"].is_array());

  const json all = served.answer("/api/facet?name=country&prefix=ja");
  REQUIRE(all["values"].size() == 1);
  CHECK(all["values"][0] == json{{"value", "JP"},
                                 {"label", "Japan"},
                                 {"paragraphs", 2},
                                 {"documents", 2},
                                 {"selected", false}});
  const json within = served.answer("/api/facet?name=country&prefix=ja&q=rice");
  CHECK(within["values"][0]["paragraphs"] == 1);
  const json none = served.answer("/api/facet?name=country&prefix=la&q=rice&country=JP");
  CHECK(none["values"][0]["value"] == "LV");
  CHECK(none["values"][0]["paragraphs"] == 0);

  const json stats = served.answer("/api/stats");
  CHECK(stats["name"] == "archive");
  CHECK(stats["documents"] == 3);
  CHECK(stats["years"] == json{{"first", 2021}, {"last", 2024}});
  CHECK(stats["facets"][0]["labels"]["EE"] == "Estonia");
}

TEST_CASE("A server that is asked under the name of somebody else does not answer") {
  const Served served({"--allow-host", "archive.example"});
  const auto status = [&](const std::string& host) {
    return served.get("/api/stats", {{"Host", host}}).status;
  };
  const std::string port = ':' + std::to_string(served.port());
  for (const std::string& host :
       {"127.0.0.1" + port, "localhost" + port, std::string("LOCALHOST"), "[::1]" + port,
        "192.168.7.7" + port, "archive.example" + port, std::string("Archive.Example.")}) {
    INFO(host);
    CHECK(status(host) == 200);
  }
  for (const std::string host : {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example",
                                 "evil.example:80:80", "127.0.0.1:x", "[::1", "evil", "1.2.3"}) {
    INFO(host);
    CHECK(status(host) == 403);
  }
  CHECK(served.raw("GET /api/stats HTTP/1.1\r\nConnection: close\r\n\r\n").find(" 403 ") !=
        std::string::npos);
  CHECK(served
            .raw("GET /api/stats HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n"
                 "Connection: close\r\n\r\n")
            .find(" 403 ") != std::string::npos);
}

TEST_CASE("The page and its parts come with a policy, a type and a tag") {
  const Served served;
  auto client = served.client();
  const auto page = client.Get("/");
  REQUIRE(page);
  CHECK(page->status == 200);
  const std::string policy = page->get_header_value("Content-Security-Policy");
  for (const char* rule : {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'",
                           "require-trusted-types-for 'script'"}) {
    CHECK(policy.find(rule) != std::string::npos);
  }
  CHECK(policy.find("unsafe") == std::string::npos);
  std::smatch found;
  std::string rest = page->body;
  int parts = 0;
  static const std::regex kPart("(?:src|href)=\"(/[a-z]+\\.[a-z]+)\"");
  for (; std::regex_search(rest, found, kPart); rest = found.suffix(), ++parts) {
    INFO(found[1].str());
    const auto part = client.Get(found[1].str().c_str());
    REQUIRE(part);
    CHECK(part->status == 200);
    CHECK(part->get_header_value("X-Content-Type-Options") == "nosniff");
    const std::string tag = part->get_header_value("ETag");
    CHECK(client.Get(found[1].str().c_str(), {{"If-None-Match", tag}})->status == 304);
  }
  CHECK(parts >= 5);
  for (const char* file : {"index.html", "main.js", "page.css"}) {
    const std::string path = std::string(file) == "index.html" ? "/" : std::string("/") + file;
    CHECK(client.Get(path.c_str())->body ==
          read_file(project_file(std::string("examples/pilcrow_serve/page/") + file)));
  }
  CHECK(client.Get("/api/stats")->get_header_value("Cache-Control") == "no-store");
}

TEST_CASE("Other paths, other methods and broken requests are answered, not obeyed") {
  const Served served;
  for (const char* path :
       {"/nope", "/../etc/passwd", "/api/", "/api/search/", "/page.css/", "/%2e%2e/"}) {
    INFO(path);
    CHECK(served.get(path).status == 404);
  }
  auto client = served.client();
  CHECK(client.Post("/api/search", "q=a", "text/plain")->status == 405);
  CHECK(client.Delete("/api/search")->status == 405);
  const auto head = client.Head("/api/stats");
  CHECK(head->status == 200);
  CHECK(head->body.empty());
  CHECK(served.raw("nonsense\r\n\r\n").find(" 400 ") != std::string::npos);
  CHECK(served.answer("/api/stats")["documents"] == 3);  // and it goes on
}

TEST_CASE("Many requests are answered at once") {
  const Served served;
  std::vector<std::thread> people;
  std::atomic<int> good = 0;
  for (int i = 0; i < 16; ++i) {
    people.emplace_back([&, i] {
      auto client = served.client();
      for (int n = 0; n < 20; ++n) {
        const auto answer = client.Get(i % 2 == 0 ? "/api/search?q=estonia&facets=country,year"
                                                  : "/api/suggest?prefix=ja");
        if (answer && answer->status == 200 && json::accept(answer->body)) ++good;
      }
    });
  }
  for (std::thread& person : people)
    person.join();
  CHECK(good == 320);
}

TEST_CASE("What a writer commits is served without a restart") {
  const Served served;
  CHECK(documents(served.answer("/api/search?q=wheat")).empty());
  CHECK(served.answer("/api/stats")["documents"] == 3);
  REQUIRE(
      run_index({served.index(), "-"}, {.input = record("wheat", "2025", "Kenya grew more wheat.")})
          .code == 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  CHECK(documents(served.answer("/api/search?q=wheat")) == Ids{"wheat"});
  CHECK(served.answer("/api/stats")["documents"] == 4);
  REQUIRE(run_index({served.index(), "-", "--rebuild"},
                    {.input = record("barley", "2026", "Chile grew more barley.")})
              .code == 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  CHECK(documents(served.answer("/api/search?q=")) == Ids{"barley"});
  std::filesystem::remove_all(served.index());
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  CHECK(documents(served.answer("/api/search?q=barley")) == Ids{"barley"});
}

TEST_CASE("A server stops cleanly when it is told to") {
  const int signal = GENERATE(SIGINT, SIGTERM);
  Served served;
  auto client = served.client();
  client.set_keep_alive(true);
  REQUIRE(client.Get("/api/stats"));  // a connection stays open
  const auto begin = std::chrono::steady_clock::now();
  const Outcome outcome = served.stop(signal);
  CHECK(outcome.code == 0);
  CHECK(outcome.err.empty());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
  CHECK_FALSE(client.Get("/api/stats"));
}

TEST_CASE("A server that cannot start says why, with the exit codes of the programs") {
  const Served served;
  const auto serve = [](const std::vector<std::string>& arguments) {
    return run(PILCROW_SERVE_PROGRAM, arguments);
  };
  const std::string port = std::to_string(served.port());
  const Outcome taken = serve({"--port", port, served.index()});
  CHECK(taken.code == 2);
  CHECK(taken.err.find(port) != std::string::npos);
  CHECK(taken.err.find("--port 0") != std::string::npos);
  CHECK(serve({}).code == 2);
  CHECK(serve({"--port", "70000", served.index()}).code == 2);
  CHECK(serve({"--host", "203.0.113.7", "--port", "0", served.index()}).code == 2);
  CHECK(serve({"--nonsense", served.index()}).code == 2);
  CHECK(serve({served.index(), "another"}).code == 2);
  CHECK(serve({served.index() + "-missing"}).code == 3);
  const Outcome help = serve({"--help"});
  CHECK(help.code == 0);
  CHECK(help.out.find("curl") != std::string::npos);
}

TEST_CASE("With --log requests are written down, without what they look for") {
  Served served({"--log"});
  (void)served.get("/api/search?q=secret");
  (void)served.get("/nope%1b%5b31m");
  const Outcome outcome = served.stop();
  CHECK(outcome.err.find("GET /api/search 200") != std::string::npos);
  CHECK(outcome.err.find("404") != std::string::npos);
  CHECK(outcome.err.find("secret") == std::string::npos);
  CHECK(outcome.err.find('\x1b') == std::string::npos);
}
