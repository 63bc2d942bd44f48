#include <lzma.h>

#include <sstream>

#include "support.h"
#include "support/catch.h"
#include "support/data.h"
#include "tag_quality.h"

using namespace pilcrow;
using namespace pilcrow::test;

namespace {

std::string decompressed(const std::string& bytes) {
  lzma_stream stream = LZMA_STREAM_INIT;
  REQUIRE(lzma_stream_decoder(&stream, UINT64_MAX, LZMA_CONCATENATED) == LZMA_OK);
  stream.next_in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  stream.avail_in = bytes.size();
  std::string text;
  std::string room(1 << 20, '\0');
  lzma_ret result = LZMA_OK;
  while (result == LZMA_OK) {
    stream.next_out = reinterpret_cast<std::uint8_t*>(room.data());
    stream.avail_out = room.size();
    result = lzma_code(&stream, LZMA_FINISH);
    text.append(room, 0, room.size() - stream.avail_out);
  }
  lzma_end(&stream);
  REQUIRE(result == LZMA_STREAM_END);
  return text;
}

}  // namespace

TEST_CASE("countries and topics of news are found as well as they were when the rules were made") {
  const auto news = shared_data("reuters-train.jsonl.xz");
  const auto places = shared_data("reuters-places.tsv");
  if (!news || !places) return;
  std::istringstream jsonl(decompressed(read_file(*news)));
  bench::TagQualityOptions options;
  options.places = *places;
  const auto scores = bench::measure_tags(builtin(), jsonl, options);
  std::ostringstream table;
  bench::print_scores(table, scores);
  INFO(table.str());
  REQUIRE(scores.size() == 5);
  CHECK(scores[0].micro().recall() >= 0.98);
  CHECK(scores[0].micro().f1() >= 0.86);
  CHECK(scores[1].micro().f1() >= 0.945);
  CHECK(scores[1].macro_f1() >= 0.89);
  CHECK(scores[2].micro().f1() >= 0.68);
  CHECK(scores[4].micro().f1() >= 0.83);
}
