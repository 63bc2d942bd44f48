#include <utility>

#include "pilcrow/error.h"
#include "read/formats.h"

#ifdef PILCROW_HAVE_PDF
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <mutex>
#include <vector>

#include "read/dates.h"
#include "read/decode.h"
#include "read/text_layout.h"
#include "text/strings.h"
#include "text/utf8.h"
#endif

namespace pilcrow::internal {

#ifndef PILCROW_HAVE_PDF

void read_pdf_format(ReadJob&, Document&) {
  throw Error(ErrorCode::unsupported,
              "is a PDF file, and this build has no PDF reader; build with PILCROW_PDF");
}

#else

namespace {

std::string to_utf8(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  std::string out(bytes.begin(), bytes.end());
  return find_invalid_utf8(out) == out.size() ? out : decode_text(std::move(out)).text;
}

std::unique_ptr<poppler::document> open_pdf(const std::string& bytes) {
  static std::once_flag quiet;
  std::call_once(
      quiet, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
  if (bytes.size() > static_cast<std::size_t>(INT32_MAX)) {
    throw Error(ErrorCode::unreadable, "is a PDF file of more than 2 GB");
  }
  std::unique_ptr<poppler::document> pdf(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (pdf == nullptr) throw Error(ErrorCode::unreadable, "is a damaged PDF file");
  if (pdf->is_locked()) {
    throw Error(ErrorCode::unreadable,
                "is an encrypted PDF file; remove its password to have it read");
  }
  return pdf;
}

/// The text of all pages in reading order, a form feed between two.
std::string text_of(const poppler::document& pdf) {
  std::string text;
  for (int i = 0; i < pdf.pages(); ++i) {
    const std::unique_ptr<poppler::page> page(pdf.create_page(i));
    if (page == nullptr) continue;
    if (!text.empty()) text.push_back('\f');
    std::string one =
        to_utf8(page->text(poppler::rectf(), poppler::page::non_raw_non_physical_layout));
    // Poppler ends pages itself.
    std::replace(one.begin(), one.end(), '\f', '\n');
    while (!one.empty() && (one.back() == '\n' || one.back() == ' '))
      one.pop_back();
    text += one;
    text.push_back('\n');
  }
  return text;
}

/// Titles that programs put into the metadata where people gave none.
bool is_real_title(std::string_view title) {
  return title.size() >= 4 && !starts_with_nocase(title, "untitled") &&
         !starts_with_nocase(title, "microsoft word") && !starts_with_nocase(title, "slide 1") &&
         !contains_nocase(title, ".doc") && !contains_nocase(title, ".indd") &&
         !contains_nocase(title, ".tex") && !contains_nocase(title, ".dvi") &&
         title.find(' ') != std::string_view::npos;
}

void read_metadata(const poppler::document& pdf, Document& document) {
  const std::string title = fold_space(to_utf8(pdf.get_title()));
  if (is_real_title(title)) document.title = title;
  document.author = fold_space(to_utf8(pdf.get_author()));
  const std::string subject = fold_space(to_utf8(pdf.get_subject()));
  if (!subject.empty()) document.metadata["subject"] = subject;
  const std::string keywords = fold_space(to_utf8(pdf.get_keywords()));
  if (!keywords.empty()) document.metadata["keywords"] = keywords;
  document.metadata["pages"] = std::to_string(pdf.pages());
}

std::optional<Date> creation_date(const poppler::document& pdf) {
  const std::time_t created = pdf.get_creation_date_t();
  std::tm parts{};
  if (created <= 0 || gmtime_r(&created, &parts) == nullptr) return std::nullopt;
  const Date date{parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday};
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

}  // namespace

void read_pdf_format(ReadJob& job, Document& document) {
  const std::unique_ptr<poppler::document> pdf = open_pdf(job.bytes);
  read_metadata(*pdf, document);
  document.text = text_of(*pdf);
  if (trim(document.text).empty()) {
    job.note(Severity::warning, "is a PDF file without text; is it a scan?");
    return;
  }
  TextLayout layout = lay_out_text(document.text, job.language, document.title);
  document.blocks = std::move(layout.blocks);
  if (document.title.empty()) document.title = std::move(layout.title);
  if (document.subtitle.empty()) document.subtitle = std::move(layout.subtitle);
  if (document.author.empty()) document.author = std::move(layout.author);
  // What is printed on the page goes before the day on which the file was made.
  document.published = layout.published ? layout.published : creation_date(*pdf);
  if (document.published) {
    document.published_from = layout.published ? DateOrigin::text : DateOrigin::meta;
  }
}

#endif

}  // namespace pilcrow::internal
