#include <gtest/gtest.h>

#include "engine/processors/registry.h"
#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr double kPeak = 0, kRms = 1, kSmooth = 2;
constexpr double kForward = 0, kFeedback = 1;

// The curve as declared: a quadratic between the ends of the knee.
double declared_output(double in, double threshold, double ratio, double knee) {
  const double over = in - threshold;
  if (2.0 * over <= -knee) return in;
  if (2.0 * std::abs(over) < knee) return in + (1.0 / ratio - 1.0) * std::pow(over + knee / 2.0, 2.0) / (2.0 * knee);
  return threshold + over / ratio;
}

// Samples of alternating sign have the same level at every sample, so the gain can be read from each.
Sound square_steps(std::size_t frames, std::size_t up, std::size_t down, double low_db, double high_db) {
  Channel channel(frames);
  for (std::size_t i = 0; i < frames; ++i)
    channel[i] = static_cast<float>(amplitude(i >= up && i < down ? high_db : low_db) * (i % 2 == 0 ? 1.0 : -1.0));
  return {channel};
}

// A sine for the detectors that read it at its peak; the peak detector follows the wave, so it gets a level that stands.
double settled_level(const Settings& settings, double level) {
  Rig rig("compressor", settings, 48000, 1);
  if (settings.at("detector") == kPeak) return decibels(std::abs(rig.process(square_steps(48000, 0, 48000, level, level))[0].back()));
  return decibels(std::abs(component(rig.process({sine(1000, level, 48000)})[0], 24000, 48000, 1000)));
}

TEST(Compressor, StaticCurveIsTheDeclaredOneFromMinus60To0) {
  struct Curve {
    double threshold, ratio, knee;
  };
  for (const Curve curve : {Curve{-20, 4, 6}, {-40, 2, 0}, {-30, 20, 24}, {-10, 1.5, 12}, {-50, 50, 3}})
    for (const double topology : {kForward, kFeedback})
      for (const double detector : {kPeak, kSmooth, kRms})
        for (double level = -60.0; level <= 0.0; level += 5.0) {
          const double measured = settled_level({{"threshold", curve.threshold},
                                                 {"ratio", curve.ratio},
                                                 {"knee", curve.knee},
                                                 {"attack", 1},
                                                 {"release", 100},
                                                 {"range", 60},
                                                 {"topology", topology},
                                                 {"detector", detector}},
                                                level);
          EXPECT_NEAR(measured, declared_output(level, curve.threshold, curve.ratio, curve.knee), 0.1)
              << level << " dB in, threshold " << curve.threshold << ", detector " << detector << ", topology " << topology;
        }
}

TEST(Compressor, TheDrawnCurveIsTheDeclaredOne) {
  const ProcessorType& type = *find_processor("compressor");
  std::vector<double> values = default_values(type);
  const auto set = [&](const char* key, double value) { values[static_cast<std::size_t>(index_of(type.params, key))] = value; };
  set("threshold", -30.0);
  set("ratio", 5.0);
  set("knee", 12.0);
  for (double level = -60.0; level <= 0.0; level += 2.5)
    EXPECT_NEAR(type.transfer(values, level), declared_output(level, -30.0, 5.0, 12.0), 1e-9) << level;
  set("range", 3.0);
  set("makeup", 2.0);
  EXPECT_NEAR(type.transfer(values, 0.0), -1.0, 1e-9);
  set("mix", 0.0);
  EXPECT_NEAR(type.transfer(values, -6.0), -6.0, 1e-9);
}

TEST(Compressor, BassIsNotDistortedBySmoothDetection) {
  const Settings base = {{"threshold", -20}, {"ratio", 4}, {"attack", 10}, {"release", 200}};
  for (const double hertz : {50.0, 100.0, 200.0}) {
    Rig rig("compressor", base, 48000, 1);
    const Sound out = rig.process({sine(hertz, -10, 96000)});
    EXPECT_LT(residual_db(out[0], 48000, 96000, hertz), -100.0) << hertz;
  }
}

// 100 Hz, 10 dB over the threshold, release 200 ms, by detector, topology and hold: what is not the sine, in dB of it. The peak detector
// follows the wave unless the hold bridges it.
TEST(Compressor, DistortionOfBassByDetectorAndTopology) {
  struct Row {
    double detector, topology, hold, most;
  };
  for (const Row row : {Row{kSmooth, kForward, 0, -140},
                        {kSmooth, kFeedback, 0, -140},
                        {kRms, kForward, 0, -95},
                        {kRms, kFeedback, 0, -85},
                        {kPeak, kForward, 0, -49},
                        {kPeak, kFeedback, 0, -45},
                        {kPeak, kForward, 20, -120},
                        {kPeak, kFeedback, 20, -120}}) {
    for (const double attack : {0.05, 1.0, 10.0}) {
      Rig rig("compressor",
              {{"threshold", -20},
               {"ratio", 4},
               {"attack", attack},
               {"release", 200},
               {"detector", row.detector},
               {"topology", row.topology},
               {"hold", row.hold}},
              48000, 1);
      const Sound out = rig.process({sine(100, -10, 480000)});
      EXPECT_LT(residual_db(out[0], 432000, 480000, 100), row.most)
          << "detector " << row.detector << ", topology " << row.topology << ", hold " << row.hold << ", attack " << attack;
    }
  }
}

