// Several forward columns as one: how a generation's file is made of segments and of the generation
// before, and how shards are read as one index.

#include <algorithm>
#include <numeric>

#include "index/checked_blocks.h"
#include "index/checksum.h"
#include "index/coding.h"
#include "index/forward_column.h"
#include "index/forward_layout.h"
#include "index/forward_writer.h"
#include "index/shards.h"

namespace pilcrow::internal {

namespace {

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
    const ForwardHeader header{sequence_offsets.size() - 2,
                               term_offsets.size() - 1,
                               form_terms.size(),
                               term_text.size(),
                               form_text.size(),
                               sequences.size()};
    const std::size_t front = kForwardMagic.size() + sizeof(std::uint64_t);
    const std::vector<std::uint64_t> sums = CheckedBlocks::sums_of(sequences);
    std::string bytes;
    bytes.reserve(front + sizeof header + 8 * (sequence_offsets.size() + sums.size()) +
                  4 * term_offsets.size() + 13 * (form_terms.size() + 1) + term_text.size() +
                  form_text.size() + sequences.size());
    bytes.assign(front, '\0');
    bytes.append(reinterpret_cast<const char*>(&header), sizeof header);
    put_raw<std::uint64_t>(bytes, sequence_offsets);
    put_raw<std::uint64_t>(bytes, sums);
    put_raw<std::uint32_t>(bytes, term_offsets);
    put_raw<std::uint32_t>(bytes, form_terms);
    put_raw<std::uint32_t>(bytes, form_counts);
    put_raw<std::uint32_t>(bytes, form_offsets);
    put_raw<std::uint8_t>(bytes, form_spans);
    bytes += term_text;
    bytes += form_text;
    std::string beginning(kForwardMagic);
    put_fixed(beginning, checksum(std::string_view(bytes).substr(front)));
    std::copy(beginning.begin(), beginning.end(), bytes.begin());
    bytes += sequences;
    return bytes;
  }
};

}  // namespace

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
  JoinedForms() = default;
  explicit JoinedForms(std::span<const ForwardColumn* const> columns) {
    for (const ForwardColumn* column : columns)
      maps_.push_back(collect(*column));
  }

  /// The forms of a column, which is not needed any more then; old form numbers → those that they
  /// have until `number`.
  std::vector<std::uint32_t> collect(const ForwardColumn& column) {
    std::vector<std::uint32_t> map;
    map.reserve(column.form_count());
    for (std::uint32_t i = 0; i < column.form_count(); ++i) {
      Form form = column.form(i);
      const std::string_view term = column.term(form.term);
      const auto [it, added] = numbers_.try_emplace(form_key(form.surface, term, form.span),
                                                    static_cast<std::uint32_t>(forms_.size()));
      if (added) {
        const std::string_view key = it->first;
        terms_.push_back(key.substr(form.surface.size() + 2));
        form.term = static_cast<std::uint32_t>(forms_.size());
        form.surface = key.substr(0, form.surface.size());
        forms_.push_back(form);
        counts_.push_back(0);
        keys_.push_back(&it->first);
      }
      counts_[it->second] += column.form(i).occurrences;
      map.push_back(it->second);
    }
    return map;
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
    ranks_.assign(forms_.size(), UINT32_MAX);
    for (std::uint32_t i = 0; i < order_.size(); ++i)
      ranks_[order_[i]] = i;
    for (auto& map : maps_)
      for (std::uint32_t& number : map)
        number = ranks_[number];
  }

  [[nodiscard]] std::size_t size() const { return forms_.size(); }
  /// What `number` made of the number that a form had.
  [[nodiscard]] std::uint32_t rank(std::uint32_t form) const { return ranks_[form]; }

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
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<const std::string*> keys_;
  std::vector<Form> forms_;  // term: index into terms_
  std::vector<std::string_view> terms_;
  std::vector<std::uint64_t> counts_;
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> ranks_;
  std::vector<std::vector<std::uint32_t>> maps_;
};

}  // namespace

void ForwardColumn::merge(const std::vector<Part>& parts, const std::filesystem::path& file,
                          const std::vector<bool>& live) {
  std::vector<const ForwardColumn*> columns;
  columns.reserve(parts.size());
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

struct ForwardWriter::Impl {
  JoinedForms joined;
  std::string sequences;          // of numbers before they are final
  std::vector<std::size_t> ends;  // of the paragraphs
};

ForwardWriter::ForwardWriter() : impl_(std::make_unique<Impl>()) {}
ForwardWriter::~ForwardWriter() = default;

std::size_t ForwardWriter::bytes() const {
  constexpr std::size_t kFormBytes = 200;
  return impl_->sequences.size() + kFormBytes * impl_->joined.size();
}

void ForwardWriter::append(const ForwardColumn& column) {
  const std::vector<std::uint32_t> map = impl_->joined.collect(column);
  for (DocId id = 1; id <= column.last(); ++id) {
    column.for_each_form(id, [&](std::uint32_t form, std::uint8_t) {
      put_varint(impl_->sequences, map[form]);
      return true;
    });
    impl_->ends.push_back(impl_->sequences.size());
  }
}

void ForwardWriter::write(const std::filesystem::path& file) {
  Impl& impl = *impl_;
  impl.joined.number();
  Parts out;
  impl.joined.write_to(out);
  const auto* at = reinterpret_cast<const unsigned char*>(impl.sequences.data());
  const unsigned char* const begin = at;
  for (const std::size_t end : impl.ends) {
    while (at != begin + end)
      put_varint(out.sequences, impl.joined.rank(take_varint32(at, begin + end)));
    out.end_paragraph();
  }
  impl.sequences = {};
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
