#include "index/words_file.h"

#include <bit>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>
#include <vector>

#include "index/checksum.h"
#include "index/coding.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

static_assert(std::endian::native == std::endian::little, "the words are stored little-endian");

namespace {

constexpr std::string_view kWordsMagic("PWRD3\n\0\0", 8);  // keeps what follows aligned

struct WordsHeader {
  std::uint64_t words_sum;   // checksum of what follows it up to the runs
  std::uint64_t forward;     // checksum of the forward column
  std::uint64_t paragraphs;  // in use when this was made
  std::uint64_t words;
  std::uint64_t text_bytes;
  std::uint64_t runs;
  std::uint64_t run_forms;
};

// Takes arrays off the front of bytes.
class ArrayReader {
 public:
  explicit ArrayReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  std::span<const T> take(std::uint64_t count) {
    if (count > bytes_.size() / sizeof(T)) {
      failed_ = true;
      return {};
    }
    const auto* begin = reinterpret_cast<const T*>(bytes_.data());
    bytes_.remove_prefix(static_cast<std::size_t>(count) * sizeof(T));
    return {begin, static_cast<std::size_t>(count)};
  }
  // The same for numbers that stand where it suits none of their size.
  template <typename T>
  std::vector<T> copy(std::uint64_t count) {
    const std::span<const char> bytes = take<char>(count * sizeof(T));
    std::vector<T> numbers(bytes.size() / sizeof(T));
    if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
    return numbers;
  }
  [[nodiscard]] std::string_view left() const { return bytes_; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  std::string_view bytes_;
  bool failed_ = false;
};

// The text is followed by zeros up to a place where numbers can stand.
std::size_t padded(std::uint64_t bytes) {
  return (static_cast<std::size_t>(bytes) + 7) / 8 * 8;
}

}  // namespace

struct WordsFile::Tables {
  WordsHeader header{};
  std::span<const VocabularyEntry> words;
  std::string_view text;
  LetterRuns::Tables runs;
  std::string_view words_part;  // what `words_sum` is taken of
  std::string_view runs_part;
  std::vector<std::uint64_t> runs_sums;  // of its blocks

  // Nothing where the parts do not make up the bytes; what they hold is not looked at.
  static std::optional<Tables> read(std::string_view bytes) {
    if (bytes.size() < kWordsMagic.size() + sizeof(WordsHeader) ||
        bytes.substr(0, kWordsMagic.size()) != kWordsMagic)
      return std::nullopt;
    Tables tables;
    std::memcpy(&tables.header, bytes.data() + kWordsMagic.size(), sizeof(WordsHeader));
    const WordsHeader& header = tables.header;
    if (header.text_bytes > bytes.size() || header.runs > bytes.size()) return std::nullopt;
    ArrayReader in(bytes.substr(kWordsMagic.size() + sizeof(WordsHeader)));
    tables.words = in.take<VocabularyEntry>(header.words);
    const std::span<const char> text = in.take<char>(padded(header.text_bytes));
    const std::uint64_t numbers = std::uint64_t{2} * header.runs + 1 + header.run_forms;
    if (header.run_forms > bytes.size()) return std::nullopt;
    tables.runs_sums =
        in.copy<std::uint64_t>(CheckedBlocks::count(numbers * sizeof(std::uint32_t)));
    tables.runs_part = in.left();
    tables.runs.occurrences = in.take<std::uint32_t>(header.runs);
    tables.runs.offsets = in.take<std::uint32_t>(header.runs + 1);
    tables.runs.forms = in.take<std::uint32_t>(header.run_forms);
    if (in.failed() || !in.left().empty()) return std::nullopt;
    tables.text = {text.data(), static_cast<std::size_t>(header.text_bytes)};
    const std::size_t begin = kWordsMagic.size() + sizeof header.words_sum;
    tables.words_part = bytes.substr(begin, bytes.size() - tables.runs_part.size() - begin);
    return tables;
  }

