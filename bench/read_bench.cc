#include "read_bench.h"

#include <lzma.h>
#include <zlib.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <istream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <streambuf>
#include <string_view>
#include <utility>

#include "base/machine.h"
#include "base/scratch.h"
#include "pilcrow/reader.h"
#include "pilcrow/splitter.h"

namespace pilcrow::bench {
namespace {

namespace fs = std::filesystem;

/// Seconds of processor time since it was made.
class ProcessorTime {
 public:
  [[nodiscard]] double seconds() const {
    return static_cast<double>(std::clock() - begin_) / CLOCKS_PER_SEC;
  }

 private:
  std::clock_t begin_ = std::clock();
};

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string title_of(const Document& document) {
  return document.title.empty() ? "Document " + document.id : document.title;
}

std::string as_markdown(const Document& document) {
  std::string out = "---\ntitle: \"" + title_of(document) + "\"\ndate: 2020-05-17\n---\n\n";
  std::size_t count = 0;
  for (const std::string_view line : paragraphs_of(document.text)) {
    if (count % 8 == 0) out += "## Section " + std::to_string(count / 8 + 1) + "\n\n";
    if (count % 11 == 5) out += "- an item with *emphasis*\n- [a link](https://example.org/)\n\n";
    out.append(line).append("\n\n");
    ++count;
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string as_html(const Document& document) {
  const std::string title = escaped(title_of(document));
  std::string out =
      "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title +
      "</title><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\","
      "\"datePublished\":\"2020-05-17\",\"headline\":\"A page\"}</script></head><body><nav><ul>"
      "<li><a href=\"/\">Home</a></li><li><a href=\"/news\">News</a></li></ul></nav><main>"
      "<article><h1>" +
      title + "</h1>\n";
  std::size_t count = 0;
  for (const std::string_view line : paragraphs_of(document.text)) {
    if (count % 8 == 0) out += "<h2>Section " + std::to_string(count / 8 + 1) + "</h2>\n";
    out += "<p class=\"text\">" + escaped(line) + " <a href=\"#n\">note</a></p>\n";
    ++count;
  }
  return out +
         "</article></main><footer><p>All rights reserved. <a href=\"/privacy\">Privacy policy"
         "</a></p></footer></body></html>\n";
}

std::string as_record(const Document& document) {
  const nlohmann::json record = {{"id", document.id},
                                 {"title", title_of(document)},
                                 {"text", document.text},
                                 {"published", "2020-05-17"}};
  return record.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// A PDF of pages with one column of text, in ASCII.
std::string as_pdf(const Document& document) {
  constexpr std::size_t kColumns = 90;
  constexpr std::size_t kRows = 52;
  std::vector<std::string> pages(1);
  std::size_t row = 0;
  const auto put = [&](const std::string& line) {
    if (row == kRows) {
      pages.emplace_back();
      row = 0;
    }
    pages.back() += "1 0 0 1 60 " + std::to_string(760 - 13 * row++) + " Tm (" + line + ") Tj\n";
  };
  for (const std::string_view paragraph : paragraphs_of(document.text)) {
    std::string line;
    for (const char c : std::string(paragraph) + " ") {
      const bool plain = c >= ' ' && c <= '~' && c != '(' && c != ')' && c != '\\';
      if (c == ' ' && line.size() >= kColumns) {
        put(std::exchange(line, {}));
      } else {
        line += plain ? c : '-';
      }
    }
    put(line);
    put("");
  }
  std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>", "",
                                      "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"};
  std::string kids;
  for (const std::string& page : pages) {
    const std::size_t number = objects.size() + 1;
    kids += std::to_string(number) + " 0 R ";
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " +
                      std::to_string(number + 1) + " 0 R /Resources << /Font << /F 3 0 R >> >> >>");
    const std::string content = "BT /F 11 Tf\n" + page + "ET";
    objects.push_back("<< /Length " + std::to_string(content.size()) + " >>\nstream\n" + content +
                      "\nendstream");
  }
  objects[1] =
      "<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids + "] >>";
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(out.size());
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t table = out.size();
  out += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    const std::string digits = std::to_string(offset);
    out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return out + "trailer << /Size " + std::to_string(objects.size() + 1) +
         " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

std::string packed_gzip(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib does not start");
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string packed_xz(const std::string& bytes) {
  std::string out(lzma_stream_buffer_bound(bytes.size()), '\0');
  std::size_t size = 0;
  if (lzma_easy_buffer_encode(
          1, LZMA_CHECK_CRC32, nullptr, reinterpret_cast<const std::uint8_t*>(bytes.data()),
          bytes.size(), reinterpret_cast<std::uint8_t*>(out.data()), &size, out.size()) != LZMA_OK)
    throw std::runtime_error("liblzma does not pack");
  out.resize(size);
  return out;
}

struct Format {
  std::string ending;
  std::string (*write)(const Document&);
  std::string (*pack)(const std::string&);
};

std::string as_text(const Document& document) {
  return document.text;
}

std::vector<Format> formats() {
  return {{"txt", as_text, nullptr},           {"md", as_markdown, nullptr},
          {"html", as_html, nullptr},          {"pdf", as_pdf, nullptr},
          {"jsonl", as_record, nullptr},       {"txt.gz", as_text, packed_gzip},
          {"txt.xz", as_text, packed_xz},      {"html.gz", as_html, packed_gzip},
          {"jsonl.gz", as_record, packed_gzip}};
}

/// Writes the files of one format; returns their bytes before packing.
std::size_t write_files(const std::vector<Document>& documents, const Format& format,
                        const fs::path& folder) {
  fs::create_directories(folder);
  std::size_t bytes = 0;
  std::string records;
  const auto write = [&](const std::string& name, const std::string& content) {
    bytes += content.size();
    std::ofstream out(folder / (name + "." + format.ending), std::ios::binary);
    out << (format.pack == nullptr ? content : format.pack(content));
  };
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (format.write == as_record) {
      records += as_record(documents[i]);
    } else {
      write("document" + std::to_string(i), format.write(documents[i]));
    }
  }
  if (!records.empty()) write("records", records);
  return bytes;
}

struct Pass {
  double seconds = 0;
  std::size_t documents = 0;
  std::size_t paragraphs = 0;
};

Pass read_files(const fs::path& folder, bool split) {
  const Reader reader;
  const Splitter splitter;
  const NoteSink quiet = [](const Note&) {};
  Pass pass;
  const auto files = reader.list(folder, quiet);
  const ProcessorTime time;
  for (const InputFile& file : files) {
    reader.read(
        file,
        [&](Document&& document) {
          ++pass.documents;
          if (split) pass.paragraphs += splitter.split(document).size();
          return true;
        },
        quiet);
  }
  pass.seconds = time.seconds();
  return pass;
}

/// The same records again and again, up to a size, none of it held.
class RepeatedRecords final : public std::streambuf {
 public:
  RepeatedRecords(std::vector<std::string> records, std::uint64_t bytes)
      : records_(std::move(records)), left_(bytes) {}

 protected:
  int_type underflow() override {
    if (left_ == 0 || records_.empty()) return traits_type::eof();
    std::string& record = records_[next_++ % records_.size()];
    left_ -= std::min<std::uint64_t>(left_, record.size());
    setg(record.data(), record.data(), record.data() + record.size());
    return traits_type::to_int_type(record[0]);
  }

 private:
  std::vector<std::string> records_;
  std::uint64_t left_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<ReadFigures> measure_readers(const std::vector<Document>& documents, int rounds) {
  const Scratch scratch({});
  std::vector<ReadFigures> all;
  for (const Format& format : formats()) {
    const fs::path folder = scratch.path() / ("read-" + format.ending);
    ReadFigures figures{.format = format.ending};
    figures.bytes = write_files(documents, format, folder);
    for (int round = 0; round < rounds; ++round) {
      const double megabytes = static_cast<double>(figures.bytes) / 1e6;
      const Pass read = read_files(folder, false);
      const Pass both = read_files(folder, true);
      figures.files = both.documents;
      figures.paragraphs = both.paragraphs;
      figures.read_mb_per_s = std::max(figures.read_mb_per_s, megabytes / read.seconds);
      figures.read_split_mb_per_s = std::max(figures.read_split_mb_per_s, megabytes / both.seconds);
    }
    fs::remove_all(folder);
    if (figures.files > 0) all.push_back(figures);
  }
  return all;
}

StreamFigures measure_stream(const std::vector<Document>& documents, std::uint64_t megabytes) {
  std::vector<std::string> records;
  records.reserve(documents.size());
  for (const Document& document : documents)
    records.push_back(as_record(document));
  RepeatedRecords buffer(std::move(records), megabytes * 1'000'000);
  std::istream stream(&buffer);
  const Reader reader;
  const Splitter splitter;
  StreamFigures figures{.megabytes = static_cast<double>(megabytes)};
  reset_peak_memory();
  figures.memory_before_mb = static_cast<double>(memory_now().resident) / 1e6;
  std::size_t paragraphs = 0;
  const ProcessorTime time;
  reader.read_jsonl(
      stream, "stream",
      [&](Document&& document) {
        ++figures.records;
        paragraphs += splitter.split(document).size();
        return true;
      },
      [](const Note&) {});
  figures.mb_per_s = figures.megabytes / time.seconds();
  figures.memory_peak_mb = static_cast<double>(memory_now().peak) / 1e6;
  return figures;
}

}  // namespace pilcrow::bench
