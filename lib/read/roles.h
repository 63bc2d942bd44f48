#pragma once

#include <string>
#include <string_view>

namespace pilcrow::internal {

/// What short lines of text copied from a web page or a report are. All take folded text.

/// "Photo: …", "Figure 2. …", "Source: …".
bool is_caption(std::string_view line);

/// "Mr. President,", "Ladies and gentlemen": said to people, never a heading.
bool is_salutation(std::string_view line);

/// A short text that could be a heading or title by its form: it begins like one and does not end
/// like a sentence.
bool is_heading_like(std::string_view line, std::size_t max_chars);

/// "the", "of", "and": no sentence and no heading ends with such a word.
bool ends_with_function_word(std::string_view line);

/// "CHAPTER IV.", "Part 2: The Sea", "Kapitel 3".
bool is_chapter_line(std::string_view line);

/// "Key takeaways", "At a glance": the label of a list that sums up what follows.
bool is_summary_label(std::string_view line);

/// A finite English verb or a speaker's "we" stands in it: a sentence rather than a heading. Only a
/// hint: "What is to be done" is a heading.
bool reads_like_sentence(std::string_view line);

/// "The Rise of the Baltic Fleet": every longer word has its capital. Shouted text counts.
bool is_title_case(std::string_view line);

/// True where the text has cased letters, two or more, and all of them are upper case.
bool is_shouted(std::string_view line);

}  // namespace pilcrow::internal
