// The reverb against what it promises: decay, density, modes, places.
#include <gtest/gtest.h>

#include <cstring>

#include "tests/engine/processors/time_measures.h"

namespace sweetspot::testing {
namespace {

const ProcessorType& reverb() { return *find_processor("reverb"); }

// Left to left and right, right to left and right.
std::vector<Signal> responses(const std::string& text, double seconds) {
  std::vector<Signal> all;
  for (std::size_t side = 0; side < 2; ++side) {
    Sound impulse = silent(2, seconds);
    impulse[side][0] = 1.0f;
    for (Signal& out : process("reverb", "mix=100 " + text, impulse)) all.push_back(std::move(out));
  }
  return all;
}

double decay_in_octave(const std::vector<Signal>& signals, double centre) {
  std::vector<Signal> filtered;
  for (const Signal& signal : signals) filtered.push_back(octave_of(signal, centre));
  return decay_of(filtered);
}

class ReverbSpaces : public ::testing::TestWithParam<std::string> {
 protected:
  std::string space() const { return "space=" + GetParam() + " "; }
};

INSTANTIATE_TEST_SUITE_P(Spaces, ReverbSpaces, ::testing::Values("room", "plate", "hall"), [](const auto& tested) { return tested.param; });

// From 0.3 to 10 s, in every octave, with early reflections and modulation at their defaults.
TEST_P(ReverbSpaces, DecayIsWithinFivePercentInEveryOctave) {
  for (const double seconds : {0.3, 0.5, 1.0, 3.0, 10.0}) {
    const auto all = responses(space() + "high_decay=1 decay=" + std::to_string(seconds), 1.2 * seconds + 0.3);
    for (const double octave : kOctaves)
      EXPECT_NEAR(decay_in_octave(all, octave) / seconds, 1.0, 0.05) << seconds << " s at " << octave << " Hz";
  }
}

// What the measure must give for a decay that changes within an octave: each frequency fades in its own time, as loud as the octave's
// filter lets it through.
double decay_drawn_in_octave(const std::vector<double>& values, double centre) {
  Signal impulse(32768, 0.0f);
  impulse[16384] = 1.0f;  // in the middle of the window
  const auto filter = average_spectrum(octave_of(impulse, centre), 32768);
  std::vector<double> level(200000, 0.0);
  for (double hertz = 20.0; hertz < 20000.0; hertz *= 1.03) {
    const double seconds = reverb().decay(values, hertz);
    const double weight = hertz * seconds * filter[static_cast<std::size_t>(hertz * 32768 / kTimeRate)];
    const double fall = std::exp(-13.8155 / seconds / kTimeRate);
    double now = weight;
    for (double& sum : level) sum += now, now *= fall;
  }
  double n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
  for (std::size_t i = 0; i < level.size(); ++i) {
    const double db = 10.0 * std::log10(level[i] / level[0]), x = static_cast<double>(i) / kTimeRate;
    if (db > -5.0 || db < -35.0) continue;
    n += 1.0, sx += x, sy += db, sxx += x * x, sxy += x * db;
  }
  return -60.0 * (n * sxx - sx * sx) / (n * sxy - sx * sy);
}

// Bands of their own: the measure agrees with the curve that is drawn, and away from the crossovers that with the factors.
TEST_P(ReverbSpaces, DecayFollowsItsCurve) {
  for (const char* const bands : {"low_decay=2 low_crossover=400 high_decay=0.4 high_crossover=2500", "low_decay=0.5 high_decay=1.4",
                                  "low_decay=1.5 low_crossover=200 high_decay=0.25 high_crossover=5000"}) {
    const std::string text = space() + "decay=1.5 low_cut=20 high_cut=20000 " + bands;
    const auto all = responses(text, 4.0);
    for (const double octave : kOctaves)
      EXPECT_NEAR(decay_in_octave(all, octave) / decay_drawn_in_octave(settings(reverb(), text), octave), 1.0, 0.05)
          << bands << " at " << octave;
  }
  const auto drawn = [](const char* text, double hertz) { return reverb().decay(settings(reverb(), text), hertz); };
  EXPECT_NEAR(drawn("decay=2 low_decay=2 low_crossover=500", 60.0), 4.0, 0.05);
  EXPECT_NEAR(drawn("decay=2 low_decay=0.5 low_crossover=300 high_crossover=8000 high_decay=0.5", 1550.0), 2.0, 0.05);
  EXPECT_NEAR(drawn("decay=2 high_decay=0.25 high_crossover=2000", 16000.0), 0.5, 0.02);
}

TEST_P(ReverbSpaces, DensityIsThatOfNoiseWithin80Milliseconds) {
  for (const char* const text : {"", "decay=0.3 high_decay=1", "decay=1 high_decay=1", "decay=3 high_decay=1", "decay=10 high_decay=1"})
    for (const Signal& response : responses(space() + text, 0.3)) EXPECT_LT(dense_after(response), 0.08) << text;
}

// The strongest line of the late tail over its neighbours, in dB. The tail from a fifth of the decay time on, its decay taken back; spectra
// of one second, averaged over time and both sides; each bin from 100 Hz to 8 kHz against the third of an octave about it.
double strongest_mode_db(const Sound& tail, double seconds) {
  std::vector<double> spectrum;
  for (const Signal& side : tail) {
    Signal flat(side.begin() + static_cast<std::ptrdiff_t>(0.2 * seconds * kTimeRate),
                side.begin() + static_cast<std::ptrdiff_t>(seconds * kTimeRate));
    for (std::size_t i = 0; i < flat.size(); ++i)
      flat[i] *= static_cast<float>(std::pow(10.0, 3.0 * static_cast<double>(i) / kTimeRate / seconds));
    const auto one = average_spectrum(flat, static_cast<int>(kTimeRate));
    spectrum.resize(one.size(), 0.0);
    for (std::size_t k = 0; k < one.size(); ++k) spectrum[k] += one[k];
  }
  double worst = 0.0;
  for (std::size_t k = 100; k < 8000; ++k) {
    const std::size_t from = std::min(static_cast<std::size_t>(static_cast<double>(k) / 1.122), k - 10);
    const std::size_t to = std::max(static_cast<std::size_t>(static_cast<double>(k) * 1.122), k + 10);
    const double around =
        std::accumulate(spectrum.begin() + static_cast<std::ptrdiff_t>(from), spectrum.begin() + static_cast<std::ptrdiff_t>(to), 0.0);
    worst = std::max(worst, spectrum[k] * static_cast<double>(to - from) / around);
  }
  return 10.0 * std::log10(worst);
}

TEST_P(ReverbSpaces, NoModeStandsOutOfTheLateTail) {
  for (const std::size_t side : {0u, 1u}) {
    const auto all = responses(space() + "decay=10 high_decay=1", 10.1);
    EXPECT_LT(strongest_mode_db({all[2 * side], all[2 * side + 1]}, 10.0), 6.0);
    const auto still = responses(space() + "decay=10 high_decay=1 mod_depth=0", 10.1);
    EXPECT_GT(strongest_mode_db({still[2 * side], still[2 * side + 1]}, 10.0), 8.0) << "the measure sees what modulation is for";
  }
}

TEST_P(ReverbSpaces, SidesAreApartWhenWideAndOneWhenNarrow) {
  Sound impulse = silent(2, 2.0);
  impulse[0][0] = impulse[1][0] = 1.0f;
  const Sound wide = process("reverb", space() + "mix=100 decay=2", impulse);
  const std::size_t late = 9600;
  EXPECT_LT(std::abs(correlation(wide[0], wide[1], late)), 0.1);
  for (const double octave : kOctaves)
    EXPECT_LT(std::abs(correlation(octave_of(wide[0], octave), octave_of(wide[1], octave), late)), 0.2) << octave;
  const Sound narrow = process("reverb", space() + "mix=100 decay=2 width=0", impulse);
  EXPECT_EQ(narrow[0], narrow[1]);
}

// Steady noise, wet against dry, at any decay and width.
TEST_P(ReverbSpaces, WetIsAsLoudAsDry) {
  for (const char* const text : {"decay=0.3", "decay=2", "decay=6", "decay=2 width=0"}) {
    const Sound input = noise(2, static_cast<Frames>(20 * kTimeRate), 0.5f, 3);
    const Sound wet = process("reverb", space() + "mix=100 high_decay=1 low_cut=20 high_cut=20000 " + text, input);
    const std::size_t settled = static_cast<std::size_t>(8 * kTimeRate);
    const double level =
        10.0 * std::log10((power(wet[0], settled) + power(wet[1], settled)) / (power(input[0], settled) + power(input[1], settled)));
    EXPECT_NEAR(level, 0.0, 2.5) << text;
  }
}

// No pitch but that of the sound: the tails of tones lie about where the tones were, neither above nor below.
TEST_P(ReverbSpaces, ModulationLeavesPitchAlone) {
  double off = 0.0;
  constexpr std::array<double, 6> kTones{500, 700, 1000, 1400, 2000, 2800};
  for (const double hertz : kTones) {
    Sound tone = sine(hertz, 3.0);
    for (Signal& side : tone) std::fill(side.begin() + 48000, side.end(), 0.0f);
    const Sound wet = process("reverb", space() + "mix=100 decay=6 mod_depth=100", tone);
    for (const Signal& side : wet) {
      const auto spectrum = average_spectrum(Signal(side.begin() + 57600, side.end()), 24000);  // bins of 2 Hz
      double weight = 0.0, sum = 0.0;
      const auto middle = static_cast<std::size_t>(0.5 * hertz);
      for (std::size_t k = middle - 20; k <= middle + 20; ++k) weight += spectrum[k], sum += spectrum[k] * static_cast<double>(k) * 2.0;
      off += 1200.0 * std::log2(sum / weight / hertz) / (2.0 * kTones.size());
    }
  }
  EXPECT_NEAR(off, 0.0, 8.0) << "cents";
}

TEST_P(ReverbSpaces, EndsInExactSilence) {
  const auto all = responses(space() + "decay=0.3 low_cut=1000", 3.0);
  for (const Signal& response : all) {
    EXPECT_GT(peak_of(response, 0, 48000), 0.001f);
    EXPECT_EQ(peak_of(response, 120000), 0.0f);
  }
}

// Woken after a silence, it sounds as it did afresh; and wherever playback starts, the modulation is where it would have been.
TEST_P(ReverbSpaces, RepeatsAfterSilenceAndFromAnyPlace) {
  const std::vector<double> values = settings(reverb(), space() + "decay=0.3");
  const Frames start = 96000;
  Sound input = silent(2, 4.0);
  for (Signal& side : input)
    for (std::size_t i = 0; i < 480; ++i) side[i] = side[i + static_cast<std::size_t>(start)] = noise(1, 480, 0.5f, 9)[0][i];
  ProcessorRig through(reverb(), kTimeRate, 2, values);
  const Sound whole = through.run(input, resting_at(values), kMaxBlockFrames);
  ProcessorRig late(reverb(), kTimeRate, 2, values);
  late.reset_at(start);
  Sound rest;
  for (const Signal& side : input) rest.emplace_back(side.begin() + start, side.end());
  const Sound from_there = late.run(rest, resting_at(values), kMaxBlockFrames);
  for (std::size_t c = 0; c < 2; ++c) {
    ASSERT_GT(peak_of(from_there[c], 480), 0.001f);
    EXPECT_TRUE(std::equal(from_there[c].begin(), from_there[c].end(), whole[c].begin() + start));
  }
}

// Places and sizes that change under a tone leave nothing far from it.
TEST_P(ReverbSpaces, ChangesDoNotClick) {
  const Sound input = sine(300.0, 3.0);
  const std::string base = space() + "mix=100 decay=1";
  for (const std::string& change : {base + " size=150", base + " pre_delay=120", base + " early_size=60", base + " decay=4",
                                    std::string("space=") + (GetParam() == "plate" ? "hall" : "plate") + " mix=100 decay=1",
                                    base + " diffusion=0", base + " mod_depth=0", base + " width=0 low_cut=20 high_cut=3000"}) {
    const Sound out = process_change("reverb", base, change, input, 1.5);
    for (const Signal& side : out) {
      const double before = splash_db(side, 300.0, 1000.0, 48000, 69600), during = splash_db(side, 300.0, 1000.0, 70000, 91600);
      EXPECT_LT(during, std::max(-80.0, before + 3.0)) << change;
    }
  }
}

TEST(Reverb, ComesAfterThePreDelayFromTheSideItWasOn) {
  for (const double ms : {0.0, 20.0, 100.0}) {
    const auto all = responses("space=room low_cut=20 high_cut=20000 pre_delay=" + std::to_string(ms), 0.3);
    const auto first = [](const Signal& x) {
      return std::find_if(x.begin(), x.end(), [](float v) { return std::abs(v) > 1e-3f; }) - x.begin();
    };
    const auto expected = static_cast<std::ptrdiff_t>(ms * 48.0);
    EXPECT_GE(first(all[0]), expected);
    EXPECT_LT(first(all[0]), expected + 480) << "the first reflection of a room comes within 10 ms";
    EXPECT_GT(power(all[0], 0, 2400 + static_cast<std::size_t>(expected)), power(all[1], 0, 2400 + static_cast<std::size_t>(expected)));
    EXPECT_GT(power(all[3], 0, 2400 + static_cast<std::size_t>(expected)), power(all[2], 0, 2400 + static_cast<std::size_t>(expected)));
  }
}

TEST(Reverb, EarlyLevelIsOnlyTheirs) {
  const auto late = responses("space=hall decay=1 early_level=-40", 1.5);
  const auto both = responses("space=hall decay=1 early_level=0", 1.5);
  const auto more = responses("space=hall decay=1 early_level=6", 1.5);
  Signal early(both[0].size()), louder(both[0].size());
  for (std::size_t i = 0; i < early.size(); ++i) early[i] = both[0][i] - late[0][i], louder[i] = more[0][i] - late[0][i];
  EXPECT_NEAR(10.0 * std::log10(power(louder) / power(early)), 6.0, 0.01);
  EXPECT_LT(power(early, 9600), 1e-6 * power(early)) << "over in 0.2 s";
  const auto plate = responses("space=plate decay=1 early_level=12", 0.5), none = responses("space=plate decay=1 early_level=-40", 0.5);
  EXPECT_EQ(plate[0], none[0]) << "a plate has no walls";
}

TEST(Reverb, MixKeepsTheDrySoundUpToTheMiddle) {
  const Sound input = noise(2, 24000, 0.5f, 4);
  EXPECT_EQ(process("reverb", "mix=0", input), input);
  const Sound wet = process("reverb", "mix=100", input), half = process("reverb", "mix=50", input),
              some = process("reverb", "mix=25", input);
  for (std::size_t i = 0; i < input[0].size(); ++i) {
    ASSERT_NEAR(half[0][i], input[0][i] + wet[0][i], 1e-6);
    ASSERT_NEAR(some[0][i], input[0][i] + 0.5f * wet[0][i], 1e-6);
  }
}

TEST(Reverb, DucksUnderTheKey) {
  const Sound input = noise(2, 144000, 0.1f, 5);
  Sound key = silent(2, 3.0);
  for (Signal& side : key) std::fill(side.begin() + 48000, side.begin() + 96000, 0.5f);
  const std::string text = "mix=100 duck_threshold=-40 duck_release=100";
  const Sound plain = process("reverb", text, input, &key), ducked = process("reverb", text + " duck=12", input, &key);
  const auto level = [&](std::size_t from, std::size_t to) {
    return 10.0 * std::log10(power(ducked[0], from, to) / power(plain[0], from, to));
  };
  EXPECT_EQ(level(0, 47000), 0.0);
  EXPECT_NEAR(level(52800, 96000), -12.0, 0.1);
  EXPECT_NEAR(level(96000 + 4560, 96000 + 5040), -12.0 * std::exp(-1.0), 0.4) << "a release of 100 ms";
  const Sound own = process("reverb", "mix=100 duck=12 duck_threshold=-60", input), open = process("reverb", "mix=100", input);
  EXPECT_NEAR(10.0 * std::log10(power(own[0], 24000) / power(open[0], 24000)), -12.0, 0.1) << "its own input when nothing is connected";
}

}  // namespace
}  // namespace sweetspot::testing
