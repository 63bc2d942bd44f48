#pragma once

#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace pilcrow::test {

/// Where the value of an option goes; nothing: the option takes none.
struct RunOption {
  bool takes_value = true;
  std::function<void(const std::string&)> set;
};

/// --name VALUE
template <typename T>
RunOption value_of(T& target) {
  return {true, [&target](const std::string& text) {
            if constexpr (std::is_same_v<T, std::string>) {
              target = text;
            } else {
              std::istringstream in(text);
              if (!(in >> target) || !in.eof())
                throw std::runtime_error(text + " is no value of this option");
            }
          }};
}

/// --name
inline RunOption flag(bool& target) {
  return {false, [&target](const std::string&) { target = true; }};
}

/// The main function of a program without Catch2: reads its options, runs it, and gives its exit
/// code: that of `work`, 2 for an option that is none and for an exception.
inline int run_program(int argc, char* argv[], const std::map<std::string, RunOption>& options,
                       const std::function<int()>& work) {
  try {
    for (int i = 1; i < argc; ++i) {
      const auto option = options.find(argv[i]);
      if (option == options.end()) throw std::runtime_error("no option " + std::string(argv[i]));
      if (option->second.takes_value && i + 1 == argc)
        throw std::runtime_error(option->first + " needs a value");
      option->second.set(option->second.takes_value ? argv[++i] : "");
    }
    return work();
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    return 2;
  }
}

}  // namespace pilcrow::test