TEST(Compressor, BelowTheThresholdNothingChanges) {
  Rig rig("compressor", {{"threshold", -20}, {"knee", 6}});
  const Sound in = {sine(440, -24, 20000), sine(441, -26, 20000)};
  EXPECT_EQ(rig.process(in), in);
}

const std::vector<Settings> kKinds = {
    {},
    {{"detector", kPeak}, {"mix", 40}, {"makeup", 6}},
    {{"detector", kRms}, {"lookahead", 3.3}, {"sc_hp", 120}, {"sc_lp", 6000}},
    {{"lookahead", 20}, {"link", 30}, {"range", 6}, {"knee", 0}},
    {{"sc_listen", 1}, {"sc_hp", 500}},
    {{"topology", kFeedback}, {"hold", 3}, {"auto_release", 60}, {"link", 50}, {"auto_makeup", 1}},
};

TEST(Compressor, AnyCutIntoBlocksGivesTheSameSamples) {
  const Sound in = {noise(-15, 9000, 1), noise(-12, 9000, 2)};
  const Sound key = {noise(-9, 9000, 3)};
  for (const Settings& settings : kKinds) {
    for (const Sound* side : {static_cast<const Sound*>(nullptr), &key}) {
      const std::vector<Glide> glides = {{"threshold", 3200, -20, -35},
                                         {"mix", 3200, settings.contains("mix") ? 40.0 : 100.0, 70},
                                         {"sc_listen", 4800, settings.contains("sc_listen") ? 1.0 : 0.0, 1}};
      Sound whole = in;
      Rig("compressor", settings)
          .run(
              whole, [] { return kMaxBlockFrames; }, glides, side);
      for (unsigned seed = 1; seed <= 3; ++seed) {
        Sound cut = in;
        Rig("compressor", settings).run(cut, random_lengths(seed), glides, side);
        ASSERT_EQ(cut, whole) << seed;
      }
    }
  }
}

TEST(Compressor, ABatchGivesTheSamplesOfEachAlone) {
  const std::vector<int> channels = {1, 2, 2, 1, 1, 2, 1, 2, 2, 1};  // 15 lanes
  std::vector<std::unique_ptr<Rig>> alone, together;
  std::vector<Sound> alone_sound, together_sound;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const Settings& settings = kKinds[i % kKinds.size()];
    for (auto* rigs : {&alone, &together}) rigs->push_back(std::make_unique<Rig>("compressor", settings, 48000, channels[i]));
    Sound sound;
    for (int c = 0; c < channels[i]; ++c) sound.push_back(noise(-14, 7 + 8192, static_cast<unsigned>(10 * i) + static_cast<unsigned>(c)));
    // One of them is not in step with the others.
    if (i == 4) {
      Sound head = {noise(-14, 7, 99)};
      alone.back()->process(head);
      together.back()->process(head);
    }
    alone_sound.push_back(sound);
    together_sound.push_back(sound);
  }
  for (std::size_t i = 0; i < channels.size(); ++i) alone_sound[i] = alone[i]->process(alone_sound[i], 200);

  const auto batch = find_processor("compressor")->process_batch;
  ASSERT_NE(batch, nullptr);
  std::vector<std::vector<ParamRamp>> ramps;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    std::vector<double> values = default_values(together[i]->type());
    for (const auto& [key, value] : kKinds[i % kKinds.size()]) values[together[i]->index(key)] = value;
    ramps.emplace_back();
    for (double value : values) ramps.back().push_back({static_cast<float>(value), static_cast<float>(value)});
  }
  const std::size_t frames = together_sound[0][0].size();
  for (std::size_t at = 0; at < frames; at += 200) {
    std::vector<ProcessBlock> blocks(channels.size());
    std::vector<std::vector<float*>> audio(channels.size());
    std::vector<BatchItem> items;
    for (std::size_t i = 0; i < channels.size(); ++i) {
      for (Channel& channel : together_sound[i]) audio[i].push_back(channel.data() + at);
      blocks[i].audio = audio[i].data();
      blocks[i].channels = channels[i];
      blocks[i].frames = static_cast<int>(std::min<std::size_t>(200, frames - at));
      blocks[i].params = ramps[i];
      items.push_back({&together[i]->processor(), &blocks[i]});
    }
    batch(items);
  }
  for (std::size_t i = 0; i < channels.size(); ++i) EXPECT_EQ(together_sound[i], alone_sound[i]) << i;
}

