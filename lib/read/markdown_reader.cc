#include <md4c.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "pilcrow/error.h"
#include "read/block_builder.h"
#include "read/decode.h"
#include "read/entities.h"
#include "read/formats.h"
#include "read/front_lines.h"
#include "read/front_matter.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

/// Makes blocks out of what md4c calls back with. Its texts point into the source, which gives the
/// offsets, but for white space that it makes up.
class MarkdownBlocks {
 public:
  MarkdownBlocks(std::string_view source, std::size_t body)
      : source_(source), builder_(source), last_(body) {}

  std::vector<Block> run(std::size_t body) {
    MD_PARSER parser{};
    parser.flags =
        MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS | MD_FLAG_TASKLISTS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return guarded(self, [&](MarkdownBlocks& me) { me.enter(type, detail); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      return guarded(self, [&](MarkdownBlocks& me) { me.leave(type); });
    };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* self) {
      return guarded(self, [&](MarkdownBlocks& me) { me.images_ += type == MD_SPAN_IMG ? 1 : 0; });
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      return guarded(self, [&](MarkdownBlocks& me) { me.images_ -= type == MD_SPAN_IMG ? 1 : 0; });
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return guarded(self, [&](MarkdownBlocks& me) { me.text(type, {text, size}); });
    };
    const std::string_view text = source_.substr(body);
    const int failed = md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, this);
    if (thrown_) std::rethrow_exception(thrown_);
    if (failed != 0) throw Error(ErrorCode::unreadable, "its Markdown cannot be read");
    return std::move(blocks_);
  }

 private:
  /// No exception may cross md4c, which is C.
  template <typename Work>
  static int guarded(void* self, Work&& work) {
    auto& me = *static_cast<MarkdownBlocks*>(self);
    try {
      work(me);
      return 0;
    } catch (...) {
      me.thrown_ = std::current_exception();
      return 1;
    }
  }

  void enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_QUOTE:
        flush();
        ++quotes_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        flush();
        ++lists_;
        break;
      case MD_BLOCK_H:
        flush();
        heading_ = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_CODE:
        flush();
        code_ = true;
        break;
      case MD_BLOCK_TR:
        flush();
        row_ = true;
        first_cell_ = true;
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        if (!first_cell_ && !builder_.empty()) builder_.append_as(" | ", last_, last_);
        first_cell_ = false;
        break;
      case MD_BLOCK_LI:
      case MD_BLOCK_P:
      case MD_BLOCK_HTML:
        flush();
        break;
      default:
        break;
    }
  }

  void leave(MD_BLOCKTYPE type) {
    if (type != MD_BLOCK_TH && type != MD_BLOCK_TD) flush();
    switch (type) {
      case MD_BLOCK_QUOTE:
        --quotes_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        --lists_;
        break;
      case MD_BLOCK_H:
        heading_ = 0;
        break;
      case MD_BLOCK_CODE:
        code_ = false;
        break;
      case MD_BLOCK_TR:
        row_ = false;
        break;
      default:
        break;
    }
  }

  /// Code and raw HTML come line by line, and lines of code may be tabs that md4c made.
  void text(MD_TEXTTYPE type, std::string_view text) {
    const bool inside = text.data() >= source_.data() &&
                        text.data() + text.size() <= source_.data() + source_.size();
    const std::size_t begin =
        inside ? static_cast<std::size_t>(text.data() - source_.data()) : last_;
    const std::size_t end = inside ? begin + text.size() : last_;
    switch (type) {
      case MD_TEXT_BR:
      case MD_TEXT_SOFTBR:
        line_break();
        break;
      case MD_TEXT_ENTITY:
        builder_.append_as(decode_entity(text), begin, end);
        break;
      case MD_TEXT_HTML:
        if (inside) {
          html(text, begin);
        } else if (!in_tag_ && !in_comment_ && !in_script_) {
          builder_.space(last_);  // an indent or the end of a line, made by md4c
        }
        break;
      default:
        if (inside) {
          builder_.append(begin, end);
        } else {
          builder_.append_as(text, begin, end);
        }
        break;
    }
    if (images_ == 0 && type != MD_TEXT_BR && type != MD_TEXT_SOFTBR) {
      only_images_ = only_images_ && trim(text).empty();
    }
    last_ = std::max(last_, end);
  }

  void line_break() {
    const std::string_view text = builder_.text();
    const bool hyphen =
        text.size() >= 2 && text.back() == '-' && is_ascii_alpha(text[text.size() - 2]);
    if (!hyphen) builder_.space(last_);
  }

  /// The text between the tags of raw HTML; what scripts and styles hold is none.
  void html(std::string_view text, std::size_t begin) {
    for (std::size_t at = 0; at < text.size();) {
      if (in_comment_) {
        const std::size_t end = text.find("-->", at);
        in_comment_ = end == std::string_view::npos;
        at = in_comment_ ? text.size() : end + 3;
      } else if (in_tag_) {
        const std::size_t end = text.find('>', at);
        in_tag_ = end == std::string_view::npos;
        at = in_tag_ ? text.size() : end + 1;
      } else if (text[at] == '<') {
        in_comment_ = text.substr(at, 4) == "<!--";
        in_tag_ = !in_comment_;
        const std::string_view tag = text.substr(at + 1);
        if (starts_with_nocase(tag, "script") || starts_with_nocase(tag, "style"))
          in_script_ = true;
        if (starts_with_nocase(tag, "/script") || starts_with_nocase(tag, "/style")) {
          in_script_ = false;
        }
        if (!is_inline(tag)) builder_.space(begin + at);
      } else {
        const std::size_t end = std::min(text.find('<', at), text.size());
        if (!in_script_) builder_.append(begin + at, begin + end);
        at = end;
      }
    }
  }

  /// Tags within a word ("H<sub>2</sub>O") do not part it.
  static bool is_inline(std::string_view tag) {
    if (!tag.empty() && tag[0] == '/') tag.remove_prefix(1);
    tag = tag.substr(0, tag.find_first_of(" \t\n>/"));
    for (const std::string_view name : {"b", "i", "u", "em", "strong", "sub", "sup", "span", "a",
                                        "code", "font", "mark", "small", "abbr"}) {
      if (tag.size() == name.size() && starts_with_nocase(tag, name)) return true;
    }
    return false;
  }

  void flush() {
    in_tag_ = in_comment_ = in_script_ = false;
    const bool images = std::exchange(only_images_, true);
    if (builder_.empty()) return;
    blocks_.push_back(builder_.take(kind(images), heading_ > 0 ? heading_ : lists_));
  }

  [[nodiscard]] BlockKind kind(bool images) const {
    if (heading_ > 0) return BlockKind::heading;
    if (code_) return BlockKind::furniture;
    if (row_) return BlockKind::table;
    if (images) return BlockKind::caption;
    if (lists_ > 0) return BlockKind::list_item;
    return quotes_ > 0 ? BlockKind::quote : BlockKind::paragraph;
  }

  std::string_view source_;
  BlockBuilder builder_;
  std::size_t last_;  // behind the last text seen
  std::vector<Block> blocks_;
  std::exception_ptr thrown_;
  int quotes_ = 0;
  int lists_ = 0;
  int heading_ = 0;
  int images_ = 0;
  bool code_ = false;
  bool row_ = false;
  bool first_cell_ = false;
  bool only_images_ = true;
  bool in_tag_ = false;
  bool in_comment_ = false;
  bool in_script_ = false;
};

/// The first heading is the title where it is of the first level and nothing stands above it.
void take_title(Document& document) {
  if (document.blocks.empty() || !document.title.empty()) return;
  const Block& first = document.blocks.front();
  if (first.kind == BlockKind::heading && first.level == 1) document.title = first.text;
}

}  // namespace

void read_markdown_format(ReadJob& job, Document& document) {
  Decoded decoded = decode_text(std::move(job.bytes));
  if (!decoded.note.empty()) job.note(Severity::warning, decoded.note);
  document.text = std::move(decoded.text);
  const FrontMatter front = find_front_matter(document.text);
  bool is_map = true;
  if (std::string problem = read_front_matter(front, document, is_map); !problem.empty()) {
    job.note(Severity::error, std::move(problem));
  }
  const std::size_t body = is_map ? front.body : 0;
  document.blocks = MarkdownBlocks(document.text, body).run(body);
  take_title(document);
  read_front_lines(job.language, document);
}

}  // namespace pilcrow::internal
