#include "index/words_file.h"

#include <bit>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>

#include "index/checksum.h"
#include "index/coding.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

static_assert(std::endian::native == std::endian::little, "the words are stored little-endian");

namespace {

constexpr std::string_view kWordsMagic("PWRD1\n\0\0", 8);  // keeps what follows aligned
constexpr std::size_t kFront = kWordsMagic.size() + sizeof(std::uint64_t);

struct Header {
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
  /// True where all bytes were taken, and no more.
  [[nodiscard]] bool complete() const { return !failed_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool failed_ = false;
};

}  // namespace

struct WordsFile::Tables {
  Header header{};
  std::span<const VocabularyEntry> words;
  std::string_view text;
  LetterRuns::Tables runs;

  static std::optional<Tables> read(std::string_view bytes) {
    if (bytes.size() < kFront + sizeof(Header) ||
        bytes.substr(0, kWordsMagic.size()) != kWordsMagic)
      return std::nullopt;
    std::uint64_t expected = 0;
    std::memcpy(&expected, bytes.data() + kWordsMagic.size(), sizeof expected);
    if (checksum(bytes.substr(kFront)) != expected) return std::nullopt;
    Tables tables;
    std::memcpy(&tables.header, bytes.data() + kFront, sizeof(Header));
    const Header& header = tables.header;
    ArrayReader in(bytes.substr(kFront + sizeof(Header)));
    tables.words = in.take<VocabularyEntry>(header.words);
    tables.runs.occurrences = in.take<std::uint32_t>(header.runs);
    tables.runs.offsets = in.take<std::uint32_t>(header.runs + 1);
    tables.runs.forms = in.take<std::uint32_t>(header.run_forms);
    const std::span<const char> text = in.take<char>(header.text_bytes);
    tables.text = {text.data(), text.size()};
    if (!in.complete()) return std::nullopt;
    return tables;
  }

  [[nodiscard]] bool fit(const ForwardColumn& forward) const {
    return forward.file_checksum() == header.forward &&
           Vocabulary(forward, words, text).consistent() &&
           LetterRuns::consistent(runs, forward.form_count());
  }
};

WordsFile::WordsFile(const std::filesystem::path& path) {
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
  const Header header{forward.file_checksum().value_or(0), paragraphs,
                      vocabulary.entries().size(),         vocabulary.text().size(),
                      tables.occurrences.size(),           tables.forms.size()};
  std::string body(reinterpret_cast<const char*>(&header), sizeof header);
  put_raw(body, vocabulary.entries());
  put_raw(body, tables.occurrences);
  put_raw(body, tables.offsets);
  put_raw(body, tables.forms);
  body.append(vocabulary.text());
  std::string bytes(kWordsMagic);
  put_fixed(bytes, checksum(body));
  return bytes + body;
}

const WordsFile::Tables* WordsFile::tables(const ForwardColumn& forward) const {
  State& state = *state_;
  std::call_once(state.looked_through, [&] {
    const std::optional<Tables> read = Tables::read(state.file.bytes());
    if (read && read->fit(forward)) state.tables = std::make_shared<const Tables>(*read);
  });
  return state.tables.get();
}

std::unique_ptr<const Vocabulary> WordsFile::vocabulary(const ForwardColumn& forward) const {
  const Tables* const kept = tables(forward);
  if (kept == nullptr) return nullptr;
  return std::make_unique<const Vocabulary>(forward, kept->words, kept->text);
}

std::unique_ptr<const LetterRuns> WordsFile::letter_runs(const ForwardColumn& forward,
                                                         std::uint64_t paragraphs) const {
  const Tables* const kept = tables(forward);
  if (kept == nullptr || kept->header.paragraphs != paragraphs) return nullptr;
  return std::make_unique<const LetterRuns>(kept->runs, paragraphs);
}

bool WordsFile::holds(const ForwardColumn& forward) const {
  const std::optional<Tables> kept = Tables::read(state_->file.bytes());
  return kept && state_->file.bytes() == encode(forward, kept->header.paragraphs);
}

}  // namespace pilcrow::internal
