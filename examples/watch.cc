// Keeps the index of a folder up to date: what is new, changed or gone in the folder is so in the
// index a moment later. Who searches (pilcrow-search, pilcrow-serve) sees it with the next look.
//
//   watch INDEX FOLDER [SECONDS]      looks every SECONDS (2) until it is interrupted; 0 looks once
//
// It compares sizes and times of files, which works on every file system.

#include <pilcrow/pilcrow.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace {

volatile std::sig_atomic_t stopped = 0;

pilcrow::SourceStamp stamp_of(const fs::path& file) {
  const auto time = fs::file_time_type::clock::to_sys(fs::last_write_time(file));
  const auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch());
  return {.path = fs::absolute(file).lexically_normal().string(),
          .size = fs::file_size(file),
          .modified = since.count()};
}

/// What the reader left out is said; what it decided on the way is passed over.
void say(const pilcrow::Note& note) {
  if (note.severity == pilcrow::Severity::error)
    std::cerr << note.where << ": " << note.message << '\n';
}

class Watcher {
 public:
  Watcher(fs::path index, fs::path folder) : index_(std::move(index)), folder_(std::move(folder)) {
    open().for_each_stamp([this](std::string_view /*id*/, const pilcrow::SourceStamp& stamp) {
      seen_.insert_or_assign(stamp.path, stamp);
    });
  }

  /// Brings the index in line with the folder.
  void look() {
    std::vector<pilcrow::InputFile> changed;
    std::map<std::string, pilcrow::SourceStamp> now;
    for (pilcrow::InputFile& file : reader_.list(folder_, {})) {
      pilcrow::SourceStamp stamp;
      try {
        stamp = stamp_of(file.path);
      } catch (const fs::filesystem_error&) {
        continue;  // it is gone meanwhile
      }
      const auto seen = seen_.find(stamp.path);
      if (seen == seen_.end() || seen->second != stamp) changed.push_back(std::move(file));
      now.emplace(stamp.path, std::move(stamp));
    }
    bool anything = !changed.empty();
    for (const auto& [path, stamp] : seen_)
      anything = anything || now.count(path) == 0;
    if (anything) apply(changed, now);
    seen_ = std::move(now);
  }

 private:
  /// A writer is held only while there is something to write; another one may have its turn.
  pilcrow::IndexWriter open() const {
    return pilcrow::IndexWriter(index_, {.lock_wait = std::chrono::seconds(30)});
  }

  void apply(const std::vector<pilcrow::InputFile>& changed,
             const std::map<std::string, pilcrow::SourceStamp>& now) {
    pilcrow::IndexWriter writer = open();
    std::vector<std::string> outdated;  // a file of records may hold other ones now
    writer.for_each_stamp([&](std::string_view id, const pilcrow::SourceStamp& stamp) {
      const auto at = now.find(stamp.path);
      if (at == now.end() || at->second != stamp) outdated.emplace_back(id);
    });
    for (const std::string& id : outdated)
      writer.remove(id);
    for (const pilcrow::InputFile& file : changed) {
      std::cout << "reading " << file.path.string() << '\n';
      const std::string name = file.path.lexically_relative(folder_).string();
      const auto read = [this, file, name](const pilcrow::DocumentSink& sink) {
        const auto take = [&](pilcrow::Document&& document) {
          if (!document.one_line) document.id = name;  // "a.txt" and "a.md" are two documents
          return sink(std::move(document));
        };
        reader_.read(file, take, say);
      };
      writer.add(read, now.at(stamp_of(file.path).path));
    }
    const pilcrow::IndexStats stats = writer.commit();
    std::cout << "documents: " << stats.documents << ", paragraphs: " << stats.paragraphs
              << std::endl;
  }

  const pilcrow::Reader reader_;  // its members are const and may be called from many threads
  const fs::path index_;
  const fs::path folder_;
  std::map<std::string, pilcrow::SourceStamp> seen_;  // by path
};

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) {
    std::cerr << "usage: watch INDEX FOLDER [SECONDS]\n";
    return 2;
  }
  for (const int signal : {SIGINT, SIGTERM})
    std::signal(signal, [](int) { stopped = 1; });
  const std::chrono::milliseconds pause(argc > 3 ? std::atoi(argv[3]) * 1000 : 2000);
  constexpr std::chrono::milliseconds kNap(50);
  try {
    Watcher watcher(argv[1], argv[2]);
    do {
      watcher.look();
      for (auto waited = kNap; waited <= pause && stopped == 0; waited += kNap)
        std::this_thread::sleep_for(kNap);
    } while (stopped == 0 && pause.count() > 0);
  } catch (const std::exception& error) {
    std::cerr << "watch: " << error.what() << '\n';
    return 1;
  }
}
