#include "pilcrow_serve/server.h"

#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <future>
#include <iostream>
#include <semaphore>
#include <thread>
#include <utility>

#include "common/exit_code.h"
#include "common/terminal.h"
#include "pilcrow_serve/host.h"
#include "pilcrow_serve/page.h"

namespace pilcrow::programs {

namespace {

constexpr std::size_t kConnections = 64;  // served at once; each open one holds a thread
constexpr int kKeepAliveSeconds = 1;
constexpr int kKeepAliveRequests = 1000;
constexpr int kSocketSeconds = 5;  // for a client that is slow to read or write
constexpr std::size_t kMostBodyBytes = 1 << 16;
constexpr std::ptrdiff_t kMostSearches = 256;
constexpr std::chrono::seconds kWaitForTurn{5};
constexpr std::chrono::milliseconds kStopInterval{20};

const char* const kJsonType = "application/json; charset=utf-8";

/// Nothing from elsewhere, nothing inline, no text that becomes markup, no frame around the page.
const char* const kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

httplib::Headers common_headers() {
  return {{"Content-Security-Policy", kPolicy},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Referrer-Policy", "no-referrer"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Cross-Origin-Opener-Policy", "same-origin"}};
}

void fail(httplib::Response& response, int status, std::string_view code,
          std::string_view message) {
  response.status = status;
  response.set_header("Cache-Control", "no-store");
  response.set_content(error_json(code, message), kJsonType);
}

int status_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_argument:
      return 400;
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::timeout:
    case ErrorCode::index_missing:
    case ErrorCode::index_damaged:
    case ErrorCode::index_locked:
    case ErrorCode::index_incompatible:
    case ErrorCode::unavailable:
      return 503;
    default:
      return 500;
  }
}

/// What went wrong before one of our own answers was made.
void explain_status(const httplib::Request& /*request*/, httplib::Response& response) {
  if (!response.body.empty()) return;
  switch (response.status) {
    case 404:
      fail(response, 404, "not_found",
           "there is nothing here; the page is at /, the API at /api/search, /api/suggest, "
           "/api/document, /api/facet and /api/stats");
      break;
    case 413:
      fail(response, 413, "too_large", "the request is too large");
      break;
    case 414:
      fail(response, 414, "too_large", "the address is too long");
      break;
    default:
      fail(response, response.status, response.status < 500 ? "bad_request" : "internal",
           "the request could not be answered");
  }
}

/// Two servers on one port would share its requests; the library's default allows that.
void claim_address(int socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
}

/// Paths are patterns to the library; "." stands for itself here.
std::string path_pattern(std::string_view path) {
  std::string pattern;
  for (const char c : path) {
    if (c == '.') pattern += '\\';
    pattern += c;
  }
  return pattern;
}

std::string entity_tag(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char c : bytes)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return '"' + std::to_string(hash) + '"';
}

}  // namespace

struct Server::Impl {
  Impl(const ServeOptions& options, Api& answers);

  void bind();
  void set_bounds();
  void add_page();
  void add_api();
  void answer(std::string (Api::*make)(const Parameters&) const, const httplib::Request& request,
              httplib::Response& response);
  httplib::Server::HandlerResponse check(const httplib::Request& request,
                                         httplib::Response& response) const;

  const ServeOptions options;
  Api& api;
  std::vector<std::string> names;  ///< that browsers may call this server by
  int port = 0;
  std::counting_semaphore<kMostSearches> turns;
  httplib::Server http;
};

Server::Impl::Impl(const ServeOptions& given, Api& answers)
    : options(given),
      api(answers),
      names(given.allowed_hosts),
      turns(std::clamp<std::ptrdiff_t>(2 * std::thread::hardware_concurrency(), 4, kMostSearches)) {
  names.push_back(options.host);
  set_bounds();
  add_page();
  add_api();
  bind();
}

void Server::Impl::bind() {
  if (options.port == 0) {
    port = http.bind_to_any_port(options.host);
  } else if (http.bind_to_port(options.host, options.port)) {
    port = options.port;
  }
  if (port > 0) return;
  throw UsageError("cannot listen on " + options.host + " port " + std::to_string(options.port) +
                   ": it is in use, not allowed, or no address of this machine; --port 0 takes a "
                   "port that is free");
}

