#include "index/forward_column.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>
#include <numeric>

#include "index/array_checks.h"
#include "index/checksum.h"
#include "index/forward_layout.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

struct ForwardColumn::Base {
  MappedFile file;
  std::string kept;       // the bytes, where they are in no file
  std::uint64_t sum = 0;  // checksum of what is in front of the sequences
  ForwardHeader header{};
  const std::uint64_t* sequence_offsets = nullptr;
  const std::uint32_t* term_offsets = nullptr;
  const std::uint32_t* form_terms = nullptr;
  const std::uint32_t* form_counts = nullptr;
  const std::uint32_t* form_offsets = nullptr;
  const std::uint8_t* form_spans = nullptr;
  const char* term_text = nullptr;
  const char* form_text = nullptr;
  const unsigned char* sequences = nullptr;
  std::span<const std::uint64_t> sequence_sums;
  std::vector<std::uint64_t> variants;             // bits by form
  std::vector<bool> forgotten;                     // by docid; empty: none
  std::vector<std::uint32_t> counts;               // `form_counts` without what is forgotten
  std::unique_ptr<const CheckedBlocks> unchecked;  // the sequences; null: they were checked

  // `bytes`: those of the file, or `kept`.
  bool attach(std::string_view bytes, FileCheck check) {
    const std::size_t front = kForwardMagic.size() + sizeof(std::uint64_t);
    const std::string_view magic = bytes.substr(0, kForwardMagic.size());
    const bool in_blocks = magic == kForwardMagic;
    if (bytes.size() < front + sizeof header || (!in_blocks && magic != kFirstForwardMagic))
      return false;
    std::memcpy(&sum, bytes.data() + kForwardMagic.size(), sizeof sum);
    std::memcpy(&header, bytes.data() + front, sizeof header);
    if (header.sequence_bytes > bytes.size() - front) return false;
    const std::size_t behind = in_blocks ? header.sequence_bytes : 0;
    if (checksum(bytes.substr(front, bytes.size() - front - behind)) != sum) return false;
    const char* at = bytes.data() + front + sizeof header;
    const auto take = [&at](auto*& array, std::uint64_t count) {
      array = reinterpret_cast<std::remove_reference_t<decltype(array)>>(at);
      at += count * sizeof(*array);
    };
    const std::uint64_t limit = bytes.size();
    if (std::max({header.paragraphs, header.terms, header.forms, header.term_bytes,
                  header.form_bytes, header.sequence_bytes}) > limit)
      return false;
    const std::uint64_t blocks = in_blocks ? CheckedBlocks::count(header.sequence_bytes) : 0;
    const std::uint64_t need = front + sizeof header + 8 * (header.paragraphs + 2 + blocks) +
                               4 * (header.terms + 1) + 13 * header.forms + 4 + header.term_bytes +
                               header.form_bytes + header.sequence_bytes;
    if (need != bytes.size()) return false;
    take(sequence_offsets, header.paragraphs + 2);
    const std::uint64_t* sums = nullptr;
    take(sums, blocks);
    sequence_sums = {sums, static_cast<std::size_t>(blocks)};
    take(term_offsets, header.terms + 1);
    take(form_terms, header.forms);
    take(form_counts, header.forms);
    take(form_offsets, header.forms + 1);
    take(form_spans, header.forms);
    take(term_text, header.term_bytes);
    take(form_text, header.form_bytes);
    take(sequences, header.sequence_bytes);
    find_variants();
    return offsets_ascend() && (!in_blocks || look_at_sequences(check));
  }

  bool look_at_sequences(FileCheck check) {
    const std::string_view bytes(reinterpret_cast<const char*>(sequences), header.sequence_bytes);
    if (check == FileCheck::whole) return CheckedBlocks::hold(bytes, sequence_sums);
    unchecked = std::make_unique<const CheckedBlocks>(bytes, sequence_sums);
    return true;
  }

  void find_variants() {
    variants.assign(header.forms / 64 + 1, 0);
    for (std::uint64_t form = 0; form < header.forms; ++form)
      variants[form / 64] |= static_cast<std::uint64_t>(form_spans[form] != 0) << (form % 64);
  }

