// Starts, stops, jumps and turns of the loop are heard without a click, whatever the latency and the automation.
#include "engine/processors/registry.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/vca_edits.h"
#include "tests/engine/playback/playing_sine.h"

namespace sweetspot {
namespace {

using test::kBuffer, test::kPeak, test::kRate;

struct TransportSound : test::PlayingSine {
  AutomationLane slope(const AutomationTarget& target, double from, double to) const {
    return {.target = target, .points = {{0, from}, {2 * 48000, from}, {4 * 48000, to}}};
  }

  void automate(StripId strip, const AutomationTarget& target, double from, double to) {
    session = edit::set_lane(session, strip, slope(target, from, to), processor_catalog());
  }

  void add_late_limiter() {
    const auto added = edit::add_device(session, kMasterStrip, "limiter", processor_catalog());
    session = edit::set_param(added.session, added.id, "lookahead", 10.0, processor_catalog());
  }

  void expect_no_click(const std::string& what = {}) {
    EXPECT_EQ(player->status().xruns, 0u) << "the disk was late";
    for (const std::size_t channel : {0u, 1u}) {
      std::size_t where = 0;
      EXPECT_LT(worst_step(channel, 1, &where), 1.5) << what << " channel " << channel << ", frame " << where;
    }
  }
};

TEST_F(TransportSound, StartsStopsAndJumpsDoNotClick) {
  for (const bool late : {false, true}) {
    SCOPED_TRACE(late ? "with latency" : "without latency");
    if (late) add_late_limiter();
    player = std::make_unique<Player>(kRate, 1);
    heard = {{}, {}};
    play_from(48000 + 77);
    for (int i = 0; i < 80; ++i) {
      switch (below(4)) {
        case 0:
          player->locate(48000 + below(20 * 48000));
          break;
        case 1:
          player->stop();
          break;
        default:
          player->play();
      }
      turn(static_cast<int>(below(12)));
    }
    // Of all that was heard: what is stopped as soon as it began has no loudness of its own to go by.
    const std::vector<float>& x = heard[0];
    double step = 0.0, peak = 0.0;
    for (std::size_t i = 1; i < x.size(); ++i) {
      step = std::max(step, std::abs(double{x[i]} - x[i - 1]));
      peak = std::max(peak, std::abs(double{x[i]}));
    }
    EXPECT_EQ(player->status().xruns, 0u) << "the disk was late";
    EXPECT_LT(step, 1.5 * peak * 2.0 * std::sin(std::numbers::pi * test::kHz / kRate));
  }
}

TEST_F(TransportSound, TurnsOfTheLoopDoNotClick) {
  const auto gain = edit::add_device(session, two, "gain", processor_catalog());
  session = gain.session;
  automate(one, {{}, {}, "gain"}, 0.0, -30.0);
  automate(two, {gain.id, {}, "gain"}, -40.0, 0.0);
  automate(chosen, {{}, {}, "pan"}, -1.0, 1.0);
  const StripId members[] = {chosen};
  const auto vca = edit::add_vca(session, "VCA", members);
  session = vca.session;
  automate(vca.id, {{}, {}, "gain"}, 0.0, -40.0);
  session = edit::set_gain(session, kMixStrip, -6.0);
  for (const bool late : {false, true}) {
    if (late) add_late_limiter();
    for (const Frames length : {96000 + 131, 20011, 1203, 300, 100}) {
      SCOPED_TRACE(std::to_string(length) + (late ? " with latency" : ""));
      session = edit::set_loop(session, {4 * 48000 - length, 4 * 48000, true});
      player = std::make_unique<Player>(kRate, 1);
      heard = {{}, {}};
      play_from(4 * 48000 - std::min<Frames>(length, 5000));
      turn(1200);
      expect_no_click();
    }
  }
}

// From silence to full in no time, where the sine is at its peak.
TEST_F(TransportSound, ADeviceWhoseLaneStepsAtTheTurnDoesNotClick) {
  const auto gain = edit::add_device(session, two, "gain", processor_catalog());
  session = gain.session;
  automate(two, {gain.id, {}, "gain"}, 0.0, -60.0);
  for (const StripId other : {one, chosen}) session = edit::set_muted(session, other, true);
  session = edit::set_loop(session, {2 * 48000 + 120, 4 * 48000, true});
  play_from(3 * 48000);
  turn(600);
  expect_no_click();
}

TEST_F(TransportSound, ALoopThatIsMovedAroundThePlayheadDoesNotClick) {
  play_from(48000);
  for (int i = 0; i < 400; ++i) {
    const Frames at = player->playhead();
    if (at < 48000) player->locate(10 * 48000 + below(48000));  // turns move it back and back
    switch (below(4)) {
      case 0:
        commit(edit::set_loop(session, {at - 20000, at + below(400), true}));
        break;
      case 1:
        commit(edit::set_loop(session, {at - 4000 - below(100), at + below(2000), true}));
        break;
      case 2:
        commit(edit::set_loop(session, {at, at + 2000 + below(2000), below(2) == 0}));
        break;
      default:
        break;
    }
    turn(static_cast<int>(below(16)));
    if (!player->playing()) break;
  }
  turn(20);
  ASSERT_TRUE(player->playing());
  expect_no_click();
}

// The frame before the first that sounds: frame 0 of the song, where the sine begins.
std::size_t first_sound(const test::Channels& audio) {
  const auto found = std::ranges::find_if(audio[0], [](float x) { return std::abs(x) > 1e-6f; });
  return static_cast<std::size_t>(found - audio[0].begin()) - 1;
}

// The crossfade lies before the loop's end, so that what begins at its start is whole; and turn by turn it is the same.
TEST_F(TransportSound, EveryTurnOfALoopIsTheSongFromItsFirstSampleOn) {
  constexpr Frames kStart = 2 * 48000 + 333, kLength = 5 * kBuffer + 100, kFade = 192;
  play_from(0);
  turn(600);
  const test::Channels straight = heard;
  player = std::make_unique<Player>(kRate, 1);
  heard = {{}, {}};
  session = edit::set_loop(session, {kStart, kStart + kLength, true});
  play_from(0);
  turn(600);
  const std::size_t lead = first_sound(straight);
  const std::size_t other = first_sound(heard);
  int turns = 0;
  for (std::size_t begin = other + kStart; begin + kLength < heard[0].size(); begin += kLength, ++turns)
    for (std::size_t i = 0; i + kFade < static_cast<std::size_t>(kLength); ++i)
      ASSERT_EQ(heard[0][begin + i], straight[0][lead + kStart + i]) << "turn " << turns << ", frame " << i;
  EXPECT_GT(turns, 20);
}

}  // namespace
}  // namespace sweetspot
