#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/xapian_guard.h"

namespace pilcrow::internal {

/// What the records of an index have in common, so that each can be stored without it: short texts
/// compress badly by themselves. Made of a sample when an index is built, and kept in its
/// databases. Safe to use from several threads.
class RecordDictionary {
 public:
  /// An empty one packs nothing.
  explicit RecordDictionary(std::string bytes);
  ~RecordDictionary();
  RecordDictionary(const RecordDictionary&) = delete;
  RecordDictionary& operator=(const RecordDictionary&) = delete;

  /// The bytes of a dictionary for records like these; none where they are too few to pay for it.
  static std::string train(const std::vector<std::string>& records);

  [[nodiscard]] const std::string& bytes() const noexcept { return bytes_; }

 private:
  friend class RecordPacker;
  friend class RecordReader;
  struct Tables;

  std::string bytes_;
  std::unique_ptr<Tables> tables_;  // made from the bytes
};

/// Makes what is stored of records. One thread at a time.
class RecordPacker {
 public:
  explicit RecordPacker(std::shared_ptr<const RecordDictionary> dictionary);
  ~RecordPacker();
  RecordPacker(const RecordPacker&) = delete;
  RecordPacker& operator=(const RecordPacker&) = delete;

  /// Valid until the next call.
  std::string_view pack(std::string_view record);
  /// Whether the last one was packed, and will not become shorter any more.
  [[nodiscard]] bool packed() const noexcept { return packed_; }

 private:
  struct Context;
  std::shared_ptr<const RecordDictionary> dictionary_;
  std::unique_ptr<Context> context_;
  std::string out_;
  bool packed_ = false;
};

/// Reads stored records back. Safe to use from several threads, each with a database of its own.
class RecordReader {
 public:
  RecordReader() = default;  ///< of a database without dictionary
  explicit RecordReader(const Xapian::Database& database);

  [[nodiscard]] std::string read(const Xapian::Database& database, DocId id) const {
    return unpack(database.get_document(id).get_data());
  }
  /// Throws `index_damaged` for what no packer made.
  [[nodiscard]] std::string unpack(std::string_view stored) const;

 private:
  std::shared_ptr<const RecordDictionary> dictionary_;
};

/// The bytes of a database's dictionary, none where it has none. Throws `index_damaged` where they
/// are not what was written.
std::string read_dictionary(const Xapian::Database& database);
/// Where the database has another one or none.
void write_dictionary(Xapian::WritableDatabase& database, const std::string& bytes);

}  // namespace pilcrow::internal
