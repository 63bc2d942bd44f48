#include "read/html_meta.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "text/strings.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kMaxScript = std::size_t{1} << 20;
constexpr std::size_t kMaxJsonNodes = 10000;

/// What the sources of one field said, by rank: the lowest rank that spoke is used.
struct RankedValue {
  int rank = 1000;
  std::string value;

  void offer(int new_rank, std::string_view text) {
    const std::string clean = fold_space(text);
    if (clean.empty() || new_rank >= rank) return;
    rank = new_rank;
    value = clean;
  }
};

struct NameRank {
  std::string_view name;
  int rank;
};

template <std::size_t N>
int rank_of(std::string_view name, const std::array<NameRank, N>& table) {
  for (const NameRank& entry : table) {
    if (name.size() == entry.name.size() && starts_with_nocase(name, entry.name)) return entry.rank;
  }
  return -1;
}

constexpr std::array<NameRank, 12> kDateNames = {{{"article:published_time", 0},
                                                  {"citation_publication_date", 1},
                                                  {"citation_date", 2},
                                                  {"dc.date.issued", 3},
                                                  {"dcterms.issued", 3},
                                                  {"dc.date", 4},
                                                  {"dcterms.date", 4},
                                                  {"dc.date.created", 5},
                                                  {"dcterms.created", 5},
                                                  {"parsely-pub-date", 6},
                                                  {"pubdate", 7},
                                                  {"date", 8}}};

constexpr std::array<NameRank, 5> kTitleNames = {{{"og:title", 1},
                                                  {"citation_title", 2},
                                                  {"dc.title", 3},
                                                  {"dcterms.title", 3},
                                                  {"twitter:title", 4}}};

constexpr std::array<NameRank, 7> kAuthorNames = {{{"author", 1},
                                                   {"article:author", 3},
                                                   {"citation_author", 2},
                                                   {"dc.creator", 2},
                                                   {"dcterms.creator", 2},
                                                   {"parsely-author", 4},
                                                   {"byl", 4}}};

/// What stands between a page's title and the name of its site.
constexpr std::array<std::string_view, 6> kSiteMarks = {
    " | ", " \xC2\xBB ", " :: ", " \xE2\x80\x94 ", " \xE2\x80\x93 ", " - "};

/// 2024/12/19, as the citation elements have it, is not ambiguous.
std::optional<Date> parse_meta_date(std::string text, std::string_view language) {
  if (text.size() >= 7 && text[4] == '/') {
    std::replace(text.begin(),
                 text.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(text.size(), 10)),
                 '/', '-');
  }
  return parse_date(text, language);
}

class MetaReader {
 public:
  MetaReader(const HtmlTree& tree, std::string_view language, Document& document)
      : tree_(tree), language_(language), document_(document) {}

  void run() {
    for (std::size_t i = 0; i < tree_.size(); ++i) {
      if (tree_.is_element(i)) element(i);
    }
    finish();
  }

 private:
  void element(std::size_t i) {
    switch (tree_.tag(i)) {
      case GUMBO_TAG_HTML:
        set_language(tree_.attribute(i, tree_.has_attribute(i, "lang") ? "lang" : "xml:lang"));
        break;
      case GUMBO_TAG_META:
        meta(i);
        break;
      case GUMBO_TAG_TITLE:
        if (title_element_.empty()) title_element_ = tree_.text_of(i);
        break;
      case GUMBO_TAG_LINK:
        if (tree_.attribute(i, "rel") == "canonical") document_.url = tree_.attribute(i, "href");
        break;
      case GUMBO_TAG_H1:
        ++h1_count_;
        if (h1_.empty()) h1_ = tree_.text_of(i);
        break;
      case GUMBO_TAG_TIME:
        time(i);
        break;
      case GUMBO_TAG_SCRIPT:
        if (starts_with_nocase(tree_.attribute(i, "type"), "application/ld+json")) script(i);
        break;
      default:
        break;
    }
  }

