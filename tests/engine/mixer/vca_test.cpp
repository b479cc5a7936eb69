// VCAs in sound: a VCA at -6 dB is its members' faders 6 dB down.
#include <gtest/gtest.h>

#include "tests/engine/mixer/mix_rig.h"

namespace sweetspot {
namespace {

using namespace rig;

void put_vca(Session& session, std::uint64_t id, double gain_db, std::vector<StripId> members, bool muted = false, bool soloed = false) {
  auto vca = std::make_shared<Vca>();
  vca->strip.id = {id};
  vca->strip.fader.gain_db = gain_db;
  vca->strip.muted = muted;
  vca->strip.soloed = soloed;
  vca->members = std::move(members);
  session.vcas.push_back(std::move(vca));
}

void put_lane(Vca& vca, std::vector<AutomationPoint> points) {
  auto lane = std::make_shared<AutomationLane>();
  lane->target = {{}, {}, "gain"};
  lane->points = std::move(points);
  vca.strip.automation.push_back(std::move(lane));
}

// Two tracks of noise with a send each (after and before the fader) to a bus.
Desk desk_of_two() {
  Desk desk;
  Strip& first = desk.track(20, noise(2, 9000, 1));
  Strip& second = desk.track(21, noise(1, 9000, 2));
  desk.bus(30);
  first.fader.gain_db = -3.5;
  second.fader.gain_db = 2.0;
  second.fader.pan = -0.4;
  desk.send(first, 40, 30, -7.0);
  desk.send(second, 41, 30, -7.0).pre_fader = true;
  return desk;
}

Stereo play(const Session& session, const Desk& desk, int frames, const Cuts& cuts = {}) {
  const auto plan = compile(std::make_shared<const Session>(session), nullptr, desk.assets());
  return run_plan(*plan, 0, frames, cuts);
}

void expect_same(const Stereo& a, const Stereo& b) {
  EXPECT_EQ(a.left, b.left);
  EXPECT_EQ(a.right, b.right);
}

TEST(Vca, SixDecibelsDownAreItsMembersFadersSixDecibelsDown) {
  Desk desk = desk_of_two();
  Session with = *desk.session();
  put_vca(with, 50, -6.0, {{20}, {21}});
  desk.strip(20).fader.gain_db -= 6.0;
  desk.strip(21).fader.gain_db -= 6.0;
  for (const Cuts& cuts : {Cuts{512}, Cuts{1}, Cuts{0, 2, false, 3}, Cuts{64, 2, true}})
    expect_same(play(with, desk, 6000, cuts), render(desk, 6000, cuts));
}

TEST(Vca, NestedOnesAdd) {
  Desk desk = desk_of_two();
  Session with = *desk.session();
  put_vca(with, 50, -1.0, {{20}, {51}});
  put_vca(with, 51, -2.5, {{20}, {21}, {30}});
  desk.strip(20).fader.gain_db += -3.5;
  desk.strip(21).fader.gain_db += -3.5;
  desk.strip(30).fader.gain_db += -3.5;
  expect_same(play(with, desk, 4000), render(desk, 4000));
}

TEST(Vca, MuteSilenceAndSoloActOnTheMembers) {
  Desk desk = desk_of_two();
  const auto bare = desk.session();
  struct Case {
    double gain;
    bool muted, soloed;
  };
  for (const Case& c : {Case{0, true, false}, Case{kSilenceDb, false, false}, Case{0, false, true}}) {
    Session with = *bare;
    put_vca(with, 50, c.gain, {{20}}, c.muted, c.soloed);
    Desk by_hand = desk_of_two();
    Strip& strip = by_hand.strip(20);
    strip.muted = c.muted;
    strip.soloed = c.soloed;
    if (c.gain <= kSilenceDb) strip.fader.gain_db = kSilenceDb;
    expect_same(play(with, desk, 3000), render(by_hand, 3000));
  }
}

TEST(Vca, HoldsAgainstAnAutomatedMute) {
  Desk desk;
  desk.lane(desk.track(20, constant(2, 3000, 0.5f)), {{}, {}, "mute"}, {{0, 0.0}});
  Session with = *desk.session();
  put_vca(with, 50, 0.0, {{20}}, true);
  EXPECT_EQ(play(with, desk, 2000).left.back(), 0.0f);
}

// The ride of a VCA is the same ride on each member whose fader stands at 0 dB.
TEST(Vca, AutomationIsThatOfItsMembers) {
  const std::vector<AutomationPoint> ride{{500, 0.0}, {2011, -18.0, Curve::smooth}, {4000, -3.0, Curve::hold}, {5003, -9.0}};
  Desk desk;
  desk.track(20, noise(2, 9000, 1));
  desk.track(21, noise(1, 9000, 2));
  Session with = *desk.session();
  put_vca(with, 50, 0.0, {{20}, {21}});
  auto vca = std::make_shared<Vca>(*with.vcas[0]);
  put_lane(*vca, ride);
  with.vcas[0] = vca;
  for (const std::uint64_t id : {20, 21}) desk.lane(desk.strip(id), {{}, {}, "gain"}, ride);
  for (const Cuts& cuts : {Cuts{512}, Cuts{1}, Cuts{77}}) expect_same(play(with, desk, 7000, cuts), render(desk, 7000, cuts));
}

TEST(Vca, AddsToAFaderThatIsAutomated) {
  Desk desk;
  Strip& strip = desk.track(20, constant(2, 9000, 0.25f));
  desk.lane(strip, {{}, {}, "gain"}, {{0, 0.0}, {8000, -20.0}});
  Session with = *desk.session();
  put_vca(with, 50, -6.0, {{20}});
  const auto out = play(with, desk, 8000).left;
  for (int i = 0; i < 8000; i += 97)
    EXPECT_NEAR(out[static_cast<std::size_t>(i)], 0.25 * gain_from_db(-6.0 - 20.0 * i / 8000.0), 1e-5) << i;
}

// With a lane under the hand and without one; the VCA moves while the hand is on the fader.
TEST(Vca, AddsToAFaderThatAHandHolds) {
  for (const bool automated : {false, true}) {
    Desk desk;
    Strip& strip = desk.track(20, constant(2, 200000, 0.25f));
    if (automated) desk.lane(strip, {{}, {}, "gain"}, {{0, -1.0}});
    Session six = *desk.session(), twelve = six;
    put_vca(six, 50, -6.0, {{20}});
    put_vca(twelve, 50, -12.0, {{20}});
    const auto plan = compile(std::make_shared<const Session>(six), nullptr, desk.assets());
    run_plan(*plan, 0, 2048);
    ASSERT_TRUE(plan->hold({20}, {{}, {}, "gain"}, -3.0));
    auto out = run_plan(*plan, 2048, 4096).left;
    EXPECT_NEAR(out.back(), 0.25 * gain_from_db(-9.0), 1e-6) << automated;
    EXPECT_LT(largest_step(out), 1e-3) << automated;
    plan->update(twelve);
    out = run_plan(*plan, 6144, 4096).left;
    EXPECT_NEAR(out.back(), 0.25 * gain_from_db(-15.0), 1e-6) << automated;
    EXPECT_LT(largest_step(out), 1e-3) << automated;
    plan->release({20}, {{}, {}, "gain"});
    plan->update(twelve);
    out = run_plan(*plan, 10240, 40000).left;
    EXPECT_NEAR(out.back(), 0.25 * gain_from_db(automated ? -13.0 : -12.0), 1e-6) << automated;
    EXPECT_LT(largest_step(out), 1e-3) << automated;
  }
}

TEST(Vca, MovesWithoutACompileAndWithoutAStep) {
  Desk desk;
  desk.track(20, constant(2, 9000, 1.0f));
  Session before = *desk.session(), after = before;
  put_vca(before, 50, 0.0, {{20}});
  put_vca(after, 50, -20.0, {{20}});
  EXPECT_FALSE(needs_compile(before, after));
  const auto plan = compile(std::make_shared<const Session>(before), nullptr, desk.assets());
  run_plan(*plan, 0, 512);
  plan->update(after);
  const auto out = run_plan(*plan, 512, 2048).left;
  EXPECT_NEAR(out.back(), 0.1f, 1e-6);
  EXPECT_LT(largest_step(out), 1.1 * 0.9 / 960.0);

  Session ridden = after;
  auto vca = std::make_shared<Vca>(*ridden.vcas[0]);
  put_lane(*vca, {{0, -3.0}});
  ridden.vcas[0] = vca;
  EXPECT_TRUE(needs_compile(after, ridden));
}

}  // namespace
}  // namespace sweetspot
