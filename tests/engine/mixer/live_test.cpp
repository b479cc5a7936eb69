// What a user does while it plays: nothing clicks, nothing waits, nothing bad spreads.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numbers>

#include "engine/realtime/thread_flag.h"
#include "tests/engine/mixer/mix_rig.h"
#include "tests/support/allocation_guard.h"

namespace sweetspot {
namespace {

using namespace rig;

constexpr int kFrames = 48000;
constexpr double kLevel = 0.5;

// A sine whose own largest step is known, and a run of it in which `edit` is called every 1000 frames and its plan goes on.
class Playing {
 public:
  Playing() {
    Strip& strip = desk.track(20, sine(100.0, 20 * kFrames, 48000.0, kLevel));
    strip.fader.pan = -1.0;
    desk.device(strip, 30, "gain");
    desk.device(strip, 31, "delay", {{"frames", 50}});
    desk.bus(22);
    desk.bus(23);
    plan = compile(desk.session(), nullptr, desk.assets(true));
    session = desk.session();
  }

  void edit(const std::function<void(Desk&)>& change) {
    change(desk);
    const SessionPtr next = desk.session();
    if (structural || needs_compile(*session, *next)) {
      plan = compile(next, plan.get(), desk.assets(true));
    } else {
      plan->update(*next);
    }
    session = next;
  }

  // Runs on for some frames and keeps the sound.
  void play(int frames) {
    const Stereo next = run_plan(*plan, position, frames, {0, 1, false, static_cast<unsigned>(position)});
    out.insert(out.end(), next.left.begin(), next.left.end());
    position += frames;
  }

  // As a share of the sine's own largest step; the start is left out.
  double click() const { return largest_step({out.begin() + 2000, out.end()}) / (kLevel * 2.0 * std::numbers::pi * 100.0 / 48000.0); }

