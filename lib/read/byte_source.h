#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <string>

namespace pilcrow::internal {

/// A stream of bytes: a file, unpacked on the way where it is compressed, or an istream.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Up to `size` bytes; 0 at the end. Throws Error (unreadable) for damage.
  virtual std::size_t read(char* to, std::size_t size) = 0;
};

/// How a file is packed; seen from its first bytes.
enum class Packing { none, gzip, xz };

/// Opens a file. Throws Error: not_found, unreadable (permission, a directory).
std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path);

/// Reads from a stream, which must outlive the result.
std::unique_ptr<ByteSource> from_stream(std::istream& stream);

/// Unpacks another source.
std::unique_ptr<ByteSource> unpack(std::unique_ptr<ByteSource> packed, Packing packing,
                                   const std::string& name);

/// What the first bytes of a file say.
Packing packing_of(std::string_view head) noexcept;

/// All bytes of a source. Throws Error (unreadable) for more than `limit`, naming `name`.
std::string read_all(ByteSource& source, std::size_t limit, const std::string& name);

}  // namespace pilcrow::internal
