#pragma once

#include <boost/program_options.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pilcrow::programs {

using Texts = std::vector<std::string>;

/// Descriptions of options that take one text, or may be repeated.
boost::program_options::value_semantic* text_value(const char* name);
boost::program_options::value_semantic* texts_value(const char* name);

/// What `--help` prints around the table of options.
struct ProgramText {
  std::string name;      ///< "pilcrow-search"
  std::string usage;     ///< the lines before the options
  std::string examples;  ///< the lines behind them
};

/// Reads a command line. Only long options (and a leading -h) are options: `-word` is an argument,
/// and so is everything behind `--`. Abbreviations are refused, so that scripts keep their meaning
/// when options are added. Throws UsageError.
boost::program_options::variables_map parse_command_line(
    const std::vector<std::string>& arguments,
    const boost::program_options::options_description& options, const std::string& positional);

/// Handles --help and --version: true where one of them was given and has been answered.
bool answer_help(const boost::program_options::variables_map& given, const ProgramText& text,
                 const boost::program_options::options_description& options);

/// All values of a repeatable option, or none.
std::vector<std::string> values_of(const boost::program_options::variables_map& given,
                                   const std::string& option);

/// The same for paths. Throws UsageError for one that looks like a short option, of which there are
/// none; "-" alone stands for standard input.
std::vector<std::string> paths_of(const boost::program_options::variables_map& given,
                                  const std::string& option);

/// The value of an option of text, where it was given.
std::optional<std::string> value_of(const boost::program_options::variables_map& given,
                                    const std::string& option);

/// A whole number from `least` to `most`; UsageError names the option otherwise.
std::uint64_t parse_count(std::string_view option, std::string_view text, std::uint64_t least,
                          std::uint64_t most);

/// The number that an option gives, from 0 to `most`, or `otherwise`.
std::size_t count_of(const boost::program_options::variables_map& given, const std::string& option,
                     std::size_t otherwise, std::uint64_t most);

/// The place in `choices` of what an option gives; 0 without it.
std::size_t choice_of(const boost::program_options::variables_map& given, const std::string& option,
                      const Texts& choices);

/// "name=value" in two. Both must be there.
std::pair<std::string, std::string> parse_assignment(std::string_view option,
                                                     std::string_view text);

/// One of `choices`, or a UsageError that lists them. Returns its place in the list.
std::size_t parse_choice(std::string_view option, std::string_view text,
                         const std::vector<std::string>& choices);

/// "a, b or c".
std::string alternatives(const std::vector<std::string>& words);

/// "12,345": for people; whoever counts on from it takes the JSON.
std::string grouped(std::uint64_t number);

/// "1 file", "12 files", "12,345 files".
std::string counted(std::uint64_t number, std::string_view singular, std::string_view plural);

/// "1.2 MB", in powers of ten.
std::string human_bytes(std::uint64_t bytes);

}  // namespace pilcrow::programs
