#include "engine/analysis/pitch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <limits>
#include <numbers>

#include "engine/analysis/notes.h"
#include "tests/support/sung.h"

namespace sweetspot {
namespace {

using testing::cents_above;
using testing::sing;
using testing::steady;
using testing::Sung;

// Share of frames between two times that are voiced and within so many cents of the truth.
double share_right(const PitchTrack& track, const Sung& voice, double from, double to, double cents) {
  int right = 0, all = 0;
  for (std::size_t i = 0; i < track.frames.size(); ++i) {
    const double t = track.time(i);
    if (t < from || t > to) continue;
    ++all;
    const PitchFrame& frame = track.frames[i];
    if (frame.voiced && std::abs(cents_between(voice.hz(t), static_cast<double>(frame.hz))) <= cents) ++right;
  }
  return static_cast<double>(right) / all;
}

double share_voiced(const PitchTrack& track) {
  const auto voiced = std::count_if(track.frames.begin(), track.frames.end(), [](const PitchFrame& f) { return f.voiced; });
  return static_cast<double>(voiced) / static_cast<double>(track.frames.size());
}

struct Tone {
  double hz;
  double rate;
};

class SteadyTone : public ::testing::TestWithParam<Tone> {};

TEST_P(SteadyTone, IsWithinACentAllAlong) {
  Sung voice;
  voice.rate = GetParam().rate;
  voice.hz = steady(GetParam().hz);
  const PitchTrack track = track_pitch(sing(voice), voice.rate);
  EXPECT_EQ(share_right(track, voice, 0.05, 0.95, 1.0), 1.0);
}

INSTANTIATE_TEST_SUITE_P(VoicesAndRates, SteadyTone,
                         ::testing::Values(Tone{65.4, 48000}, Tone{82.4, 44100}, Tone{110, 48000}, Tone{196.3, 22050}, Tone{233.1, 8000}, Tone{440.7, 96000},
                                           Tone{659.3, 192000}, Tone{880, 48000}, Tone{1046.5, 44100}));

TEST(Pitch, VibratoIsNeitherLateNorRounded) {
  Sung voice;
  voice.seconds = 2.0;
  voice.hz = [](double t) { return cents_above(330.0, 80.0 * std::sin(2.0 * std::numbers::pi * 6.0 * t)); };
  const PitchTrack track = track_pitch(sing(voice), voice.rate);
  // A lag of 5 ms alone would be off by up to 15 cents.
  EXPECT_GT(share_right(track, voice, 0.05, 1.95, 6.0), 0.99);
}

TEST(Pitch, StrongSecondHarmonicIsNoOctaveError) {
  Sung voice;
  voice.hz = steady(208.0);
  voice.level = [](double f) { return std::exp(-std::pow((f - 416.0) / 90.0, 2.0)) + 0.25 / (1.0 + f / 300.0); };
  const PitchTrack track = track_pitch(sing(voice), voice.rate);
  EXPECT_GT(share_right(track, voice, 0.06, 0.94, 5.0), 0.99);
}

TEST(Pitch, PausesAreUnvoicedToWithinFifteenMilliseconds) {
  Sung voice;
  voice.seconds = 2.0;
  voice.breath = 1e-4;
  voice.hz = [](double t) { return t > 0.3 && t < 0.9 ? 220.0 : t > 1.1 && t < 1.6 ? 262.0 : 0.0; };
  const PitchTrack track = track_pitch(sing(voice), voice.rate);
  for (std::size_t i = 0; i < track.frames.size(); ++i) {
    const double t = track.time(i);
    const auto apart = [&](double edge) { return std::abs(t - edge) > 0.020; };
    if (apart(0.3) && apart(0.9) && apart(1.1) && apart(1.6)) { EXPECT_EQ(track.frames[i].voiced, voice.hz(t) > 0.0) << t; }
  }
}

TEST(Pitch, NoiseAndSilenceAreUnvoiced) {
  Sung noise;
  noise.hz = steady(0.0);
  noise.breath = 0.1;
  EXPECT_LT(share_voiced(track_pitch(sing(noise), 48000.0)), 0.02);
  EXPECT_EQ(share_voiced(track_pitch(std::vector<float>(48000), 48000.0)), 0.0);
  EXPECT_TRUE(track_pitch({}, 48000.0).frames.empty());
}

TEST(Pitch, SamplesThatAreNoNumbersDoNotSpread) {
  Sung voice;
  voice.hz = steady(196.0);
  std::vector<float> sound = sing(voice);
  sound[24000] = std::numeric_limits<float>::quiet_NaN();
  sound[24001] = std::numeric_limits<float>::infinity();
  const PitchTrack track = track_pitch(sound, voice.rate);
  EXPECT_EQ(share_right(track, voice, 0.05, 0.45, 2.0), 1.0);
  EXPECT_EQ(share_right(track, voice, 0.55, 0.95, 2.0), 1.0);
}

TEST(Pitch, IsTheSameInEveryRun) {
  Sung voice;
  voice.hz = steady(300.0);
  voice.breath = 0.01;
  const std::vector<float> sound = sing(voice);
  const PitchTrack a = track_pitch(sound, voice.rate), b = track_pitch(sound, voice.rate);
  ASSERT_EQ(a.frames.size(), b.frames.size());
  for (std::size_t i = 0; i < a.frames.size(); ++i) EXPECT_EQ(a.frames[i].hz, b.frames[i].hz);
}

TEST(Pitch, StopsWhenAsked) {
  const std::atomic<bool> cancel = true;
  EXPECT_THROW(track_pitch(std::vector<float>(48000), 48000.0, {}, {{}, &cancel}), Cancelled);
}

TEST(Notes, LegatoPhraseIsCutWhereThePitchMoves) {
  Sung voice;
  voice.seconds = 1.5;
  voice.hz = [](double t) { return t < 0.5 ? 220.0 : t < 1.0 ? cents_above(220.0, 210.0) : cents_above(220.0, 90.0); };
  const auto notes = find_notes(track_pitch(sing(voice), voice.rate));
  ASSERT_EQ(notes.size(), 3u);
  EXPECT_NEAR(notes[0].centre, 57.0, 0.01);
  EXPECT_NEAR(notes[1].centre, 59.1, 0.01);
  EXPECT_NEAR(notes[2].centre, 57.9, 0.01);
  EXPECT_NEAR(notes[1].start, 0.5, 0.015);
  EXPECT_NEAR(notes[1].end, 1.0, 0.015);
  EXPECT_EQ(notes[0].end, notes[1].start);
}

TEST(Notes, WideVibratoStaysOneNoteAndIsMeasured) {
  Sung voice;
  voice.seconds = 2.0;
  voice.hz = [](double t) { return cents_above(262.0, 90.0 * std::sin(2.0 * std::numbers::pi * 5.5 * t)); };
  const auto notes = find_notes(track_pitch(sing(voice), voice.rate));
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NEAR(notes[0].vibrato_hz, 5.5, 0.2);
  EXPECT_NEAR(notes[0].vibrato_cents, 90.0, 8.0);
  EXPECT_NEAR(100.0 * notes[0].centre, 100.0 * midi_from_hz(262.0), 5.0);
}

TEST(Notes, DriftIsMeasuredOverTheNote) {
  Sung voice;
  voice.hz = [](double t) { return cents_above(262.0, 40.0 * t); };
  const auto notes = find_notes(track_pitch(sing(voice), voice.rate));
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NEAR(notes[0].drift, 40.0, 3.0);
  EXPECT_EQ(notes[0].vibrato_hz, 0.0);
}

}  // namespace
}  // namespace sweetspot
