#include "engine/core/user_folders.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <string>

namespace sweetspot {
namespace {

// Sets variables of the environment and puts back what was there.
class UserFolders : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : kNames)
      if (const char* value = std::getenv(name)) before_[name] = value;
  }
  void TearDown() override {
    for (const char* name : kNames) {
      if (before_.contains(name))
        setenv(name, before_[name].c_str(), 1);
      else
        unsetenv(name);
    }
  }

 private:
  static constexpr const char* kNames[] = {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"};
  std::map<std::string, std::string> before_;
};

TEST_F(UserFolders, FollowTheVariablesAndElseTheHome) {
  setenv("HOME", "/home/ada", 1);
  setenv("XDG_CONFIG_HOME", "/somewhere/config", 1);
  unsetenv("XDG_STATE_HOME");
  EXPECT_EQ(user_config_folder(), "/somewhere/config/sweetspot");
  EXPECT_EQ(user_state_folder(), "/home/ada/.local/state/sweetspot");
  unsetenv("XDG_CONFIG_HOME");
  EXPECT_EQ(user_config_folder(), "/home/ada/.config/sweetspot");
}

TEST_F(UserFolders, ARelativeOrEmptyVariableDoesNotCount) {
  setenv("HOME", "/home/ada", 1);
  setenv("XDG_CONFIG_HOME", "config", 1);
  setenv("XDG_STATE_HOME", "", 1);
  EXPECT_EQ(user_config_folder(), "/home/ada/.config/sweetspot");
  EXPECT_EQ(user_state_folder(), "/home/ada/.local/state/sweetspot");
}

TEST_F(UserFolders, ThereAreNoneWithoutAHome) {
  for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}) unsetenv(name);
  EXPECT_TRUE(user_config_folder().empty());
  EXPECT_TRUE(user_state_folder().empty());
}

}  // namespace
}  // namespace sweetspot
