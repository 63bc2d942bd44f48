#include "index/deflater.h"

#include <zlib.h>

#include <new>

namespace pilcrow::internal {

namespace {

constexpr std::size_t kShortBytes = 4096;
constexpr std::size_t kLeastBytes = 5;  // shorter ones never become shorter

}  // namespace

struct Deflater::Stream {
  Stream(int level, int window_bits, int memory) {
    if (deflateInit2(&state, level, Z_DEFLATED, -window_bits, memory, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Stream() { deflateEnd(&state); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  z_stream state{};
};

Deflater::Deflater(int level)
    : short_(std::make_unique<Stream>(level, 12, 6)),
      long_(std::make_unique<Stream>(level, 15, 9)) {}
Deflater::~Deflater() = default;

bool Deflater::append(std::string_view bytes, std::string& out) {
  const std::size_t begin = out.size();
  if (bytes.size() >= kLeastBytes) {
    z_stream& stream = (bytes.size() <= kShortBytes ? short_ : long_)->state;
    deflateReset(&stream);
    out.resize(begin + bytes.size() - 1);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + begin);
    stream.avail_out = static_cast<uInt>(bytes.size() - 1);
    if (deflate(&stream, Z_FINISH) == Z_STREAM_END) {
      out.resize(begin + stream.total_out);
      return true;
    }
    out.resize(begin);
  }
  out += bytes;
  return false;
}

}  // namespace pilcrow::internal
