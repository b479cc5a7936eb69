// Shares, masking and spots from the command line.
#include <gmock/gmock.h>

#include "tests/app/cli/cli_fixture.h"

namespace sweetspot {
namespace {

using testing::HasSubstr;

class CliBalance : public CliTest {
 protected:
  void SetUp() override {
    write_sine("Guitar L.wav", 440.0, 3.0);
    write_sine("Guitar R.wav", 523.0, 3.0, 1, 48000.0, 0.05);
    write_sine("Lead Vocal.wav", 445.0, 3.0, 1, 48000.0, 0.02);
    EXPECT_EQ(run({"new", "Song", "Guitar L.wav", "Guitar R.wav", "Lead Vocal.wav", "--no-balance"}).status, 0);
  }
};

TEST_F(CliBalance, TellsSharesThatSumToOne) {
  const auto told = run({"balance", "Song", "--json"}).json();
  double sum = 0.0;
  for (const auto& track : told["tracks"]) sum += track["share"].get<double>();
  EXPECT_NEAR(sum, 1.0, 0.03);
  EXPECT_GT(told["tracks"][0]["share"], 0.8);
  EXPECT_NEAR(told["to"].get<double>(), 3.0, 1e-9);
  EXPECT_THAT(run({"balance", "Song"}).out, HasSubstr("LUFS"));
}

TEST_F(CliBalance, SetsAStartingBalanceOnASelection) {
  const auto before = run({"show", "Song", "--json"}).json();
  const auto done = run({"balance", "Song", "--set", "track/Guitar L", "track/Guitar R", "--json"});
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.json()["step"], "Starting balance of 2 tracks");
  EXPECT_FALSE(done.json()["explanations"].empty());
  const auto after = run({"show", "Song", "--json"}).json();
  EXPECT_NE(before["tracks"][0], after["tracks"][0]);
  EXPECT_EQ(before["tracks"][2], after["tracks"][2]);
}

TEST_F(CliBalance, TracksWithoutSetAreAWrongCall) { EXPECT_EQ(run({"balance", "Song", "track/Guitar L"}).status, 2); }

TEST_F(CliBalance, MaskingNamesTheCovererAndDips) {
  const auto told = run({"masking", "Song", "track/Lead Vocal", "--json"}).json();
  ASSERT_FALSE(told["covered"].empty());
  EXPECT_EQ(told["covered"][0]["by"], "Guitar L");
  const auto done = run({"masking", "Song", "track/Lead Vocal", "--dip", "1", "--dynamic"});
  ASSERT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr("Dip Guitar L at "));
  const auto session = run({"show", "Song", "--json"}).json();
  EXPECT_EQ(session["tracks"][0]["devices"].size(), 1u);
  expect_refused(run({"masking", "Song", "track/Lead Vocal", "--dip", "90"}), "band 90");
}

TEST_F(CliBalance, SpotsAreTold) {
  const auto told = run({"spots", "Song", "track/Lead Vocal", "--json"});
  ASSERT_EQ(told.status, 0) << told.err;
  EXPECT_TRUE(told.json()["spots"].is_array());
  expect_refused(run({"spots", "Song", "track/Lead Vocal", "--accept", "8"}), "spot 8");
  expect_refused(run({"spots", "Song", "mix"}), "this strip");
}

}  // namespace
}  // namespace sweetspot