  void set_language(std::string_view value) {
    const std::string code = to_lower_ascii(value.substr(0, value.find_first_of("-_")));
    const bool letters = std::all_of(code.begin(), code.end(), is_ascii_lower);
    if (document_.language.empty() && letters && (code.size() == 2 || code.size() == 3)) {
      document_.language = code;
    }
  }

  void meta(std::size_t i) {
    std::string_view name = tree_.attribute(i, "property");
    if (name.empty()) name = tree_.attribute(i, "name");
    const bool item = name.empty();
    if (item) name = tree_.attribute(i, "itemprop");
    const std::string_view content = tree_.attribute(i, "content");
    if (content.empty() || name.empty()) return;
    if (const int rank = rank_of(name, kDateNames); rank >= 0) {
      date_.offer(rank, content);
    } else if (item && name == "datePublished") {
      date_.offer(0, content);
    } else if (const int title = rank_of(name, kTitleNames); title >= 0) {
      title_.offer(title, content);
    } else if (const int author = rank_of(name, kAuthorNames); author >= 0) {
      offer_author(author, content);
    } else if (starts_with_nocase(name, "og:url")) {
      if (document_.url.empty()) document_.url = content;
    } else if (starts_with_nocase(name, "og:site_name")) {
      document_.metadata["site_name"] = fold_space(content);
    } else if (name == "description" || name == "og:description") {
      document_.metadata.emplace("description", fold_space(content));
    } else if (name == "keywords" || name == "news_keywords") {
      document_.metadata.emplace("keywords", fold_space(content));
    }
  }

  void offer_author(int rank, std::string_view name) {
    if (name.find("://") != std::string_view::npos) return;  // a profile's address
    if (rank == author_.rank && rank == 2) {
      author_.value += ", " + fold_space(name);  // one element per author
    } else {
      author_.offer(rank, name);
    }
  }

  void time(std::size_t i) {
    std::string value(tree_.attribute(i, "datetime"));
    if (value.empty()) value = tree_.text_of(i, 100);
    const bool marked = tree_.has_attribute(i, "pubdate") ||
                        tree_.attribute(i, "itemprop") == "datePublished" ||
                        tree_.is_called(i, "published");
    const bool modified = tree_.attribute(i, "itemprop") == "dateModified" ||
                          tree_.is_called(i, "updated") || tree_.is_called(i, "modified");
    if (!modified) time_.offer(marked ? 0 : 1, value);
  }

  void script(std::size_t i) {
    const std::string text = raw_text(i);
    if (text.size() > kMaxScript) return;
    const nlohmann::json root = nlohmann::json::parse(text, nullptr, false);
    if (root.is_discarded()) return;
    std::vector<const nlohmann::json*> pending{&root};
    for (std::size_t n = 0; n < pending.size() && n < kMaxJsonNodes; ++n) {
      const nlohmann::json& node = *pending[n];
      if (node.is_object()) {
        item(node);
        if (node.contains("@graph")) pending.push_back(&node["@graph"]);
        if (node.contains("mainEntity")) pending.push_back(&node["mainEntity"]);
      } else if (node.is_array()) {
        for (const nlohmann::json& child : node)
          pending.push_back(&child);
      }
    }
  }

  [[nodiscard]] std::string raw_text(std::size_t i) const {
    std::string text;
    for (std::size_t at = i + 1; at < tree_.nodes()[i].end; ++at) {
      const GumboNode* node = tree_.nodes()[at].node;
      if (node->type == GUMBO_NODE_TEXT) text += node->v.text.text;
    }
    return text;
  }

  static std::string string_of(const nlohmann::json& node, const char* name) {
    const auto found = node.find(name);
    return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
  }

  static bool is_article(const nlohmann::json& node) {
    const auto type = node.find("@type");
    if (type == node.end()) return false;
    const auto named = [](const nlohmann::json& value) {
      if (!value.is_string()) return false;
      const auto& name = value.get_ref<const std::string&>();
      return contains_nocase(name, "Article") || contains_nocase(name, "Posting") ||
             contains_nocase(name, "Report") || contains_nocase(name, "WebPage");
    };
    if (type->is_array()) return std::any_of(type->begin(), type->end(), named);
    return named(*type);
  }

