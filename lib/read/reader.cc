#include "pilcrow/reader.h"

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "pilcrow/error.h"
#include "read/byte_source.h"
#include "read/dates.h"
#include "read/formats.h"
#include "read/jsonl_reader.h"
#include "read/name_title.h"
#include "read/path_tags.h"
#include "read/text_layout.h"
#include "text/strings.h"

namespace pilcrow {

namespace fs = std::filesystem;
using internal::Format;
using internal::FormatId;
using internal::NamedFormat;
using internal::ReadJob;

namespace {

constexpr std::size_t kHeadBytes = 4096;

void tell(const NoteSink& notes, Severity severity, std::string where, std::string message) {
  if (notes) notes({severity, std::move(where), std::move(message)});
}

/// Runs `work`; what it throws becomes a note at `where`. True where nothing was thrown. What a
/// sink of the caller's throws must not go through here.
template <typename Work>
bool guarded(const NoteSink& notes, const std::string& where, Work&& work) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    std::string message = error.what();
    if (message.compare(0, where.size() + 2, where + ": ") == 0) message.erase(0, where.size() + 2);
    tell(notes, Severity::error, where, std::move(message));
  } catch (const std::bad_alloc&) {
    tell(notes, Severity::error, where, "needs more memory than there is");
  } catch (const std::exception& error) {
    tell(notes, Severity::error, where, std::string("cannot be read: ") + error.what());
  }
  return false;
}

/// What was read of a file so far, and the rest of it.
class HeadedSource final : public internal::ByteSource {
 public:
  HeadedSource(std::string head, std::unique_ptr<ByteSource> rest)
      : head_(std::move(head)), rest_(std::move(rest)) {}
  std::size_t read(char* to, std::size_t size) override {
    if (at_ == head_.size()) return rest_->read(to, size);
    const std::size_t got = head_.copy(to, size, at_);
    at_ += got;
    return got;
  }

 private:
  std::string head_;
  std::size_t at_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

std::string read_head(internal::ByteSource& source) {
  std::string head(kHeadBytes, '\0');
  std::size_t size = 0;
  while (size < head.size()) {
    const std::size_t got = source.read(head.data() + size, head.size() - size);
    if (got == 0) break;
    size += got;
  }
  head.resize(size);
  return head;
}

/// A file opened for its format: unpacked, and its first bytes seen.
struct OpenFile {
  std::unique_ptr<internal::ByteSource> source;
  const Format* format = nullptr;
};

OpenFile open_input(const fs::path& path) {
  const std::string name = path.string();
  auto raw = internal::open_file(path);
  std::string head = read_head(*raw);
  const internal::Packing packing = internal::packing_of(head);
  std::unique_ptr<internal::ByteSource> source =
      std::make_unique<HeadedSource>(std::move(head), std::move(raw));
  const NamedFormat named = internal::format_by_name(path.filename().string());
  // A packed file is unpacked whatever its name: the bytes say what they are.
  source = internal::unpack(std::move(source), packing, name);
  head = read_head(*source);
  OpenFile file;
  file.format = internal::format_by_content(head, named.format);
  if (file.format == nullptr) file.format = &internal::format_of(FormatId::text);
  file.source = std::make_unique<HeadedSource>(std::move(head), std::move(source));
  return file;
}

}  // namespace

struct Reader::Impl {
  ReadOptions options;
  std::optional<internal::PathTags> path_tags;

  void complete(Document& document, const std::string& source) const {
    if (document.source.empty()) document.source = source;
    if (path_tags) path_tags->apply(source, document);
    document.tags.insert(document.tags.end(), options.tags.begin(), options.tags.end());
    if (document.language.empty()) document.language = options.language;
    if (document.published) return;
    if (!document.url.empty()) document.published = internal::date_from_name(document.url);
    // A record of a collection is not dated by the collection's name.
    if (!document.published && !document.one_line) {
      document.published = internal::date_from_name(source);
    }
    if (document.published) document.published_from = DateOrigin::file_name;
  }

  /// One record. Nothing where the line is broken, which is noted.
  [[nodiscard]] std::optional<Document> record(const internal::SourceLine& line,
                                               const std::string& source,
                                               const NoteSink& notes) const {
    const std::string where = source + ":" + std::to_string(line.number);
    Document document;
    const bool good = guarded(notes, where, [&] {
      if (line.too_long) {
        throw Error(ErrorCode::unreadable, "is longer than " +
                                               std::to_string(options.max_document_bytes) +
                                               " bytes; raise max_document_bytes");
      }
      std::string problem;
      internal::read_record(line.bytes, document, problem);
      if (!problem.empty()) tell(notes, Severity::warning, where, problem);
      if (document.id.empty()) {
        const std::string name = fs::path(source).filename().string();
        document.id = internal::format_by_name(name).stem + ":" + std::to_string(line.number);
      }
      document.source = source;
      document.source_line = line.number;
      document.one_line = true;
      lay_out_record(document);
      complete(document, source);
    });
    if (!good) return std::nullopt;
    return document;
  }

