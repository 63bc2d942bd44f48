#include "corpus/generator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "corpus/zipf.h"

namespace pilcrow::bench {
namespace {

constexpr std::size_t kParagraphsPerDocument = 24;
constexpr std::size_t kFewestWords = 45;
constexpr std::size_t kMostWords = 135;
constexpr double kMandelbrotShift = 2.7;
// One word in five belongs to the document's subject.
constexpr std::size_t kSubjects = 40;
constexpr std::size_t kSubjectWords = 2000;
constexpr int kFirstYear = 1946;
constexpr std::size_t kYears = 79;

struct Country {
  std::string_view code;
  std::string_view name;
};
constexpr std::array<Country, 24> kCountries{{
    {"US", "United States"}, {"RU", "Russia"},  {"CN", "China"},     {"FR", "France"},
    {"GB", "Britain"},       {"IN", "India"},   {"JP", "Japan"},     {"DE", "Germany"},
    {"ZA", "South Africa"},  {"EG", "Egypt"},   {"BR", "Brazil"},    {"PK", "Pakistan"},
    {"IL", "Israel"},        {"KE", "Kenya"},   {"NO", "Norway"},    {"EE", "Estonia"},
    {"LV", "Latvia"},        {"PE", "Peru"},    {"VN", "Vietnam"},   {"MX", "Mexico"},
    {"UA", "Ukraine"},       {"FI", "Finland"}, {"SG", "Singapore"}, {"FJ", "Fiji"},
}};

struct Subject {
  std::string_view topic;
  std::string_view phrase;
};
constexpr std::array<Subject, 10> kTopics{{
    {"energy", "crude oil"},
    {"climate-environment", "climate change"},
    {"trade", "free trade agreement"},
    {"health", "public health"},
    {"human-rights", "human rights"},
    {"migration", "asylum seekers"},
    {"nuclear", "nuclear weapons"},
    {"terrorism", "terrorist attack"},
    {"hybrid-cyber", "cyber attack"},
    {"peacekeeping", "peacekeeping operation"},
}};

// Heaps' law: distinct words grow with the square root of the text.
std::size_t vocabulary_size(std::uint64_t paragraphs) {
  const double words =
      static_cast<double>(paragraphs) * static_cast<double>(kFewestWords + kMostWords) / 2;
  return std::max<std::size_t>(4 * kSubjectWords, static_cast<std::size_t>(30 * std::sqrt(words)));
}

// A pronounceable word for every number; frequent words are short.
void append_word(std::size_t number, std::string& out) {
  static constexpr std::string_view kOnsets = "bdfghjklmnprstvz";
  static constexpr std::string_view kVowels = "aeiou";
  static constexpr std::string_view kCodas = "lmnrtk";
  constexpr std::size_t kSyllables = kOnsets.size() * kVowels.size();
  do {
    const std::size_t syllable = number % kSyllables;
    out += kOnsets[syllable / kVowels.size()];
    out += kVowels[syllable % kVowels.size()];
    number /= kSyllables;
  } while (number-- > 0);
  out += kCodas[out.size() % kCodas.size()];
}

}  // namespace

struct Generator::Impl {
  Impl(std::uint64_t count, std::uint64_t first_seed)
      : paragraphs(count),
        seed(first_seed),
        words(vocabulary_size(count), kMandelbrotShift),
        subject_words(kSubjectWords, kMandelbrotShift) {}

  // A word of the language, or of the subject: its words are those of some ranks of their own.
  void append(std::size_t subject, Random& random, std::string& out) const {
    if (random.below(5) > 0) return append_word(words.draw(random), out);
    const std::size_t rank = subject_words.draw(random);
    append_word((200 + subject * 7919 + rank * kSubjects) % words.ranks(), out);
  }

  void append_paragraph(std::size_t subject, Random& random, std::string& out) const {
    std::size_t left = kFewestWords + random.below(kMostWords - kFewestWords);
    while (left > 0) {
      std::size_t sentence = std::min(left, 8 + random.below(18));
      left -= sentence;
      const std::size_t begin = out.size();
      for (; sentence > 0; --sentence) {
        if (out.size() > begin) out += ' ';
        const std::size_t dice = random.below(100);
        if (dice == 0)
          out += kCountries[random.below(1 + random.below(kCountries.size()))].name;
        else if (dice == 1)
          out +=
              kTopics[random.below(3) > 0 ? subject % kTopics.size() : random.below(kTopics.size())]
                  .phrase;
        else
          append(subject, random, out);
      }
      if (out[begin] >= 'a') out[begin] = static_cast<char>(out[begin] - 'a' + 'A');
      out += left > 0 ? ". " : ".";
    }
  }

  std::uint64_t paragraphs;
  std::uint64_t seed;
  Zipf words;
  Zipf subject_words;
};

Generator::Generator(std::uint64_t paragraphs, std::uint64_t seed)
    : impl_(std::make_unique<Impl>(paragraphs, seed)) {}
Generator::~Generator() = default;
Generator::Generator(Generator&&) noexcept = default;
Generator& Generator::operator=(Generator&&) noexcept = default;

std::uint64_t Generator::document_count() const {
  return (impl_->paragraphs + kParagraphsPerDocument - 1) / kParagraphsPerDocument;
}

Document Generator::document(std::uint64_t number) const {
  Random random(Random(impl_->seed + number * 0x9E3779B97F4A7C15ULL).next());
  Document document;
  document.id = "generated-" + std::to_string(number);
  document.language = "en";
  const std::size_t subject = random.below(kSubjects);
  const Country& country = kCountries[random.below(1 + random.below(kCountries.size()))];
  document.tags = {
      {std::string(facets::kCountry), std::string(country.code)},
      {std::string(facets::kTopic), std::string(kTopics[subject % kTopics.size()].topic)}};
  document.published = Date{kFirstYear + static_cast<int>(random.below(kYears)), 0, 0};
  document.published_from = DateOrigin::given;
  const std::uint64_t left = impl_->paragraphs - number * kParagraphsPerDocument;
  for (std::uint64_t p = std::min<std::uint64_t>(kParagraphsPerDocument, left); p > 0; --p) {
    impl_->append_paragraph(subject, random, document.text);
    document.text += "\n\n";
  }
  return document;
}

}  // namespace pilcrow::bench
