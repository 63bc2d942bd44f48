#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "pilcrow/index_writer.h"
#include "pilcrow/reader.h"
#include "pilcrow_index/notebook.h"

namespace pilcrow::programs {

/// One file to be read.
struct Input {
  InputFile file{};
  SourceStamp stamp{};
  bool holds_records = false;  ///< JSONL: many documents with ids of their own
};

/// What the PATHs of a command line stand for.
struct Inputs {
  std::vector<Input> files{};
  bool standard_input = false;
  std::vector<std::filesystem::path> roots{};  ///< absolute; for --prune
  std::vector<std::string> missing{};          ///< PATHs that do not exist, as the user named them
  std::vector<std::string> empty{};            ///< PATHs without a file to be read
  std::uint64_t bytes = 0;                     ///< of all files

  [[nodiscard]] bool nothing() const { return files.empty() && !standard_input; }
};

/// Lists the files of all PATHs; one that is reached twice is taken once. Files below `index`
/// (which may be empty) are left out: they are the index itself.
Inputs list_inputs(const Reader& reader, const std::vector<std::string>& paths,
                   const std::filesystem::path& index, Notebook& notes);

/// The absolute path of what the user named, with links of its directories resolved.
std::filesystem::path absolute_path(const std::filesystem::path& path);

/// True where `path` is `root` or lies below it. Both absolute.
bool is_below(const std::filesystem::path& path, const std::filesystem::path& root);

}  // namespace pilcrow::programs