  // Nothing read later can leave the mapping when the offsets are in order and in range.
  [[nodiscard]] bool offsets_ascend() const {
    const auto ascending = [](const auto* offsets, std::uint64_t count, std::uint64_t size) {
      return all_ascend(std::span(offsets, count)) && offsets[count - 1] == size;
    };
    return ascending(sequence_offsets, header.paragraphs + 2, header.sequence_bytes) &&
           ascending(term_offsets, header.terms + 1, header.term_bytes) &&
           ascending(form_offsets, header.forms + 1, header.form_bytes) &&
           all_below({form_terms, header.forms}, header.terms);
  }

  [[nodiscard]] std::string_view term(std::uint32_t number) const {
    return {term_text + term_offsets[number], term_offsets[number + 1] - term_offsets[number]};
  }
};

namespace {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>()(text);
  }
};

constexpr std::uint32_t kNoForm = UINT32_MAX;

}  // namespace

struct ForwardColumn::Delta {
  std::vector<std::string> terms;  // only those that the base lacks
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> term_numbers;
  std::vector<std::string> surfaces;
  std::vector<std::uint32_t> form_terms;
  std::vector<std::uint32_t> form_counts;
  std::vector<std::uint8_t> form_spans;
  std::vector<std::uint32_t> first_forms;  // by term; kNoForm: it has none here
  std::vector<std::uint32_t> next_forms;   // of the same term, in the order they were met
  std::vector<std::uint64_t> offsets{0};
  std::vector<std::uint32_t> forms;
  // Numbers of the stream's terms, for the stream's epoch.
  std::uint64_t epoch = UINT64_MAX;
  std::vector<std::uint32_t> numbers_of_stream;
};

struct ForwardColumn::Inverse {
  std::once_flag made;
  std::vector<std::uint32_t> offsets;
  std::vector<std::uint32_t> forms;
};

ForwardColumn::ForwardColumn()
    : base_(std::make_unique<Base>()),
      delta_(std::make_unique<Delta>()),
      inverse_(std::make_unique<Inverse>()) {}
ForwardColumn::~ForwardColumn() = default;
ForwardColumn::ForwardColumn(ForwardColumn&&) noexcept = default;
ForwardColumn& ForwardColumn::operator=(ForwardColumn&&) noexcept = default;

bool ForwardColumn::load(const std::filesystem::path& file, FileCheck check) {
  *this = ForwardColumn();
  try {
    base_->file = MappedFile(file);
  } catch (const Error&) {
    return false;
  }
  if (base_->attach(base_->file.bytes(), check)) return true;
  *this = ForwardColumn();
  return false;
}

bool ForwardColumn::read(std::string&& bytes) {
  *this = ForwardColumn();
  base_->kept = std::move(bytes);
  if (base_->attach(base_->kept, FileCheck::whole)) return true;
  *this = ForwardColumn();
  return false;
}

void ForwardColumn::forget(DocId id) {
  Base& b = *base_;
  if (id > b.header.paragraphs || is_forgotten(id) || encoded_forms(id).empty()) return;
  if (b.forgotten.empty()) {
    b.forgotten.resize(b.header.paragraphs + 1);
    b.counts.assign(b.form_counts, b.form_counts + b.header.forms);
    b.form_counts = b.counts.data();
  }
  for_each_form(id, [&b](std::uint32_t form, std::uint8_t) {
    if (b.counts[form] > 0) --b.counts[form];
    return true;
  });
  b.forgotten[id] = true;
}

bool ForwardColumn::is_forgotten(DocId id) const {
  return id < base_->forgotten.size() && base_->forgotten[id];
}

std::uint32_t ForwardColumn::live_form_count() const {
  const auto& counts = base_->counts;
  return form_count() - static_cast<std::uint32_t>(std::count(counts.begin(), counts.end(), 0U));
}

std::optional<std::uint64_t> ForwardColumn::file_checksum() const {
  if (base_->sequences == nullptr || delta_->offsets.size() > 1 || !base_->forgotten.empty())
    return std::nullopt;
  return base_->sum;
}

