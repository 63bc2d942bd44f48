#include "read/decode.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "pilcrow/error.h"
#include "text/lanes.h"
#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

struct Signature {
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::array<Signature, 16> kSignatures = {{
    {"PK\x03\x04", "a ZIP archive or an office document"},
    {"PK\x05\x06", "an empty ZIP archive"},
    {"%PDF-", "a PDF file"},
    {"\x1F\x8B", "a gzip file"},
    {"\xFD\x37zXZ", "an xz file"},
    {"BZh", "a bzip2 file"},
    {"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"},
    {"Rar!\x1A\x07", "a RAR archive"},
    {"\x28\xB5\x2F\xFD", "a Zstandard file"},
    {"\xD0\xCF\x11\xE0", "an old office document"},
    {"{\\rtf", "an RTF document"},
    {"\x89PNG", "a PNG picture"},
    {"\xFF\xD8\xFF", "a JPEG picture"},
    {"GIF8", "a GIF picture"},
    {"\x7F"
     "ELF",
     "a program"},
    {"SQLite format 3", "an SQLite database"},
}};

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter open_converter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

/// The whole of `bytes` to UTF-8, in pieces, so that sizes stay within ICU's.
std::string convert(std::string_view bytes, UConverter* from) {
  UErrorCode status = U_ZERO_ERROR;
  const Converter to(ucnv_open("UTF-8", &status));
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  std::array<char, 1U << 15U> target{};
  std::array<UChar, 1U << 13U> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  UBool reset = 1;
  do {
    status = U_ZERO_ERROR;
    char* at = target.data();
    ucnv_convertEx(to.get(), from, &at, target.data() + target.size(), &source, end, pivot.data(),
                   &pivot_source, &pivot_target, pivot.data() + pivot.size(), reset, 1, &status);
    out.append(target.data(), at);
    reset = 0;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status)) throw Error(ErrorCode::unreadable, "its text cannot be decoded");
  return out;
}

std::string convert(std::string_view bytes, const std::string& name) {
  const Converter converter = open_converter(name);
  if (!converter) throw Error(ErrorCode::unreadable, "its encoding " + name + " is not known");
  return convert(bytes, converter.get());
}

struct ByteOrderMark {
  std::string_view bytes;
  const char* encoding;
};

/// UTF-32 first: its little-endian mark begins with that of UTF-16.
constexpr std::array<ByteOrderMark, 5> kByteOrderMarks = {{
    {"\xEF\xBB\xBF", "UTF-8"},
    {{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
    {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
    {"\xFF\xFE", "UTF-16LE"},
    {"\xFE\xFF", "UTF-16BE"},
}};

/// UTF-16 without a mark: most of the bytes on one side are zero.
const char* guess_utf16(std::string_view head) {
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i)
    zeros[i % 2] += head[i] == '\0' ? 1U : 0U;
  const std::size_t half = head.size() / 2;
  if (half < 4) return nullptr;
  if (zeros[1] * 10 > half * 6 && zeros[0] * 10 < half) return "UTF-16LE";
  if (zeros[0] * 10 > half * 6 && zeros[1] * 10 < half) return "UTF-16BE";
  return nullptr;
}

/// Control characters that no text has in number.
bool looks_binary(std::string_view head) {
  std::size_t odd = 0;
  for (std::size_t at = 0; at < head.size(); ++at) {
    while (at + Lanes::kSize < head.size() && !Lanes::read(head.data() + at).has_control())
      at += Lanes::kSize;
    const char c = head[at];
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1B) {
      ++odd;
    }
  }
  return odd * 100 > head.size();
}

/// Valid UTF-8 with each broken byte replaced.
std::string repair(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + 16);
  while (!bytes.empty()) {
    const std::size_t good = find_invalid_utf8(bytes);
    out.append(bytes.substr(0, good));
    bytes.remove_prefix(good);
    if (bytes.empty()) break;
    append_utf8(out, kReplacement);
    // The rest of a cut sequence goes with its first byte.
    std::size_t bad = 1;
    while (bad < bytes.size() && bad < 4 &&
           (static_cast<unsigned char>(bytes[bad]) & 0xC0U) == 0x80U) {
      ++bad;
    }
    bytes.remove_prefix(bad);
  }
  return out;
}

/// Broken places and good multi-byte sequences.
struct Utf8Count {
  std::size_t broken = 0;
  std::size_t good = 0;
};

Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint point = decode_utf8(bytes, at);
    if (point.size == 1) {
      ++count.broken;
    } else {
      ++count.good;
    }
    at += point.size;
  }
  return count;
}

