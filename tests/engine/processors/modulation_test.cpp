// Chorus, flanger, phaser, tremolo and vibrato against the formulas of what they are.
#include <gtest/gtest.h>

#include "tests/engine/processors/time_measures.h"

namespace sweetspot::testing {
namespace {

const ProcessorType& modulation() { return *find_processor("modulation"); }

// Gain in dB at a frequency, of settings that do not move.
double gain_db(const std::string& text, double hertz, std::size_t side = 0) {
  const Sound tone = sine(hertz, 1.0);
  const Sound out = process("modulation", text, tone);
  return 10.0 * std::log10(power(out[side], 24000) / power(tone[side], 24000) + 1e-15);
}

// The gain of each tenth of a millisecond under a constant.
Signal gain_over_time(const std::string& text, double seconds, std::size_t side = 0) {
  Sound input = silent(2, seconds);
  for (Signal& channel : input) std::fill(channel.begin(), channel.end(), 1.0f);
  return process("modulation", text, input)[side];
}

TEST(Tremolo, SwingsBetweenWholeAndWhatDepthLeaves) {
  for (const double depth : {20.0, 100.0}) {
    const Signal gain = gain_over_time("type=tremolo rate=2 phase=0 depth=" + std::to_string(depth), 2.0);
    const auto at = [&](double cycles) { return gain[static_cast<std::size_t>(24000 * cycles)]; };
    for (const double cycles : {0.0, 0.1, 0.25, 0.4, 0.75, 1.3, 2.75}) {
      const double wanted = 1.0 - 0.01 * depth * (0.5 - 0.5 * std::sin(2.0 * std::numbers::pi * cycles));
      EXPECT_NEAR(at(cycles), wanted, 2e-3) << cycles;
    }
  }
}

TEST(Tremolo, ShapesAreWhatTheyAreCalled) {
  const Signal triangle = gain_over_time("type=tremolo rate=2 phase=0 depth=100 shape=triangle", 1.0);
  EXPECT_NEAR(triangle[3000], 0.75, 1e-3);
  EXPECT_NEAR(triangle[6000], 1.0, 1e-3);
  EXPECT_NEAR(triangle[15000], 0.25, 1e-3);
  const Signal square = gain_over_time("type=tremolo rate=2 phase=0 depth=100 shape=square", 1.0);
  EXPECT_NEAR(square[6000], 1.0, 1e-4);
  EXPECT_NEAR(square[11000], 1.0, 1e-4);
  EXPECT_NEAR(square[18000], 0.0, 1e-4);
  float step = 0.0f;
  for (std::size_t i = 1; i < square.size(); ++i) step = std::max(step, std::abs(square[i] - square[i - 1]));
  EXPECT_LT(step, 0.005f) << "edges of 10 ms";
}

TEST(Tremolo, SidesAreApartByThePhase) {
  const std::string text = "type=tremolo rate=2 depth=100 phase=";
  const Signal left = gain_over_time(text + "180", 1.0, 0), right = gain_over_time(text + "180", 1.0, 1);
  for (std::size_t i = 0; i < left.size(); i += 100) ASSERT_NEAR(left[i] + right[i], 1.0f, 2e-3f);
  const Signal quarter = gain_over_time(text + "90", 1.0, 1);
  for (std::size_t i = 0; i + 6000 < left.size(); i += 100) ASSERT_NEAR(quarter[i], left[i + 6000], 2e-3f);
}

TEST(Modulation, FollowsTheTempo) {
  const std::vector<double> values = settings(modulation(), "type=tremolo sync=on note=1/4 depth=100 phase=0");
  ProcessorRig rig(modulation(), kTimeRate, 2, values);
  rig.set_tempo(150.0);
  Sound input = silent(2, 2.0);
  for (Signal& channel : input) std::fill(channel.begin(), channel.end(), 1.0f);
  const Signal gain = rig.run(input, resting_at(values), kMaxBlockFrames)[0];
  for (std::size_t beat = 0; beat < 5; ++beat) {
    EXPECT_NEAR(gain[19200 * beat + 4800], 1.0f, 1e-3f) << beat;
    EXPECT_NEAR(gain[19200 * beat + 14400], 0.0f, 1e-3f) << beat;
  }
}

TEST(Modulation, IsWhereItWouldHaveBeenWhereverPlaybackStarts) {
  for (const char* const text : {"type=tremolo rate=0.7 depth=90", "type=vibrato rate=3", "type=phaser rate=1.1", "type=chorus"}) {
    const std::vector<double> values = settings(modulation(), text);
    const Sound input = noise(2, 96000, 0.5f, 1);
    ProcessorRig through(modulation(), kTimeRate, 2, values), late(modulation(), kTimeRate, 2, values);
    const Sound whole = through.run(input, resting_at(values), kMaxBlockFrames);
    late.reset_at(48000);
    const Sound rest = late.run({{input[0].begin() + 48000, input[0].end()}, {input[1].begin() + 48000, input[1].end()}},
                                resting_at(values), kMaxBlockFrames);
    for (std::size_t i = 12000; i < 48000; ++i) ASSERT_NEAR(rest[1][i], whole[1][48000 + i], 1e-6) << text;
  }
}

// A delay of d (1 + 0.5 depth sin) bends the pitch by its slope.
TEST(Vibrato, BendsThePitchByTheSlopeOfTheDelay) {
  const Sound tone = sine(1000.0, 4.0);
  for (const double rate : {2.0, 6.0}) {
    const double slope = 2.0 * std::numbers::pi * rate * 0.005 * 0.5 * 0.6;
    const Sound out = process("modulation", "type=vibrato delay=5 depth=60 phase=0 rate=" + std::to_string(rate), tone);
    const auto cents = cents_of(out[0], 1000.0, 12000);
    const auto [least, most] = std::minmax_element(cents.begin(), cents.end());
    EXPECT_NEAR(*most, 1200.0 * std::log2(1.0 + slope), 0.02 * *most);
    EXPECT_NEAR(*least, 1200.0 * std::log2(1.0 - slope), -0.02 * *least);
    EXPECT_LT(splash_db(out[0], 1000.0, 500.0, 24000, 168000), -80.0) << "and nothing else";
  }
}

// Reading between samples loses nothing and adds nothing that is heard, at 10 kHz.
TEST(Vibrato, KeepsTheTopOfTheBand) {
  const Sound tone = sine(10000.0, 4.0);
  const Sound out = process("modulation", "type=vibrato delay=5 depth=10 rate=1", tone);
  EXPECT_NEAR(10.0 * std::log10(power(out[0], 48000) / power(tone[0], 48000)), 0.0, 0.002);
  EXPECT_LT(splash_db(out[0], 10000.0, 1500.0, 48000, 168000), -80.0);
}

// Half the sound and half of it delayed: a comb.
TEST(Flanger, HasItsNotchesWhereTheDelayPutsThem) {
  const std::string still = "type=flanger depth=0 delay=2 ";
  for (const double hertz : {250.0, 750.0, 1250.0, 5250.0}) EXPECT_LT(gain_db(still, hertz), -60.0) << hertz;
  for (const double hertz : {500.0, 1000.0, 5000.0}) EXPECT_NEAR(gain_db(still, hertz), 0.0, 0.01) << hertz;
  EXPECT_LT(gain_db(still + "invert=on", 500.0), -60.0);
  for (const double feedback : {50.0, -50.0})
    for (const double hertz : {500.0, 250.0}) {
      const double delayed = hertz == 500.0 ? 1.0 : -1.0;
      const double wet = delayed / (1.0 - 0.01 * feedback * delayed);
      EXPECT_NEAR(gain_db(still + "feedback=" + std::to_string(feedback), hertz), db_from_gain(0.5 * (1.0 + wet)), 0.05)
          << feedback << ' ' << hertz;
    }
  EXPECT_NEAR(gain_db(still + "mix=50", 250.0), db_from_gain(0.5), 0.02);
}

// The tap passes the dry sound: inverted, nothing is left there, at any frequency. All is late as declared.
TEST(Flanger, GoesThroughZero) {
  const std::string text = "type=flanger through_zero=on depth=100 rate=0.5 invert=on phase=0 delay=5 shape=triangle";
  EXPECT_EQ(modulation().latency(settings(modulation(), text), kTimeRate), 240);
  EXPECT_EQ(modulation().latency(settings(modulation(), "type=flanger"), kTimeRate), 0);
  const Sound input = noise(2, 192000, 0.5f, 2);
  const Sound out = process("modulation", text, input);
  for (const std::size_t crossing : {48000u, 96000u, 144000u})
    EXPECT_LT(10.0 * std::log10(power(out[0], crossing - 12, crossing + 12) / power(input[0], crossing - 12, crossing + 12)), -15.0);
  EXPECT_NEAR(10.0 * std::log10(power(out[0], 66000, 78000) / power(input[0], 66000, 78000)), -3.0, 0.6) << "far from it the two are apart";
  const Sound dry = process("modulation", "type=flanger through_zero=on mix=0", input);
  for (std::size_t i = 240; i < 4800; ++i) ASSERT_EQ(dry[0][i], input[0][i - 240]);
}

TEST(Phaser, HasTheNotchesOfItsStages) {
  for (const int stages : {2, 4, 8, 12})
    for (const double feedback : {0.0, 60.0}) {
      const std::string text = "type=phaser depth=0 centre=700 stages=" + std::to_string(stages) + " feedback=" + std::to_string(feedback);
      for (int m = 0; m < stages / 2; ++m) {
        const double corner = std::tan(std::numbers::pi * 700.0 / kTimeRate);
        const double hertz = std::atan(corner * std::tan((2 * m + 1) * std::numbers::pi / (2 * stages))) * kTimeRate / std::numbers::pi;
        // With feedback k the row alone gives -1 / (1 + k) there.
        EXPECT_NEAR(std::pow(10.0, gain_db(text, hertz) / 20.0), 0.5 * (1.0 - 1.0 / (1.0 + 0.01 * feedback)), 0.003)
            << stages << " stages, notch " << m;
      }
    }
}

TEST(Phaser, SweepsTwoOctavesEitherWay) {
  const Sound input = noise(2, 480000, 0.5f, 3);
  const Sound out = process("modulation", "type=phaser stages=2 depth=100 centre=800 rate=0.02 phase=0 shape=sine mix=100", input);
  // A quarter of the cycle, 12.5 s, is too long to wait for: within the first 10 s the corner has gone up to 2 sin(0.4 pi) octaves.
  const Signal end(out[0].begin() + 456000, out[0].end());
  const auto spectrum = average_spectrum(end, 4096);
  const auto quietest = std::min_element(spectrum.begin() + 40, spectrum.begin() + 1000) - spectrum.begin();
  EXPECT_NEAR(std::log2(static_cast<double>(quietest) * kTimeRate / 4096 / 800.0), 2.0 * std::sin(0.39 * std::numbers::pi), 0.1);
}

// Three voices of equal power and the dry sound, apart in time.
TEST(Chorus, IsAsLoudAsItsHalves) {
  const Sound input = noise(2, 480000, 0.5f, 4);
  const Sound out = process("modulation", "type=chorus depth=80 delay=15", input);
  for (std::size_t c = 0; c < 2; ++c) EXPECT_NEAR(10.0 * std::log10(power(out[c], 24000) / power(input[c], 24000)), -3.0, 0.5);
  EXPECT_LT(correlation(out[0], out[1], 24000), 0.2) << "noise of two sides stays apart";
}

TEST(Modulation, ChangesDoNotClick) {
  const Sound tone = sine(300.0, 3.0);
  const std::string base = "type=chorus rate=0.5 ";
  for (const char* const to :
       {"type=flanger", "type=phaser", "type=tremolo", "type=vibrato", "shape=square", "shape=triangle", "depth=0", "mix=0", "invert=on"}) {
    const Sound out = process_change("modulation", base, base + to, tone, 1.5);
    for (const Signal& side : out) EXPECT_LT(splash_db(side, 300.0, 1500.0, 60000, 120000), -75.0) << to;
  }
  for (const char* const to : {"stages=12", "stages=2", "feedback=80", "centre=3000"}) {
    const Sound out =
        process_change("modulation", "type=phaser stages=6 feedback=50 rate=0.5", std::string("type=phaser rate=0.5 ") + to, tone, 1.5);
    for (const Signal& side : out) EXPECT_LT(splash_db(side, 300.0, 1500.0, 60000, 120000), -75.0) << to;
  }
}

TEST(Modulation, MixOfNothingIsTheSoundItself) {
  const Sound input = noise(2, 4800, 0.5f, 5);
  for (const char* const type : {"chorus", "flanger", "phaser", "tremolo", "vibrato"})
    EXPECT_EQ(process("modulation", std::string("mix=0 type=") + type, input), input);
}

}  // namespace
}  // namespace sweetspot::testing
