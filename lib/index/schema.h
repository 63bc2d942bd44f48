#pragma once

// The one table of on-disk names: files, terms and value slots. FORMAT.md explains them; whatever
// changes here changes kFormatVersion.

#include <cstdint>
#include <string>
#include <string_view>

namespace pilcrow::internal::schema {

/// The number of the format that this code reads and writes.
inline constexpr int kFormatVersion = 3;

// Below INDEX/.
inline constexpr std::string_view kManifestFile = "manifest.json";
inline constexpr std::string_view kLockFile = "lock";
inline constexpr std::string_view kBoilerplateFile = "boilerplate";
inline constexpr std::string_view kGenerationPrefix = "generation-";
inline constexpr std::string_view kBuildingSegments = "building-segments";
inline constexpr std::string_view kBuildingGeneration = "building-generation";
inline constexpr std::string_view kShardPrefix = "shard-";  ///< of a set: its indexes
inline constexpr std::string_view kStubFile = "XAPIANDB";   ///< leads Xapian's own programs on

// Below INDEX/generation-N/.
inline constexpr std::string_view kDatabase = "xapian";
inline constexpr std::string_view kColumnsFile = "columns";
inline constexpr std::string_view kForwardFile = "forward";
inline constexpr std::string_view kWordsFile = "words";
inline constexpr std::string_view kTotalsFile = "totals";
inline constexpr std::string_view kFrequentFile = "frequent";
inline constexpr std::string_view kSumsFile = "sums";

// Terms. Words carry no prefix and never begin with an upper-case ASCII letter; wdf is the impact.
inline constexpr std::string_view kTitlePrefix = "S";     ///< a word of the document's title
inline constexpr std::string_view kHeadingPrefix = "XH";  ///< a word of the heading path
inline constexpr std::string_view kIdPrefix = "Q";        ///< the document's id, on each paragraph
inline constexpr std::string_view kLanguagePrefix = "L";  ///< ISO 639-1
inline constexpr std::string_view kFacetPrefix = "XF";    ///< facet, ':', value
inline constexpr std::string_view kFirstTerm = "XD";      ///< the first paragraph of a document
inline constexpr std::string_view kStampTerm = "XS";      ///< … of a document that has a stamp

// Value slots.
inline constexpr std::uint32_t kOrdinalSlot = 0;  ///< ordinal, 4 bytes, big-endian
inline constexpr std::uint32_t kDateSlot = 1;     ///< "YYYYMMDD", unknown parts "00"
inline constexpr std::uint32_t kOrderSlot = 2;    ///< `DocumentOrder`, on first paragraphs of sets
inline constexpr std::uint32_t kFirstFacetSlot = 8;  ///< facets in the order of the manifest

// Metadata keys.
inline constexpr std::string_view kTextBytesKey = "text_bytes";
inline constexpr std::string_view kManifestKey = "manifest";      ///< as in the file
inline constexpr std::string_view kDictionaryKey = "dictionary";  ///< of the records
inline constexpr std::string_view kCopyPrefix = "copy:";  ///< of the caches, for remote readers

/// The term of a document id, of a facet value. Long ones and those with zero bytes are hashed.
std::string id_term(std::string_view id);
std::string facet_term(std::string_view facet, std::string_view value);

/// A 64-bit FNV-1a hash with a final mix; stable for ever, part of the format.
std::uint64_t hash64(std::string_view bytes) noexcept;

}  // namespace pilcrow::internal::schema
