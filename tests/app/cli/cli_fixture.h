// Runs sweetspot-cli as its users do, in a folder of its own.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sweetspot {

struct CliResult {
  int status = -1;      // exit status; 128 + signal when it was killed
  std::string out;
  std::string err;

  nlohmann::json json() const { return nlohmann::json::parse(out); }
};

class CliTest : public testing::Test {
 protected:
  CliTest();
  ~CliTest() override;

  // Arguments as they reach the program; runs in folder().
  CliResult run(const std::vector<std::string>& arguments) const;

  // Runs until `seconds` have passed, then sends the signal.
  CliResult run_and_signal(const std::vector<std::string>& arguments, double seconds, int signal) const;

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path path(const std::string& name) const { return folder_ / name; }

  // A 32-bit float WAV of a sine at -12 dBFS.
  void write_sine(const std::string& name, double hertz, double seconds, int channels = 1, double rate = 48000.0, double gain = 0.25) const;

  // A long 16-bit mono WAV that takes no room on the disk.
  void write_silence(const std::string& name, double seconds, int rate) const;
  void write_text(const std::string& name, const std::string& text) const;

  // Files in the folder and below, hidden ones too.
  std::vector<std::string> files() const;

 private:
  std::filesystem::path folder_;
};

// One line that says what failed and what to do, and exit status 1.
void expect_refused(const CliResult& result, const std::string& word);

}  // namespace sweetspot