TEST(Compressor, DryAndWetLineUp) {
  Rig rig("compressor", {{"mix", 0}, {"lookahead", 7.5}, {"threshold", -50}});
  EXPECT_EQ(rig.latency(), 360);
  const Sound in = {noise(-12, 5000, 1), noise(-12, 5000, 2)};
  const Sound out = rig.process(in);
  for (std::size_t c = 0; c < 2; ++c)
    for (std::size_t i = 360; i < 5000; ++i) ASSERT_EQ(out[c][i], in[c][i - 360]);
}

TEST(Compressor, LookAheadCatchesTheFirstWave) {
  Channel burst(9600, 0.0f);
  const Channel tone = sine(1000, 0, 4800);
  std::copy(tone.begin(), tone.end(), burst.begin() + 4800);
  const auto first_peak = [&burst](double lookahead) {
    Rig rig("compressor", {{"threshold", -20}, {"ratio", 10}, {"knee", 0}, {"attack", 2}, {"lookahead", lookahead}}, 48000, 1);
    const Sound out = rig.process({burst});
    return decibels(*std::max_element(out[0].begin() + 4800, out[0].end()));
  };
  EXPECT_GT(first_peak(0), -3.0);
  EXPECT_NEAR(first_peak(20), -18.0, 0.5);
}

TEST(Compressor, TheSideChainDecides) {
  const Sound tone = {sine(1000, -6, 24000)};
  const Sound silence = {Channel(24000, 0.0f)};
  const Sound loud = {sine(300, 0, 24000)};
  const Sound quiet_tone = {sine(1000, -40, 24000)};
  EXPECT_EQ(Rig("compressor", {}, 48000, 1).process(tone, 512, &silence), tone);
  const Sound ducked = Rig("compressor", {}, 48000, 1).process(quiet_tone, 512, &loud);
  EXPECT_NEAR(decibels(std::abs(component(ducked[0], 12000, 24000, 1000))), -55.0, 0.2);  // 20 dB over at 4 : 1
}

TEST(Compressor, KeyFiltersRejectAndCanBeHeard) {
  const Sound bass = {sine(50, -6, 48000)};
  const Sound out = Rig("compressor", {{"sc_hp", 1000}}, 48000, 1).process(bass);
  EXPECT_NEAR(decibels(std::abs(component(out[0], 24000, 48000, 50))), -6.0, 0.05);
  // Butterworth: -3 dB at the corner, 12 dB an octave beyond it.
  for (const auto& [hertz, gain] : std::vector<std::pair<double, double>>{{1000, -3.01}, {250, -24.1}, {8000, 0.0}}) {
    Rig rig("compressor", {{"sc_hp", 1000}, {"sc_listen", 1}}, 48000, 1);
    const Sound heard = rig.process({sine(hertz, -10, 48000)});
    EXPECT_NEAR(decibels(std::abs(component(heard[0], 24000, 48000, hertz))), -10.0 + gain, 0.1) << hertz;
  }
}

TEST(Compressor, LinkedSidesKeepTheImage) {
  const Sound in = {sine(1000, -4, 48000), sine(1700, -40, 48000)};
  const auto right_db = [&in](double link) {
    const Sound out = Rig("compressor", {{"link", link}}).process(in);
    return decibels(std::abs(component(out[1], 24000, 48000, 1700)));
  };
  EXPECT_NEAR(right_db(100), -52.0, 0.1);  // as much as the left: 16 dB over at 4 : 1
  EXPECT_NEAR(right_db(0), -40.0, 0.001);
  EXPECT_GT(right_db(50), -50.0);
}

TEST(Compressor, RangeAndMeters) {
  for (const double topology : {kForward, kFeedback})
    for (const double detector : {kPeak, kRms, kSmooth}) {
      Rig rig("compressor",
              {{"range", 5}, {"threshold", -40}, {"ratio", 10}, {"attack", 1}, {"detector", detector}, {"topology", topology}});
      const Sound out = rig.process({sine(1000, -6, 48000), sine(1000, -30, 48000)});
      EXPECT_NEAR(decibels(std::abs(component(out[0], 24000, 48000, 1000))), -11.0, 0.05);
      EXPECT_NEAR(rig.meter(0), 5.0, 0.05);
      EXPECT_NEAR(rig.meter(1), -6.0, 0.05);  // the louder channel
      EXPECT_EQ(rig.meter(2), 0.0f);
    }
}