void Server::Impl::set_bounds() {
  http.new_task_queue = [] { return new httplib::ThreadPool(kConnections); };
  http.set_keep_alive_timeout(kKeepAliveSeconds);
  http.set_keep_alive_max_count(kKeepAliveRequests);
  http.set_read_timeout(kSocketSeconds);
  http.set_write_timeout(kSocketSeconds);
  http.set_payload_max_length(kMostBodyBytes);
  http.set_tcp_nodelay(true);
  http.set_socket_options(claim_address);
  http.set_default_headers(common_headers());
  http.set_pre_routing_handler(
      [this](const httplib::Request& request, httplib::Response& response) {
        return check(request, response);
      });
  http.set_error_handler(httplib::Server::Handler(explain_status));
  if (!options.log) return;
  http.set_logger([](const httplib::Request& request, const httplib::Response& response) {
    std::clog << printable(request.method + ' ' + request.path) + ' ' +
                     std::to_string(response.status) + '\n';
  });
}

httplib::Server::HandlerResponse Server::Impl::check(const httplib::Request& request,
                                                     httplib::Response& response) const {
  using Result = httplib::Server::HandlerResponse;
  const std::string host = request.get_header_value("Host");
  if (request.get_header_value_count("Host") != 1 || !host_allowed(host, names)) {
    fail(response, 403, "forbidden_host",
         "this server is not known as '" + host + "'; --allow-host NAME adds a name");
    return Result::Handled;
  }
  if (request.method != "GET" && request.method != "HEAD") {
    response.set_header("Allow", "GET, HEAD");
    response.set_header("Connection", "close");
    fail(response, 405, "bad_request", "only GET and HEAD are answered here");
    return Result::Handled;
  }
  return Result::Unhandled;
}

void Server::Impl::add_page() {
  for (const PageFile& file : page_files()) {
    http.Get(path_pattern(file.path), [file, tag = entity_tag(file.bytes)](
                                          const httplib::Request& request,
                                          httplib::Response& response) {
      response.set_header("Cache-Control", "no-cache");
      response.set_header("ETag", tag);
      if (request.get_header_value("If-None-Match") == tag) {
        response.status = 304;
        return;
      }
      response.set_content(file.bytes.data(), file.bytes.size(), std::string(file.content_type));
    });
  }
}

void Server::Impl::add_api() {
  using Make = std::string (Api::*)(const Parameters&) const;
  const std::vector<std::pair<const char*, Make>> answers = {{"/api/search", &Api::search},
                                                             {"/api/suggest", &Api::suggest},
                                                             {"/api/document", &Api::document},
                                                             {"/api/facet", &Api::facet},
                                                             {"/api/stats", &Api::stats}};
  for (const auto& [path, make] : answers) {
    http.Get(path,
             [this, make = make](const httplib::Request& request, httplib::Response& response) {
               answer(make, request, response);
             });
  }
}

void Server::Impl::answer(std::string (Api::*make)(const Parameters&) const,
                          const httplib::Request& request, httplib::Response& response) {
  if (!turns.try_acquire_for(kWaitForTurn)) {
    response.set_header("Retry-After", "1");
    return fail(response, 503, "busy", "too many requests at once; try again in a moment");
  }
  try {
    api.follow_index();
    response.set_header("Cache-Control", "no-store");
    response.set_content((api.*make)(request.params), kJsonType);
  } catch (const UsageError& error) {
    fail(response, 400, "invalid_argument", error.what());
  } catch (const Error& error) {
    fail(response, status_for(error.code()), to_string(error.code()), error.what());
  } catch (const std::exception& error) {
    fail(response, 500, "internal", error.what());
  }
  turns.release();
}

Server::Server(const ServeOptions& options, Api& api)
    : impl_(std::make_unique<Impl>(options, api)) {}

Server::~Server() = default;

std::string Server::url() const {
  return server_url(impl_->options.host, impl_->port);
}

namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

void block_stop_signals() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

bool Server::run() {
  std::atomic<bool> asked_to_stop = false;
  std::atomic<bool> failed = false;
  std::future<void> listening = std::async(std::launch::async, [&] {
    impl_->http.listen_after_bind();
    if (asked_to_stop) return;
    failed = true;
    kill(getpid(), SIGTERM);  // wakes the thread that waits
  });
  const sigset_t signals = stop_signals();
  int signal = 0;
  sigwait(&signals, &signal);
  asked_to_stop = true;
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  do {  // a stop before it listens is not heard
    impl_->http.stop();
  } while (listening.wait_for(kStopInterval) != std::future_status::ready);
  return !failed;
}

}  // namespace pilcrow::programs
