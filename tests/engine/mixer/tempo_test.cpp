// Devices that follow the song's tempo.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "engine/processors/processor.h"
#include "engine/session/device_edits.h"
#include "engine/processors/registry.h"
#include "tests/engine/mixer/mix_rig.h"

namespace sweetspot {
namespace {

using namespace rig;

// Adds the tempo to every sample, and rings for a quarter note.
class Beat : public Processor {
 public:
  void prepare(const ProcessSetup&, std::span<const double>) override {}
  void reset() noexcept override {}
  void process(const ProcessBlock& block) noexcept override {
    for (int c = 0; c < block.channels; ++c) {
      for (int i = 0; i < block.frames; ++i) block.audio[c][i] += static_cast<float>(block.tempo);
    }
  }
};

const ProcessorType* find_beat(std::string_view id) {
  static const ProcessorType type = [] {
    ProcessorType made;
    made.id = "beat";
    made.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Beat>(); };
    made.tail_in_tempo = [](std::span<const double>, double rate, double tempo) { return frames_from_seconds(60.0 / tempo, rate); };
    return made;
  }();
  return id == type.id ? &type : nullptr;
}

SessionPtr with_tempo(const Desk& desk, double tempo) {
  auto session = std::make_shared<Session>(*desk.session());
  session->tempo = tempo;
  return session;
}

struct Song {
  Desk desk;
  Assets assets;

  Song() {
    Strip& strip = desk.track(20, constant(1, 4000, 0.0f));
    strip.fader.pan = -1.0;
    desk.device(strip, 30, "beat");
    assets = desk.assets();
    assets.find = find_beat;
  }
};

TEST(Tempo, ReachesDevicesWithoutCompilingAnew) {
  Song song;
  const SessionPtr slow = with_tempo(song.desk, 90.0), fast = with_tempo(song.desk, 150.0);
  EXPECT_FALSE(needs_compile(*slow, *fast));
  const auto plan = compile(slow, nullptr, song.assets);
  EXPECT_EQ(plan->tail(), 32000);
  EXPECT_EQ(run_plan(*plan, 0, 512).left, std::vector<float>(512, 90.0f));
  plan->update(*fast);
  EXPECT_EQ(plan->tail(), 19200);
  EXPECT_EQ(run_plan(*plan, 512, 512).left, std::vector<float>(512, 150.0f));
}

TEST(Tempo, ABypassedDeviceAddsNoTail) {
  Song song;
  const SessionPtr on = with_tempo(song.desk, 90.0), off = edit::set_bypassed(on, DeviceId{30}, true);
  const auto plan = compile(on, nullptr, song.assets);
  EXPECT_EQ(plan->tail(), 32000);
  plan->update(*off);
  EXPECT_EQ(plan->tail(), 0);
  EXPECT_EQ(compile(off, nullptr, song.assets)->tail(), 0);
}

// A tempo that changes between two blocks of any length takes hold at the next slice.
TEST(Tempo, ChangesAtASlice) {
  Song song;
  const auto plan = compile(with_tempo(song.desk, 90.0), nullptr, song.assets);
  run_plan(*plan, 0, 40);
  plan->update(*with_tempo(song.desk, 150.0));
  const Stereo rest = run_plan(*plan, 40, 60, {1});
  const auto change = std::find(rest.left.begin(), rest.left.end(), 150.0f) - rest.left.begin();
  EXPECT_TRUE(std::all_of(rest.left.begin(), rest.left.begin() + change, [](float x) { return x == 90.0f; }));
  EXPECT_TRUE(std::all_of(rest.left.begin() + change, rest.left.end(), [](float x) { return x == 150.0f; }));
  EXPECT_LE(change, 24);
}

// The delay itself: a quarter note at the song's tempo.
TEST(Tempo, TheDelayKeepsTime) {
  for (const double tempo : {90.0, 150.0}) {
    Desk desk;
    Sound click = constant(1, 60000, 0.0f);
    click[0][0] = 1.0f;
    Strip& strip = desk.track(20, click);
    strip.fader.pan = -1.0;
    desk.device(strip, 30, "delay", {{"sync", 1}, {"mix", 100}});
    Assets assets = desk.assets();
    assets.find = find_processor;
    const auto plan = compile(with_tempo(desk, tempo), nullptr, assets);
    const Stereo out = run_plan(*plan, 0, 40000);
    const auto first = std::find_if(out.left.begin(), out.left.end(), [](float x) { return std::abs(x) > 0.01f; }) - out.left.begin();
    EXPECT_NEAR(static_cast<double>(first), 48000.0 * 60.0 / tempo, 3.0) << tempo;
  }
}

}  // namespace
}  // namespace sweetspot
