// The demo song, made once for all tests of a program.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "engine/studio/demo_song.h"

namespace sweetspot {

class WithDemoSong : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    if (!root().empty()) return;
    std::string name = (std::filesystem::temp_directory_path() / "sweetspot-demo-XXXXXX").string();
    root() = mkdtemp(name.data());
    // Unsaved songs of these tests stay out of the user's home.
    setenv("XDG_STATE_HOME", (root() / "state").c_str(), 1);
    make_demo_song(root() / "Demo", {});
    std::atexit([] {
      std::error_code ignored;
      std::filesystem::remove_all(root(), ignored);
    });
  }

  static std::filesystem::path demo() { return root() / "Demo"; }
  static std::filesystem::path file(const std::string& name) { return root() / name; }

 private:
  static std::filesystem::path& root() {
    static std::filesystem::path folder;
    return folder;
  }
};

}  // namespace sweetspot
