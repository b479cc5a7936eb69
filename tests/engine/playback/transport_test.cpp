#include "engine/playback/transport.h"

#include <gtest/gtest.h>

#include "engine/core/units.h"

namespace sweetspot {
namespace {

using Command = TransportCommand;

// Runs `frames` as the audio loop would; returns what was run before it stopped or waited.
int run(Transport& transport, int frames) {
  int done = 0;
  while (done < frames && transport.moving()) {
    const int count = transport.run_length(frames - done);
    EXPECT_GE(count, 1);
    EXPECT_LE(count, frames - done);
    transport.advance(count);
    done += count;
  }
  return done;
}

void play_from(Transport& transport, Frames at, Frames end) {
  transport.take({Command::limits, 0, end});
  transport.take({Command::locate, at, 0});
  transport.take({Command::play, 0, 0});
  ASSERT_EQ(transport.state(), Transport::waiting);
  transport.start();
  ASSERT_EQ(transport.state(), Transport::rolling);
}

TEST(Transport, PlaysToTheEndToTheFrame) {
  Transport transport;
  play_from(transport, 0, 10007);
  EXPECT_EQ(run(transport, 20000), 10007);
  EXPECT_EQ(transport.state(), Transport::stopped);
  EXPECT_EQ(transport.position(), 10007);
}

TEST(Transport, StartsUnfadedAtZeroAndFadedElsewhere) {
  Transport at_zero, later;
  play_from(at_zero, 0, 100000);
  EXPECT_EQ(at_zero.gain(0), 1.0f);
  play_from(later, 5000, 100000);
  EXPECT_EQ(later.gain(0), 0.0f);
  run(later, Transport::kFadeFrames);
  EXPECT_TRUE(later.steady());
}

TEST(Transport, StopsByAFadeThatReachesSilence) {
  Transport transport;
  play_from(transport, 0, 100000);
  run(transport, 1000);
  transport.take({Command::stop, 0, 0});
  EXPECT_EQ(transport.state(), Transport::fading);
  EXPECT_FLOAT_EQ(transport.gain(0), 1.0f);
  float last = 1.0f;
  int faded = 0;
  while (transport.moving()) {
    const int count = transport.run_length(64);
    for (int i = 0; i < count; ++i) {
      EXPECT_LE(transport.gain(i), last);
      EXPECT_LE(last - transport.gain(i), 1.01f / Transport::kFadeFrames);
      last = transport.gain(i);
    }
    transport.advance(count);
    faded += count;
  }
  EXPECT_EQ(faded, Transport::kFadeFrames);
  EXPECT_NEAR(last, 1.0f / Transport::kFadeFrames, 1e-6);
  EXPECT_EQ(transport.state(), Transport::stopped);
}

TEST(Transport, JumpsAfterAFadeAndWaitsForTheDisk) {
  Transport transport;
  play_from(transport, 0, 1000000);
  run(transport, 500);
  transport.take({Command::locate, 70000, 0});
  run(transport, 5000);
  EXPECT_EQ(transport.state(), Transport::waiting);
  EXPECT_EQ(transport.position(), 70000);
}

TEST(Transport, LoopsToTheFrame) {
  Transport transport;
  transport.take({Command::loop, 1001, 4003});
  play_from(transport, 0, 1000000);
  run(transport, 4003 - 1);
  EXPECT_EQ(transport.position(), 4002);
  run(transport, 1);
  EXPECT_EQ(transport.position(), 1001);
  run(transport, 3 * (4003 - 1001) + 5);
  EXPECT_EQ(transport.position(), 1006);
}

TEST(Transport, FadesInWhenTheSoundComes) {
  Transport transport;
  transport.take({Command::limits, 0, 100000});
  transport.take({Command::locate, 5000, 0});
  transport.take({Command::play, 0, 0});
  transport.start(700);
  run(transport, 700);
  EXPECT_EQ(transport.gain(0), 0.0f);
  run(transport, Transport::kFadeFrames / 2);
  EXPECT_FLOAT_EQ(transport.gain(0), 0.5f);
  run(transport, Transport::kFadeFrames / 2);
  EXPECT_TRUE(transport.steady());
}

TEST(Transport, ALoopThatIsSetWhileAnotherTurnsWaitsForIt) {
  Transport transport;
  transport.take({Command::loop, 2000, 9000});
  play_from(transport, 5000, 1000000);
  run(transport, 4000 - 50);
  transport.take({Command::loop, 3000, 20000});
  EXPECT_EQ(transport.turn().end, 9000);
  run(transport, 50);
  EXPECT_EQ(transport.position(), 2000);
  run(transport, 18000);
  EXPECT_EQ(transport.position(), 3000);
}

TEST(Transport, ALoopThatEndsTooSoonToTurnIsAnsweredByAJump) {
  Transport transport;
  play_from(transport, 5000, 1000000);
  run(transport, 4000);
  transport.take({Command::loop, 2000, 9000 + 50});
  EXPECT_EQ(transport.state(), Transport::fading);
  EXPECT_EQ(transport.turn().fade, 0);
  EXPECT_EQ(run(transport, 5000), Transport::kFadeFrames);
  EXPECT_EQ(transport.state(), Transport::waiting);
  EXPECT_EQ(transport.position(), 2000);
  transport.start();
  run(transport, 9050 - 2000);
  EXPECT_EQ(transport.position(), 2000) << "the next time round it turns";
}

TEST(Transport, PlaysOnPastALoopThatLiesBehind) {
  Transport transport;
  transport.take({Command::loop, 1000, 2000});
  play_from(transport, 3000, 6000);
  run(transport, 10000);
  EXPECT_EQ(transport.position(), 6000);
}

TEST(Transport, BlocksKeepToTheSliceGrid) {
  Transport transport;
  play_from(transport, 7, 1000000);
  for (int i = 0; i < 200; ++i) {
    const Frames at = transport.at();
    const int count = transport.run_length(100);
    const bool within = at / kSliceFrames == (at + count - 1) / kSliceFrames;
    const bool whole = at % kSliceFrames == 0 && count % kSliceFrames == 0;
    EXPECT_TRUE(within || whole) << at << " + " << count;
    transport.advance(count);
  }
}

}  // namespace
}  // namespace sweetspot
