#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/export.h"

namespace pilcrow {

/// Groups of words and phrases that stand for each other in queries.
using SynonymGroups = std::vector<std::vector<std::string>>;

/// Reads lines of equivalents, words or phrases:
///
///     # a comment
///     EU = European Union
///     Ivory Coast = Côte d'Ivoire
///
/// `name` stands for the file in messages. Throws `invalid_argument` with file and line for a line
/// without "=", a side without a word, and text that is not UTF-8.
PILCROW_API SynonymGroups parse_synonyms(std::string_view text, const std::string& name);

/// The same for a file; throws `not_found` or `unreadable` where it cannot be read.
PILCROW_API SynonymGroups read_synonyms(const std::filesystem::path& file);

}  // namespace pilcrow
