#include "engine/core/text.h"

#include <gtest/gtest.h>

namespace sweetspot {
namespace {

TEST(Text, CountsEdits) {
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
  EXPECT_EQ(edit_distance("", "abc"), 3);
  EXPECT_EQ(edit_distance("gian", "gain"), 1);
  EXPECT_EQ(edit_distance("Gain", "gain"), 0);
}

TEST(Text, FindsWhatWasMeant) {
  const std::vector<std::string> words = {"threshold", "ratio", "knee", "attack", "release"};
  EXPECT_EQ(near_words("treshold", words).front(), "threshold");
  EXPECT_EQ(near_words("atack", words, 1), std::vector<std::string>{"attack"});
  EXPECT_TRUE(near_words("qqqqqq", words).empty());
  const std::vector<std::string> names = {"Lead Vocal Double Left", "Kick"};
  EXPECT_EQ(near_words("lead", names).front(), "Lead Vocal Double Left");
}

TEST(Text, JoinsAndTrims) {
  EXPECT_EQ(joined_with_or({}), "");
  EXPECT_EQ(joined_with_or(std::vector<std::string>{"a", "b", "c"}), "a, b or c");
  EXPECT_EQ(trimmed("  a b\t\r\n"), "a b");
  EXPECT_EQ(trimmed(" \n"), "");
}

}  // namespace
}  // namespace sweetspot
