#include "pilcrow_index/inputs.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <unordered_set>

#include "pilcrow/error.h"

namespace pilcrow::programs {

namespace fs = std::filesystem;

namespace {

/// "a.JSONL.xz" → true.
bool has_record_ending(const fs::path& path) {
  std::string name = path.filename().string();
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
  });
  const auto cut_ending = [&](std::string_view ending) {
    const bool has = name.size() > ending.size() &&
                     std::string_view(name).substr(name.size() - ending.size()) == ending;
    if (has) name.resize(name.size() - ending.size());
    return has;
  };
  if (!cut_ending(".gz")) cut_ending(".xz");
  return cut_ending(".jsonl") || cut_ending(".ndjson");
}

SourceStamp stamp_of_file(const fs::path& absolute) {
  std::error_code failed;
  SourceStamp stamp{.path = absolute.string()};
  if (const auto size = fs::file_size(absolute, failed); !failed) stamp.size = size;
  if (const auto time = fs::last_write_time(absolute, failed); !failed) {
    const auto since = fs::file_time_type::clock::to_sys(time).time_since_epoch();
    stamp.modified = std::chrono::duration_cast<std::chrono::nanoseconds>(since).count();
  }
  return stamp;
}

/// Takes what `Reader::list` gives for one PATH.
class Lister {
 public:
  Lister(const Reader& reader, fs::path index, Notebook& notes)
      : reader_(reader), index_(std::move(index)), notes_(notes) {}

  void list(const std::string& name) {
    if (name == "-") {
      inputs.standard_input = true;
      return;
    }
    const fs::path root = absolute_path(name);
    inputs.roots.push_back(root);
    std::error_code failed;
    if (!fs::exists(name, failed)) {
      inputs.missing.push_back(name);
      return;
    }
    try {
      take(reader_.list(name, without_index()), name, root);
    } catch (const Error& error) {
      notes_.error(name, error.what());
    }
  }

  Inputs inputs;

 private:
  [[nodiscard]] bool in_index(const fs::path& absolute) const {
    return !index_.empty() && is_below(absolute, index_);
  }

  /// The index may lie among the documents; what its files are is not worth a note.
  [[nodiscard]] NoteSink without_index() const {
    return [this](const Note& note) {
      if (!note.where.empty() && in_index(absolute_path(note.where))) return;
      notes_.add(note);
    };
  }

  void take(std::vector<InputFile> files, const std::string& name, const fs::path& root) {
    const bool directory = fs::is_directory(root);
    std::size_t found = 0;
    for (InputFile& file : files) {
      const fs::path absolute =
          directory ? root / file.path.lexically_relative(name) : absolute_path(file.path);
      if (in_index(absolute)) continue;
      ++found;
      if (!seen_.insert(absolute.string()).second) continue;
      SourceStamp stamp = stamp_of_file(absolute);
      inputs.bytes += stamp.size;
      const bool records = has_record_ending(file.path);
      inputs.files.push_back({std::move(file), std::move(stamp), records});
    }
    if (found == 0) inputs.empty.push_back(name);
  }

  const Reader& reader_;
  fs::path index_;
  Notebook& notes_;
  std::unordered_set<std::string> seen_;
};

}  // namespace

Inputs list_inputs(const Reader& reader, const std::vector<std::string>& paths,
                   const fs::path& index, Notebook& notes) {
  Lister lister(reader, index.empty() ? fs::path{} : absolute_path(index), notes);
  for (const std::string& path : paths)
    lister.list(path);
  return std::move(lister.inputs);
}

fs::path absolute_path(const fs::path& path) {
  std::error_code failed;
  const fs::path plain = fs::absolute(path, failed).lexically_normal();
  const fs::path whole = plain.has_filename() ? plain : plain.parent_path();
  if (fs::is_directory(whole, failed)) return fs::canonical(whole, failed);
  return fs::weakly_canonical(whole.parent_path(), failed) / whole.filename();
}

bool is_below(const fs::path& path, const fs::path& root) {
  const std::string& inner = path.native();
  const std::string& outer = root.native();
  if (inner.compare(0, outer.size(), outer) != 0) return false;
  return inner.size() == outer.size() || outer.back() == '/' || inner[outer.size()] == '/';
}

}  // namespace pilcrow::programs
