#include "tests/app/cli/cli_fixture.h"

#include <fcntl.h>
#include <sndfile.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <fstream>
#include <numbers>
#include <sstream>
#include <thread>

extern char** environ;

namespace fs = std::filesystem;

namespace sweetspot {
namespace {

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

pid_t start(const std::vector<std::string>& arguments, const fs::path& folder, const fs::path& out, const fs::path& err) {
  std::vector<std::string> all{SWEETSPOT_CLI};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& argument : all) argv.push_back(argument.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  pid_t child = -1;
  EXPECT_EQ(posix_spawn(&child, SWEETSPOT_CLI, &actions, nullptr, argv.data(), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

CliTest::CliTest() {
  std::string name = (fs::temp_directory_path() / "sweetspot-cli-XXXXXX").string();
  folder_ = mkdtemp(name.data());
}

CliTest::~CliTest() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  for (const char* suffix : {".out", ".err"}) fs::remove(folder_.string() + suffix, ignored);
}

CliResult CliTest::run(const std::vector<std::string>& arguments) const {
  const fs::path out = folder_.string() + ".out", err = folder_.string() + ".err";
  const int status = wait_for(start(arguments, folder_, out, err));
  return {status, slurp(out), slurp(err)};
}

CliResult CliTest::run_and_signal(const std::vector<std::string>& arguments, double seconds, int signal) const {
  const fs::path out = folder_.string() + ".out", err = folder_.string() + ".err";
  const pid_t child = start(arguments, folder_, out, err);
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  kill(child, signal);
  const int status = wait_for(child);
  return {status, slurp(out), slurp(err)};
}

void CliTest::write_sine(const std::string& name, double hertz, double seconds, int channels, double rate, double gain) const {
  SF_INFO info{};
  info.samplerate = static_cast<int>(rate);
  info.channels = channels;
  info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
  fs::create_directories(path(name).parent_path());
  SNDFILE* file = sf_open(path(name).c_str(), SFM_WRITE, &info);
  ASSERT_NE(file, nullptr);
  const auto frames = static_cast<std::size_t>(seconds * rate);
  std::vector<float> samples(frames * static_cast<std::size_t>(channels));
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<float>(gain * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(i / static_cast<std::size_t>(channels)) / rate));
  sf_writef_float(file, samples.data(), static_cast<sf_count_t>(frames));
  sf_close(file);
}

void CliTest::write_text(const std::string& name, const std::string& text) const { std::ofstream(path(name), std::ios::binary) << text; }

std::vector<std::string> CliTest::files() const {
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder_))
    if (entry.is_regular_file()) found.push_back(fs::relative(entry.path(), folder_).string());
  std::sort(found.begin(), found.end());
  return found;
}

void expect_refused(const CliResult& result, const std::string& word) {
  EXPECT_EQ(result.status, 1) << result.err;
  EXPECT_TRUE(result.err.starts_with("sweetspot-cli: ")) << result.err;
  EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << "one line, not " << result.err;
  EXPECT_NE(result.err.find("; "), std::string::npos) << "no word on what to do: " << result.err;
  EXPECT_NE(result.err.find(word), std::string::npos) << "expected '" << word << "' in " << result.err;
}

}  // namespace sweetspot
