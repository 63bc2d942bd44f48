#include "pilcrow_serve/host.h"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>

namespace pilcrow::programs {

namespace {

bool is_address(const std::string& text, int family) {
  in6_addr room{};  // the larger of the two
  return inet_pton(family, text.c_str(), &room) == 1;
}

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// In small letters, without the dot that may end a name.
std::string plain_name(std::string_view name) {
  std::string plain(name);
  std::transform(plain.begin(), plain.end(), plain.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (!plain.empty() && plain.back() == '.') plain.pop_back();
  return plain;
}

/// The header without its port; brackets of an IPv6 address stay.
std::optional<std::string_view> without_port(std::string_view header) {
  const std::size_t bracket = header.rfind(']');
  const std::size_t colon = header.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon == std::string_view::npos) return header;
  if (!all_digits(header.substr(colon + 1))) return std::nullopt;
  return header.substr(0, colon);
}

bool is_local_name(const std::string& name) {
  constexpr std::string_view kLocal = "localhost";
  return name == kLocal || (name.size() > kLocal.size() && name.ends_with(".localhost"));
}

}  // namespace

bool host_allowed(std::string_view header, const std::vector<std::string>& names) {
  const auto host = without_port(header);
  if (!host || host->empty()) return false;
  if (host->front() == '[' && host->back() == ']') {
    return is_address(std::string(host->substr(1, host->size() - 2)), AF_INET6);
  }
  const std::string name = plain_name(*host);
  if (is_local_name(name) || is_address(name, AF_INET)) return true;
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& known) { return plain_name(known) == name; });
}

std::string server_url(const std::string& host, int port) {
  std::string name = host;
  if (host == "0.0.0.0") name = "127.0.0.1";
  if (host == "::") name = "::1";
  if (name.find(':') != std::string::npos) name = '[' + name + ']';
  return "http://" + name + ':' + std::to_string(port) + '/';
}

}  // namespace pilcrow::programs
