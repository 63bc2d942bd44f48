#include "index/impact.h"

#include <algorithm>
#include <cmath>

namespace pilcrow::internal {

namespace {

double field_part(double weight, double b, std::uint32_t tf, std::uint32_t length, double average) {
  if (tf == 0) return 0;
  const double ratio = average > 0 ? length / average : 1.0;
  return weight * tf / (1 - b + b * ratio);
}

}  // namespace

double term_frequency_part(const RankingConstants& c, const FieldCounts& tf,
                           const FieldCounts& length) noexcept {
  const double total =
      field_part(c.body_weight, c.b, tf.body, length.body, c.average_body) +
      field_part(c.heading_weight, c.b, tf.heading, length.heading, c.average_heading) +
      field_part(c.title_weight, c.b, tf.title, length.title, c.average_title);
  return total * (c.k1 + 1) / (total + c.k1);
}

std::uint8_t impact(const RankingConstants& c, const FieldCounts& tf,
                    const FieldCounts& length) noexcept {
  const double units = std::round(kImpactScale * term_frequency_part(c, tf, length));
  return static_cast<std::uint8_t>(std::clamp(units, 1.0, 255.0));
}

double inverse_document_frequency(double documents, double with_term) noexcept {
  double ratio = (documents - with_term + 0.5) / (with_term + 0.5);
  if (ratio < 2) ratio = ratio * 0.5 + 1;
  return std::log(ratio);
}

}  // namespace pilcrow::internal
