#include "read/byte_source.h"

#include <lzma.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <istream>
#include <utility>

#include "pilcrow/error.h"

namespace pilcrow::internal {
namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 16;

[[noreturn]] void fail(const std::string& name, const std::string& what) {
  throw Error(ErrorCode::unreadable, name + ": " + what);
}

class FileSource final : public ByteSource {
 public:
  explicit FileSource(const std::filesystem::path& path) : name_(path.string()) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) fail(name_, "is a directory");
    file_.reset(std::fopen(path.c_str(), "rb"));
    if (file_ == nullptr) {
      const int why = errno;
      if (why == ENOENT) throw Error(ErrorCode::not_found, name_ + ": no such file");
      fail(name_, std::string("cannot be opened: ") + std::strerror(why));
    }
  }

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t got = std::fread(to, 1, size, file_.get());
    if (got == 0 && std::ferror(file_.get()) != 0) {
      fail(name_, std::string("cannot be read: ") + std::strerror(errno));
    }
    return got;
  }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string name_;
  std::unique_ptr<std::FILE, Close> file_;
};

class StreamSource final : public ByteSource {
 public:
  explicit StreamSource(std::istream& stream) : stream_(stream) {}
  std::size_t read(char* to, std::size_t size) override {
    stream_.read(to, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(stream_.gcount());
  }

 private:
  std::istream& stream_;
};

class GzipSource final : public ByteSource {
 public:
  GzipSource(std::unique_ptr<ByteSource> packed, std::string name)
      : packed_(std::move(packed)), name_(std::move(name)) {
    if (inflateInit2(&stream_, 15 + 16) != Z_OK) fail(name_, "cannot be unpacked");
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(size < kBuffer ? size : kBuffer);
    const uInt room = stream_.avail_out;
    while (stream_.avail_out == room && !done_)
      step();
    return room - stream_.avail_out;
  }

 private:
  void step() {
    if (stream_.avail_in == 0) {
      stream_.avail_in = static_cast<uInt>(packed_->read(buffer_.data(), buffer_.size()));
      stream_.next_in = reinterpret_cast<Bytef*>(buffer_.data());
      if (stream_.avail_in == 0) {
        if (!between_members_) fail(name_, "is a damaged gzip file (it ends early)");
        done_ = true;
        return;
      }
    }
    if (between_members_ && inflateReset(&stream_) != Z_OK) fail(name_, "cannot be unpacked");
    between_members_ = false;
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      between_members_ = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      fail(name_, "is a damaged gzip file");
    }
  }

  std::unique_ptr<ByteSource> packed_;
  std::string name_;
  std::array<char, kBuffer> buffer_{};
  z_stream stream_{};
  bool between_members_ = false;
  bool done_ = false;
};

class XzSource final : public ByteSource {
 public:
  XzSource(std::unique_ptr<ByteSource> packed, std::string name)
      : packed_(std::move(packed)), name_(std::move(name)) {
    constexpr std::uint64_t kMemory = std::uint64_t{1} << 30;
    if (lzma_stream_decoder(&stream_, kMemory, LZMA_CONCATENATED) != LZMA_OK) {
      fail(name_, "cannot be unpacked");
    }
  }
  ~XzSource() override { lzma_end(&stream_); }
  XzSource(const XzSource&) = delete;
  XzSource& operator=(const XzSource&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    stream_.next_out = reinterpret_cast<std::uint8_t*>(to);
    stream_.avail_out = size;
    while (stream_.avail_out == size && !done_)
      step();
    return size - stream_.avail_out;
  }

 private:
  void step() {
    if (stream_.avail_in == 0 && !ended_) {
      stream_.avail_in = packed_->read(buffer_.data(), buffer_.size());
      stream_.next_in = reinterpret_cast<const std::uint8_t*>(buffer_.data());
      ended_ = stream_.avail_in == 0;
    }
    const lzma_ret result = lzma_code(&stream_, ended_ ? LZMA_FINISH : LZMA_RUN);
    if (result == LZMA_STREAM_END) {
      done_ = true;
    } else if (result != LZMA_OK) {
      fail(name_, result == LZMA_BUF_ERROR ? "is a damaged xz file (it ends early)"
                                           : "is a damaged xz file");
    }
  }

  std::unique_ptr<ByteSource> packed_;
  std::string name_;
  std::array<char, kBuffer> buffer_{};
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ended_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path) {
  return std::make_unique<FileSource>(path);
}

std::unique_ptr<ByteSource> from_stream(std::istream& stream) {
  return std::make_unique<StreamSource>(stream);
}

std::unique_ptr<ByteSource> unpack(std::unique_ptr<ByteSource> packed, Packing packing,
                                   const std::string& name) {
  switch (packing) {
    case Packing::gzip:
      return std::make_unique<GzipSource>(std::move(packed), name);
    case Packing::xz:
      return std::make_unique<XzSource>(std::move(packed), name);
    case Packing::none:
      break;
  }
  return packed;
}

Packing packing_of(std::string_view head) noexcept {
  if (head.substr(0, 2) == "\x1F\x8B") return Packing::gzip;
  if (head.substr(0, 6) == std::string_view("\xFD"
                                            "7zXZ\0",
                                            6)) {
    return Packing::xz;
  }
  return Packing::none;
}

std::string read_all(ByteSource& source, std::size_t limit, const std::string& name) {
  std::string bytes;
  std::string chunk(kBuffer, '\0');
  while (const std::size_t got = source.read(chunk.data(), chunk.size())) {
    if (bytes.size() + got > limit) {
      fail(name, "is larger than " + std::to_string(limit) + " bytes; raise max_document_bytes");
    }
    bytes.append(chunk, 0, got);
  }
  return bytes;
}

}  // namespace pilcrow::internal
