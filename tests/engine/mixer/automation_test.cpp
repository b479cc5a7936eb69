// Moving values are where they should be, at every sample.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/mixer/lane.h"
#include "tests/engine/mixer/mix_rig.h"

namespace sweetspot {
namespace {

using namespace rig;

TEST(Automation, LongFaderRampNullsAgainstTheExactCurve) {
  constexpr int kFrames = 4 * 48000;
  Desk desk;
  const Sound tone = sine(997.0, kFrames);
  Strip& strip = desk.track(20, tone);
  strip.fader.pan = -1.0;
  desk.lane(strip, {{}, {}, "gain"}, {{48000, 0.0}, {3 * 48000, -30.0}});
  std::vector<double> expected(kFrames);
  for (int i = 0; i < kFrames; ++i) {
    const double db = -30.0 * std::clamp((i - 48000) / 96000.0, 0.0, 1.0);
    expected[static_cast<std::size_t>(i)] = std::pow(10.0, db / 20.0) * tone[0][static_cast<std::size_t>(i)];
  }
  EXPECT_LT(null_db(render(desk, kFrames).left, expected), -135.0);
}

TEST(Automation, PointsAreSampleAccurateWhateverTheBlock) {
  Desk desk;
  Strip& strip = desk.track(20, constant(2, 4000, 0.0f));
  desk.device(strip, 30, "probe");
  desk.lane(strip, {{30}, {}, "value"},
            {{100, 1.0}, {107, 8.0}, {111, 8.0, Curve::hold}, {500, -1.0}, {900, 3.0, Curve::hold}, {901, 0.0}});
  const AutomationLane lane = *desk.session()->tracks[0]->strip.automation[0];
  for (const Cuts& cuts : {Cuts{512}, Cuts{1}, Cuts{0, 1, false, 3}, Cuts{77}}) {
    const std::vector<float> out = render(desk, 1200, cuts).left;
    for (Frames i = 0; i < 1200; ++i) EXPECT_NEAR(out[static_cast<std::size_t>(i)], value_at(lane, i), 2e-6) << i;
  }
}

TEST(Automation, SmoothCurveIsFollowedWithinASlice) {
  Desk desk;
  Strip& strip = desk.track(20, constant(2, 40000, 0.0f));
  desk.device(strip, 30, "probe");
  desk.lane(strip, {{30}, {}, "value"}, {{1000, 0.0, Curve::smooth}, {31000, 10.0}});
  const AutomationLane lane = *desk.session()->tracks[0]->strip.automation[0];
  const std::vector<float> out = render(desk, 40000).left;
  for (Frames i = 0; i < 40000; ++i) ASSERT_NEAR(out[static_cast<std::size_t>(i)], value_at(lane, i), 2e-5) << i;
}

TEST(Automation, MuteLaneSilencesFromItsPoint) {
  Desk desk;
  Strip& strip = desk.track(20, constant(2, 8000, 0.5f));
  desk.lane(strip, {{}, {}, "mute"}, {{0, 0.0, Curve::hold}, {2005, 1.0, Curve::hold}, {5000, 0.0}});
  const std::vector<float> out = render(desk, 8000).left;
  EXPECT_EQ(out[2004], 0.5f);
  EXPECT_LT(out[2100], 0.5f);
  EXPECT_EQ(out[2005 + 520], 0.0f);
  EXPECT_EQ(out[5000 + 520], 0.5f);
  EXPECT_LT(largest_step({out.begin() + 100, out.end()}), 0.5 / 480 * 1.1);
}

TEST(Automation, LaneKnowsWhereItIsConstant) {
  auto points = std::make_shared<AutomationLane>();
  points->points = {{100, 1.0}, {200, 2.0, Curve::hold}, {300, 2.0}, {400, 2.0}, {500, 0.0}};
  const Lane lane(points, 10);
  const auto brute = [&](Frames from, Frames to) {
    for (Frames i = from; i < to; ++i) {
      if (lane.at(i) != lane.at(from)) return false;
    }
    return true;
  };
  for (Frames from = 0; from < 600; from += 7) {
    for (const Frames length : {1, 2, 40, 150}) {
      // It may be careful by one frame: a stretch that only touches the start of a slope.
      EXPECT_TRUE(!lane.constant_over(from, from + length) || brute(from, from + length)) << from << " " << length;
      EXPECT_TRUE(lane.constant_over(from, from + length) || !brute(from, from + length + 1)) << from << " " << length;
    }
  }
  EXPECT_EQ(lane.before(310), 2.0);
  EXPECT_EQ(lane.next_point(110), 210);
  EXPECT_EQ(lane.next_point(510), Lane::kNever);
}

}  // namespace
}  // namespace sweetspot
