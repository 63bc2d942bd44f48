#pragma once

#include <cstdint>

namespace pilcrow::internal {

/// How often a term stands in the fields of a paragraph, or how many words the fields have.
struct FieldCounts {
  std::uint32_t body = 0;
  std::uint32_t heading = 0;
  std::uint32_t title = 0;
};

/// The constants of BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009, 3.6).
/// Written into the manifest; an index keeps those it was built with until it is optimized.
struct RankingConstants {
  double k1 = 1.2;
  double b = 0.75;
  double body_weight = 1.0;
  double heading_weight = 0.5;
  double title_weight = 0.5;
  double average_body = 0;  ///< words; 0: not measured yet
  double average_heading = 0;
  double average_title = 0;

  friend bool operator==(const RankingConstants&, const RankingConstants&) = default;
};

/// One impact unit is a fiftieth of a BM25F term-frequency part.
inline constexpr double kImpactScale = 50.0;

/// tf' = Σ weight · tf / (1 − b + b · length / average) over the fields; (k1 + 1) tf' / (tf' + k1).
double term_frequency_part(const RankingConstants& constants, const FieldCounts& tf,
                           const FieldCounts& length) noexcept;

/// The same in impact units, rounded, at least 1 (at most 110 with k1 = 1.2): the wdf of a posting.
std::uint8_t impact(const RankingConstants& constants, const FieldCounts& tf,
                    const FieldCounts& length) noexcept;

/// Xapian's inverse document frequency (BM25Weight with no relevance set): log((N − n + ½)/(n +
/// ½)), with arguments below 2 bent so that it never becomes zero or negative.
double inverse_document_frequency(double documents, double with_term) noexcept;

}  // namespace pilcrow::internal
