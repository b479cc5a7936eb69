// A pass of writing: what hands did becomes few points, and the rest of the curve stays what it was.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/session/automation_edits.h"
#include "engine/session/automation_mode.h"
#include "engine/session/automation_pass.h"
#include "engine/session/automation_point_edits.h"
#include "engine/session/automation_values.h"
#include "engine/session/device_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "tests/engine/session/support.h"

namespace sweetspot {
namespace {

using test::catalog;

constexpr double kRate = 48000.0;
const AutomationTarget kGain{{}, {}, "gain"};
const AutomationTarget kMute{{}, {}, "mute"};
const auto kBack = static_cast<Frames>(kRampBackSeconds * kRate);

struct Desk {
  SessionPtr session = make_session("Song", kRate);
  StripId kick;

  Desk() {
    const auto added = edit::add_track(session, "Kick");
    session = edit::set_gain(added.session, added.id, -3.0);
    kick = added.id;
  }
  const AutomationLane& lane(const AutomationTarget& target = kGain) const { return *edit::find_lane(*find_strip(*session, kick), target); }
  void write(AutomationPass& pass, Frames at) { session = pass.written(session, at, catalog()); }
};

TEST(AutomationPass, TouchWritesTheMoveAndGoesBackToTheValueBefore) {
  Desk desk;
  AutomationPass pass(kRate);
  for (int i = 0; i <= 100; ++i) pass.move(desk.kick, kGain, 48000 + i * 480, -3.0 - 0.1 * i);  // a second down to -13 dB
  pass.release(desk.kick, kGain, 120000);
  EXPECT_FALSE(pass.held(desk.kick, kGain));
  desk.write(pass, 200000);
  EXPECT_TRUE(pass.empty());
  const AutomationLane& lane = desk.lane();
  EXPECT_LE(lane.points.size(), 6u);
  EXPECT_NEAR(value_at(lane, 0), -3.0, 1e-9);
  EXPECT_NEAR(value_at(lane, 47999), -3.0, 1e-9);
  for (int i = 0; i <= 100; i += 5) EXPECT_NEAR(value_at(lane, 48000 + i * 480), -3.0 - 0.1 * i, 0.11) << i;
  EXPECT_NEAR(value_at(lane, 120000), -13.0, 1e-9);
  EXPECT_NEAR(value_at(lane, 120000 + kBack / 2), -8.0, 0.1);
  EXPECT_NEAR(value_at(lane, 120000 + kBack), -3.0, 1e-9);
  EXPECT_NEAR(value_at(lane, 500000), -3.0, 1e-9);
}

TEST(AutomationPass, ARestBeforeAMoveIsNoSlope) {
  Desk desk;
  AutomationPass pass(kRate);
  pass.move(desk.kick, kGain, 1000, -6.0);
  pass.move(desk.kick, kGain, 97000, -12.0);
  desk.write(pass, 150000);
  EXPECT_NEAR(value_at(desk.lane(), 50000), -6.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 95000), -6.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 97000), -12.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 150000), -12.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 150000 + kBack), -3.0, 1e-9);
}

TEST(AutomationPass, TheCurveAroundStaysWhatItWas) {
  Desk desk;
  const std::vector<AutomationPoint> old{
      {0, -20.0, Curve::smooth}, {100000, 0.0, Curve::line}, {200000, -10.0, Curve::hold}, {300000, -5.0, Curve::smooth}, {400000, -30.0}};
  desk.session = edit::set_lane(desk.session, desk.kick, {.target = kGain, .points = old}, catalog());
  const AutomationLane before = desk.lane();
  AutomationPass pass(kRate);
  pass.move(desk.kick, kGain, 60000, -1.0);
  pass.release(desk.kick, kGain, 340000);
  desk.write(pass, 500000);
  for (Frames at = 0; at < 60000; at += 997) EXPECT_NEAR(value_at(desk.lane(), at), value_at(before, at), 0.11) << at;
  EXPECT_NEAR(value_at(desk.lane(), 59999), value_at(before, 59999), 1e-6);
  for (Frames at = 60000; at <= 340000; at += 9970) EXPECT_EQ(value_at(desk.lane(), at), -1.0) << at;
  for (Frames at = 340000 + kBack; at < 450000; at += 997) EXPECT_NEAR(value_at(desk.lane(), at), value_at(before, at), 0.11) << at;
}