double rms_db(const Channel& x, std::size_t from) {
  double sum = 0.0;
  for (std::size_t i = from; i < x.size(); ++i) sum += double{x[i]} * x[i];
  return 10.0 * std::log10(sum / static_cast<double>(x.size() - from));
}

// White noise keeps its spectrum, so its loudness changes as its level does.
TEST(Compressor, AutoMakeupGivesBackTheLoudnessAndShowsIt) {
  const Sound in = {noise(-14, 480000, 1), noise(-17, 480000, 2)};
  for (const double topology : {kForward, kFeedback}) {
    Rig rig("compressor", {{"threshold", -30}, {"auto_makeup", 1}, {"topology", topology}});
    const Sound out = rig.process(in);
    Rig without("compressor", {{"threshold", -30}, {"topology", topology}});
    const Sound plain = without.process(in);
    for (std::size_t c = 0; c < 2; ++c) EXPECT_NEAR(rms_db(out[c], 240000), rms_db(in[c], 240000), 0.1);
    EXPECT_NEAR(rig.meter(2), rms_db(in[0], 240000) - rms_db(plain[0], 240000), 0.1);
    EXPECT_GT(rig.meter(2), 10.0);
  }
  Rig louder("compressor", {{"threshold", -30}, {"auto_makeup", 1}, {"makeup", 5}});
  EXPECT_NEAR(rms_db(louder.process(in)[0], 240000), rms_db(in[0], 240000) + 5.0, 0.1);
}

// Who listens to the key hears it at its own level, and the match goes on afterwards where it was.
TEST(Compressor, AutoMakeupLeavesTheKeyAlone) {
  const Sound in = {noise(-14, 240000, 1)};
  Rig rig("compressor", {{"threshold", -40}, {"auto_makeup", 1}}, 48000, 1);
  rig.process(in);
  const float before = rig.meter(2);
  Sound sound = in;
  rig.run(sound, [] { return 512; }, {{"sc_listen", 0, 0, 1}, {"sc_listen", 96000, 1, 0}});
  for (std::size_t i = 64; i < 96000; ++i) ASSERT_EQ(sound[0][i], in[0][i]) << i;
  EXPECT_GT(before, 10.0);
  EXPECT_NEAR(rig.meter(2), before, 0.3);
}

TEST(Compressor, WhatIsNotANumberDoesNotStay) {
  for (const Settings& settings : kKinds) {
    if (settings.contains("sc_listen")) continue;
    Rig rig("compressor", settings);
    Sound bad = {Channel(512, 0.1f), Channel(512, 0.1f)};
    bad[0][100] = std::numeric_limits<float>::quiet_NaN();
    bad[1][200] = std::numeric_limits<float>::infinity();
    rig.process(bad);
    Sound after = rig.process({sine(500, -10, 480000), sine(500, -10, 480000)});
    Sound clean = Rig("compressor", settings).process({sine(500, -10, 480000), sine(500, -10, 480000)});
    for (std::size_t c = 0; c < 2; ++c) EXPECT_NEAR(after[c].back(), clean[c].back(), 1e-4);
  }
}

TEST(Compressor, ASweptThresholdMakesNoClicks) {
  // -10 to -40 dB in 50 ms under a steady tone; the gain may change, the tone must stay smooth.
  Rig rig("compressor", {{"threshold", -10}, {"attack", 5}}, 48000, 1);
  Sound sound = {sine(1000, -6, 9600)};
  std::vector<Glide> glides;
  for (int i = 0; i < 75; ++i) glides.push_back({"threshold", 3200 + 32 * i, -10.0 - 0.4 * i, -10.0 - 0.4 * (i + 1)});
  // Only one glide is active in a slice.
  for (Frames at = 0, next = 0; at < 9600; at = next) {
    next = std::min<Frames>(9600, at + 32);
    Sound slice = {Channel(sound[0].begin() + at, sound[0].begin() + next)};
    std::vector<Glide> now;
    for (Glide glide : glides)
      if (glide.slice_start == at) now.push_back({glide.key, 0, glide.from, glide.to});
    rig.run(
        slice, [] { return 32; }, now);
    std::copy(slice[0].begin(), slice[0].end(), sound[0].begin() + at);
  }
  // The third difference of a clean tone is tiny; a step of gain would show.
  double worst = 0.0;
  for (std::size_t i = 2400; i + 3 < 9600; ++i) {
    const double third = sound[0][i + 3] - 3.0 * sound[0][i + 2] + 3.0 * sound[0][i + 1] - sound[0][i];
    worst = std::max(worst, std::abs(third));
  }
  EXPECT_LT(worst, 0.5012 * std::pow(2.0 * std::numbers::pi * 1000 / 48000, 3.0) * 1.2);
}

}  // namespace
}  // namespace sweetspot