  Desk desk;
  std::unique_ptr<Plan> plan;
  SessionPtr session;
  bool structural = false;  // test processors are unknown to needs_compile, so their structure is told here
  Frames position = 0;
  std::vector<float> out;
};

TEST(Live, FadersMutesAndParametersDoNotClick) {
  Playing playing;
  playing.play(4000);
  std::mt19937 random(3);
  std::uniform_real_distribution<double> share(0.0, 1.0);
  for (int i = 0; i < 60; ++i) {
    playing.edit([&](Desk& desk) {
      Strip& strip = desk.strip(20);
      switch (i % 6) {
        case 0:
          strip.fader.gain_db = -12.0 * share(random);
          break;
        case 1:
          strip.muted = !strip.muted;
          break;
        case 2:
          strip.trim_db = -6.0 * share(random);
          break;
        case 3:
          desk.mix().fader.gain_db = -6.0 * share(random);
          break;
        case 4:
          strip.fader.pan = -share(random);
          break;
        default:
          strip.devices[0] = std::make_shared<Device>(*strip.devices[0]);
          std::const_pointer_cast<Device>(strip.devices[0])->params["gain"] = -6.0 * share(random);
      }
    });
    playing.play(1000);
  }
  EXPECT_LT(playing.click(), 1.5);
}

TEST(Live, BypassAndMixDoNotClick) {
  Playing playing;
  playing.play(4000);
  for (int i = 0; i < 20; ++i) {
    playing.edit([&](Desk& desk) {
      Device device = *desk.strip(20).devices[1];
      device.bypassed = i % 3 == 0;
      device.mix = i % 2 ? 1.0 : 0.5;
      desk.strip(20).devices[1] = std::make_shared<Device>(device);
    });
    playing.play(1000);
  }
  EXPECT_LT(playing.click(), 1.5);
}

TEST(Live, InsertingRemovingAndMovingDevicesDoesNotClick) {
  Playing playing;
  playing.structural = true;
  playing.play(4000);
  for (unsigned i = 0; i < 24; ++i) {
    playing.edit([&](Desk& desk) {
      auto& devices = desk.strip(20).devices;
      if (i % 4 == 0) desk.device(desk.strip(20), 100 + i, "gain", {{"gain", -4.0}});
      if (i % 4 == 1) std::swap(devices.front(), devices.back());
      if (i % 4 == 2) desk.device(desk.strip(20), 100 + i, "delay", {{"frames", 20}});
      if (i % 4 == 3) devices.erase(devices.begin() + 1, devices.end());
    });
    playing.play(1500);
  }
  EXPECT_LT(playing.click(), 1.5);
}

TEST(Live, ReroutingAndLatencyElsewhereDoNotClick) {
  Playing playing;
  playing.structural = true;
  playing.play(4000);
  for (unsigned i = 0; i < 24; ++i) {
    playing.edit([&](Desk& desk) {
      if (i % 4 == 0) desk.strip(20).output = StripId{22};
      if (i % 4 == 1) desk.device(desk.strip(23), 100 + i, "delay", {{"frames", 300.0 + 10 * i}});
      if (i % 4 == 2) desk.strip(20).output = kMixStrip;
      if (i % 4 == 3) desk.strip(23).devices.clear();
    });
    playing.play(1500);
  }
  EXPECT_LT(playing.click(), 2.5);  // two delays of a sine cross-fade; a cut would be ten times that
}

TEST(Live, RemovedStripsFadeOut) {
  Playing playing;
  playing.structural = true;
  playing.edit([](Desk& desk) {
    desk.strip(20).output = {22};
    desk.device(desk.strip(22), 60, "gain", {{"gain", -3.0}});
  });
  playing.play(6000);
  playing.edit([](Desk& desk) {
    desk.remove(22);
    desk.strip(20).output = kMixStrip;
  });
  playing.play(4000);
  playing.edit([](Desk& desk) { desk.remove(20); });
  playing.play(4000);
  playing.edit([](Desk&) {});
  playing.play(1000);
  EXPECT_LT(playing.click(), 1.5);
  EXPECT_EQ(playing.out.back(), 0.0f);
}

TEST(Live, AnEditElsewhereLeavesTheSamplesAlone) {
  Playing plain;
  plain.play(20000);
  Playing edited;
  edited.structural = true;
  for (unsigned i = 0; i < 20; ++i) {
    edited.edit([&](Desk& desk) { desk.track(200 + i, constant(1, 10, 0.0f)); });
    edited.play(1000);
  }
  EXPECT_EQ(plain.out, edited.out);
}

TEST(Live, OnlyStructureNeedsACompile) {
  const auto needs = [](const std::function<void(Desk&)>& change) {
    Desk desk;
    desk.device(desk.track(20, constant(1, 10, 0.0f)), 30, "compressor");
    desk.bus(22);
    desk.send(desk.strip(20), 40, 22);
    const SessionPtr before = desk.session();
    change(desk);
    return needs_compile(*before, *desk.session());
  };
  const auto change_device = [](Desk& desk, const std::function<void(Device&)>& change) {
    auto device = std::make_shared<Device>(*desk.strip(20).devices[0]);
    change(*device);
    desk.strip(20).devices[0] = device;
  };
  EXPECT_FALSE(needs([](Desk&) {}));
  EXPECT_FALSE(needs([](Desk& desk) { desk.strip(20).fader = {-3.0, 0.5, 1.5, PanLaw::linear}; }));
  EXPECT_FALSE(needs([](Desk& desk) { desk.strip(20).muted = desk.strip(22).soloed = desk.strip(22).inverted = true; }));
  EXPECT_FALSE(needs([](Desk& desk) { desk.strip(20).sends[0].gain_db = -9.0; }));
  EXPECT_FALSE(
      needs([&](Desk& desk) { change_device(desk, [](Device& device) { device.bypassed = true, device.params["threshold"] = -30.0; }); }));
  EXPECT_TRUE(needs([&](Desk& desk) { change_device(desk, [](Device& device) { device.params["lookahead"] = 5.0; }); }));
  EXPECT_TRUE(needs([&](Desk& desk) { change_device(desk, [](Device& device) { device.sidechain = StripId{22}; }); }));
  EXPECT_TRUE(needs([](Desk& desk) { desk.bus(90); }));
  EXPECT_TRUE(needs([](Desk& desk) { desk.strip(20).output = StripId{22}; }));
  EXPECT_TRUE(needs([](Desk& desk) { desk.strip(20).sends[0].pre_fader = true; }));
  EXPECT_TRUE(needs([](Desk& desk) { desk.device(desk.master(), 91, "gain"); }));
  EXPECT_TRUE(needs([](Desk& desk) { desk.lane(desk.strip(20), {{}, {}, "gain"}, {{0, 0.0}}); }));
}

TEST(Live, SettleJumpsAndResetForgets) {
  Playing playing;
  playing.play(4000);
  playing.edit([](Desk& desk) { desk.strip(20).fader.gain_db = -20.0; });
  playing.plan->reset();
  playing.plan->settle(playing.position);
  const std::vector<float> out = run_plan(*playing.plan, 12000, 2000).left;
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(out[i], 0.0f);
  EXPECT_NEAR(*std::max_element(out.begin(), out.begin() + 240), kLevel * 0.1, 1e-4);
}

TEST(Live, NoHeapAndNoLockWhileItRuns) {
  if (!testing::kAllocationGuardWorks) GTEST_SKIP();
  Playing playing;
  Workers workers(2);
  std::mt19937 random(5);
  std::uint64_t offences = 0;
  for (unsigned i = 0; i < 200; ++i) {
    playing.edit([&](Desk& desk) {
      desk.strip(20).fader.gain_db = -0.1 * (i % 60);
      desk.strip(20).muted = i % 7 == 0;
      if (i % 5 == 0) desk.device(desk.strip(22 + i % 2), 100 + i, i % 2 ? "delay" : "gain");
      if (i % 20 == 0) desk.strip(22).devices.clear();
      if (i % 9 == 0) desk.strip(20).output = i % 2 ? StripId{22} : kMixStrip;
    });
    const testing::AllocationGuard guard;
    {
      const AudioThreadScope audio;
      for (int k = 0; k < 4; ++k, playing.position += 128) playing.plan->run(playing.position, 128, true, i % 2 ? &workers : nullptr);
    }
    offences += guard.offences().all();
  }
  EXPECT_EQ(offences, 0u);
}

TEST(Live, SoundThatIsNoNumberDoesNotSpread) {
  Desk desk;
  desk.track(20, constant(2, 8000, 0.25f));
  desk.device(desk.strip(20), 30, "bad", {{"at", 1000}});
  Sound holes = constant(2, 8000, 0.25f);
  holes[1][3000] = std::numeric_limits<float>::infinity();
  desk.track(21, holes);
  const auto plan = compile(desk.session(), nullptr, desk.assets());
  const std::vector<float> out = run_plan(*plan, 0, 8000, {64}).right;
  for (std::size_t i = 0; i < out.size(); ++i) ASSERT_EQ(out[i], i / 64 == 1000 / 64 || i == 3000 ? 0.25f : 0.5f) << i;
  EXPECT_EQ(plan->take_meter({20}).non_finite, 1u);
  EXPECT_EQ(plan->take_meter({21}).non_finite, 1u);
  EXPECT_EQ(plan->take_meter(kMixStrip).non_finite, 0u);
}

TEST(Live, StoppingFadesTheSourceOut) {
  Playing playing;
  playing.play(10100);
  std::vector<float> out = {playing.out.back()};
  for (int i = 0; i < 20; ++i) {
    playing.plan->run(playing.position, 20, false, nullptr);
    out.insert(out.end(), playing.plan->master()[0], playing.plan->master()[0] + 20);
  }
  EXPECT_LT(largest_step(out), 1.5 * kLevel * 2.0 * std::numbers::pi * 100.0 / 48000.0);
  EXPECT_EQ(out.back(), 0.0f);
}

TEST(Live, MetersShowTheLevelAfterTheFader) {
  Desk desk;
  Strip& strip = desk.track(20, constant(1, 48000, 0.5f));
  strip.fader.gain_db = 6.0;
  strip.fader.pan = 1.0;
  desk.device(strip, 30, "probe");
  const auto plan = compile(desk.session(), nullptr, desk.assets());
  run_plan(*plan, 0, 4800);
  const StripMeter meter = plan->take_meter({20});
  EXPECT_NEAR(meter.peak[1], 0.5 * std::pow(10.0, 0.3), 1e-5);
  EXPECT_EQ(meter.peak[0], 0.0f);
  EXPECT_NEAR(meter.mean_square[1], 0.25 * std::pow(10.0, 0.6), 1e-4);
  EXPECT_FALSE(meter.clipped);
  EXPECT_EQ(plan->take_meter({20}).peak[1], 0.0f);
  EXPECT_EQ(plan->device_meters({30}), std::vector<float>{-1.0f});
}

}  // namespace
}  // namespace sweetspot
