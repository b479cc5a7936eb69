// Automation while it plays: hands on controls, curves that change under the playhead; nothing clicks, and it sounds as it is written.
#include <gtest/gtest.h>

#include <numbers>

#include "engine/session/automation_mode.h"
#include "tests/engine/mixer/mix_rig.h"
#include "tests/support/allocation_guard.h"

namespace sweetspot {
namespace {

using namespace rig;

constexpr double kLevel = 0.5;
const AutomationTarget kGain{{}, {}, "gain"};
const AutomationTarget kPan{{}, {}, "pan"};
const AutomationTarget kMute{{}, {}, "mute"};
const AutomationTarget kDeviceGain{{30}, {}, "gain"};

// A 100 Hz sine whose level a lane moves, run in blocks of odd lengths.
class Riding {
 public:
  explicit Riding(const Sound& sound = sine(100.0, 20 * 48000, 48000.0, kLevel)) {
    Strip& strip = desk.track(20, sound);
    strip.fader.pan = -1.0;
    desk.device(strip, 30, "gain");
    desk.lane(strip, kGain, {{0, -3.0}, {8 * 48000, -20.0}});
    desk.lane(strip, kDeviceGain, {{0, 0.0}, {6 * 48000, -6.0}});
    plan = compile(desk.session(), nullptr, desk.assets(true));
  }

  void play(int frames) {
    const Stereo next = run_plan(*plan, position, frames, {0, 1, false, static_cast<unsigned>(position + 7)});
    left.insert(left.end(), next.left.begin(), next.left.end());
    position += frames;
  }

  void recompile() { plan = compile(desk.session(), plan.get(), desk.assets(true)); }

  double click() const { return largest_step({left.begin() + 2000, left.end()}) / (kLevel * 2.0 * std::numbers::pi * 100.0 / 48000.0); }

  Desk desk;
  std::unique_ptr<Plan> plan;
  Frames position = 0;
  std::vector<float> left;
};

TEST(AutomationLive, AHandReplacesTheLaneAndGivesItBackExactly) {
  Riding moved(constant(2, 20 * 48000, 0.5f)), plain(constant(2, 20 * 48000, 0.5f));
  for (Riding* run : {&moved, &plain}) run->play(20000);
  ASSERT_TRUE(moved.plan->hold({20}, kGain, -12.0));
  ASSERT_TRUE(moved.plan->hold({20}, kDeviceGain, 0.0));
  for (Riding* run : {&moved, &plain}) run->play(10000);
  EXPECT_NEAR(moved.left.back(), 0.5 * std::pow(10.0, -12.0 / 20.0), 1e-6);
  EXPECT_NE(plain.left.back(), moved.left.back());
  moved.plan->release({20}, kGain);
  moved.plan->release({20}, kDeviceGain);
  const auto back = static_cast<int>(kRampBackSeconds * 48000);
  for (Riding* run : {&moved, &plain}) run->play(back + 200);
  // Half-way back it lies between the two, and then it is the lane's again, bit for bit.
  const auto middle = static_cast<std::size_t>(30000 + back / 2);
  EXPECT_GT(std::abs(moved.left[middle] - plain.left[middle]), 1e-3);
  EXPECT_EQ(moved.left.back(), plain.left.back());
  for (Riding* run : {&moved, &plain}) run->play(5000);
  for (std::size_t i = static_cast<std::size_t>(30000 + back + 200); i < moved.left.size(); ++i)
    ASSERT_EQ(moved.left[i], plain.left[i]) << i;
}

TEST(AutomationLive, HandsDoNotClick) {
  Riding run;
  run.play(4000);
  std::mt19937 random(11);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  for (int i = 0; i < 80; ++i) {
    const testing::AllocationGuard guard;
    switch (i % 8) {
      case 0:
        run.plan->hold({20}, kGain, -30.0 * share(random));
        break;
      case 1:
        run.plan->hold({20}, kDeviceGain, -20.0 * share(random));
        break;
      case 2:
        run.plan->hold({20}, kPan, -share(random));
        break;
      case 3:
        run.plan->release({20}, kGain);
        break;
      case 4:
        run.plan->hold({20}, kMute, i % 16 == 4 ? 1.0 : 0.0);
        break;
      case 5:
        run.plan->hold({20}, kGain, -6.0 * share(random));
        break;
      case 6:
        run.plan->release({20}, kDeviceGain);
        break;
      default:
        run.plan->release({20}, kGain);
    }
    run.play(i % 3 == 0 ? 500 : 1700);
  }
  EXPECT_LT(run.click(), 1.5);
}

TEST(AutomationLive, CurvesThatChangeUnderThePlayheadDoNotClick) {
  Riding run;
  run.play(4000);
  std::mt19937 random(5);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  for (int i = 0; i < 40; ++i) {
    auto& lanes = run.desk.strip(20).automation;
    const std::vector<AutomationTarget> targets{kGain, kDeviceGain, kPan};
    const AutomationTarget target = targets[static_cast<std::size_t>(i) % 3];
    std::erase_if(lanes, [&](const auto& lane) { return lane->target == target; });
    const double most = target == kPan ? -1.0 : -40.0;
    if (i % 5 != 4)
      run.desk.lane(run.desk.strip(20), target,
                    {{run.position - 1000, most * share(random)}, {run.position + 90000, most * share(random)}});
    run.recompile();
    run.play(2500);
  }
  EXPECT_LT(run.click(), 1.5);
}

TEST(AutomationLive, ALaneThatStaysIsFollowedExactlyOverAnEdit) {
  Riding edited, plain;
  for (Riding* run : {&edited, &plain}) run->play(10001);
  edited.desk.lane(edited.desk.strip(20), kMute, {{0, 0.0, Curve::hold}});
  edited.recompile();
  for (Riding* run : {&edited, &plain}) run->play(10000);
  EXPECT_EQ(edited.left, plain.left);
}

TEST(AutomationLive, WhatIsHeldIsHeldOverAnEdit) {
  Riding run(constant(2, 20 * 48000, 0.5f));
  run.play(5000);
  run.plan->hold({20}, kGain, -12.0);
  run.plan->hold({20}, kDeviceGain, 0.0);
  run.play(5000);
  const float held = run.left.back();
  run.desk.strip(20).automation.clear();
  run.desk.lane(run.desk.strip(20), kGain, {{0, 0.0}});
  run.desk.lane(run.desk.strip(20), kDeviceGain, {{0, 0.0}});
  run.recompile();
  run.plan->update(*run.desk.session());
  run.play(5000);
  EXPECT_NEAR(run.left.back(), 0.5 * std::pow(10.0, -12.0 / 20.0), 1e-6);
  EXPECT_EQ(run.left.back(), held);
}

}  // namespace
}  // namespace sweetspot
