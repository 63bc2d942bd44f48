#include "support/corpus.h"

#include <algorithm>
#include <random>

#include "index/manifest.h"
#include "support/data.h"

namespace pilcrow::test {

std::vector<Document> read_documents(const std::filesystem::path& path, std::size_t most,
                                     ReadOptions options) {
  const Reader reader(std::move(options));
  const std::vector<InputFile> files = reader.list(path, [](const Note&) {});
  const std::size_t step = std::max<std::size_t>(1, files.size() / std::max<std::size_t>(1, most));
  std::vector<Document> documents;
  for (std::size_t i = 0; i < files.size() && documents.size() < most; i += step)
    reader.read(
        files[i],
        [&](Document&& document) {
          documents.push_back(std::move(document));
          return true;
        },
        [](const Note&) {});
  return documents;
}

std::vector<Document> english_corpus() {
  std::vector<Document> documents = read_documents(project_file("examples/corpus"));
  std::erase_if(documents, [](Document& document) {
    if (document.language.empty()) document.language = guess_language(document.text);
    return document.language != "en";
  });
  return documents;
}

std::vector<Document> invented_corpus(std::size_t count, unsigned seed) {
  static const char* kWords[] = {"harbor", "treaty",  "winter", "signal", "river",
                                 "market", "paper",   "bridge", "garden", "voyage",
                                 "copper", "summit",  "letter", "island", "engine",
                                 "forest", "council", "border", "window", "ladder"};
  static const char* kPlaces[] = {"Estonia", "Japan", "Latvia", "Kenya", "Chile", "Norway"};
  std::mt19937 random(seed);
  const auto below = [&random](std::size_t bound) {
    return static_cast<std::size_t>(random() % bound);
  };
  // Low numbers come up more often, as words do.
  const auto word = [&] { return std::string(kWords[below(1 + below(std::size(kWords)))]); };
  std::vector<Document> documents;
  for (std::size_t i = 0; i < count; ++i) {
    Document document;
    document.id = "doc-" + std::to_string(i);
    document.title = word() + " " + word();
    document.language = "en";
    if (below(5) > 0) document.published = Date{static_cast<int>(2000 + below(20)), 0, 0};
    for (std::size_t p = 1 + below(4); p > 0; --p) {
      std::string text;
      for (std::size_t w = 35 + below(60); w > 0; --w)
        text += (below(30) == 0 ? kPlaces[below(std::size(kPlaces))] : word()) +
                (w % 12 == 1 ? ". " : " ");
      document.text += text + "\n\n";
    }
    documents.push_back(std::move(document));
  }
  return documents;
}

Document page(std::string id, std::string text, std::vector<Tag> tags) {
  Document document;
  document.id = std::move(id);
  document.language = "en";
  document.text = std::move(text);
  document.tags = std::move(tags);
  return document;
}

void build_index(const std::filesystem::path& index, const std::vector<Document>& documents,
                 IndexOptions options) {
  IndexWriter writer(index, std::move(options));
  for (const Document& document : documents)
    writer.add(document);
  writer.commit();
}

std::vector<std::string> ids(const SearchResult& result) {
  std::vector<std::string> found;
  for (const Hit& hit : result.hits)
    found.push_back(hit.document_id);
  return found;
}

internal::RankingConstants ranking_of(const std::filesystem::path& index) {
  return internal::read_manifest(index, Analyzer().fingerprint()).ranking;
}

}  // namespace pilcrow::test
