#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "pilcrow/document.h"
#include "pilcrow/export.h"
#include "pilcrow/note.h"
#include "pilcrow/paragraph.h"
#include "pilcrow/tag.h"

namespace pilcrow {

/// Gives tags to a paragraph. Implement it to add a facet of your own:
///
///     struct Urgency : pilcrow::Tagger {
///       void tag(const pilcrow::Document&, const pilcrow::Paragraph& p,
///                std::vector<pilcrow::TagMention>& out) const override {
///         if (auto at = p.text.find("urgent"); at != std::string::npos)
///           out.push_back({{"urgency", "high"}, "word", "urgent", {at, at + 6}});
///       }
///     };
///
/// `tag` is called from several threads at once and must be safe for that. The same tag may be
/// appended several times, once per mention, in the order of the text.
class PILCROW_API Tagger {
 public:
  virtual ~Tagger();
  virtual void tag(const Document& document, const Paragraph& paragraph,
                   std::vector<TagMention>& out) const = 0;
};

/// The built-in taggers' options.
struct TaggerOptions {
  bool countries = true;
  bool topics = true;
  bool about = true;
  bool builtin_topics = true;  ///< false: only those of `topic_files`
  std::vector<std::filesystem::path>
      topic_files{};  ///< format: TAGGING in the README; later files win
  std::vector<std::filesystem::path> country_files{};  ///< surface<TAB>code<TAB>kind lines
};

/// The built-in tagger of country, topic, year and about, in one pass over the words. It also gives
/// the document's explicit tags (kind "given") and its year of publication (facet year, kind
/// "published"). Errors: `not_found`, `unreadable` for a file with an error, naming file and line.
PILCROW_API std::shared_ptr<const Tagger> make_builtin_tagger(const TaggerOptions& options = {});

/// Runs several taggers one after the other.
PILCROW_API std::shared_ptr<const Tagger> make_tagger_chain(
    std::vector<std::shared_ptr<const Tagger>> taggers);

/// All tags of a document's paragraphs: one vector of mentions per paragraph.
PILCROW_API std::vector<std::vector<TagMention>> tag_all(const Tagger& tagger,
                                                         const Document& document,
                                                         const std::vector<Paragraph>& paragraphs);

/// The distinct tags of a paragraph's mentions, sorted by facet and value.
PILCROW_API std::vector<Tag> distinct_tags(const std::vector<TagMention>& mentions);

/// The countries a document is about: those given, those in its title or date line, those with at
/// least four mentions; where there are none of these, every one mentioned. Where there are some,
/// its opening (400 bytes) adds
///
/// - countries that the document names three times, or twice where they stand in the first 150
///   bytes; a place ("in Paris") does not name its country;
/// - all countries of the opening where they are six or more.
///
/// Sorted by mentions, most first, ties by code.
PILCROW_API std::vector<std::string> focus_countries(
    const Document& document, const std::vector<std::vector<TagMention>>& mentions);

}  // namespace pilcrow