DocId ForwardColumn::last() const {
  return static_cast<DocId>(base_->header.paragraphs + delta_->offsets.size() - 1);
}

std::uint32_t ForwardColumn::term_count() const {
  return static_cast<std::uint32_t>(base_->header.terms + delta_->terms.size());
}

std::uint32_t ForwardColumn::form_count() const {
  return static_cast<std::uint32_t>(base_->header.forms + delta_->surfaces.size());
}

std::string_view ForwardColumn::term(std::uint32_t number) const {
  if (number < base_->header.terms) return base_->term(number);
  return delta_->terms[number - base_->header.terms];
}

Form ForwardColumn::form(std::uint32_t number) const {
  const Base& b = *base_;
  if (number < b.header.forms)
    return {
        {b.form_text + b.form_offsets[number], b.form_offsets[number + 1] - b.form_offsets[number]},
        b.form_terms[number],
        b.form_counts[number],
        b.form_spans[number]};
  const std::size_t i = number - b.header.forms;
  return {delta_->surfaces[i], delta_->form_terms[i], delta_->form_counts[i],
          delta_->form_spans[i]};
}

std::optional<std::uint32_t> ForwardColumn::find_term(std::string_view term) const {
  std::uint32_t low = 0;
  auto high = static_cast<std::uint32_t>(base_->header.terms);
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (base_->term(middle) < term)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < base_->header.terms && base_->term(low) == term) return low;
  const auto it = delta_->term_numbers.find(term);
  if (it == delta_->term_numbers.end()) return std::nullopt;
  return it->second;
}

void ForwardColumn::append_empty() {
  delta_->offsets.push_back(delta_->forms.size());
}

std::uint32_t ForwardColumn::number_of(const TokenRef& token) {
  constexpr std::uint32_t kUnknown = UINT32_MAX;
  Delta& delta = *delta_;
  if (token.term_id >= delta.numbers_of_stream.size())
    delta.numbers_of_stream.resize(token.term_id + std::size_t{1024}, kUnknown);
  std::uint32_t& number = delta.numbers_of_stream[token.term_id];
  if (number != kUnknown) return number;
  if (const auto known = find_term(token.term)) return number = *known;
  number = term_count();
  delta.terms.emplace_back(token.term);
  delta.term_numbers.emplace(token.term, number);
  return number;
}

std::uint32_t ForwardColumn::form_of(std::string_view surface, std::uint32_t term,
                                     std::uint8_t span) {
  Delta& delta = *delta_;
  const auto first = static_cast<std::uint32_t>(base_->header.forms);
  if (term >= delta.first_forms.size()) delta.first_forms.resize(term_count(), kNoForm);
  std::uint32_t* link = &delta.first_forms[term];
  while (*link != kNoForm) {
    const std::uint32_t i = *link - first;
    if (delta.form_spans[i] == span && delta.surfaces[i] == surface) return *link;
    link = &delta.next_forms[i];
  }
  const std::uint32_t form = *link = form_count();
  delta.surfaces.emplace_back(surface);
  delta.next_forms.push_back(kNoForm);
  delta.form_terms.push_back(term);
  delta.form_counts.push_back(0);
  delta.form_spans.push_back(span);
  return form;
}

void ForwardColumn::append(std::string_view text, std::span<const TokenRef> tokens,
                           const TokenStream& stream) {
  Delta& delta = *delta_;
  if (delta.epoch != stream.epoch()) {
    delta.epoch = stream.epoch();
    delta.numbers_of_stream.clear();
  }
  for (const TokenRef& token : tokens) {
    const std::uint8_t span =
        token.variant ? static_cast<std::uint8_t>(std::clamp<std::uint16_t>(token.width, 1, 255))
                      : 0;
    const std::string_view surface = text.substr(token.begin, token.end - token.begin);
    const std::uint32_t form = form_of(surface, number_of(token), span);
    ++delta.form_counts[form - base_->header.forms];
    delta.forms.push_back(form);
  }
  delta.offsets.push_back(delta.forms.size());
}