  void lay_out_record(Document& document) const {
    const std::string& language = document.language.empty() ? options.language : document.language;
    internal::TextLayout layout = internal::lay_out_text(document.text, language, document.title);
    document.blocks = std::move(layout.blocks);
    if (document.title.empty()) document.title = std::move(layout.title);
    if (document.subtitle.empty()) document.subtitle = std::move(layout.subtitle);
    if (document.author.empty()) document.author = std::move(layout.author);
    if (document.published || !layout.published) return;
    document.published = layout.published;
    document.published_from = DateOrigin::text;
  }

  bool records(internal::ByteSource& bytes, const std::string& source, const DocumentSink& sink,
               const NoteSink& notes) const {
    const auto visit = [&](const internal::SourceLine& given) {
      internal::SourceLine line = given;
      if (line.number == 1 && line.bytes.substr(0, 3) == "\xEF\xBB\xBF")
        line.bytes.remove_prefix(3);
      if (internal::trim(line.bytes).empty() && !line.too_long) return true;
      std::optional<Document> document = record(line, source, notes);
      return !document || sink(std::move(*document));
    };
    // A record's JSON may be twice its text and more; the text is checked by what it takes.
    return internal::for_each_line(bytes, options.max_document_bytes, visit);
  }

  void document(const Format& format, std::string bytes, const std::string& source,
                const NoteSink& notes, Document& document) const {
    ReadJob job{std::move(bytes), source, options.language, notes};
    format.read(job, document);
    complete(document, source);
    if (!document.title.empty() || document.text.empty()) return;
    const std::string name = fs::path(source).filename().string();
    document.title = internal::title_from_name(internal::format_by_name(name).stem);
    if (document.title.empty()) return;
    tell(notes, Severity::info, source, "shows no title; its name stands for it");
  }
};

Reader::Reader(ReadOptions options) : impl_(std::make_unique<Impl>()) {
  if (options.max_document_bytes == 0) {
    throw Error(ErrorCode::invalid_argument, "max_document_bytes is 0; nothing could be read");
  }
  if (!options.tags_from_path.empty()) impl_->path_tags.emplace(options.tags_from_path);
  impl_->options = std::move(options);
}

Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

bool Reader::read(const InputFile& file, const DocumentSink& sink, const NoteSink& notes) const {
  const std::string source = file.path.string();
  OpenFile input;
  Document document;
  const bool good = guarded(notes, source, [&] {
    input = open_input(file.path);
    if (input.format->id == FormatId::jsonl) return;
    std::string bytes =
        internal::read_all(*input.source, impl_->options.max_document_bytes, source);
    input.source.reset();
    document.id = file.id;
    impl_->document(*input.format, std::move(bytes), source, notes, document);
  });
  if (!good) return false;
  if (input.format->id != FormatId::jsonl) return sink(std::move(document));
  bool stopped = false;
  std::exception_ptr thrown;
  const DocumentSink guard = [&](Document&& record) {
    try {
      stopped = !sink(std::move(record));
    } catch (...) {
      thrown = std::current_exception();
      stopped = true;
    }
    return !stopped;
  };
  const bool read =
      guarded(notes, source, [&] { impl_->records(*input.source, source, guard, notes); });
  if (thrown) std::rethrow_exception(thrown);
  return read && !stopped;
}

bool Reader::read_jsonl(std::istream& stream, const std::string& source, const DocumentSink& sink,
                        const NoteSink& notes) const {
  const auto bytes = internal::from_stream(stream);
  return impl_->records(*bytes, source, sink, notes);
}

Document Reader::read_text(std::string_view bytes, std::string_view format,
                           const std::string& source, const NoteSink& notes) const {
  const Format* found = internal::format_named(format);
  if (found == nullptr || found->id == FormatId::pdf) {
    throw Error(ErrorCode::invalid_argument,
                "format \"" + std::string(format) + "\": use text, markdown, html or jsonl");
  }
  Document document;
  document.id = internal::format_by_name(source).stem;
  if (found->id != FormatId::jsonl) {
    impl_->document(*found, std::string(bytes), source, notes, document);
    return document;
  }
  const internal::SourceLine line{1, bytes.substr(0, bytes.find('\n')), false};
  std::optional<Document> record = impl_->record(line, source, notes);
  if (!record) throw Error(ErrorCode::unreadable, source + ":1: is not a record");
  return std::move(*record);
}

}  // namespace pilcrow
