#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace pilcrow::internal {

/// Compresses short texts one by one as raw deflate streams. One thread at a time.
class Deflater {
 public:
  explicit Deflater(int level);  ///< zlib's
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Appends `bytes` to `out`, compressed where that makes them shorter; whether it did.
  bool append(std::string_view bytes, std::string& out);

 private:
  struct Stream;
  std::unique_ptr<Stream> short_;  // for what fits into its small window: cheaper to begin anew
  std::unique_ptr<Stream> long_;
};

}  // namespace pilcrow::internal
