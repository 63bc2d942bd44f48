#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/scratch.h"
#include "pilcrow/error.h"
#include "rivals/paragraph_file.h"
#include "rivals/rival.h"

namespace pilcrow::bench {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

// Where Debian's liblucene8-java puts its jars.
constexpr const char* kJars = "/usr/share/java";
constexpr std::array kModules{"core",   "analyzers-common", "facet",   "highlighter", "queries",
                              "memory", "queryparser",      "sandbox", "join",        "misc"};
constexpr const char* kSource = PILCROW_BENCH_SOURCE_DIR "/lucene/LuceneBench.java";

std::string shell_quoted(const std::string& argument) {
  std::string quoted = "'";
  for (const char c : argument)
    quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

/// Runs a command and gives its standard output; throws where it fails.
std::string output_of(const std::vector<std::string>& arguments) {
  std::string command;
  for (const std::string& argument : arguments)
    command += shell_quoted(argument) + " ";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw Error(ErrorCode::io, "cannot start " + arguments.at(0));
  std::string output;
  std::array<char, 65536> buffer{};
  while (const std::size_t read = std::fread(buffer.data(), 1, buffer.size(), pipe))
    output.append(buffer.data(), read);
  if (pclose(pipe) != 0) throw Error(ErrorCode::io, "failed: " + command);
  return output;
}

bool on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream list(path == nullptr ? "" : path);
  for (std::string directory; std::getline(list, directory, ':');)
    if (fs::exists(fs::path(directory) / program)) return true;
  return false;
}

// The jar of a module in its highest version of Lucene 8.
std::string jar_of(const std::string& module) {
  std::string found;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(kJars, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("lucene-" + module + "-8.") && name.ends_with(".jar"))
      found = std::max(found, entry.path().string());
  }
  return found;
}

std::string filters_text(const std::vector<FacetFilter>& filters) {
  std::string text;
  for (const FacetFilter& filter : filters)
    text += (text.empty() ? "" : ";") + filter.facet + "=" + filter.values.at(0);
  return text;
}

void write_queries(const fs::path& file, const std::vector<QueryClass>& classes) {
  std::ofstream out(file);
  for (const QueryClass& one : classes) {
    for (const BenchQuery& query : one.queries) {
      std::string words;
      for (const std::string& word : query.words)
        words += (words.empty() ? "" : " ") + word;
      out << one.name << '\t' << to_string(query.kind) << '\t' << words << '\t'
          << filters_text(query.where) << '\t' << filters_text(query.sideways) << '\n';
    }
  }
  out.close();
  if (!out) throw Error(ErrorCode::io, "cannot write " + file.string());
}

RivalRun run_from(const json& line) {
  RivalRun run;
  for (const json& one : line.at("answers"))
    run.answers.push_back(
        {one.at("top").get<std::vector<std::uint32_t>>(), one.at("total").get<std::int64_t>()});
  run.rounds = line.at("rounds").get<Rounds>();
  return run;
}

class Lucene : public Rival {
 public:
  [[nodiscard]] std::string name() const override { return "lucene"; }
  [[nodiscard]] std::string version() const override { return version_; }

  [[nodiscard]] std::string missing() const override {
    if (!on_path("java") || !on_path("javac")) return "no java and javac (default-jdk-headless)";
    if (jar_of("core").empty() || jar_of("facet").empty())
      return std::string("no Lucene 8 in ") + kJars + " (liblucene8-java)";
    if (!fs::exists(kSource)) return std::string("no ") + kSource;
    return {};
  }

  BuildFigures build(const fs::path& paragraphs, const fs::path& directory) override {
    directory_ = directory;
    for (const char* module : kModules)
      if (const std::string jar = jar_of(module); !jar.empty()) class_path_ += ":" + jar;
    const std::string classes = (directory / "classes").string();
    class_path_.insert(0, classes);
    output_of({"javac", "-nowarn", "-d", classes, "-cp", class_path_, kSource});
    const json built =
        json::parse(java({"build", paragraphs.string(), (directory / "index").string()}));
    version_ = built.at("version").get<std::string>() + " (Java " +
               built.at("java").get<std::string>() + ")";
    return {built.at("seconds").get<double>(), disk_bytes(directory / "index")};
  }

  std::vector<std::vector<RivalRun>> run(const std::vector<QueryClass>& classes,
                                         const std::vector<Task>& tasks,
                                         const RunPlan& plan) override {
    const fs::path queries = directory_ / "queries.tsv";
    write_queries(queries, classes);
    std::string task_names;
    for (const Task task : tasks)
      task_names += (task_names.empty() ? "" : ",") + std::string(to_string(task));
    std::istringstream output(java({"search", (directory_ / "index").string(), queries.string(),
                                    task_names, std::to_string(plan.rounds),
                                    std::to_string(plan.warm_up), std::to_string(plan.budget)}));
    // Classes without queries have no line.
    std::vector<std::vector<RivalRun>> runs(classes.size(), std::vector<RivalRun>(tasks.size()));
    for (std::string text; std::getline(output, text);) {
      const json line = json::parse(text);
      for (std::size_t c = 0; c < classes.size(); ++c)
        for (std::size_t t = 0; t < tasks.size(); ++t)
          if (line.at("class") == classes[c].name && line.at("task") == to_string(tasks[t]))
            runs[c][t] = run_from(line);
    }
    return runs;
  }

 private:
  [[nodiscard]] std::string java(const std::vector<std::string>& arguments) const {
    std::vector<std::string> command{"java", "-Xms1g", "-Xmx2g", "-cp", class_path_, "LuceneBench"};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return output_of(command);
  }

  fs::path directory_;
  std::string class_path_;
  std::string version_ = "8";
};

}  // namespace

std::unique_ptr<Rival> make_lucene() {
  return std::make_unique<Lucene>();
}

}  // namespace pilcrow::bench
