#include "index/stored_record.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <new>

#include "index/checksum.h"
#include "index/coding.h"
#include "index/schema.h"
#include "pilcrow/error.h"

namespace pilcrow::internal {

namespace {

// What a stored record begins with.
constexpr char kPlainRecord = 0;
constexpr char kPackedRecord = 1;  // a frame of zstd follows, without its magic number

constexpr std::string_view kZstdMagic("\x28\xb5\x2f\xfd", 4);
constexpr int kRecordLevel = 3;
constexpr std::size_t kDictionaryBytes = std::size_t{112} << 10;
constexpr std::size_t kSamplePerDictionary = 24;  // bytes of sample for each of the dictionary
constexpr std::size_t kLeastDictionary = std::size_t{16} << 10;
constexpr std::size_t kMostRecordBytes = std::size_t{64} << 20;  // of a record

template <typename T, std::size_t (*Free)(T*)>
struct ZstdFreed {
  void operator()(T* object) const { Free(object); }
};
using CompressionContext = std::unique_ptr<ZSTD_CCtx, ZstdFreed<ZSTD_CCtx, ZSTD_freeCCtx>>;
using DecompressionContext = std::unique_ptr<ZSTD_DCtx, ZstdFreed<ZSTD_DCtx, ZSTD_freeDCtx>>;
using CompressionTables = std::unique_ptr<ZSTD_CDict, ZstdFreed<ZSTD_CDict, ZSTD_freeCDict>>;
using DecompressionTables = std::unique_ptr<ZSTD_DDict, ZstdFreed<ZSTD_DDict, ZSTD_freeDDict>>;

template <typename Pointer>
Pointer zstd_made(Pointer pointer) {
  if (!pointer) throw std::bad_alloc();
  return pointer;
}

[[noreturn]] void throw_damaged_record() {
  throw Error(ErrorCode::index_damaged, "xapian/docdata.glass: a record cannot be unpacked");
}

}  // namespace

struct RecordDictionary::Tables {
  DecompressionTables decompression;
};

RecordDictionary::RecordDictionary(std::string bytes)
    : bytes_(std::move(bytes)), tables_(std::make_unique<Tables>()) {
  if (!bytes_.empty())
    tables_->decompression =
        zstd_made(DecompressionTables(ZSTD_createDDict(bytes_.data(), bytes_.size())));
}
RecordDictionary::~RecordDictionary() = default;

std::string RecordDictionary::train(const std::vector<std::string>& records) {
  std::size_t total = 0;
  for (const std::string& record : records)
    total += record.size();
  const std::size_t wanted = std::min(kDictionaryBytes, total / kSamplePerDictionary);
  if (wanted < kLeastDictionary) return {};
  // More of the sample costs time and gains nothing.
  const std::size_t step = std::max<std::size_t>(1, total / (kSamplePerDictionary * wanted));
  std::string sample;
  std::vector<std::size_t> sizes;
  for (std::size_t i = 0; i < records.size(); i += step) {
    sample += records[i];
    sizes.push_back(records[i].size());
  }
  std::string bytes(wanted, '\0');
  const std::size_t size = ZDICT_trainFromBuffer(bytes.data(), bytes.size(), sample.data(),
                                                 sizes.data(), static_cast<unsigned>(sizes.size()));
  if (ZDICT_isError(size) != 0) return {};
  bytes.resize(size);
  return bytes;
}

struct RecordPacker::Context {
  explicit Context(const std::string& dictionary)
      : tables(zstd_made(CompressionTables(
            ZSTD_createCDict(dictionary.data(), dictionary.size(), kRecordLevel)))),
        context(zstd_made(CompressionContext(ZSTD_createCCtx()))) {
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_dictIDFlag, 0);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 0);
    ZSTD_CCtx_refCDict(context.get(), tables.get());
  }

  CompressionTables tables;
  CompressionContext context;
};

RecordPacker::RecordPacker(std::shared_ptr<const RecordDictionary> dictionary)
    : dictionary_(std::move(dictionary)) {
  if (dictionary_ && !dictionary_->bytes().empty())
    context_ = std::make_unique<Context>(dictionary_->bytes());
}
RecordPacker::~RecordPacker() = default;

std::string_view RecordPacker::pack(std::string_view record) {
  packed_ = false;
  if (context_ && record.size() <= kMostRecordBytes) {
    out_.resize(ZSTD_compressBound(record.size()));
    const std::size_t size = ZSTD_compress2(context_->context.get(), out_.data(), out_.size(),
                                            record.data(), record.size());
    if (ZSTD_isError(size) == 0 && size >= kZstdMagic.size() &&
        size - kZstdMagic.size() < record.size()) {
      packed_ = true;
      // The place of the magic number's last byte is that of the mark.
      out_[kZstdMagic.size() - 1] = kPackedRecord;
      return std::string_view(out_).substr(kZstdMagic.size() - 1, size - kZstdMagic.size() + 1);
    }
  }
  out_.assign(1, kPlainRecord).append(record);
  return out_;
}

RecordReader::RecordReader(const Xapian::Database& database)
    : dictionary_(std::make_shared<RecordDictionary>(read_dictionary(database))) {}

std::string RecordReader::unpack(std::string_view stored) const {
  if (stored.empty()) throw_damaged_record();
  const char kind = stored.front();
  stored.remove_prefix(1);
  if (kind == kPlainRecord) return std::string(stored);
  if (kind != kPackedRecord || !dictionary_ || dictionary_->bytes().empty()) throw_damaged_record();
  thread_local const DecompressionContext context =
      zstd_made(DecompressionContext(ZSTD_createDCtx()));
  std::string frame(kZstdMagic);
  frame += stored;
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size > kMostRecordBytes) throw_damaged_record();
  std::string record(static_cast<std::size_t>(size), '\0');
  const std::size_t unpacked =
      ZSTD_decompress_usingDDict(context.get(), record.data(), record.size(), frame.data(),
                                 frame.size(), dictionary_->tables_->decompression.get());
  if (ZSTD_isError(unpacked) != 0 || unpacked != record.size()) throw_damaged_record();
  return record;
}

std::string read_dictionary(const Xapian::Database& database) {
  const std::string stored = database.get_metadata(std::string(schema::kDictionaryKey));
  if (stored.empty()) return {};
  Decoder in(stored);
  const auto sum = in.fixed<std::uint64_t>();
  std::string bytes(in.bytes(in.left()));
  if (checksum(bytes) != sum)
    throw Error(ErrorCode::index_damaged,
                "xapian/postlist.glass: the dictionary of the records does not fit its checksum");
  return bytes;
}

void write_dictionary(Xapian::WritableDatabase& database, const std::string& bytes) {
  const std::string key(schema::kDictionaryKey);
  std::string stored;
  if (!bytes.empty()) {
    put_fixed(stored, checksum(bytes));
    stored += bytes;
  }
  if (database.get_metadata(key) != stored) database.set_metadata(key, stored);
}

}  // namespace pilcrow::internal
