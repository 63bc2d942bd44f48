#include "read/html_roles.h"

#include <algorithm>
#include <array>

#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kNoNode = static_cast<std::size_t>(-1);

bool is_hidden_element(const HtmlTree& tree, std::size_t i) {
  switch (tree.tag(i)) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_TEXTAREA:
      return true;
    default:
      break;
  }
  if (tree.has_attribute(i, "hidden") || tree.attribute(i, "aria-hidden") == "true") return true;
  const std::string_view style = tree.attribute(i, "style");
  return !style.empty() &&
         (contains_nocase(style, "display:none") || contains_nocase(style, "display: none"));
}

/// Words of class and id that name what stands around a text.
constexpr std::array<std::string_view, 37> kFurnitureWords = {
    "nav",           "navbar",    "navigation",   "menu",    "breadcrumb",  "breadcrumbs",
    "footer",        "sidebar",   "cookie",       "cookies", "consent",     "gdpr",
    "share",         "sharing",   "social",       "related", "recommended", "recommendations",
    "newsletter",    "subscribe", "subscription", "signup",  "comments",    "advert",
    "advertisement", "ad",        "ads",          "promo",   "popup",       "modal",
    "pagination",    "pager",     "widget",       "skip",    "masthead",    "toolbar",
    "copyright"};

bool has_furniture_word(std::string_view names) {
  return !names.empty() &&
         std::any_of(kFurnitureWords.begin(), kFurnitureWords.end(),
                     [names](std::string_view word) { return has_word(names, word); });
}

class RoleFinder {
 public:
  explicit RoleFinder(const HtmlTree& tree) : tree_(tree), roles_(tree.size(), HtmlRole::content) {}

  std::vector<HtmlRole> run() {
    total_ = nonlink(0);
    for (std::size_t i = 1; i < tree_.size(); ++i) {
      const HtmlRole above = roles_[tree_.nodes()[i].parent];
      roles_[i] = above != HtmlRole::content || !tree_.is_element(i) ? above : own_role(i);
      if (above == HtmlRole::furniture && tree_.is_element(i) && is_hidden_element(tree_, i)) {
        roles_[i] = HtmlRole::hidden;
      }
    }
    mark_outside(find_main());
    return std::move(roles_);
  }

 private:
  [[nodiscard]] std::uint32_t nonlink(std::size_t i) const {
    const HtmlNode& node = tree_.nodes()[i];
    return node.text - std::min(node.text, node.link_text);
  }

  [[nodiscard]] bool has_ancestor(std::size_t i, GumboTag a, GumboTag b) const {
    for (std::size_t at = tree_.nodes()[i].parent; at != 0; at = tree_.nodes()[at].parent) {
      if (tree_.tag(at) == a || tree_.tag(at) == b) return true;
    }
    return false;
  }

  [[nodiscard]] HtmlRole own_role(std::size_t i) const {
    if (is_hidden_element(tree_, i)) return HtmlRole::hidden;
    const GumboTag tag = tree_.tag(i);
    if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_ASIDE) {
      return HtmlRole::furniture;
    }
    if (tag == GUMBO_TAG_HEADER && !has_ancestor(i, GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN)) {
      return HtmlRole::furniture;
    }
    const std::string_view role = tree_.attribute(i, "role");
    if (role == "navigation" || role == "contentinfo" || role == "complementary" ||
        role == "search" || role == "banner" || role == "dialog") {
      return HtmlRole::furniture;
    }
    if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_MAIN ||
        tag == GUMBO_TAG_ARTICLE) {
      return HtmlRole::content;
    }
    const bool named = has_furniture_word(tree_.attribute(i, "class")) ||
                       has_furniture_word(tree_.attribute(i, "id"));
    // A name may lie ("page-with-sidebar"): what holds most of the text is not beside it.
    return named && nonlink(i) * 2 < total_ ? HtmlRole::furniture : HtmlRole::content;
  }

  /// The smallest element marked as the main one that holds at least half of the text.
  [[nodiscard]] std::size_t find_main() const {
    std::uint32_t all = 0;
    for (std::size_t i = 1; i < tree_.size(); ++i) {
      const bool text = tree_.nodes()[i].node->type == GUMBO_NODE_TEXT;
      if (text && roles_[i] == HtmlRole::content && !in_link(i)) all += tree_.nodes()[i].text;
    }
    std::size_t best = kNoNode;
    bool best_marked = false;
    for (std::size_t i = 1; i < tree_.size(); ++i) {
      if (!tree_.is_element(i) || roles_[i] != HtmlRole::content) continue;
      const bool marked = is_marked_main(i);
      if (!marked && (best_marked || !is_named_main(i))) continue;
      if (nonlink(i) < 200 || nonlink(i) * 2 < all) continue;
      const bool better =
          best == kNoNode || (marked && !best_marked) || nonlink(i) <= nonlink(best);
      if (!better) continue;
      best = i;
      best_marked = marked;
    }
    return best;
  }

  [[nodiscard]] bool in_link(std::size_t i) const {
    const std::size_t parent = tree_.nodes()[i].parent;
    return tree_.tag(parent) == GUMBO_TAG_A;
  }

  [[nodiscard]] bool is_marked_main(std::size_t i) const {
    const GumboTag tag = tree_.tag(i);
    return tag == GUMBO_TAG_MAIN || tag == GUMBO_TAG_ARTICLE ||
           tree_.attribute(i, "role") == "main" || tree_.attribute(i, "itemprop") == "articleBody";
  }

  [[nodiscard]] bool is_named_main(std::size_t i) const {
    if (tree_.tag(i) != GUMBO_TAG_DIV && tree_.tag(i) != GUMBO_TAG_SECTION) return false;
    return tree_.is_called(i, "article") || tree_.is_called(i, "content") ||
           tree_.is_called(i, "post") || tree_.is_called(i, "entry") || tree_.is_called(i, "story");
  }

  /// What stands outside the main text is furniture, but for first-level headings: the title often
  /// stands above it, with by-line and date.
  void mark_outside(std::size_t main) {
    if (main == kNoNode) return;
    const std::size_t end = tree_.nodes()[main].end;
    for (std::size_t i = 1; i < tree_.size(); ++i) {
      if (i == main) i = end;
      if (i >= tree_.size()) break;
      if (roles_[i] != HtmlRole::content || in_heading(i)) continue;
      if (i < main && tree_.nodes()[i].end > main) continue;  // an ancestor
      roles_[i] = HtmlRole::furniture;
    }
  }

  [[nodiscard]] bool in_heading(std::size_t i) const {
    for (std::size_t at = i; at != 0; at = tree_.nodes()[at].parent) {
      if (tree_.tag(at) == GUMBO_TAG_H1) return true;
    }
    return false;
  }

  const HtmlTree& tree_;
  std::vector<HtmlRole> roles_;
  std::uint32_t total_ = 0;
};

}  // namespace

std::vector<HtmlRole> find_html_roles(const HtmlTree& tree) {
  return RoleFinder(tree).run();
}

}  // namespace pilcrow::internal