/// A text cut in the middle of its last character is UTF-8 for all that. Where nothing else beyond
/// ASCII stands in it, "caf\xC3" is: no word ends in such a capital; "caf\xE9" is Latin.
bool is_cut_utf8(std::string_view bytes, const Utf8Count& count) {
  const std::string_view tail = bytes.substr(find_invalid_utf8(bytes));
  if (count.broken == 0 || tail.size() >= 4) return false;
  if (count.good > 0) return true;
  const auto lead = static_cast<unsigned char>(tail[0]);
  const bool letter = bytes.size() > 1 && is_ascii_lower(bytes[bytes.size() - 2]);
  return tail.size() == 1 && letter && lead >= 0xC3 && lead < 0xDF;
}

/// What to call the bytes: Windows-1252 unless ICU is sure of another single-byte or East Asian
/// encoding. The Windows forms stand for their ISO 8859 subsets.
std::string guess_encoding(std::string_view bytes) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kWindows = {{
      {"ISO-8859-1", "windows-1252"},
      {"ISO-8859-2", "windows-1250"},
      {"ISO-8859-5", "ISO-8859-5"},
      {"ISO-8859-6", "windows-1256"},
      {"ISO-8859-7", "windows-1253"},
      {"ISO-8859-8", "windows-1255"},
      {"ISO-8859-8-I", "windows-1255"},
      {"ISO-8859-9", "windows-1254"},
  }};
  constexpr std::size_t kSample = std::size_t{1} << 17;
  constexpr int kSure = 40;
  constexpr int kVerySure = 90;
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  const std::string_view sample = bytes.substr(0, kSample);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
    const std::string_view name = ucsdet_getName(matches[i], &status);
    const int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (confidence < kSure) break;
    if (starts_with_nocase(name, "windows-125") || name == "KOI8-R") return std::string(name);
    for (const auto& [iso, windows] : kWindows) {
      if (name == iso) return std::string(windows);
    }
    const bool east_asian = name == "Shift_JIS" || name == "EUC-JP" || name == "EUC-KR" ||
                            name == "GB18030" || name == "Big5";
    if (east_asian && confidence >= kVerySure) return std::string(name);
  }
  return "windows-1252";
}

}  // namespace

std::string_view binary_kind(std::string_view bytes) noexcept {
  for (const Signature& signature : kSignatures) {
    if (bytes.substr(0, signature.bytes.size()) == signature.bytes) return signature.kind;
  }
  return {};
}

Decoded decode_text(std::string bytes, std::string_view declared) {
  for (const ByteOrderMark& mark : kByteOrderMarks) {
    if (bytes.compare(0, mark.bytes.size(), mark.bytes) != 0) continue;
    if (std::string_view(mark.encoding) != "UTF-8") {
      return {convert(std::string_view(bytes).substr(mark.bytes.size()), mark.encoding), {}};
    }
    bytes.erase(0, mark.bytes.size());
    break;
  }
  if (const std::string_view kind = binary_kind(bytes); !kind.empty()) {
    throw Error(ErrorCode::unreadable, "is " + std::string(kind) + ", not text");
  }
  const std::string_view head = std::string_view(bytes).substr(0, std::size_t{1} << 16);
  if (head.find('\0') != std::string_view::npos) {
    if (const char* encoding = guess_utf16(head)) {
      return {convert(bytes, encoding), std::string("decoded as ") + encoding + " by a guess"};
    }
  }
  if (looks_binary(head)) throw Error(ErrorCode::unreadable, "is binary data, not text");
  if (find_invalid_utf8(bytes) == bytes.size()) return {std::move(bytes), {}};
  if (!declared.empty() && !starts_with_nocase(declared, "utf")) {
    if (const Converter converter = open_converter(std::string(declared))) {
      return {convert(bytes, converter.get()), {}};
    }
  }
  const Utf8Count count = count_utf8(bytes);
  if (count.good >= 2 * count.broken || is_cut_utf8(bytes, count)) {
    return {repair(bytes),
            "has " + std::to_string(count.broken) + " broken UTF-8 sequences, replaced by U+FFFD"};
  }
  const std::string encoding = guess_encoding(bytes);
  return {convert(bytes, encoding), "is not UTF-8; decoded as " + encoding + " by a guess"};
}

}  // namespace pilcrow::internal
