// Fuzzes what reads the files of an index: the first byte picks the file, the rest is its content.
// Checksums are put right, so that what lies behind them is reached. A file is refused or can be
// used to the last entry.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "index/boilerplate_turns.h"
#include "index/checksum.h"
#include "index/coding.h"
#include "index/columns.h"
#include "index/forward_column.h"
#include "index/record.h"
#include "pilcrow/error.h"

namespace {

using namespace pilcrow;
using namespace pilcrow::internal;

// A file without a name on any disk.
class MemoryFile {
 public:
  explicit MemoryFile(const std::string& bytes) : descriptor_(memfd_create("fuzz", 0)) {
    if (descriptor_ < 0 || write(descriptor_, bytes.data(), bytes.size()) < 0) std::abort();
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::filesystem::path path() const {
    return "/proc/self/fd/" + std::to_string(descriptor_);
  }

 private:
  int descriptor_;
};

std::string with_checksum(std::string_view magic, std::string_view body) {
  std::string bytes(magic);
  put_fixed(bytes, checksum(body));
  return bytes + std::string(body);
}

std::size_t used = 0;  // so that nothing read is optimized away

void use_columns(std::string_view body) {
  Columns columns({"country", "year"});
  if (!columns.load(MemoryFile(with_checksum("PCOL3\n", body)).path())) return;
  for (DocId id = 1; id <= columns.last(); ++id) {
    used += columns.date(id) + columns.first(id);
    if (columns.first(id) == 0 || columns.first(id) > id + 1) std::abort();
    for (const FacetColumn& facet : columns.facets()) {
      for (const std::uint32_t ordinal : facet.members(facet.set(id)))
        used += facet.values()[ordinal].size();
      if (!facet.masks().empty()) used += facet.masks()[facet.set(id) * facet.mask_width()];
    }
  }
  columns.order_sets();
}

void use_forward(std::string_view body) {
  ForwardColumn forward;
  const std::string magic("PFWD1\n\0\0", 8);  // the version whose checksum is that of all
  if (!forward.load(MemoryFile(with_checksum(magic, body)).path())) return;
  std::vector<ForwardToken> tokens;
  for (DocId id = 1; id <= forward.last(); ++id) {
    forward.tokens(id, tokens);
    for (const ForwardToken& token : tokens)
      used += forward.term(token.term).size() + forward.form(token.form).surface.size();
  }
  for (std::uint32_t term = 0; term < forward.term_count(); ++term) {
    used += forward.forms_of(term).size();
    used += forward.find_term(forward.term(term)).has_value() ? 1 : 0;
  }
  ForwardColumn copy;
  const MemoryFile file("");
  ForwardColumn::merge({{&forward, 0}}, file.path());
  if (!copy.load(file.path()) || copy.last() != forward.last()) std::abort();
}

void use_record(std::string_view data) {
  try {
    const ParagraphRecord paragraph = decode_paragraph(data);
    const DocumentRecord document = decode_document(data);
    const std::string again = encode_record(paragraph, &document);
    if (encode_record(decode_paragraph(again), &document) != again) std::abort();
  } catch (const Error&) {  // refused: fine
  }
  try {
    used += decode_values(data).size();
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      use_columns(body);
      break;
    case 1:
      use_forward(body);
      break;
    default:
      use_record(body);
      break;
  }
  return 0;
}
