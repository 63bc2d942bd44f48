#include "tag/topic_lists.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "pilcrow/error.h"
#include "tag/phrase_matcher.h"
#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::string_view kBuiltinTopics =
#include "tag/generated/builtin_topics.inc"
    ;

std::string_view without_comment(std::string_view line) {
  if (!line.empty() && line.front() == '#') return {};
  std::size_t cut = line.find(" #");
  cut = std::min(cut, line.find("\t#"));
  return trim_ascii(line.substr(0, cut));
}

// The first word of `rest`, which then begins behind it.
std::string_view take_word(std::string_view& rest) {
  rest = trim_ascii(rest);
  const std::size_t cut = std::min(rest.find_first_of(" \t"), rest.size());
  const std::string_view word = rest.substr(0, cut);
  rest = trim_ascii(rest.substr(cut));
  return word;
}

bool is_topic_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

}  // namespace

class TopicLists::Parser {
 public:
  Parser(std::vector<Topic>& topics, const std::string& source)
      : topics_(topics), source_(source) {}

  void line(std::string_view text, std::size_t number) {
    number_ = number;
    std::string_view rest = without_comment(trim_ascii(text));
    if (rest.empty()) return;
    const std::string_view word = take_word(rest);
    if (word == "@lang") {
      language(rest);
    } else if (word == "@topic") {
      topic(rest);
    } else if (word == "@off") {
      off(rest);
    } else if (word == "@replace") {
      replace();
    } else if (word == "+2" || word == "+1" || word == "-") {
      phrases(rest, word == "-" ? 0 : word[1] - '0');
    } else {
      fail("'" + std::string(word) + "' is none of @lang @topic @replace @off +2 +1 -");
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw Error(ErrorCode::unreadable, source_ + ":" + std::to_string(number_) + ": " + what);
  }

  std::vector<Topic>::iterator find(std::string_view id) {
    return std::find_if(topics_.begin(), topics_.end(),
                        [id](const Topic& topic) { return topic.id == id; });
  }

  Topic& open() {
    const auto found = find(open_);
    if (found == topics_.end()) fail("a line '@topic ID' has to come first");
    return *found;
  }

  void language(std::string_view code) {
    if (code.size() != 2 || code[0] < 'a' || code[0] > 'z' || code[1] < 'a' || code[1] > 'z')
      fail("@lang needs an ISO 639-1 code, for example: @lang en");
    language_ = std::string(code);
  }

  void topic(std::string_view rest) {
    const std::string_view id = take_word(rest);
    if (!is_topic_id(id)) fail("@topic needs an id of small letters, digits and hyphens");
    open_ = std::string(id);
    if (find(id) == topics_.end()) topics_.push_back({open_, open_, {}, 2, {}});
    Topic& topic = open();
    while (!rest.empty()) {
      if (rest.starts_with("label=\"")) {
        topic.label = std::string(quoted(rest));
      } else if (rest.starts_with("names=\"")) {
        topic.names = listed(quoted(rest));
      } else if (rest.starts_with("weak=") && rest.size() > 5 && rest[5] >= '0' && rest[5] <= '9') {
        const int weak = rest[5] - '0';
        topic.needed = weak == 0 ? kNeverByWeak : std::max(2, weak);
        rest = trim_ascii(rest.substr(6));
      } else {
        fail("'" + std::string(rest) + "' is none of label=\"…\" names=\"…\" weak=N");
      }
    }
  }

  // The value of `name="value"` at the start of `rest`, which then begins behind it.
  std::string_view quoted(std::string_view& rest) const {
    const std::size_t begin = rest.find('"') + 1;
    const std::size_t end = rest.find('"', begin);
    if (end == std::string_view::npos) fail("a value in quotes has no closing quote");
    const std::string_view value = rest.substr(begin, end - begin);
    rest = trim_ascii(rest.substr(end + 1));
    return value;
  }

  static std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
      const std::size_t cut = std::min(text.find(';'), text.size());
      if (const std::string_view item = trim_ascii(text.substr(0, cut)); !item.empty())
        items.emplace_back(item);
      text.remove_prefix(std::min(cut + 1, text.size()));
    }
    return items;
  }

  void off(std::string_view rest) {
    const std::string id = rest.empty() ? open_ : std::string(take_word(rest));
    const auto found = find(id);
    if (found == topics_.end()) fail("there is no topic '" + id + "' to switch off");
    topics_.erase(found);
  }

  void replace() {
    Topic& topic = open();
    std::erase_if(topic.phrases,
                  [this](const TopicPhrase& phrase) { return phrase.language == language_; });
  }

  void phrases(std::string_view rest, int weight) {
    if (rest.empty()) fail("a phrase is missing");
    for (const std::string& surface : listed(rest))
      phrase(surface, weight);
  }

  void phrase(std::string_view surface, int weight) {
    Topic& topic = open();
    if (!probe_.add(surface, 0, CaseRule::upper_only))
      fail("'" + std::string(surface) +
           "' is no phrase of one to 16 words (a prefix needs two letters)");
    for (TopicPhrase& known : topic.phrases)
      if (known.language == language_ && known.surface == surface) {
        known.weight = weight;
        return;
      }
    topic.phrases.push_back({std::string(surface), language_, weight});
  }

  static constexpr int kNeverByWeak = 1000;

  std::vector<Topic>& topics_;
  const std::string& source_;
  std::size_t number_ = 0;
  std::string language_ = "en";
  PhraseMatcher probe_;  // tells which phrases it would not take
  std::string open_;
};

void TopicLists::read(std::string_view text, const std::string& source) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Parser parser(topics_, source);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t cut = std::min(text.find('\n'), text.size());
    parser.line(text.substr(0, cut), number);
    text.remove_prefix(std::min(cut + 1, text.size()));
  }
}

void TopicLists::read_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw Error(ErrorCode::not_found, "there is no file " + path.string());
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad() || std::filesystem::is_directory(path, ignored))
    throw Error(ErrorCode::unreadable, "cannot read " + path.string());
  read(text, path.string());
}

const TopicLists& builtin_topic_names() {
  static const TopicLists lists = [] {
    std::string names;
    const std::string_view text = kBuiltinTopics;
    constexpr std::string_view kTopicLine = "\n@topic ";
    for (auto at = text.find(kTopicLine); at != std::string_view::npos;
         at = text.find(kTopicLine, at + 1))
      names += text.substr(at, text.find('\n', at + 1) - at);
    TopicLists made;
    made.read(names, "built-in topics");
    return made;
  }();
  return lists;
}

const TopicLists& builtin_topics() {
  static const TopicLists lists = [] {
    TopicLists made;
    made.read(kBuiltinTopics, "built-in topics");
    return made;
  }();
  return lists;
}

}  // namespace pilcrow::internal
