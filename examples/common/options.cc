#include "common/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <iostream>

#include "common/exit_code.h"
#include "pilcrow/version.h"

namespace pilcrow::programs {

namespace po = boost::program_options;

namespace {

/// -h is short for --help where it comes first; behind a word it is a word.
std::vector<std::string> with_long_help(std::vector<std::string> arguments) {
  if (!arguments.empty() && arguments.front() == "-h") arguments.front() = "--help";
  return arguments;
}

}  // namespace

po::value_semantic* text_value(const char* name) {
  return po::value<std::string>()->value_name(name);
}

po::value_semantic* texts_value(const char* name) {
  return po::value<Texts>()->composing()->value_name(name);
}

po::variables_map parse_command_line(const std::vector<std::string>& arguments,
                                     const po::options_description& options,
                                     const std::string& positional) {
  po::options_description all;
  all.add(options);
  all.add_options()(positional.c_str(), po::value<std::vector<std::string>>());
  po::positional_options_description places;
  places.add(positional.c_str(), -1);
  using Style = po::command_line_style::style_t;
  const int style = Style::allow_long | Style::long_allow_adjacent | Style::long_allow_next;
  try {
    po::variables_map given;
    po::store(po::command_line_parser(with_long_help(arguments))
                  .options(all)
                  .positional(places)
                  .style(style)
                  .run(),
              given);
    po::notify(given);
    return given;
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
}

bool answer_help(const po::variables_map& given, const ProgramText& text,
                 const po::options_description& options) {
  if (given.count("help") != 0) {
    std::cout << text.usage << '\n' << options << '\n' << text.examples;
    return true;
  }
  if (given.count("version") != 0) {
    std::cout << text.name << ' ' << version() << '\n';
    return true;
  }
  return false;
}

std::vector<std::string> paths_of(const po::variables_map& given, const std::string& option) {
  std::vector<std::string> paths = values_of(given, option);
  const auto option_like = std::find_if(paths.begin(), paths.end(), [](const std::string& path) {
    return path.size() > 1 && path.front() == '-';
  });
  if (option_like != paths.end())
    throw UsageError("there is no option '" + *option_like + "'; write './" + *option_like +
                     "' for a file of that name");
  return paths;
}

std::vector<std::string> values_of(const po::variables_map& given, const std::string& option) {
  return given.count(option) != 0 ? given[option].as<std::vector<std::string>>()
                                  : std::vector<std::string>{};
}

std::optional<std::string> value_of(const po::variables_map& given, const std::string& option) {
  if (given.count(option) == 0) return std::nullopt;
  return given[option].as<std::string>();
}

std::uint64_t parse_count(std::string_view option, std::string_view text, std::uint64_t least,
                          std::uint64_t most) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size() && number >= least &&
      number <= most) {
    return number;
  }
  throw UsageError(std::string(option) + " takes a whole number from " + std::to_string(least) +
                   " to " + std::to_string(most) + ", not '" + std::string(text) + "'");
}

std::size_t count_of(const po::variables_map& given, const std::string& option,
                     std::size_t otherwise, std::uint64_t most) {
  const auto text = value_of(given, option);
  return text ? static_cast<std::size_t>(parse_count("--" + option, *text, 0, most)) : otherwise;
}

std::size_t choice_of(const po::variables_map& given, const std::string& option,
                      const Texts& choices) {
  const auto text = value_of(given, option);
  return text ? parse_choice("--" + option, *text, choices) : 0;
}

std::pair<std::string, std::string> parse_assignment(std::string_view option,
                                                     std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    throw UsageError(std::string(option) + " takes FACET=VALUE, as in " + std::string(option) +
                     " country=EE, not '" + std::string(text) + "'");
  }
  return {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

std::size_t parse_choice(std::string_view option, std::string_view text,
                         const std::vector<std::string>& choices) {
  const auto found = std::find(choices.begin(), choices.end(), text);
  if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
  throw UsageError(std::string(option) + " takes " + alternatives(choices) + ", not '" +
                   std::string(text) + "'");
}

std::string alternatives(const std::vector<std::string>& words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  return list;
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3)
    text.insert(at - 3, ",");
  return text;
}

std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural) {
  return grouped(number) + ' ' + std::string(number == 1 ? singular : plural);
}

std::string human_bytes(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> kUnits = {"bytes", "kB", "MB", "GB", "TB"};
  double amount = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (amount >= 1000 && unit + 1 < kUnits.size()) {
    amount /= 1000;
    ++unit;
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), unit == 0 || amount >= 100 ? "%.0f %s" : "%.1f %s",
                amount, kUnits[unit]);
  return text.data();
}

}  // namespace pilcrow::programs
