#include "engine/core/atomic_file.h"

#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include <gtest/gtest.h>

namespace sweetspot {
namespace {

namespace fs = std::filesystem;

class AtomicFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("sweetspot-atomic-" + std::to_string(::getpid()));
    fs::create_directories(folder);
  }
  void TearDown() override { fs::remove_all(folder); }

  // A program that is ended in the middle of writing; gives the name of what it leaves.
  fs::path partial_of_killed_program() const {
    int ends[2];
    if (::pipe(ends) != 0) return {};
    const pid_t child = ::fork();
    if (child == 0) {
      const AtomicFile file(folder / "Song.wav");
      std::ofstream(file.partial_path()) << "half";
      const std::string name = file.partial_path().string();
      ::_exit(::write(ends[1], name.data(), name.size()) == static_cast<ssize_t>(name.size()) ? 0 : 1);
    }
    ::waitpid(child, nullptr, 0);
    char name[4096];
    const ssize_t length = ::read(ends[0], name, sizeof name);
    ::close(ends[0]);
    ::close(ends[1]);
    return std::string(name, static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
  }

  fs::path folder;
};

TEST_F(AtomicFiles, WhatAKilledProgramOfThisMachineLeftGoesAtOnce) {
  const fs::path left = partial_of_killed_program();
  ASSERT_TRUE(fs::exists(left));
  EXPECT_EQ(left.extension(), ".wav");
  remove_abandoned_partials(folder);
  EXPECT_FALSE(fs::exists(left));
}

TEST_F(AtomicFiles, WhatMayBelongToAnotherMachineStaysForAnHour) {
  const fs::path here = partial_of_killed_program();
  std::string name = here.filename().string();
  name.replace(name.find('@') + 1, 16, "0123456789abcdef");
  const fs::path fresh = folder / name, old = folder / ("." + name);
  for (const fs::path& path : {fresh, old}) std::ofstream(path) << "half";
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(2));
  remove_abandoned_partials(folder);
  EXPECT_TRUE(fs::exists(fresh));
  EXPECT_FALSE(fs::exists(old));
}

TEST_F(AtomicFiles, WhatIsBeingWrittenStays) {
  const AtomicFile file(folder / "Song.wav");
  std::ofstream(file.partial_path()) << "half";
  remove_abandoned_partials(folder);
  EXPECT_TRUE(fs::exists(file.partial_path()));
}

}  // namespace
}  // namespace sweetspot
