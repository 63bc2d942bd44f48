#include "index/forward_column.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <mutex>
#include <numeric>

#include "index/checksum.h"
#include "index/coding.h"
#include "index/shards.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

static_assert(std::endian::native == std::endian::little,
              "the forward column is stored little-endian");

namespace {

constexpr std::string_view kMagic("PFWD1\n\0\0", 8);  // keeps what follows aligned

// The file: magic, six counts, then arrays. Arrays of 4-byte numbers come first, so that they are
// aligned in the mapping; text and sequences follow.
struct Header {
  std::uint64_t paragraphs;  // docids 1 to paragraphs
  std::uint64_t terms;
  std::uint64_t forms;
  std::uint64_t term_bytes;
  std::uint64_t form_bytes;
  std::uint64_t sequence_bytes;
};

template <typename T>
void append_raw(std::string& out, const std::vector<T>& array) {
  out.append(reinterpret_cast<const char*>(array.data()), array.size() * sizeof(T));
}

std::string form_key(std::string_view surface, std::string_view term, std::uint8_t span) {
  std::string key(surface);
  key += '\0';
  key += static_cast<char>(span);
  key += term;
  return key;
}

// What a column is made of, ready to be written.
struct Parts {
  std::vector<std::uint32_t> term_offsets{0};  // into term_text, one more than terms
  std::string term_text;                       // ascending
  std::vector<std::uint32_t> form_terms;
  std::vector<std::uint32_t> form_counts;
  std::vector<std::uint32_t> form_offsets{0};
  std::string form_text;
  std::vector<std::uint8_t> form_spans;
  std::vector<std::uint64_t> sequence_offsets{0, 0};  // docid → begin; docid 0 is empty
  std::string sequences;

  void add_term(std::string_view term) {
    term_text.append(term);
    term_offsets.push_back(static_cast<std::uint32_t>(term_text.size()));
  }
  void add_form(const Form& form, std::uint32_t term_number) {
    form_terms.push_back(term_number);
    form_counts.push_back(form.occurrences);
    form_spans.push_back(form.span);
    form_text.append(form.surface);
    form_offsets.push_back(static_cast<std::uint32_t>(form_text.size()));
  }
  void end_paragraph() { sequence_offsets.push_back(sequences.size()); }

  [[nodiscard]] std::string encode() const {
    const Header header{sequence_offsets.size() - 2,
                        term_offsets.size() - 1,
                        form_terms.size(),
                        term_text.size(),
                        form_text.size(),
                        sequences.size()};
    std::string body(reinterpret_cast<const char*>(&header), sizeof header);
    body.reserve(body.size() + sequences.size() + form_text.size() + 8 * sequence_offsets.size());
    append_raw(body, sequence_offsets);
    append_raw(body, term_offsets);
    append_raw(body, form_terms);
    append_raw(body, form_counts);
    append_raw(body, form_offsets);
    append_raw(body, form_spans);
    body += term_text;
    body += form_text;
    body += sequences;
    std::string bytes(kMagic);
    put_fixed(bytes, checksum(body));
    return bytes + body;
  }
};

}  // namespace

struct ForwardColumn::Base {
  MappedFile file;
  std::string kept;  // the bytes, where they are in no file
  Header header{};
  const std::uint64_t* sequence_offsets = nullptr;
  const std::uint32_t* term_offsets = nullptr;
  const std::uint32_t* form_terms = nullptr;
  const std::uint32_t* form_counts = nullptr;
  const std::uint32_t* form_offsets = nullptr;
  const std::uint8_t* form_spans = nullptr;
  const char* term_text = nullptr;
  const char* form_text = nullptr;
  const unsigned char* sequences = nullptr;
  std::vector<std::uint64_t> variants;  // bits by form
  std::vector<bool> forgotten;          // by docid; empty: none
  std::vector<std::uint32_t> counts;    // `form_counts` without what is forgotten

  // `bytes`: those of the file, or `kept`.
  bool attach(std::string_view bytes) {
    const std::size_t front = kMagic.size() + sizeof(std::uint64_t);
    if (bytes.size() < front + sizeof header || bytes.substr(0, kMagic.size()) != kMagic)
      return false;
    std::uint64_t expected = 0;
    std::memcpy(&expected, bytes.data() + kMagic.size(), sizeof expected);
    if (checksum(bytes.substr(front)) != expected) return false;
    std::memcpy(&header, bytes.data() + front, sizeof header);
    const char* at = bytes.data() + front + sizeof header;
    const auto take = [&at](auto*& array, std::uint64_t count) {
      array = reinterpret_cast<std::remove_reference_t<decltype(array)>>(at);
      at += count * sizeof(*array);
    };
    const std::uint64_t limit = bytes.size();
    if (std::max({header.paragraphs, header.terms, header.forms, header.term_bytes,
                  header.form_bytes, header.sequence_bytes}) > limit)
      return false;
    const std::uint64_t need = front + sizeof header + 8 * (header.paragraphs + 2) +
                               4 * (header.terms + 1) + 13 * header.forms + 4 + header.term_bytes +
                               header.form_bytes + header.sequence_bytes;
    if (need != bytes.size()) return false;
    take(sequence_offsets, header.paragraphs + 2);
    take(term_offsets, header.terms + 1);
    take(form_terms, header.forms);
    take(form_counts, header.forms);
    take(form_offsets, header.forms + 1);
    take(form_spans, header.forms);
    take(term_text, header.term_bytes);
    take(form_text, header.form_bytes);
    take(sequences, header.sequence_bytes);
    find_variants();
    return offsets_ascend();
  }

