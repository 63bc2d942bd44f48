// Fuzzes what reads the files of an index: the first byte picks the file, the rest is its content.
// Checksums are put right, so that what lies behind them is reached. A file is refused or can be
// used to the last entry.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "index/boilerplate_turns.h"
#include "index/checksum.h"
#include "index/coding.h"
#include "index/columns.h"
#include "index/forward_column.h"
#include "index/frequent_coding.h"
#include "index/frequent_lists.h"
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

void use_list(const FrequentList& list, DocId last) {
  DocId before = 0;
  for (const DocId id : list.docids) {
    if (id <= before || id > last) std::abort();
    before = id;
  }
  used += list.impacts.size();
}

// The lists and the directory behind them; an empty database has the state that bytes can name.
void use_frequent(std::string_view body) {
  if (body.empty()) return;
  const std::size_t size =
      std::min<std::size_t>(static_cast<unsigned char>(body[0]) * 4U, body.size() - 1);
  const std::string_view directory = body.substr(body.size() - size);
  std::string bytes("PFRQ1\n\0\0", 8);
  bytes += body.substr(1);
  put_fixed<std::uint64_t>(bytes, directory.size());
  put_fixed(bytes, checksum(directory));
  const Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  const MemoryFile file(bytes);
  const FrequentLists lists(file.path(), database);
  used += lists.hold(database) ? 1 : 0;
  for (const char* term : {"a", "b", ""})
    if (const auto list = lists.read(term, database)) use_list(*list, UINT32_MAX);
}

// One list, as its checksum lets it through.
void use_docids(std::string_view body) {
  if (body.size() < 4) return;
  const auto number = [&](std::size_t at) {
    return static_cast<DocId>(static_cast<unsigned char>(body[at]) |
                              static_cast<unsigned char>(body[at + 1]) << 8U);
  };
  const std::size_t count = number(0);
  const DocId last = number(2);
  const std::string_view docids = body.substr(4);
  FrequentList list;
  if (take_docids_from_gaps(docids, count, last, list)) use_list(list, last);
  list.bits.resize(docids.size() / sizeof(std::uint64_t));
  if (list.bits.empty()) return;
  std::memcpy(list.bits.data(), docids.data(), list.bits.size() * sizeof(std::uint64_t));
  if (take_docids_from_bits(count, last, list)) use_list(list, last);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view body(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 5) {
    case 0:
      use_columns(body);
      break;
    case 1:
      use_forward(body);
      break;
    case 2:
      use_record(body);
      break;
    case 3:
      use_frequent(body);
      break;
    default:
      use_docids(body);
      break;
  }
  return 0;
}
