#include <algorithm>
#include <set>
#include <utility>

#include "pilcrow/error.h"
#include "pilcrow/reader.h"
#include "read/formats.h"

namespace pilcrow {

namespace fs = std::filesystem;

namespace {

void tell(const NoteSink& notes, Severity severity, const fs::path& where, std::string message) {
  if (notes) notes({severity, where.string(), std::move(message)});
}

bool is_hidden(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.empty() && name[0] == '.';
}

/// Walks a directory without recursion, in the order of names.
class Walk {
 public:
  Walk(fs::path root, const NoteSink& notes) : root_(std::move(root)), notes_(notes) {}

  std::vector<InputFile> run() {
    enter(root_);
    while (!pending_.empty()) {
      const fs::path path = std::move(pending_.back());
      pending_.pop_back();
      visit(path);
    }
    return std::move(files_);
  }

 private:
  void visit(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      enter(path);
    } else if (fs::is_regular_file(status)) {
      add(path);
    } else if (error || !fs::exists(status)) {
      tell(notes_, Severity::error, path, "cannot be followed: " + reason(error));
    } else {
      tell(notes_, Severity::info, path, "is not a regular file; left out");
    }
  }

  static std::string reason(const std::error_code& error) {
    return error ? error.message() : "a link to nothing";
  }

  void enter(const fs::path& directory) {
    std::error_code error;
    const fs::path real = fs::canonical(directory, error);
    if (error) {
      tell(notes_, Severity::error, directory, "cannot be opened: " + error.message());
      return;
    }
    if (!seen_.insert(real).second) {
      tell(notes_, Severity::info, directory, "is a link to a directory already read; left out");
      return;
    }
    std::vector<fs::path> entries;
    fs::directory_iterator at(directory, error);
    for (; !error && at != fs::directory_iterator(); at.increment(error)) {
      if (!is_hidden(at->path())) entries.push_back(at->path());
    }
    if (error) {
      tell(notes_, Severity::error, directory, "cannot be listed: " + error.message());
    }
    std::sort(entries.begin(), entries.end(), [](const fs::path& a, const fs::path& b) {
      return a.native() > b.native();  // the first one is taken from the back
    });
    std::move(entries.begin(), entries.end(), std::back_inserter(pending_));
  }

  void add(const fs::path& path) {
    const internal::NamedFormat named = internal::format_by_name(path.filename().string());
    if (named.format == nullptr) {
      tell(notes_, Severity::info, path, "has no reader for its ending; left out");
      return;
    }
    const fs::path relative = path.lexically_relative(root_);
    files_.push_back({path, (relative.parent_path() / named.stem).generic_string()});
  }

  fs::path root_;
  const NoteSink& notes_;
  std::vector<fs::path> pending_;
  std::set<fs::path> seen_;
  std::vector<InputFile> files_;
};

/// Two files of one folder may differ in their ending only ("a.txt", "a.md"): the later ones keep
/// it in their id.
void make_ids_unique(std::vector<InputFile>& files, const fs::path& root, const NoteSink& notes) {
  std::set<std::string> seen;
  for (InputFile& file : files) {
    if (seen.insert(file.id).second) continue;
    const std::string taken = file.id;
    const std::string whole = file.path.lexically_relative(root).generic_string();
    file.id = whole;
    for (std::size_t number = 2; !seen.insert(file.id).second; ++number)
      file.id = whole + '~' + std::to_string(number);
    tell(notes, Severity::info, file.path,
         "another file is called \"" + taken + "\" already; this one gets the id \"" + file.id +
             '"');
  }
}

}  // namespace

std::vector<InputFile> Reader::list(const fs::path& path, const NoteSink& notes) const {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    if (error && status.type() != fs::file_type::not_found) {
      throw Error(ErrorCode::unreadable, path.string() + ": " + error.message());
    }
    throw Error(ErrorCode::not_found, path.string() + ": no such file or directory");
  }
  if (!fs::is_directory(status)) {
    return {{path, internal::format_by_name(path.filename().string()).stem}};
  }
  std::vector<InputFile> files = Walk(path, notes).run();
  make_ids_unique(files, path, notes);
  return files;
}

}  // namespace pilcrow