namespace {

// Numbers the positions of a sequence: a variant stands where the word before it stands.
class PositionCounter {
 public:
  void add(std::uint32_t form, std::uint32_t term, std::uint8_t span,
           std::vector<ForwardToken>& out) {
    if (span == 0) {
      out.push_back({term, form, next_, next_ + 1});
      ++next_;
    } else {
      const std::uint32_t at = next_ == 0 ? 0 : next_ - 1;
      out.push_back({term, form, at, at + span});
    }
  }

 private:
  std::uint32_t next_ = 0;
};

}  // namespace

ForwardColumn::Sequence ForwardColumn::sequence_of(DocId id) const {
  const Base& b = *base_;
  Sequence sequence;
  sequence.spans = b.form_spans;
  sequence.form_count = b.header.forms;
  sequence.delta_spans = delta_->form_spans.data();
  if (id <= b.header.paragraphs) {
    if (b.sequences == nullptr) return sequence;
    const std::uint64_t begin = b.sequence_offsets[id];
    const std::uint64_t end = b.sequence_offsets[id + 1];
    if (b.unchecked != nullptr) b.unchecked->look_at(begin, end);
    sequence.bytes = b.sequences + begin;
    sequence.bytes_end = b.sequences + end;
    return sequence;
  }
  const std::size_t row = id - b.header.paragraphs - 1;
  if (row + 1 >= delta_->offsets.size()) return sequence;
  sequence.forms = delta_->forms.data() + delta_->offsets[row];
  sequence.forms_end = delta_->forms.data() + delta_->offsets[row + 1];
  return sequence;
}

std::span<const unsigned char> ForwardColumn::encoded_forms(DocId id) const {
  const Sequence sequence = sequence_of(id);
  return {sequence.bytes, sequence.bytes_end};
}

void ForwardColumn::prefetch_place(DocId id) const {
#ifdef __GNUC__
  if (id <= base_->header.paragraphs && base_->sequences != nullptr)
    __builtin_prefetch(base_->sequence_offsets + id);
#endif
}

void ForwardColumn::prefetch(DocId id) const {
#ifdef __GNUC__
  constexpr std::ptrdiff_t kCacheLine = 64;
  constexpr std::ptrdiff_t kLines = 3;  // a common paragraph; further ones the processor guesses
  const Base& b = *base_;
  if (id > b.header.paragraphs || b.sequences == nullptr) return;
  const unsigned char* at = b.sequences + b.sequence_offsets[id];
  for (std::ptrdiff_t line = 0; line < kLines; ++line)
    __builtin_prefetch(at + line * kCacheLine);
#endif
}

std::span<const std::uint8_t> ForwardColumn::mapped_spans() const {
  return {base_->form_spans, base_->header.forms};
}

std::span<const std::uint64_t> ForwardColumn::mapped_variants() const {
  return base_->variants;
}

void ForwardColumn::tokens(DocId id, std::vector<ForwardToken>& out) const {
  out.clear();
  PositionCounter counter;
  for_each_form(id, [&](std::uint32_t number, std::uint8_t span) {
    counter.add(number, form(number).term, span, out);
    return true;
  });
}

std::span<const std::uint32_t> ForwardColumn::forms_of(std::uint32_t term) const {
  Inverse& inverse = *inverse_;
  std::call_once(inverse.made, [&] {
    inverse.offsets.assign(term_count() + std::size_t{2}, 0);
    const std::uint32_t count = form_count();
    for (std::uint32_t i = 0; i < count; ++i)
      ++inverse.offsets[form(i).term + std::size_t{2}];
    for (std::size_t i = 2; i < inverse.offsets.size(); ++i)
      inverse.offsets[i] += inverse.offsets[i - 1];
    inverse.forms.resize(count);
    for (std::uint32_t i = 0; i < count; ++i)
      inverse.forms[inverse.offsets[form(i).term + std::size_t{1}]++] = i;
  });
  const std::uint32_t* begin = inverse.forms.data() + inverse.offsets[term];
  return {begin, inverse.forms.data() + inverse.offsets[term + std::size_t{1}]};
}

}  // namespace pilcrow::internal
