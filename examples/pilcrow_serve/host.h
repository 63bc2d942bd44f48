#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pilcrow::programs {

/// Whether a request with this Host header is meant for this server. A page of somebody else can
/// make its own name point to 127.0.0.1 and then read what a server there answers ("DNS
/// rebinding"); the header gives the name away. Addresses and localhost cannot be such a name, and
/// `names` are those that this server is known by. A port behind the name is passed over.
bool host_allowed(std::string_view header, const std::vector<std::string>& names);

/// "http://127.0.0.1:8080/", "http://[::1]:8080/"; for an address that stands for all of a machine
/// the one that reaches it from there.
std::string server_url(const std::string& host, int port);

}  // namespace pilcrow::programs
