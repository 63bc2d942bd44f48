#include <map>
#include <random>

#include "pilcrow/reader.h"
#include "pilcrow/splitter.h"
#include "support/catch.h"

using namespace pilcrow;

namespace {

constexpr int kDocuments = 2500;

/// Writes documents of every kind of disorder.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::string text() {
    std::string out;
    const std::string end = pick({"\n", "\r\n", "\n", "\r"});
    const std::size_t width = chance(50) ? number(30, 90) : 0;
    const bool gaps = chance(50);
    if (chance(20)) out += "\xE2\x80\x83 ";
    for (std::size_t i = number(1, 12); i > 0; --i) {
      if (chance(15)) out += words(number(1, 6), false) + end + (chance(70) ? end : "");
      if (chance(10)) out += std::to_string(number(1, 99)) + pick({". ", ".\t", ") "});
      if (chance(10)) out += pick({"- ", "\xE2\x80\xA2 ", "(a) ", "* ", "> ", "CHAPTER ", "## "});
      std::string paragraph = words(number(1, chance(5) ? 900 : 80), true);
      out += width > 0 ? wrap(paragraph, width, end) : paragraph;
      out += end;
      if (gaps) out += end;
      if (chance(5)) out += "\f";
      if (chance(5)) out += std::to_string(number(1, 40)) + end;
      if (chance(5)) out += "=====" + end;
    }
    return out;
  }

  std::string markdown() {
    std::string out;
    for (std::size_t i = number(1, 12); i > 0; --i) {
      out += pick({"", "", "# ", "## ", "### ", "- ", "1. ", "> ", "    ", "| "});
      out += words(number(1, 60), true);
      out += pick({"\n\n", "\n\n", "\n", "\r\n\r\n", "\n---\n"});
      if (chance(10))
        out += "*" + words(2, false) + "* `" + words(1, false) + "` &amp; &eacute;\n\n";
    }
    return out;
  }

  std::string html() {
    std::string out = chance(50) ? "<!DOCTYPE html><body>" : "";
    for (std::size_t i = number(1, 25); i > 0; --i) {
      const std::string tag = pick({"p", "div", "h2", "ul", "li", "table", "tr", "td", "b", "a",
                                    "blockquote", "nav", "figure", "br", "pre", "article"});
      if (chance(85)) out += " <" + tag + "> ";
      out += " " + words(number(0, 30), true);
      if (chance(10)) out += " &lt;x&gt; &nbsp; &mdash; ";
      if (chance(70)) out += " </" + tag + "> ";
      if (chance(20)) out += "\n";
    }
    return out;
  }

  bool chance(unsigned percent) { return number(0, 99) < percent; }

 private:
  std::size_t number(std::size_t from, std::size_t to) {
    return std::uniform_int_distribution<std::size_t>(from, to)(random_);
  }
  std::string pick(std::vector<std::string> from) { return from[number(0, from.size() - 1)]; }

  /// Words with a number each, so that no two are the same.
  std::string words(std::size_t count, bool sentences) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out += chance(4) ? "  " : chance(2) ? "\xC2\xA0" : " ";
      const std::string word = pick({"harbor", "River", "\xC3\xB5htu", "U.S.", "no", "peace",
                                     "\xE6\x9D\xB1\xE4\xBA\xAC", "it"});
      out += word + std::to_string(++serial_);
      if (sentences && chance(12)) out += pick({".", "!", "?", ";", ","});
    }
    if (sentences && chance(80) && count > 0) out += ".";
    return out;
  }

  static std::string wrap(const std::string& text, std::size_t width, const std::string& end) {
    std::string out;
    std::size_t column = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t space = std::min(text.find(' ', at), text.size());
      if (column > 0 && column + 1 + space - at > width) {
        out += end;
        column = 0;
      } else if (column > 0) {
        out += ' ';
        ++column;
      }
      out += text.substr(at, space - at);
      column += space - at;
      at = space + 1;
    }
    return out;
  }

  std::mt19937 random_;
  std::size_t serial_ = 0;
};

