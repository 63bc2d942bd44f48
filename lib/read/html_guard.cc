#include "read/html_guard.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "text/strings.h"

namespace pilcrow::internal {
namespace {

/// The parser compares each attribute of a tag with all before it.
constexpr std::size_t kMaxTagBytes = std::size_t{1} << 15;

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::any_of(names.begin(), names.end(), [name](std::string_view one) {
    return name.size() == one.size() && starts_with_nocase(name, one);
  });
}

/// Elements that hold no elements, or close by themselves where the next one begins: they do not
/// nest.
bool is_flat(std::string_view name) {
  static constexpr std::array<std::string_view, 36> kFlat = {
      "area",  "base",   "basefont", "bgsound",  "br",   "col",   "embed",  "frame", "hr",
      "img",   "input",  "keygen",   "link",     "meta", "param", "source", "track", "wbr",
      "p",     "li",     "dt",       "dd",       "tr",   "td",    "th",     "thead", "tbody",
      "tfoot", "option", "optgroup", "colgroup", "rt",   "rp",    "html",   "head",  "body"};
  return is_one_of(name, kFlat);
}

/// Elements whose content is not markup.
bool is_raw(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kRaw = {
      "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"};
  return is_one_of(name, kRaw);
}

/// What is kept of a stretch of text: the parser has to see a character reference at its beginning
/// to its end, and both ends of what is neither tag nor comment ("<!DOCTYPE …>", "<![CDATA[…]]>").
constexpr std::size_t kKeptBefore = 48;
constexpr std::size_t kKeptBehind = 8;
constexpr std::size_t kMinCut = 16;

}  // namespace

/// Copies a page into its bound form.
class HtmlGuard {
 public:
  explicit HtmlGuard(BoundHtml& bound) : bound_(bound), html_(bound.source_) {}

  void run() {
    bound_.parsed_.reserve(html_.size() / 2);
    bool plain = true;
    while (at_ < html_.size()) {
      const std::size_t text = at_;
      at_ = std::min(html_.find('<', at_), html_.size());
      condense(text, at_, plain);
      if (at_ < html_.size()) plain = markup();
    }
    bound_.parsed_.append(html_.substr(copied_));
  }

 private:
  /// Leaves html[begin, end) out, but for a space where `spaced`.
  void cut(std::size_t begin, std::size_t end, bool spaced) {
    bound_.parsed_.append(html_.substr(copied_, begin - copied_));
    if (spaced) {
      bound_.parsed_.push_back(' ');
      ++begin;
    }
    copied_ = end;
    removed_ += end - begin;
    bound_.cuts_.push_back({bound_.parsed_.size(), removed_});
  }

  /// Leaves out the middle of each stretch without character references, but for its first visible
  /// character: text has to stay text. `plain`: a tag or comment ends where it begins.
  void condense(std::size_t begin, std::size_t end, bool plain) {
    while (begin < end) {
      const std::size_t stop = std::min(html_.substr(0, end).find('&', begin), end);
      std::size_t from = begin;
      while (from < stop && static_cast<unsigned char>(html_[from]) <= ' ')
        ++from;
      from = character_border(std::max(from + 1, begin + (plain ? 0 : kKeptBefore)));
      const std::size_t behind = plain ? 0 : kKeptBehind;
      const std::size_t to = stop < behind ? 0 : character_border(stop - behind);
      if (from + kMinCut <= to) cut(from, to, false);
      begin = stop + 1;
      plain = false;
    }
  }

  [[nodiscard]] std::size_t character_border(std::size_t at) const {
    while (at < html_.size() && (static_cast<unsigned char>(html_[at]) & 0xC0U) == 0x80U)
      ++at;
    return at;
  }

