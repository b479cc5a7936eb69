#include "tests/app/cli/cli_fixture.h"

#include <fcntl.h>
#include <sndfile.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdint>
#include <cstdlib>
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

// Where a run's output goes: programs may run side by side.
fs::path output_of_run(const fs::path& folder, const char* suffix, int number) { return folder.string() + "." + std::to_string(number) + suffix; }

CliResult result_of(int status, const fs::path& out, const fs::path& err) {
  CliResult result{status, slurp(out), slurp(err)};
  fs::remove(out);
  fs::remove(err);
  return result;
}

std::atomic<int> runs{0};

int wait_for(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

CliTest::CliTest() {
  std::string name = (fs::temp_directory_path() / "sweetspot-cli-XXXXXX").string();
  folder_ = mkdtemp(name.data());
  setenv("XDG_CONFIG_HOME", (folder_ / "config").c_str(), 1);   // the user's own presets stay out of the tests
}

CliTest::~CliTest() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

CliResult CliTest::run(const std::vector<std::string>& arguments) const {
  const int number = runs++;
  const fs::path out = output_of_run(folder_, ".out", number), err = output_of_run(folder_, ".err", number);
  return result_of(wait_for(start(arguments, folder_, out, err)), out, err);
}

CliResult CliTest::run_and_signal(const std::vector<std::string>& arguments, double seconds, int signal) const {
  const int number = runs++;
  const fs::path out = output_of_run(folder_, ".out", number), err = output_of_run(folder_, ".err", number);
  const pid_t child = start(arguments, folder_, out, err);
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  kill(child, signal);
  return result_of(wait_for(child), out, err);
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

void CliTest::write_silence(const std::string& name, double seconds, int rate) const {
  const auto bytes = static_cast<std::uint32_t>(seconds * rate) * 2;
  std::string head = "RIFF????WAVEfmt ";
  const auto put = [&head](std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) head += static_cast<char>(value >> (8 * i));
  };
  put(16, 4), put(1, 2), put(1, 2), put(static_cast<std::uint32_t>(rate), 4), put(static_cast<std::uint32_t>(rate) * 2, 4), put(2, 2), put(16, 2);
  head += "data";
  put(bytes, 4);
  write_text(name, head);
  fs::resize_file(path(name), head.size() + bytes);   // a hole: it takes no room
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