TEST(AutomationPass, ALoopWritesEachRoundOverTheLast) {
  Desk desk;
  AutomationPass pass(kRate);
  pass.move(desk.kick, kGain, 48000, -6.0);
  pass.jump(96000, 24000);  // still held: the loop turned round
  EXPECT_EQ(pass.held(desk.kick, kGain), -6.0);
  pass.move(desk.kick, kGain, 60000, -9.0);
  pass.release(desk.kick, kGain, 70000);
  desk.write(pass, 90000);
  EXPECT_NEAR(value_at(desk.lane(), 23999), -3.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 50000), -6.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 65000), -9.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 90000), -6.0, 1e-9);  // of the first round
  EXPECT_NEAR(value_at(desk.lane(), 96000 + kBack), -3.0, 1e-9);
}

TEST(AutomationPass, SwitchesAreWrittenAsStepsWithoutARamp) {
  Desk desk;
  AutomationPass pass(kRate);
  pass.move(desk.kick, kMute, 10000, 1.0);
  pass.move(desk.kick, kMute, 20000, 0.0);
  pass.move(desk.kick, kMute, 30000, 1.0);
  desk.write(pass, 40000);
  const AutomationLane& lane = desk.lane(kMute);
  for (const auto& [at, on] : {std::pair{9999, 0.0}, {10000, 1.0}, {19000, 1.0}, {20000, 0.0}, {30000, 1.0}, {39999, 1.0}, {40001, 0.0}})
    EXPECT_EQ(value_at(lane, at), on) << at;
  for (const AutomationPoint& point : lane.points) EXPECT_TRUE(point.curve == Curve::hold || value_at(lane, point.at) == point.value);
}

TEST(AutomationPass, EscForgetsTheGestureAlone) {
  Desk desk;
  AutomationPass pass(kRate);
  pass.move(desk.kick, kGain, 1000, -6.0);  // latched
  pass.move(desk.kick, kGain, 50000, -20.0);
  pass.forget(desk.kick, kGain, 50000);
  EXPECT_EQ(pass.held(desk.kick, kGain), -6.0);
  pass.forget(desk.kick, kGain, 0);
  EXPECT_FALSE(pass.held(desk.kick, kGain));
  EXPECT_TRUE(pass.empty());
}

TEST(AutomationPass, EscForgetsAllRoundsOfALoopSinceThePress) {
  Desk desk;
  AutomationPass fresh(kRate);
  fresh.move(desk.kick, kGain, 48000, -6.0);
  fresh.jump(96000, 24000);
  fresh.move(desk.kick, kGain, 30000, -9.0);
  fresh.forget(desk.kick, kGain, 48000, 1);
  EXPECT_TRUE(fresh.empty());

  AutomationPass latched(kRate);
  latched.move(desk.kick, kGain, 40000, -6.0);
  latched.move(desk.kick, kGain, 48000, -20.0);
  latched.jump(96000, 24000);
  latched.move(desk.kick, kGain, 30000, -9.0);
  latched.forget(desk.kick, kGain, 48000, 1);
  EXPECT_EQ(latched.held(desk.kick, kGain), -6.0) << "as before the press";
  desk.write(latched, 60000);
  for (const Frames at : {25000, 50000, 90000}) EXPECT_NEAR(value_at(desk.lane(), at), -6.0, 1e-9) << at;
}

TEST(AutomationPass, WhatIsGoneIsLeftOut) {
  Desk desk;
  const auto device = edit::add_device(desk.session, desk.kick, "compressor", catalog());
  AutomationPass pass(kRate);
  pass.move(desk.kick, {device.id, {}, "threshold"}, 100, -10.0);
  pass.move({999}, kGain, 100, -10.0);
  EXPECT_EQ(pass.written(desk.session, 5000, catalog()), desk.session);
}

TEST(AutomationPoints, ScalingMovesAboutThePivotAndHoldsToTheRange) {
  Desk desk;
  desk.session =
      edit::set_lane(desk.session, desk.kick, {.target = kGain, .points = {{0, -6.0}, {100, -12.0}, {200, -18.0}, {300, -6.0}}}, catalog());
  desk.session = edit::scale_points(desk.session, desk.kick, kGain, {0, 100, 200}, {-12.0, 0.5, 1.0}, catalog());
  const std::vector<double> wanted{-8.0, -11.0, -14.0, -6.0};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(desk.lane().points[i].value, wanted[i], 1e-9);
  desk.session = edit::scale_points(desk.session, desk.kick, kGain, {0}, {0.0, 1.0, 100.0}, catalog());
  EXPECT_EQ(desk.lane().points[0].value, 6.0);
}

