#include "engine/tuning/correct.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <numbers>

#include "tests/support/sung.h"

namespace sweetspot {
namespace {

using testing::cents_above;
using testing::sing;
using testing::Sung;

constexpr double kA3 = 220.0;

// Two notes in one breath, then a pause, then a third: 30 cents flat, in tune, 40 cents sharp.
Sung phrase() {
  Sung voice;
  voice.seconds = 2.4;
  voice.hz = [](double t) {
    if (t > 0.2 && t <= 0.8) return cents_above(kA3, -30.0);
    if (t > 0.8 && t < 1.4) return cents_above(kA3, 300.0);
    if (t > 1.6 && t < 2.2) return cents_above(kA3, 540.0);
    return 0.0;
  };
  return voice;
}

double median_cents(const std::vector<float>& sound, double rate, double from, double to, double wanted_hz) {
  const PitchTrack track = track_pitch(sound, rate);
  std::vector<double> off;
  for (std::size_t i = 0; i < track.frames.size(); ++i) {
    if (track.time(i) > from && track.time(i) < to && track.frames[i].voiced)
      off.push_back(cents_between(wanted_hz, static_cast<double>(track.frames[i].hz)));
  }
  EXPECT_FALSE(off.empty());
  if (off.empty()) return 1e9;
  std::nth_element(off.begin(), off.begin() + static_cast<std::ptrdiff_t>(off.size() / 2), off.end());
  return off[off.size() / 2];
}

std::vector<NoteEdit> chromatic(const PitchTrack& track) { return edits_to_scale(find_notes(track), {}); }

bool equal_between(const std::vector<float>& a, const std::vector<float>& b, double rate, double from, double to) {
  return std::equal(a.begin() + static_cast<std::ptrdiff_t>(from * rate), a.begin() + static_cast<std::ptrdiff_t>(to * rate),
                    b.begin() + static_cast<std::ptrdiff_t>(from * rate));
}

// When a note that sounds at `from` has died away to a tenth of its power.
double end_of_note(const std::vector<float>& x, double rate, double from) {
  const auto power = [&](double t) {
    double sum = 0.0;
    for (std::size_t n = 0; n < 480; ++n) sum += std::pow(static_cast<double>(x[static_cast<std::size_t>(t * rate) + n]), 2.0);
    return sum;
  };
  const double sounding = power(from);
  double t = from;
  while (power(t) > 0.1 * sounding) t += 0.0005;
  return t;
}

class Correction : public ::testing::TestWithParam<Formants> {};

TEST_P(Correction, PutsNotesOnTheScaleAndLeavesTheRestBitByBit) {
  const Sung voice = phrase();
  const TuneAudio sung{sing(voice)};
  const PitchTrack track = track_pitch(sung[0], voice.rate);
  const TuneAudio tuned = correct(sung, voice.rate, track, chromatic(track), GetParam());
  ASSERT_EQ(tuned[0].size(), sung[0].size());
  EXPECT_NEAR(median_cents(tuned[0], voice.rate, 0.3, 0.7, kA3), 0.0, 0.5);
  EXPECT_NEAR(median_cents(tuned[0], voice.rate, 1.7, 2.1, cents_above(kA3, 500.0)), 0.0, 0.5);
  EXPECT_NEAR(end_of_note(tuned[0], voice.rate, 2.0), end_of_note(sung[0], voice.rate, 2.0), 0.004);
  EXPECT_TRUE(equal_between(tuned[0], sung[0], voice.rate, 0.0, 0.19));
  EXPECT_TRUE(equal_between(tuned[0], sung[0], voice.rate, 0.82, 1.58)) << "the note in tune and the pause";
  EXPECT_TRUE(equal_between(tuned[0], sung[0], voice.rate, 2.3, 2.4));
}

INSTANTIATE_TEST_SUITE_P(BothShifters, Correction, ::testing::Values(Formants::keep, Formants::shift));

TEST(Correct, SoundsWithoutASeamIntoTheNoteLeftAlone) {
  const Sung voice = phrase();
  const TuneAudio sung{sing(voice)};
  const PitchTrack track = track_pitch(sung[0], voice.rate);
  const TuneAudio tuned = correct(sung, voice.rate, track, chromatic(track));
  // A phase jump would show as a hole in the level: periods that cancel.
  const auto power = [&](const std::vector<float>& x, std::size_t from) {
    double sum = 0.0;
    for (std::size_t n = from; n < from + 960; ++n) sum += static_cast<double>(x[n]) * static_cast<double>(x[n]);
    return sum;
  };
  for (std::size_t n = 33600; n < 40800; n += 240)
    EXPECT_NEAR(10.0 * std::log10(power(tuned[0], n) / power(sung[0], n)), 0.0, 1.5) << static_cast<double>(n) / 48000.0;
}

TEST(Correct, SungInTuneComesOutBitByBit) {
  Sung voice;
  voice.hz = [](double t) { return t < 0.5 ? kA3 : cents_above(kA3, 200.0); };
  const TuneAudio sung{sing(voice)};
  const PitchTrack track = track_pitch(sung[0], voice.rate);
  EXPECT_EQ(correct(sung, voice.rate, track, chromatic(track)), sung);
}

// What cannot be told is left alone; in a short note that is more.
TEST(Correct, SteadyNotesAreLeftAsTheyAre) {
  NoteEdit edit;
  edit.drift_kept = 0.0;
  const auto with = [&edit](double length, double drift, double shift) {
    edit.note.end = length;
    edit.note.drift = drift;
    edit.shift_cents = shift;
    return edit.untouched();
  };
  EXPECT_TRUE(with(1.0, 3.5, 0.9));
  EXPECT_FALSE(with(1.0, 4.5, 0.9));
  EXPECT_FALSE(with(1.0, 3.5, 1.1));
  EXPECT_TRUE(with(0.1, -9.0, 0.9));
  EXPECT_FALSE(with(0.1, -11.0, 0.9));
}

TEST(Correct, VibratoIsKeptOrFlattened) {
  Sung voice;
  voice.seconds = 1.6;
  voice.hz = [](double t) { return cents_above(kA3, 35.0 + 50.0 * std::sin(2.0 * std::numbers::pi * 5.5 * t)); };
  const TuneAudio sung{sing(voice)};
  const PitchTrack track = track_pitch(sung[0], voice.rate);
  const auto notes = find_notes(track);
  ASSERT_EQ(notes.size(), 1u);
  for (const bool keep : {true, false}) {
    ScaleCorrection to_scale;
    to_scale.retune_ms = 0.0;
    to_scale.keep_vibrato = keep;
    const TuneAudio tuned = correct(sung, voice.rate, track, edits_to_scale(notes, to_scale));
    const auto after = find_notes(track_pitch(tuned[0], voice.rate));
    ASSERT_EQ(after.size(), 1u);
    EXPECT_NEAR(after[0].centre, 57.0, 0.03);
    if (keep)
      EXPECT_NEAR(after[0].vibrato_cents / notes[0].vibrato_cents, 1.0, 0.1);
    else
      EXPECT_LT(after[0].vibrato_cents, 0.15 * notes[0].vibrato_cents);
  }
}

TEST(Correct, OneNoteMovedByHand) {
  const Sung voice = phrase();
  const TuneAudio sung{sing(voice)};
  const PitchTrack track = track_pitch(sung[0], voice.rate);
  std::vector<NoteEdit> edits;
  for (const SungNote& note : find_notes(track)) edits.push_back({note});
  ASSERT_EQ(edits.size(), 3u);
  edits[1].shift_cents = -200.0;
  const TuneAudio tuned = correct(sung, voice.rate, track, edits);
  EXPECT_NEAR(median_cents(tuned[0], voice.rate, 0.95, 1.3, cents_above(kA3, 100.0)), 0.0, 0.5);
  EXPECT_TRUE(equal_between(tuned[0], sung[0], voice.rate, 0.0, 0.78));
  EXPECT_TRUE(equal_between(tuned[0], sung[0], voice.rate, 1.6, 2.4));
}

TEST(Correct, ChannelsMoveTogether) {
  const Sung voice = phrase();
  TuneAudio sung{sing(voice), {}};
  for (const float x : sung[0]) sung[1].push_back(0.5f * x);
  const PitchTrack track = track_pitch(mono_mix(sung), voice.rate);
  const TuneAudio tuned = correct(sung, voice.rate, track, chromatic(track));
  for (std::size_t n = 0; n < tuned[0].size(); ++n) ASSERT_NEAR(tuned[1][n], 0.5f * tuned[0][n], 1e-6f);
}

TEST(Correct, KeyNamesWhatTheSoundDependsOn) {
  const TuneAudio sound{{0.1f, 0.2f, 0.3f}};
  std::vector<NoteEdit> edits(1);
  const auto key = correction_key(sound, 48000.0, edits, Formants::keep);
  EXPECT_EQ(correction_key(sound, 48000.0, edits, Formants::keep), key);
  EXPECT_NE(correction_key(sound, 44100.0, edits, Formants::keep), key);
  EXPECT_NE(correction_key(sound, 48000.0, edits, Formants::shift), key);
  EXPECT_NE(correction_key({{0.1f, 0.2f, 0.30001f}}, 48000.0, edits, Formants::keep), key);
  edits[0].drift_kept = 0.5;
  EXPECT_NE(correction_key(sound, 48000.0, edits, Formants::keep), key);
}

TEST(Correct, StopsWhenAsked) {
  const Sung voice = phrase();
  const TuneAudio sung{sing(voice)};
  const PitchTrack track = track_pitch(sung[0], voice.rate);
  const std::atomic<bool> cancel = true;
  EXPECT_THROW(correct(sung, voice.rate, track, chromatic(track), Formants::keep, {{}, &cancel}), Cancelled);
}

}  // namespace
}  // namespace sweetspot
