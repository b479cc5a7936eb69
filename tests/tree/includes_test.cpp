// Holds the arrows between folders: an include may only run down.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot = SWEETSPOT_SOURCE_DIR;

// What each folder may include besides itself, directly or by its own layers' permission.
const std::map<std::string, std::set<std::string>>& allowed() {
  static const std::map<std::string, std::set<std::string>> rules = [] {
    std::map<std::string, std::set<std::string>> direct{
        {"engine/core", {}},
        {"engine/realtime", {"engine/core"}},
        {"engine/dsp", {"engine/realtime"}},
        {"engine/params", {"engine/dsp"}},
        {"engine/media", {"engine/params"}},
        {"engine/analysis", {"engine/media"}},
        {"engine/session", {"engine/analysis"}},
        {"engine/processors", {"engine/analysis"}},
        {"engine/tuning", {"engine/analysis"}},
        {"engine/mixer", {"engine/tuning", "engine/processors", "engine/session"}},
        {"engine/playback", {"engine/mixer"}},
        {"engine/mastering", {"engine/playback"}},
        {"engine/delivery", {"engine/mastering"}},
        {"engine/studio", {"engine/delivery"}},
    };
    std::map<std::string, std::set<std::string>> closed;
    for (const auto& [folder, below] : direct) {
      std::set<std::string>& all = closed[folder];
      std::vector<std::string> open(below.begin(), below.end());
      while (!open.empty()) {
        const std::string next = open.back();
        open.pop_back();
        if (!all.insert(next).second) continue;
        open.insert(open.end(), direct[next].begin(), direct[next].end());
      }
    }
    const std::set<std::string> face{"engine/core", "engine/params", "engine/session", "engine/studio"};
    const auto ui = [&](std::set<std::string> more) {
      more.insert(face.begin(), face.end());
      return more;
    };
    closed["ui/theme"] = {};
    closed["ui/store"] = ui({});
    closed["ui/controls"] = ui({"ui/theme"});
    closed["ui/panels"] = ui({"ui/theme", "ui/store", "ui/controls"});
    closed["ui/balance"] = ui({"ui/theme", "ui/store", "ui/controls"});
    closed["ui/history"] = ui({"ui/theme", "ui/store", "ui/controls"});
    for (const char* place : {"ui/arrange", "ui/mix", "ui/tune", "ui/master", "ui/deliver"})
      closed[place] = ui({"ui/theme", "ui/store", "ui/controls", "ui/panels", "ui/balance"});
    closed["ui/shell"] = ui({"ui/theme", "ui/store", "ui/controls", "ui/panels", "ui/balance", "ui/history", "ui/arrange", "ui/mix", "ui/tune", "ui/master", "ui/deliver"});
    closed["app/cli"] = face;
    closed["app/desktop"] = ui({"ui/shell", "ui/theme", "ui/store"});
    return closed;
  }();
  return rules;
}

struct Include {
  fs::path file;
  std::string target;
  bool system = false;
};

std::vector<fs::path> sources(const std::string& top) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / top))
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") found.push_back(entry.path());
  return found;
}

std::vector<Include> includes_of(const fs::path& file) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re");
  std::vector<Include> found;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (std::regex_search(line, match, pattern)) found.push_back({file, match[2], match[1] == "<"});
  }
  return found;
}

// "engine/dsp" of "engine/dsp/biquad.h".
std::string folder_of(const std::string& path) {
  const auto first = path.find('/');
  const auto second = first == std::string::npos ? first : path.find('/', first + 1);
  return second == std::string::npos ? std::string() : path.substr(0, second);
}

std::string name_of(const fs::path& file) { return fs::relative(file, kRoot).generic_string(); }

TEST(Includes, ArrowsRunDownOnly) {
  int seen = 0;
  for (const std::string top : {"engine", "ui", "app"})
    for (const fs::path& file : sources(top))
      for (const Include& include : includes_of(file)) {
        const std::string from = folder_of(name_of(file));
        const std::string to = folder_of(include.target);
        const bool ours = to.rfind("engine/", 0) == 0 || to.rfind("ui/", 0) == 0 || to.rfind("app/", 0) == 0;
        if (!ours || from == to) continue;
        ++seen;
        ASSERT_TRUE(allowed().contains(from)) << name_of(file) << ": no rule for folder " << from;
        EXPECT_TRUE(allowed().at(from).contains(to)) << name_of(file) << " includes " << include.target << ", an arrow that may not be";
      }
  EXPECT_GT(seen, 50) << "the test reads no includes";
}

TEST(Includes, OurOwnHeadersAreNamedFromTheRoot) {
  for (const std::string top : {"engine", "ui", "app"})
    for (const fs::path& file : sources(top))
      for (const Include& include : includes_of(file)) {
        if (include.system || include.target.ends_with(".moc")) continue;
        EXPECT_TRUE(include.target.find('/') != std::string::npos) << name_of(file) << " includes " << include.target;
      }
}

TEST(Includes, NoQtInTheEngine) {
  for (const fs::path& file : sources("engine"))
    for (const Include& include : includes_of(file))
      EXPECT_FALSE(std::regex_match(include.target, std::regex("Q[A-Z].*|.*/Q[A-Z].*"))) << name_of(file) << " includes " << include.target;
}

TEST(Includes, TheCommandLineProgramHasNoQt) {
  if (!fs::exists(kRoot / "app/cli")) GTEST_SKIP();
  for (const fs::path& file : sources("app/cli"))
    for (const Include& include : includes_of(file)) {
      EXPECT_FALSE(include.target.rfind("ui/", 0) == 0) << name_of(file);
      EXPECT_FALSE(std::regex_match(include.target, std::regex("Q[A-Z].*"))) << name_of(file);
    }
}

void visit(const std::string& file, const std::map<std::string, std::vector<std::string>>& graph, std::map<std::string, int>& state,
           std::vector<std::string>& path) {
  state[file] = 1;
  path.push_back(file);
  const auto edges = graph.find(file);
  if (edges != graph.end())
    for (const std::string& next : edges->second) {
      if (state[next] == 1) {
        std::string cycle;
        for (const std::string& step : path) cycle += step + " -> ";
        ADD_FAILURE() << "headers include each other: " << cycle << next;
      } else if (state[next] == 0) {
        visit(next, graph, state, path);
      }
    }
  path.pop_back();
  state[file] = 2;
}

TEST(Includes, NoCycles) {
  std::map<std::string, std::vector<std::string>> graph;
  for (const std::string top : {"engine", "ui", "app"})
    for (const fs::path& file : sources(top))
      for (const Include& include : includes_of(file))
        // Kernels that are compiled once for each instruction set include themselves by design.
        if (!include.system && include.target != name_of(file)) graph[name_of(file)].push_back(include.target);
  std::map<std::string, int> state;
  std::vector<std::string> path;
  for (const auto& [file, edges] : graph)
    if (state[file] == 0) visit(file, graph, state, path);
}

}  // namespace