TEST(AutomationPoints, CopiesSoundTheSameElsewhere) {
  const AutomationPoints curve{{1000, 0.0, Curve::smooth}, {5000, 10.0, Curve::line}, {9000, -4.0, Curve::hold}, {12000, 3.0}};
  for (const auto& [from, to] : {std::pair<Frames, Frames>{2000, 11000}, {0, 20000}, {1000, 5001}, {6000, 6500}, {3000, 3001}}) {
    const AutomationPoints copy = copied(curve, from, to, 0.01);
    ASSERT_FALSE(copy.empty());
    EXPECT_EQ(copy.front().at, 0);
    for (Frames at = from; at < to; at += 37)
      ASSERT_NEAR(value_or(copy, at - from, 99.0), value_or(curve, at, 99.0), 0.02) << from << " " << at;
  }
  EXPECT_TRUE(copied(curve, 5, 5, 0.01).empty());
}

TEST(AutomationPoints, PasteAndDrawReplaceTheirStretchAlone) {
  Desk desk;
  desk.session = edit::set_lane(desk.session, desk.kick, {.target = kGain, .points = {{0, -6.0}, {100000, -16.0}}}, catalog());
  const AutomationLane before = desk.lane();
  desk.session = edit::paste_points(desk.session, desk.kick, kGain, {{0, -1.0}, {5000, -2.0}}, 30000, catalog());
  EXPECT_NEAR(value_at(desk.lane(), 29999), value_at(before, 29999), 1e-6);
  EXPECT_NEAR(value_at(desk.lane(), 30000), -1.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 35000), -2.0, 1e-9);
  EXPECT_NEAR(value_at(desk.lane(), 35001), value_at(before, 35001), 1e-3);
  EXPECT_NEAR(value_at(desk.lane(), 70000), value_at(before, 70000), 1e-3);
  AutomationPoints drawn;
  for (int i = 200; i >= 0; --i) drawn.push_back({50000 + i * 50, -10.0 + 5.0 * std::sin(i * 0.03)});  // from right to left
  desk.session = edit::draw_points(desk.session, desk.kick, kGain, drawn, catalog());
  for (const AutomationPoint& point : drawn) EXPECT_NEAR(value_at(desk.lane(), point.at), point.value, 0.11);
  EXPECT_LT(desk.lane().points.size(), 40u);
}

TEST(AutomationPoints, MovedPointsReplaceThoseTheyLandOn) {
  Desk desk;
  desk.session = edit::set_lane(desk.session, desk.kick, {.target = kGain, .points = {{0, -6.0}, {100, -12.0}, {200, -18.0}}}, catalog());
  edit::PointFrames chosen{0, 100};
  const auto move = [](AutomationPoint p) { return AutomationPoint{p.at + 100, p.value + 1.0, p.curve}; };
  desk.session = edit::change_points(desk.session, desk.kick, kGain, chosen, move, catalog(), &chosen);
  EXPECT_EQ(chosen, (edit::PointFrames{100, 200}));
  EXPECT_EQ(desk.lane().points.size(), 2u);
  EXPECT_EQ(desk.lane().points[1].value, -11.0);
  desk.session = edit::delete_points(desk.session, desk.kick, kGain, chosen, catalog());
  EXPECT_EQ(edit::find_lane(*find_strip(*desk.session, desk.kick), kGain), nullptr);
}

TEST(AutomationValues, EveryTargetHasANameAndAValueThatIsSetAndRead) {
  const SessionPtr session = test::rich_session();
  for (const auto& track : session->tracks) {
    for (const AutomationTarget& target : automation_targets(*session, track->strip.id, catalog())) {
      ASSERT_TRUE(target_exists(*session, track->strip.id, target, catalog()));
      EXPECT_FALSE(target_name(*session, track->strip.id, target, catalog()).empty());
      const ParamSpec& spec = edit::target_param(*session, track->strip.id, target, catalog());
      const SessionPtr set = with_resting_value(session, track->strip.id, target, spec.maximum, catalog());
      EXPECT_EQ(resting_value(*set, track->strip.id, target, catalog()), spec.maximum);
    }
  }
}

}  // namespace
}  // namespace sweetspot
