#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "pilcrow/document.h"

namespace pilcrow::bench {

/// Invents a collection that anybody can make again: words by Zipf's law (with Mandelbrot's shift)
/// from a vocabulary that grows with the collection, documents on a subject with words of its own,
/// each with a country, a topic and a year, and names of states and topical phrases in the running
/// text so that the taggers have work.
///
/// The same paragraphs and seed give the same documents, one by one and in any order.
/// Thread safety: const, safe from several threads.
class Generator {
 public:
  Generator(std::uint64_t paragraphs, std::uint64_t seed);
  ~Generator();
  Generator(Generator&&) noexcept;
  Generator& operator=(Generator&&) noexcept;

  [[nodiscard]] std::uint64_t document_count() const;
  /// `number` is below `document_count()`.
  [[nodiscard]] Document document(std::uint64_t number) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pilcrow::bench
