#pragma once

#include <nlohmann/json.hpp>

#include "pilcrow/search_result.h"

namespace pilcrow::programs {

/// A document's record, and one of its paragraphs, with the names that hits have (README, "JSON").
nlohmann::ordered_json document_json(const StoredDocument& document);
nlohmann::ordered_json paragraph_json(const StoredParagraph& paragraph);

}  // namespace pilcrow::programs