  /// Goes behind what begins at `at_`; true where it was a tag or a comment.
  bool markup() {
    const std::string_view rest = html_.substr(at_);
    if (rest.substr(0, 4) == "<!--") {
      const std::size_t end = html_.find("-->", at_ + 4);
      at_ = end == std::string_view::npos ? html_.size() : end + 3;
    } else if (rest.size() > 1 && (is_ascii_alpha(rest[1]) || rest[1] == '/')) {
      tag();
    } else {
      ++at_;
      return false;
    }
    return true;
  }

  /// The end of the tag at `at_`: behind the '>' that no quote holds.
  [[nodiscard]] std::size_t tag_end() const {
    char quote = 0;
    char before = 0;  // the last one that is no white space
    for (std::size_t at = at_ + 1; at < html_.size(); ++at) {
      const char c = html_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && before == '=') {
        quote = c;
      } else if (c == '>') {
        return at + 1;
      }
      if (static_cast<unsigned char>(c) > ' ') before = c;
    }
    return html_.size();
  }

  void tag() {
    const std::size_t begin = at_;
    const bool closing = html_[begin + 1] == '/';
    const std::size_t name_at = begin + (closing ? 2 : 1);
    std::size_t name_end = name_at;
    while (name_end < html_.size() && name_end < name_at + 32 &&
           (is_ascii_alpha(html_[name_end]) || is_ascii_digit(html_[name_end]))) {
      ++name_end;
    }
    const std::string_view name = html_.substr(name_at, name_end - name_at);
    at_ = tag_end();
    const bool huge = at_ - begin > kMaxTagBytes;
    if (!closing && is_raw(name)) {
      skip_raw(name);
      if (huge) blank(begin);
      return;
    }
    if (huge) blank(begin);
    if (huge || is_flat(name)) return;
    if (closing) {
      if (depth_ > kMaxHtmlDepth) blank(begin);
      depth_ = std::max(0, depth_ - 1);
    } else if (html_[at_ - 2] != '/' && ++depth_ > kMaxHtmlDepth) {
      blank(begin);
    }
  }

  /// Goes to the end tag of a raw element (before it).
  void skip_raw(std::string_view name) {
    while (at_ < html_.size()) {
      const std::size_t found = html_.find("</", at_);
      if (found == std::string_view::npos) break;
      at_ = found + 2;
      if (starts_with_nocase(html_.substr(at_), name)) {
        at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
        return;
      }
    }
    at_ = html_.size();
  }

  void blank(std::size_t begin) {
    cut(begin, at_, true);
    bound_.lost_tags_ = true;
  }

  BoundHtml& bound_;
  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;
  std::size_t removed_ = 0;
  int depth_ = 0;
};

BoundHtml::BoundHtml(std::string_view source) : source_(source) {
  HtmlGuard(*this).run();
}

std::size_t BoundHtml::source_offset(std::size_t parsed_offset) const {
  const auto after =
      std::upper_bound(cuts_.begin(), cuts_.end(), parsed_offset,
                       [](std::size_t value, const Cut& cut) { return value < cut.parsed_offset; });
  return after == cuts_.begin() ? parsed_offset : parsed_offset + std::prev(after)->removed;
}

std::string declared_charset(std::string_view bytes) {
  const std::string head = to_lower_ascii(bytes.substr(0, 4096));
  const std::size_t at = head.find("charset=");
  if (at == std::string::npos) {
    const std::size_t xml = head.find("encoding=\"");
    if (head.compare(0, 5, "<?xml") != 0 || xml == std::string::npos) return {};
    return head.substr(xml + 10, head.find('"', xml + 10) - xml - 10);
  }
  std::size_t begin = at + 8;
  while (begin < head.size() && (head[begin] == '"' || head[begin] == '\''))
    ++begin;
  std::size_t end = begin;
  while (end < head.size() && (is_ascii_alpha(head[end]) || is_ascii_digit(head[end]) ||
                               head[end] == '-' || head[end] == '_')) {
    ++end;
  }
  return head.substr(begin, end - begin);
}

}  // namespace pilcrow::internal