  [[nodiscard]] bool words_fit(const ForwardColumn& forward) const {
    return checksum(words_part) == header.words_sum && of(forward) &&
           Vocabulary(forward, words, text).consistent();
  }
  [[nodiscard]] bool runs_fit(const ForwardColumn& forward, FileCheck check) const {
    if (check == FileCheck::as_read) return LetterRuns::has_shape(runs);
    return CheckedBlocks::hold(runs_part, runs_sums) &&
           LetterRuns::consistent(runs, forward.form_count());
  }
  // Whether they were made of the column as it is.
  [[nodiscard]] bool of(const ForwardColumn& forward) const {
    return forward.file_checksum() == header.forward;
  }
};

WordsFile::WordsFile(const std::filesystem::path& path, FileCheck check) {
  state_->check = check;
  try {
    state_->file = MappedFile(path);
  } catch (const Error&) {  // missing: as an empty one
    state_->file = MappedFile();
  }
}

std::string WordsFile::encode(const ForwardColumn& forward, std::uint64_t paragraphs) {
  const Vocabulary vocabulary(forward);
  const LetterRuns runs(forward, paragraphs);
  const LetterRuns::Tables& tables = runs.tables();
  std::string runs_part;
  put_raw(runs_part, tables.occurrences);
  put_raw(runs_part, tables.offsets);
  put_raw(runs_part, tables.forms);
  WordsHeader header{0,
                     forward.file_checksum().value_or(0),
                     paragraphs,
                     vocabulary.entries().size(),
                     vocabulary.text().size(),
                     tables.occurrences.size(),
                     tables.forms.size()};
  std::string words_part(reinterpret_cast<const char*>(&header) + sizeof header.words_sum,
                         sizeof header - sizeof header.words_sum);
  put_raw(words_part, vocabulary.entries());
  words_part.append(vocabulary.text());
  words_part.append(padded(header.text_bytes) - header.text_bytes, '\0');
  put_raw<std::uint64_t>(words_part, CheckedBlocks::sums_of(runs_part));
  std::string bytes(kWordsMagic);
  put_fixed(bytes, checksum(words_part));
  return bytes + words_part + runs_part;
}

const WordsFile::Tables* WordsFile::words(const ForwardColumn& forward) const {
  State& state = *state_;
  std::call_once(state.words_looked_through, [&] {
    const std::optional<Tables> read = Tables::read(state.file.bytes());
    if (read && read->words_fit(forward)) state.words = std::make_shared<const Tables>(*read);
  });
  return state.words != nullptr && state.words->of(forward) ? state.words.get() : nullptr;
}

std::unique_ptr<const Vocabulary> WordsFile::vocabulary(const ForwardColumn& forward) const {
  const Tables* const tables = words(forward);
  if (tables == nullptr) return nullptr;
  return std::make_unique<const Vocabulary>(forward, tables->words, tables->text);
}

std::unique_ptr<const LetterRuns> WordsFile::letter_runs(const ForwardColumn& forward,
                                                         std::uint64_t paragraphs) const {
  const Tables* const tables = words(forward);  // the header and the sums are among them
  if (tables == nullptr || tables->header.paragraphs != paragraphs) return nullptr;
  State& state = *state_;
  std::call_once(state.runs_looked_through, [&] {
    state.runs_fit = tables->runs_fit(forward, state.check);
    if (state.runs_fit && state.check == FileCheck::as_read)
      state.unchecked_runs =
          std::make_shared<const CheckedBlocks>(tables->runs_part, tables->runs_sums);
  });
  if (!state.runs_fit) return nullptr;
  return std::make_unique<const LetterRuns>(tables->runs, paragraphs, forward.form_count(),
                                            state.unchecked_runs);
}

bool WordsFile::holds(const ForwardColumn& forward) const {
  const std::optional<Tables> kept = Tables::read(state_->file.bytes());
  return kept && state_->file.bytes() == encode(forward, kept->header.paragraphs);
}

}  // namespace pilcrow::internal
