#include "pilcrow/tagger.h"

#include <algorithm>
#include <utility>

#include "pilcrow/error.h"

namespace pilcrow {
namespace {

class Chain : public Tagger {
 public:
  explicit Chain(std::vector<std::shared_ptr<const Tagger>> taggers)
      : taggers_(std::move(taggers)) {
    for (const auto& tagger : taggers_)
      if (tagger == nullptr)
        throw Error(ErrorCode::invalid_argument, "a tagger of a chain is null");
  }
  void tag(const Document& document, const Paragraph& paragraph,
           std::vector<TagMention>& out) const override {
    for (const auto& tagger : taggers_)
      tagger->tag(document, paragraph, out);
  }

 private:
  std::vector<std::shared_ptr<const Tagger>> taggers_;
};

}  // namespace

Tagger::~Tagger() = default;

std::shared_ptr<const Tagger> make_tagger_chain(
    std::vector<std::shared_ptr<const Tagger>> taggers) {
  return std::make_shared<const Chain>(std::move(taggers));
}

std::vector<std::vector<TagMention>> tag_all(const Tagger& tagger, const Document& document,
                                             const std::vector<Paragraph>& paragraphs) {
  std::vector<std::vector<TagMention>> mentions(paragraphs.size());
  for (std::size_t i = 0; i < paragraphs.size(); ++i)
    tagger.tag(document, paragraphs[i], mentions[i]);
  return mentions;
}

std::vector<Tag> distinct_tags(const std::vector<TagMention>& mentions) {
  std::vector<Tag> tags;
  tags.reserve(mentions.size());
  for (const TagMention& mention : mentions)
    tags.push_back(mention.tag);
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  return tags;
}

}  // namespace pilcrow
