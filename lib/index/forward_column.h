#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyze/token_stream.h"
#include "index/checked_blocks.h"
#include "index/coding.h"
#include "index/files.h"
#include "index/xapian_guard.h"

namespace pilcrow::internal {

struct DocidRun;

/// A form: a word as it is written somewhere, with the term it became. Variants ("cyberattack" of
/// "cyber-attack") are forms that stand at the position of the word before them.
struct Form {
  std::string_view surface;
  std::uint32_t term = 0;         ///< term number
  std::uint32_t occurrences = 0;  ///< 0: only paragraphs that are not in use any more have it
  std::uint8_t span = 0;          ///< variants: how many positions they cover; 0: a word of its own
};

/// One token of a paragraph's body as the forward column keeps it.
struct ForwardToken {
  std::uint32_t term = 0;
  std::uint32_t form = 0;
  std::uint32_t position = 0;
  std::uint32_t next = 0;  ///< the position that follows this token
};

/// The words of each paragraph's body, in order, as numbers of forms: what phrases, NEAR, verbatim
/// words and expansions are answered from, without positions in Xapian. Docids of Xapian number
/// the paragraphs. A cache: it can be made again from the stored text.
///
/// The file is mapped; paragraphs that were added behind it live in memory (`append`).
class ForwardColumn {
 public:
  ForwardColumn();
  ~ForwardColumn();
  ForwardColumn(ForwardColumn&&) noexcept;
  ForwardColumn& operator=(ForwardColumn&&) noexcept;

  /// False where the file is missing or damaged; the column is empty then. With
  /// `FileCheck::as_read` the words of paragraphs are looked at later: whatever reads them throws
  /// CacheDamaged.
  bool load(const std::filesystem::path& file, FileCheck check = FileCheck::whole);
  /// The same from the bytes of such a file, which are kept.
  bool read(std::string&& bytes);
  /// Writes the column to a file (numbers of forms and terms as they are).
  void save(const std::filesystem::path& file) const;

  /// Appends the paragraph with docid `last() + 1`: the tokens of its body, as `stream` gave them
  /// last.
  void append(std::string_view text, std::span<const TokenRef> tokens, const TokenStream& stream);
  /// Appends a paragraph without words (a docid that is not in use).
  void append_empty();

  /// Says that a paragraph of the file is not in use any more: its words do not count among the
  /// occurrences of their forms. To be called before anything is read.
  void forget(DocId id);

  [[nodiscard]] DocId last() const;

  /// The checksum of the file that was read; nothing where paragraphs were appended or forgotten
  /// since, or none was read.
  [[nodiscard]] std::optional<std::uint64_t> file_checksum() const;

  /// The tokens of a paragraph, appended to `out` after clearing it.
  void tokens(DocId id, std::vector<ForwardToken>& out) const;

  /// Calls visit(form, span) for the forms of a paragraph in order, until it returns false; span as
  /// in `Form`.
  template <typename Visit>
  void for_each_form(DocId id, Visit visit) const {
    const Sequence sequence = sequence_of(id);
    for (const unsigned char* at = sequence.bytes; at != sequence.bytes_end;) {
      const std::uint32_t number = take_varint32(at, sequence.bytes_end);
      if (number >= sequence.form_count || !visit(number, sequence.spans[number])) return;
    }
    for (const std::uint32_t* at = sequence.forms; at != sequence.forms_end; ++at)
      if (!visit(*at, sequence.spans_of(*at))) return;
  }

  /// The forms of a paragraph as the file holds them: varints (`put_varint`) of numbers below
  /// `mapped_spans().size()`. Empty where the paragraph is not in the file.
  [[nodiscard]] std::span<const unsigned char> encoded_forms(DocId id) const;
  /// `Form::span` of the file's forms, which have the lowest numbers.
  [[nodiscard]] std::span<const std::uint8_t> mapped_spans() const;
  /// A bit for each of the file's forms, set where it is a variant (`Form::span` > 0).
  [[nodiscard]] std::span<const std::uint64_t> mapped_variants() const;

  /// Asks the processor to fetch what `encoded_forms` will give; no more than a hint. That needs
  /// the place where it stands, which `prefetch_place` asks for some time before.
  void prefetch_place(DocId id) const;
  void prefetch(DocId id) const;

  /// The forms of a term. Nothing may be appended after the first call.
  [[nodiscard]] std::span<const std::uint32_t> forms_of(std::uint32_t term) const;

  [[nodiscard]] std::uint32_t term_count() const;
  [[nodiscard]] std::uint32_t form_count() const;
  /// Of these, those that occur in a paragraph that is in use.
  [[nodiscard]] std::uint32_t live_form_count() const;
  [[nodiscard]] std::string_view term(std::uint32_t number) const;
  [[nodiscard]] Form form(std::uint32_t number) const;
  [[nodiscard]] std::optional<std::uint32_t> find_term(std::string_view term) const;

  /// Joins columns into a file: the paragraphs of all parts, one part after the other, each part's
  /// docids moved on by its offset (docids in between are empty). Forms are numbered by frequency.
  struct Part {
    const ForwardColumn* column = nullptr;
    std::int64_t docid_offset = 0;
    DocId last = UINT32_MAX;  ///< the part's paragraphs behind this docid are not in use
  };
  /// `live`: for each docid of the result whether it is in use, or nothing: all are. The words of
  /// the others are left out, and so are forms and terms that only they have.
  static void merge(const std::vector<Part>& parts, const std::filesystem::path& file,
                    const std::vector<bool>& live = {});

  /// The columns of several indexes as that of one, in memory: `runs` say where their paragraphs
  /// go, in order; docid 1 is the first.
  static ForwardColumn join(std::span<const ForwardColumn* const> parts,
                            std::span<const DocidRun> runs);

 private:
  // A paragraph's forms: as varints in the file, or as numbers in memory.
  struct Sequence {
    const unsigned char* bytes = nullptr;
    const unsigned char* bytes_end = nullptr;
    const std::uint8_t* spans = nullptr;
    std::uint64_t form_count = 0;
    const std::uint32_t* forms = nullptr;
    const std::uint32_t* forms_end = nullptr;
    const std::uint8_t* delta_spans = nullptr;  // of the forms behind the file's

    [[nodiscard]] std::uint8_t spans_of(std::uint32_t form) const {
      return form < form_count ? spans[form] : delta_spans[form - form_count];
    }
  };
  [[nodiscard]] Sequence sequence_of(DocId id) const;
  [[nodiscard]] bool is_forgotten(DocId id) const;

  std::uint32_t number_of(const TokenRef& token);
  std::uint32_t form_of(std::string_view surface, std::uint32_t term, std::uint8_t span);

  struct Base;     // the mapped file
  struct Delta;    // what was appended
  struct Inverse;  // forms by term, made when it is first asked for
  std::unique_ptr<Base> base_;
  std::unique_ptr<Delta> delta_;
  std::unique_ptr<Inverse> inverse_;
};

}  // namespace pilcrow::internal