  void find_variants() {
    variants.assign(header.forms / 64 + 1, 0);
    for (std::uint64_t form = 0; form < header.forms; ++form)
      variants[form / 64] |= static_cast<std::uint64_t>(form_spans[form] != 0) << (form % 64);
  }

  // Nothing read later can leave the mapping when the offsets are in order and in range.
  [[nodiscard]] bool offsets_ascend() const {
    const auto ascending = [](const auto* offsets, std::uint64_t count, std::uint64_t size) {
      return std::is_sorted(offsets, offsets + count) && offsets[count - 1] == size;
    };
    return ascending(sequence_offsets, header.paragraphs + 2, header.sequence_bytes) &&
           ascending(term_offsets, header.terms + 1, header.term_bytes) &&
           ascending(form_offsets, header.forms + 1, header.form_bytes) &&
           std::all_of(form_terms, form_terms + header.forms,
                       [this](std::uint32_t term) { return term < header.terms; });
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

// A form among those with the same surface.
struct Homograph {
  std::uint32_t term;
  std::uint32_t form;
  std::uint8_t span;
};

}  // namespace

struct ForwardColumn::Delta {
  std::vector<std::string> terms;  // only those that the base lacks
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> term_numbers;
  std::vector<std::string> surfaces;
  std::vector<std::uint32_t> form_terms;
  std::vector<std::uint32_t> form_counts;
  std::vector<std::uint8_t> form_spans;
  std::unordered_map<std::string, std::vector<Homograph>, StringHash, std::equal_to<>>
      forms_by_surface;
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

bool ForwardColumn::load(const std::filesystem::path& file) {
  *this = ForwardColumn();
  try {
    base_->file = MappedFile(file);
  } catch (const Error&) {
    return false;
  }
  if (base_->attach(base_->file.bytes())) return true;
  *this = ForwardColumn();
  return false;
}

bool ForwardColumn::read(std::string&& bytes) {
  *this = ForwardColumn();
  base_->kept = std::move(bytes);
  if (base_->attach(base_->kept)) return true;
  *this = ForwardColumn();
  return false;
}

void ForwardColumn::forget(DocId id) {
  Base& b = *base_;
  if (id > b.header.paragraphs || is_forgotten(id)) return;
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
  auto at = delta.forms_by_surface.find(surface);
  if (at == delta.forms_by_surface.end())
    at = delta.forms_by_surface.try_emplace(std::string(surface)).first;
  for (const Homograph& known : at->second)
    if (known.term == term && known.span == span) return known.form;
  const std::uint32_t form = form_count();
  at->second.push_back({term, form, span});
  delta.surfaces.emplace_back(surface);
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
    sequence.bytes = b.sequences + b.sequence_offsets[id];
    sequence.bytes_end = b.sequences + b.sequence_offsets[id + 1];
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

void ForwardColumn::prefetch(DocId id) const {
#ifdef __GNUC__
  constexpr std::ptrdiff_t kCacheLine = 64;
  constexpr std::ptrdiff_t kLines = 3;  // a common paragraph; further ones the processor guesses
  const unsigned char* at = sequence_of(id).bytes;
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

void ForwardColumn::save(const std::filesystem::path& file) const {
  merge({{this, 0}}, file);
}

namespace {

// Calls visit(part, docid there, docid in the result) for all paragraphs of the parts, in the order
// of the result.
template <typename Visit>
void for_each_paragraph(const std::vector<ForwardColumn::Part>& parts, Visit visit) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (DocId id = 1; id <= std::min(parts[i].column->last(), parts[i].last); ++id) {
      const std::int64_t target = id + parts[i].docid_offset;
      if (target >= 1) visit(i, id, target);  // else a docid at the front that was never in use
    }
  }
}

bool is_live(const std::vector<bool>& live, std::int64_t id) {
  const auto at = static_cast<std::size_t>(id);
  return live.empty() || (at < live.size() && live[at]);
}

// The forms and terms of several columns as one: forms by falling frequency, terms ascending.
class JoinedForms {
 public:
  explicit JoinedForms(std::span<const ForwardColumn* const> columns) {
    for (const ForwardColumn* column : columns)
      collect(*column);
  }

  /// Counts the words of a paragraph no longer.
  void leave_out(std::size_t part, const std::vector<ForwardToken>& tokens) {
    for (const ForwardToken& token : tokens)
      if (std::uint64_t& count = counts_[maps_[part][token.form]]; count > 0) --count;
  }

  /// Numbers the forms that are left.
  void number() {
    for (std::uint32_t i = 0; i < forms_.size(); ++i)
      if (counts_[i] > 0) order_.push_back(i);
    std::sort(order_.begin(), order_.end(), [this](std::uint32_t a, std::uint32_t b) {
      if (counts_[a] != counts_[b]) return counts_[a] > counts_[b];
      return *keys_[a] < *keys_[b];
    });
    std::vector<std::uint32_t> rank(forms_.size(), UINT32_MAX);
    for (std::uint32_t i = 0; i < order_.size(); ++i)
      rank[order_[i]] = i;
    for (auto& map : maps_)
      for (std::uint32_t& number : map)
        number = rank[number];
  }

  /// Old form numbers of part `i` → new ones.
  [[nodiscard]] const std::vector<std::uint32_t>& map(std::size_t i) const { return maps_[i]; }

  void write_to(Parts& out) const {
    std::vector<std::string_view> terms;
    for (const std::uint32_t i : order_)
      terms.push_back(terms_[forms_[i].term]);
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    for (const std::string_view term : terms)
      out.add_term(term);
    for (const std::uint32_t i : order_) {
      Form form = forms_[i];
      form.occurrences =
          static_cast<std::uint32_t>(std::min<std::uint64_t>(counts_[i], UINT32_MAX));
      const auto at = std::lower_bound(terms.begin(), terms.end(), terms_[form.term]);
      out.add_form(form, static_cast<std::uint32_t>(at - terms.begin()));
    }
  }

 private:
  void collect(const ForwardColumn& column) {
    auto& map = maps_.emplace_back();
    map.reserve(column.form_count());
    for (std::uint32_t i = 0; i < column.form_count(); ++i) {
      Form form = column.form(i);
      const std::string_view term = column.term(form.term);
      const auto [it, added] = numbers_.try_emplace(form_key(form.surface, term, form.span),
                                                    static_cast<std::uint32_t>(forms_.size()));
      if (added) {
        form.term = static_cast<std::uint32_t>(terms_.size());
        terms_.push_back(term);
        forms_.push_back(form);
        counts_.push_back(0);
        keys_.push_back(&it->first);
      }
      counts_[it->second] += column.form(i).occurrences;
      map.push_back(it->second);
    }
  }

  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> keys_;
  std::vector<Form> forms_;  // term: index into terms_
  std::vector<std::string_view> terms_;
  std::vector<std::uint64_t> counts_;
  std::vector<std::uint32_t> order_;
  std::vector<std::vector<std::uint32_t>> maps_;
};

}  // namespace

void ForwardColumn::merge(const std::vector<Part>& parts, const std::filesystem::path& file,
                          const std::vector<bool>& live) {
  std::vector<const ForwardColumn*> columns;
  for (const Part& part : parts)
    columns.push_back(part.column);
  JoinedForms joined(columns);
  std::vector<ForwardToken> tokens;
  const auto gone = [&](std::size_t part, DocId id, std::int64_t target) {
    return !is_live(live, target) || columns[part]->is_forgotten(id);
  };
  if (!live.empty())
    for_each_paragraph(parts, [&](std::size_t part, DocId id, std::int64_t target) {
      if (is_live(live, target) || columns[part]->is_forgotten(id)) return;
      columns[part]->tokens(id, tokens);
      joined.leave_out(part, tokens);
    });
  joined.number();
  Parts out;
  joined.write_to(out);
  for_each_paragraph(parts, [&](std::size_t part, DocId id, std::int64_t target) {
    while (static_cast<std::int64_t>(out.sequence_offsets.size()) - 1 < target)
      out.end_paragraph();
    if (!gone(part, id, target)) {
      parts[part].column->tokens(id, tokens);
      for (const ForwardToken& token : tokens)
        put_varint(out.sequences, joined.map(part)[token.form]);
    }
    out.end_paragraph();
  });
  write_file(file, out.encode());
}

ForwardColumn ForwardColumn::join(std::span<const ForwardColumn* const> parts,
                                  std::span<const DocidRun> runs) {
  JoinedForms joined(parts);
  joined.number();
  Parts out;
  joined.write_to(out);
  for (const DocidRun& run : runs) {
    const ForwardColumn& column = *parts[run.shard];
    const auto& map = joined.map(run.shard);
    for (DocId id = run.local; id < run.local + run.count; ++id) {
      if (!column.is_forgotten(id))
        column.for_each_form(id, [&](std::uint32_t form, std::uint8_t) {
          put_varint(out.sequences, map[form]);
          return true;
        });
      out.end_paragraph();
    }
  }
  ForwardColumn whole;
  whole.read(out.encode());
  return whole;
}

}  // namespace pilcrow::internal
