#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pilcrow/reader.h"
#include "pilcrow_index/inputs.h"

namespace pilcrow::programs {

/// The facets that the first records of JSONL files tag, beside the built-in ones: an index has to
/// know its facets before the first document comes.
std::vector<std::string> facets_of_records(const Reader& reader, const std::vector<Input>& files);

/// The same for the beginning of a JSONL stream; a line that is cut at its end is left out.
std::vector<std::string> facets_of_records(const Reader& reader, std::string_view beginning);

/// Whether the library knows this facet without a declaration.
bool is_builtin_facet(std::string_view facet);

/// Appends what is not there yet.
void merge_names(std::vector<std::string>& names, const std::vector<std::string>& more);

}  // namespace pilcrow::programs
