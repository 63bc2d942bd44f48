#include "read/jsonl_reader.h"

#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "pilcrow/error.h"
#include "read/decode.h"
#include "text/strings.h"
#include "text/utf8.h"

namespace pilcrow::internal {
namespace {

/// Takes a record apart as it is parsed, without a tree and without recursion: its fields, its
/// tags, and everything else as metadata (nested values as the JSON they were).
class RecordHandler final : public nlohmann::json_sax<nlohmann::json> {
 public:
  RecordHandler(Document& document, std::string& problem)
      : document_(document), problem_(problem) {}

  bool null() override { return nested() ? raw("null") : true; }
  bool boolean(bool value) override { return scalar(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return scalar(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return scalar(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return scalar(text); }
  bool binary(binary_t&) override { return true; }

  bool string(string_t& value) override {
    if (in_tags()) return tag(value);
    if (nested()) return raw(nlohmann::json(value).dump(-1, ' ', false, kReplace));
    field(std::move(value));
    return true;
  }

  bool key(string_t& name) override {
    if (depth_ == 1) {
      field_ = name;
    } else if (depth_ == 2 && is_tags()) {
      facet_ = name;
    } else if (!is_tags()) {
      raw(nlohmann::json(name).dump(-1, ' ', false, kReplace));
      nested_ += ':';
      first_ = true;
    }
    return true;
  }

  bool start_object(std::size_t) override { return start('{'); }
  bool start_array(std::size_t) override { return start('['); }
  bool end_object() override { return end('}'); }
  bool end_array() override { return end(']'); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception& error) override {
    const char* const what = std::strstr(error.what(), ": ");
    error_ = "is not JSON at byte " + std::to_string(position) +
             (what != nullptr ? std::string(what) : std::string());
    return false;
  }

  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] bool has_text() const { return has_text_; }

  /// The record is complete: its date can be read in its language.
  void finish() {
    if (published_.empty()) return;
    document_.published = parse_date(published_, document_.language);
    if (document_.published) {
      document_.published_from = DateOrigin::given;
    } else {
      problem_ = "has a published date that is not understood: " + published_;
      document_.metadata["published"] = published_;
    }
  }

 private:
  static constexpr auto kReplace = nlohmann::json::error_handler_t::replace;

  [[nodiscard]] bool nested() const { return depth_ > 1; }
  [[nodiscard]] bool is_tags() const { return field_ == "tags"; }
  [[nodiscard]] bool in_tags() const { return is_tags() && depth_ >= 2; }

  bool start(char bracket) {
    if (depth_ == 0 && bracket != '{') return refuse("is not a JSON object");
    ++depth_;
    if (depth_ == 2) {
      nested_.clear();
      first_ = true;
    }
    if (depth_ >= 2 && !is_tags()) {
      comma();
      nested_ += bracket;
      first_ = true;
    }
    return true;
  }

  bool end(char bracket) {
    if (depth_ >= 2 && !is_tags()) {
      nested_ += bracket;
      first_ = false;
      if (depth_ == 2) field(std::exchange(nested_, {}));
    }
    --depth_;
    return true;
  }

  void comma() {
    if (!first_) nested_ += ',';
    first_ = false;
  }

  bool raw(const std::string& json) {
    if (is_tags()) return true;
    comma();
    nested_ += json;
    return true;
  }

  bool scalar(std::string value) {
    if (depth_ == 0) return refuse("is not a JSON object");
    if (in_tags()) return tag(value);
    if (nested()) return raw(value);
    field(std::move(value));
    return true;
  }

  bool refuse(std::string why) {
    error_ = std::move(why);
    return false;
  }

  bool tag(const std::string& value) {
    if (facet_.empty()) {
      problem_ = "has tags that are not an object of facets; they are left out";
    } else if (!value.empty()) {
      document_.tags.push_back({facet_, value});
    }
    return true;
  }

  void field(std::string value) {
    if (depth_ == 0) {
      error_ = "is not a JSON object";
    } else if (field_ == "id") {
      document_.id = std::move(value);
    } else if (field_ == "title") {
      document_.title = fold_space(value);
    } else if (field_ == "text") {
      document_.text = std::move(value);
      has_text_ = true;
    } else if (field_ == "url") {
      document_.url = std::move(value);
    } else if (field_ == "language") {
      document_.language = std::move(value);
    } else if (field_ == "author") {
      document_.author = std::move(value);
    } else if (field_ == "subtitle") {
      document_.subtitle = std::move(value);
    } else if (field_ == "published") {
      published_ = std::move(value);
    } else if (field_ == "tags") {
      problem_ = "has tags that are not an object of facets; they are left out";
    } else {
      document_.metadata[field_] = std::move(value);
    }
  }

  Document& document_;
  std::string& problem_;
  std::string error_;
  std::string field_;
  std::string facet_;
  std::string nested_;
  std::string published_;
  std::size_t depth_ = 0;
  bool first_ = true;
  bool has_text_ = false;
};

}  // namespace

bool for_each_line(ByteSource& source, std::size_t max_bytes,
                   const std::function<bool(const SourceLine&)>& visit) {
  std::vector<char> buffer(std::size_t{1} << 18);
  std::string held;  // the beginning of a line that the buffer cut
  SourceLine line{1, {}, false};
  const auto finish = [&](std::string_view rest) {
    if (held.size() + rest.size() > max_bytes) line.too_long = true;
    if (!held.empty() && !line.too_long) held.append(rest);
    line.bytes = line.too_long ? std::string_view{} : (held.empty() ? rest : held);
    const bool go_on = visit(line);
    line = {line.number + 1, {}, false};
    held.clear();
    if (held.capacity() > (std::size_t{1} << 24)) held.shrink_to_fit();
    return go_on;
  };
  while (const std::size_t got = source.read(buffer.data(), buffer.size())) {
    std::string_view chunk(buffer.data(), got);
    for (std::size_t end = chunk.find('\n'); end != std::string_view::npos;
         end = chunk.find('\n')) {
      if (!finish(chunk.substr(0, end))) return false;
      chunk.remove_prefix(end + 1);
    }
    if (held.size() + chunk.size() > max_bytes) {
      line.too_long = true;
      held.clear();
    }
    if (!line.too_long) held.append(chunk);
  }
  return (held.empty() && !line.too_long) || finish({});
}

void read_record(std::string_view line, Document& document, std::string& problem) {
  RecordHandler handler(document, problem);
  bool good = false;
  if (find_invalid_utf8(line) == line.size()) {
    good = nlohmann::json::sax_parse(line.begin(), line.end(), &handler);
  } else {
    const Decoded decoded = decode_text(std::string(line));
    problem = decoded.note;
    good = nlohmann::json::sax_parse(decoded.text, &handler);
  }
  if (!good || !handler.error().empty()) throw Error(ErrorCode::unreadable, handler.error());
  if (!handler.has_text()) throw Error(ErrorCode::unreadable, "has no \"text\"");
  handler.finish();
}

}  // namespace pilcrow::internal