/// The generated words of a text: what carries a number.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> found;
  std::string word;
  const auto finish = [&] {
    const bool numbered = !word.empty() && word.back() >= '0' && word.back() <= '9' &&
                          word.find_first_not_of("0123456789") != std::string::npos;
    if (numbered && word != "h2") found.push_back(word);  // a tag's name in the source
    word.clear();
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool part = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                      c == '.' || byte >= 0x80;
    if (!part) {
      finish();
      continue;
    }
    word += c;
    if (word.size() >= 2 && word.compare(word.size() - 2, 2, "\xC2\xA0") == 0) {
      word.resize(word.size() - 2);
      finish();
    }
    // A stop behind the number ends a sentence.
    if (c == '.' && word.size() > 1 && word[word.size() - 2] >= '0' &&
        word[word.size() - 2] <= '9') {
      word.pop_back();
      finish();
    }
  }
  finish();
  return found;
}

void check_ranges(const Document& document, const std::vector<Paragraph>& paragraphs,
                  const SplitOptions& options) {
  std::size_t behind = 0;
  std::size_t line = 1;
  for (const Paragraph& paragraph : paragraphs) {
    REQUIRE(paragraph.bytes.begin >= behind);
    REQUIRE(paragraph.bytes.begin < paragraph.bytes.end);
    REQUIRE(paragraph.bytes.end <= document.text.size());
    REQUIRE(paragraph.line >= line);
    REQUIRE(paragraph.text.size() <= options.max_bytes);
    REQUIRE_FALSE(paragraph.text.empty());
    REQUIRE(paragraph.text.front() != ' ');
    REQUIRE(paragraph.text.back() != ' ');
    REQUIRE(paragraph.text.find("  ") == std::string::npos);
    behind = paragraph.bytes.end;
    line = paragraph.line;
    // The source of the range has the paragraph's words, in order.
    const auto source =
        words_of(document.text.substr(paragraph.bytes.begin, paragraph.bytes.size()));
    std::size_t at = 0;
    for (const std::string& word : words_of(paragraph.text)) {
      while (at < source.size() && source[at] != word)
        ++at;
      INFO(word << " in " << paragraph.text);
      REQUIRE(at < source.size());
      ++at;
    }
  }
}

/// Each word of the source stands once in a paragraph, or in a heading path or field.
void check_words(const Document& document, const std::vector<Paragraph>& paragraphs) {
  std::map<std::string, int> in_text;
  std::map<std::string, int> beside;
  for (const std::string& word : words_of(document.title))
    ++beside[word];
  for (const Paragraph& paragraph : paragraphs) {
    for (const std::string& word : words_of(paragraph.text))
      ++in_text[word];
    for (const std::string& heading : paragraph.heading) {
      for (const std::string& word : words_of(heading))
        ++beside[word];
    }
  }
  for (const std::string& word : words_of(document.text)) {
    INFO(word << " of\n" << document.text);
    REQUIRE(in_text[word] + (beside.count(word) > 0 ? 1 : 0) == 1);
  }
}

void check_same(const std::vector<Paragraph>& a, const std::vector<Paragraph>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    REQUIRE(a[i].text == b[i].text);
    REQUIRE(a[i].heading == b[i].heading);
    REQUIRE(a[i].bytes == b[i].bytes);
    REQUIRE(a[i].line == b[i].line);
  }
}

void check_document(const std::string& source, const std::string& format, SplitOptions options) {
  const Document document = Reader().read_text(source, format, "generated", nullptr);
  INFO(source);
  const Splitter splitter(options);
  const auto paragraphs = splitter.split(document);
  check_ranges(document, paragraphs, options);
  check_words(document, paragraphs);
  check_same(paragraphs, splitter.split(document));
}

}  // namespace

TEST_CASE("ranges ascend, cover their words, and no word is lost: plain text") {
  for (unsigned seed = 0; seed < kDocuments; ++seed) {
    INFO("seed " << seed);
    Generator generator(seed);
    const std::string source = generator.text();
    check_document(
        source, "text",
        generator.chance(50) ? SplitOptions{} : SplitOptions{.min_bytes = 40, .max_bytes = 300});
  }
}

TEST_CASE("ranges ascend, cover their words, and no word is lost: Markdown") {
  for (unsigned seed = 0; seed < kDocuments; ++seed) {
    INFO("seed " << seed);
    check_document(Generator(seed).markdown(), "markdown", {});
  }
}

TEST_CASE("ranges ascend, cover their words, and no word is lost: HTML") {
  for (unsigned seed = 0; seed < kDocuments; ++seed) {
    INFO("seed " << seed);
    check_document(Generator(seed).html(), "html", {.min_bytes = 40, .max_bytes = 300});
  }
}
