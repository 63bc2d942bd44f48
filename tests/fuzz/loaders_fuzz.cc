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

#include "index/checked_blocks.h"
#include "index/checksum.h"
#include "index/coding.h"
#include "index/columns.h"
#include "index/facet_totals.h"
#include "index/forward_column.h"
#include "index/frequent_coding.h"
#include "index/frequent_lists.h"
#include "index/record.h"
#include "index/words_file.h"
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

void use(const ForwardColumn& forward) {
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

std::uint64_t number_at(std::string_view bytes, std::size_t at) {
  std::uint64_t number = 0;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

std::string as_bytes(const std::vector<std::uint64_t>& numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint64_t)};
}

// The first version of the file, and of the same bytes the second one: checksums of blocks of the
// sequences stand behind the offsets of these.
void use_forward(std::string_view body) {
  ForwardColumn forward;
  if (forward.load(MemoryFile(with_checksum({"PFWD1\n\0\0", 8}, body)).path())) use(forward);
  constexpr std::size_t kHeader = 48;
  if (body.size() < kHeader) return;
  const std::uint64_t paragraphs = number_at(body, 0);
  const std::uint64_t sequence_bytes = number_at(body, kHeader - 8);
  if (paragraphs > body.size() || sequence_bytes > body.size() - kHeader) return;
  const std::size_t offsets_end = kHeader + 8 * (static_cast<std::size_t>(paragraphs) + 2);
  const std::size_t sequences = body.size() - static_cast<std::size_t>(sequence_bytes);
  if (offsets_end > sequences) return;
  const std::string front = std::string(body.substr(0, offsets_end)) +
                            as_bytes(CheckedBlocks::sums_of(body.substr(sequences))) +
                            std::string(body.substr(offsets_end, sequences - offsets_end));
  const MemoryFile file(with_checksum({"PFWD2\n\0\0", 8}, front) +
                        std::string(body.substr(sequences)));
  if (forward.load(file.path(), FileCheck::as_read)) use(forward);
}

// A column of a few words, for the tables that belong to one.
const ForwardColumn& small_column() {
  static const ForwardColumn column = [] {
    ForwardColumn made;
    TokenStream stream;
    for (const std::string_view text :
         {"Harbors and a harbor, Übersee, naïve treaties", "the treaty of the harbour towns"})
      made.append(text, stream.analyze(text, "en"), stream);
    const MemoryFile file("");
    ForwardColumn::merge({{&made, 0}}, file.path());
    ForwardColumn loaded;
    if (!loaded.load(file.path())) std::abort();
    return loaded;
  }();
  return column;
}

void use_words(std::string_view body) {
  constexpr std::size_t kHeader = 48;
  if (body.size() < kHeader) return;
  const ForwardColumn& column = small_column();
  std::string bytes = as_bytes({column.file_checksum().value_or(0)}) + std::string(body.substr(8));
  const std::uint64_t runs = number_at(bytes, 32);
  const std::uint64_t run_forms = number_at(bytes, 40);
  if (runs > bytes.size() || run_forms > bytes.size()) return;
  const auto runs_bytes = static_cast<std::size_t>(4 * (2 * runs + 1 + run_forms));
  const std::size_t sums_bytes = 8 * static_cast<std::size_t>(CheckedBlocks::count(runs_bytes));
  if (runs_bytes + sums_bytes > bytes.size() - kHeader) return;
  const std::string runs_part = bytes.substr(bytes.size() - runs_bytes);
  bytes.resize(bytes.size() - runs_bytes - sums_bytes);
  bytes += as_bytes(CheckedBlocks::sums_of(runs_part));
  const MemoryFile file(with_checksum({"PWRD3\n\0\0", 8}, bytes) + runs_part);
  const WordsFile words(file.path(), FileCheck::as_read);
  if (const auto vocabulary = words.vocabulary(column)) {
    for (std::size_t i = 0; i < vocabulary->size(); ++i)
      used += vocabulary->word(i).folded.size() + vocabulary->surface(i).size();
    used += vocabulary->with_prefix("har").last + vocabulary->near(U"harbor", 2).size();
  }
  const auto tables = words.letter_runs(column, number_at(bytes, 8));
  if (tables == nullptr) return;
  std::vector<std::uint32_t> numbers;
  for (const std::string_view word : {"harbor", "treaties", "übersee", "x"})
    tables->append_runs_of(word, numbers);
  try {
    for (const std::uint32_t run : numbers) {
      for (const std::uint32_t form : tables->forms_with(run))
        used += column.form(form).surface.size();
      used += tables->weight(run) > 0 ? 1 : 0;
    }
  } catch (const CacheDamaged&) {  // noticed: fine
  }
}

void use_totals(std::string_view body) {
  const TotalsState state{"", 1, 1};
  const auto totals = load_totals(MemoryFile(sealed("PTOT1\n", body)).path(), state);
  if (!totals) return;
  for (const auto& facet : *totals)
    for (const ValueTotal& total : facet)
      used += total.value.size() + total.paragraphs;
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
  switch (data[0] % 7) {
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
      use_words(body);
      break;
    case 4:
      use_totals(body);
      break;
    case 5:
      use_frequent(body);
      break;
    default:
      use_docids(body);
      break;
  }
  return 0;
}
