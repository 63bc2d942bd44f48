#include "pilcrow/error.h"

#include "support/catch.h"

TEST_CASE("an error carries its code and its message") {
  const pilcrow::Error error(pilcrow::ErrorCode::index_locked, "speeches.idx is locked");
  CHECK(error.code() == pilcrow::ErrorCode::index_locked);
  CHECK(std::string(error.what()) == "speeches.idx is locked");
  CHECK(to_string(error.code()) == "index_locked");
}
