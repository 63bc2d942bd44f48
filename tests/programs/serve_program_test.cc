#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <regex>
#include <string>
#include <thread>
#include <vector>

#include "programs/served.h"
#include "support/catch.h"

using namespace pilcrow::test;
using nlohmann::json;
using Ids = std::vector<std::string>;

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
  // What the client's library makes at its first request is made before there are threads: it is
  // not instrumented, and the thread sanitizer cannot see that it takes care of them.
  CHECK(served.answer("/api/stats")["paragraphs"] > 0);
  std::vector<std::thread> people;
  people.reserve(16);
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

TEST_CASE("Clients that stop in the middle hold up neither the others nor the end") {
  Served served;
  std::vector<int> dawdlers;
  for (int i = 0; i < 20; ++i)
    dawdlers.push_back(served.connect_and_send("GET /api/stats HTT"));
  const auto begin = std::chrono::steady_clock::now();
  CHECK(served.answer("/api/search?q=estonia")["total"]["paragraphs"] > 0);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
  CHECK(served.stop(SIGTERM).code == 0);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  for (const int dawdler : dawdlers)
    close(dawdler);
}

TEST_CASE("A request that is too large is not read to its end") {
  const Served served;
  const std::string begin = "GET /api/stats HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
  const auto answered = [&](const std::string& rest) { return served.raw(begin + rest); };
  CHECK(answered("\r\n").find(" 200 ") != std::string::npos);
  CHECK(answered("X-Long: " + std::string(20'000, 'a') + "\r\n\r\n").find(" 200 ") ==
        std::string::npos);
  const std::string posted = served.raw(
      "POST /api/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\nq=");
  CHECK(posted.find(" 405 ") != std::string::npos);  // at once: the rest is not waited for
  CHECK(served.answer("/api/stats")["documents"] == 3);
}

TEST_CASE("What a writer commits is served without a restart") {
  const Served served;
  CHECK(documents_of(served.answer("/api/search?q=wheat")).empty());
  CHECK(served.answer("/api/stats")["documents"] == 3);
  served.index_more(served_record("wheat", "2025", "Kenya grew more wheat."));
  CHECK(documents_of(served.answer("/api/search?q=wheat")) == Ids{"wheat"});
  CHECK(served.answer("/api/stats")["documents"] == 4);
  served.index_more(served_record("barley", "2026", "Chile grew more barley."), {"--rebuild"});
  CHECK(documents_of(served.answer("/api/search?q=")) == Ids{"barley"});
  std::filesystem::remove_all(served.index());
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  CHECK(documents_of(served.answer("/api/search?q=barley")) == Ids{"barley"});
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
  const Outcome outcome = served.stop(SIGTERM);
  CHECK(outcome.err.find("GET /api/search 200") != std::string::npos);
  CHECK(outcome.err.find("404") != std::string::npos);
  CHECK(outcome.err.find("secret") == std::string::npos);
  CHECK(outcome.err.find('\x1b') == std::string::npos);
}
