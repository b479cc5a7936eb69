// Solo in place, mute, sends: who is heard.
#include <gtest/gtest.h>

#include "tests/engine/mixer/mix_rig.h"

namespace sweetspot {
namespace {

using namespace rig;

// Tracks of levels that tell each other apart in the sum: 1 (to the mix), 2 (to bus 30), 4 (to bus 30), 8 (to the mix, with a send to bus
// 31). Bus 31 turns its input by x16, so what the send adds is 128.
Desk desk_of_levels() {
  Desk desk;
  for (unsigned i = 0; i < 4; ++i) desk.track(20 + i, constant(2, 3000, static_cast<float>(1 << i)));
  desk.bus(30);
  desk.bus(31).trim_db = 20.0 * std::log10(16.0);
  desk.strip(21).output = desk.strip(22).output = {30};
  desk.send(desk.strip(23), 40, 31);
  return desk;
}

float heard(const Desk& desk) { return render(desk, 2000).left.back(); }

TEST(Solo, Everything) { EXPECT_NEAR(heard(desk_of_levels()), 1 + 2 + 4 + 8 + 128, 1e-3); }

TEST(Solo, Table) {
  struct Case {
    std::vector<std::uint64_t> soloed, safe, muted;
    double sum;
  };
  const std::vector<Case> cases = {
      {{20}, {}, {}, 1},           {{21}, {}, {}, 2},    // through its bus
      {{30}, {}, {}, 2 + 4},                             // a bus with all that feeds it
      {{23}, {}, {}, 8 + 128},                           // with its effect
      {{31}, {}, {}, 128},                               // the effect alone: its track feeds it, but is not heard itself
      {{20}, {22}, {}, 1 + 4},                           // solo-safe stays
      {{20, 21}, {}, {}, 1 + 2},   {{20}, {}, {20}, 0},  // a mute holds against a solo
      {{}, {}, {23}, 1 + 2 + 4},                         // with its sends
      {{}, {}, {30}, 1 + 8 + 128}, {{}, {20}, {}, 1 + 2 + 4 + 8 + 128},
  };
  for (const Case& c : cases) {
    Desk desk = desk_of_levels();
    for (const auto id : c.soloed) desk.strip(id).soloed = true;
    for (const auto id : c.safe) desk.strip(id).solo_safe = true;
    for (const auto id : c.muted) desk.strip(id).muted = true;
    EXPECT_NEAR(heard(desk), c.sum, 1e-3) << "case " << &c - cases.data();
  }
}

TEST(Solo, ChangesWithoutACompileAndFades) {
  Desk desk = desk_of_levels();
  const auto before = desk.session();
  const auto plan = compile(before, nullptr, desk.assets());
  run_plan(*plan, 0, 512);
  desk.strip(20).soloed = true;
  EXPECT_FALSE(needs_compile(*before, *desk.session()));
  plan->update(*desk.session());
  const std::vector<float> out = run_plan(*plan, 512, 1024).left;
  EXPECT_NEAR(out.back(), 1.0f, 1e-5);
  EXPECT_LT(largest_step(out), 2.1 * 142.0 / 480.0);  // the send and its bus close together
}

TEST(Solo, SideChainGoesOn) {
  Desk desk;
  desk.track(20, constant(2, 3000, 0.5f)).soloed = true;
  desk.track(21, constant(2, 3000, 1.0f));
  desk.device(desk.strip(20), 50, "duck").sidechain = {21};
  EXPECT_EQ(heard(desk), 0.0f);
}

TEST(Sends, PreFaderIgnoresTheFaderAndNotTheMute) {
  Desk desk;
  Strip& strip = desk.track(20, constant(2, 3000, 0.5f));
  strip.fader.gain_db = kSilenceDb;
  desk.bus(30);
  desk.send(strip, 40, 30, -6.0).pre_fader = true;
  EXPECT_NEAR(heard(desk), 0.5 * std::pow(10.0, -0.3), 1e-6);
  strip.muted = true;
  EXPECT_EQ(heard(desk), 0.0f);
}

TEST(Sends, AutomatedLevel) {
  Desk desk;
  Strip& strip = desk.track(20, constant(2, 3000, 0.5f));
  strip.output = {31};
  desk.bus(31).muted = true;
  desk.bus(30);
  desk.send(strip, 40, 30);
  desk.lane(strip, {{}, {40}, "gain"}, {{0, 0.0, Curve::hold}, {1001, -144.0}});
  const std::vector<float> out = render(desk, 2000).left;
  EXPECT_EQ(out[1000], 0.5f);
  EXPECT_EQ(out[1001], 0.0f);
}

}  // namespace
}  // namespace sweetspot
