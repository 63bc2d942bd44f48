#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pilcrow::internal {

/// A phrase of a topic.
struct TopicPhrase {
  std::string surface;
  std::string language;  ///< ISO 639-1
  int weight = 0;        ///< 2: strong, 1: weak, 0: blocks
};

/// A topic and its phrases.
struct Topic {
  std::string id;
  std::string label;
  std::vector<std::string> names;  ///< further names that a person may use
  int needed = 2;  ///< the sum of weights of different phrases that tags a paragraph
  std::vector<TopicPhrase> phrases;
};

/// Topics from texts in this format, later ones changing earlier ones:
///
///     @lang en
///     @topic energy label="Energy"
///     +2 crude oil        # strong: one hit tags
///     +1 oil              # weak: two different ones needed
///     -  olive oil        # blocks a longer match
///
/// One phrase a line, or several with ";" between them. `*` at the end of a word is a prefix, UPPER
/// CASE matches exactly. `# …` is a comment. `@topic` opens a topic, a new one or one that is
/// there; `names="Cyber; Cyber security"` are further names of it; `weak=3` asks for three
/// different weak phrases, `weak=0` lets weak ones never tag alone. A phrase given again takes its
/// new weight. `@replace` forgets the phrases that the open topic has in the current language,
/// `@off` switches the topic off until it is opened again.
class TopicLists {
 public:
  /// Reads a text. `source` is named in errors (`unreadable`) with the line.
  void read(std::string_view text, const std::string& source);
  /// Reads a file. Errors: `not_found`, `unreadable`.
  void read_file(const std::filesystem::path& path);

  [[nodiscard]] const std::vector<Topic>& topics() const { return topics_; }

 private:
  class Parser;
  std::vector<Topic> topics_;
};

/// The lists that the library brings along.
const TopicLists& builtin_topics();
/// The same without phrases: what topics there are and what they are called.
const TopicLists& builtin_topic_names();

}  // namespace pilcrow::internal