  void item(const nlohmann::json& node) {
    if (!is_article(node)) return;
    const bool page = string_of(node, "@type") == "WebPage";
    ld_date_.offer(page ? 1 : 0, string_of(node, "datePublished"));
    if (page) return;
    title_.offer(5, string_of(node, "headline"));
    subtitle_.offer(0, string_of(node, "alternativeHeadline"));
    if (document_.language.empty()) set_language(string_of(node, "inLanguage"));
    const auto author = node.find("author");
    if (author != node.end()) author_.offer(0, names_of(*author));
  }

  static std::string names_of(const nlohmann::json& author) {
    if (author.is_string()) return author.get<std::string>();
    if (author.is_object()) return string_of(author, "name");
    std::string names;
    if (!author.is_array()) return names;
    for (const nlohmann::json& one : author) {
      const std::string name = one.is_string()   ? one.get<std::string>()
                               : one.is_object() ? string_of(one, "name")
                                                 : std::string();
      if (name.empty()) continue;
      if (!names.empty()) names += ", ";
      names += name;
    }
    return names;
  }

  void finish() {
    document_.title = choose_title();
    document_.subtitle = subtitle_.value;
    document_.author = author_.value;
    if (!document_.language.empty()) language_ = document_.language;
    set_date(ld_date_.value, DateOrigin::json_ld);
    set_date(date_.value, DateOrigin::meta);
    set_date(time_.value, DateOrigin::time_element);
  }

  void set_date(const std::string& text, DateOrigin origin) {
    if (document_.published || text.empty()) return;
    document_.published = parse_meta_date(text, language_);
    if (document_.published) document_.published_from = origin;
  }

  /// The one first-level heading, else what the meta elements say, else <title> without the name
  /// of the site behind it.
  [[nodiscard]] std::string choose_title() const {
    const bool site_name = !h1_.empty() && (contains_nocase(metadata("site_name"), h1_) ||
                                            !before_site(title_element_, h1_).empty());
    if (h1_count_ == 1 && !site_name) return h1_;
    if (!title_.value.empty()) return title_.value;
    if (!h1_.empty() && !site_name) return h1_;
    const std::string page = before_site(title_element_, h1_);
    return page.empty() ? without_site(title_element_) : page;
  }

  /// "Errors" of "Errors | Lamps 2.0 Manual", given the name behind the mark; else nothing.
  [[nodiscard]] static std::string before_site(const std::string& title, std::string_view site) {
    if (site.empty() || title.size() <= site.size()) return {};
    const std::size_t at = title.size() - site.size();
    if (!starts_with_nocase(std::string_view(title).substr(at), site)) return {};
    for (const std::string_view mark : kSiteMarks) {
      if (at > mark.size() && title.compare(at - mark.size(), mark.size(), mark) == 0) {
        return title.substr(0, at - mark.size());
      }
    }
    return {};
  }

  [[nodiscard]] std::string metadata(const std::string& name) const {
    const auto found = document_.metadata.find(name);
    return found == document_.metadata.end() ? std::string() : found->second;
  }

  [[nodiscard]] std::string without_site(const std::string& title) const {
    for (const std::string_view mark : kSiteMarks) {
      const std::size_t at = title.rfind(mark);
      if (at == std::string::npos || at < 10) continue;
      const std::string site = title.substr(at + mark.size());
      const std::string known = metadata("site_name");
      if (site == known || (mark != " - " && site.size() <= 40) || site.size() <= 25) {
        return title.substr(0, at);
      }
    }
    return title;
  }

  const HtmlTree& tree_;
  std::string_view language_;
  Document& document_;
  RankedValue title_;
  RankedValue subtitle_;
  RankedValue author_;
  RankedValue ld_date_;
  RankedValue date_;
  RankedValue time_;
  std::string title_element_;
  std::string h1_;
  int h1_count_ = 0;
};

}  // namespace

void read_html_meta(const HtmlTree& tree, std::string_view language, Document& document) {
  MetaReader(tree, language, document).run();
}

}  // namespace pilcrow::internal
