#include "check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pilcrow::fuzz::check(data, size, "jsonl");
  return 0;
}
