// The delay against what it promises: times, sides, a loop that never runs away, heads that move without a click.
#include <gtest/gtest.h>

#include "tests/engine/processors/time_measures.h"

namespace sweetspot::testing {
namespace {

const ProcessorType& delay() { return *find_processor("delay"); }

Sound click(double seconds, bool left = true, bool right = true) {
  Sound sound = silent(2, seconds);
  sound[0][0] = left ? 1.0f : 0.0f;
  sound[1][0] = right ? 1.0f : 0.0f;
  return sound;
}

// Where the echoes are: frames of the local peaks above a tenth of full scale.
std::vector<Frames> echoes_of(const Signal& x) {
  std::vector<Frames> found;
  for (std::size_t i = 100; i + 100 < x.size(); ++i)
    if (std::abs(x[i]) > 0.1f && peak_of(x, i - 100, i + 100) == std::abs(x[i])) found.push_back(static_cast<Frames>(i));
  return found;
}

// Open filters; the low-pass at 20 kHz still takes a frame.
const std::string kOpen = "mix=100 low_cut=20 high_cut=20000 ";

// The loop written out for one side.
Signal loop_of(const Signal& input, int frames, double feedback, double low_cut, double high_cut, float clean) {
  dsp::Svf high_pass, low_pass;
  const auto high = dsp::Svf::Tuning::at(low_cut, std::numbers::sqrt2 / 2.0, kTimeRate),
             low = dsp::Svf::Tuning::at(high_cut, std::numbers::sqrt2 / 2.0, kTimeRate);
  Signal line(input.size()), out(input.size());
  for (std::size_t i = 0; i < input.size(); ++i) {
    const double tape = i < static_cast<std::size_t>(frames) ? 0.0 : double{line[i - static_cast<std::size_t>(frames)]};
    const double echo = low_pass.tick(low, high_pass.tick(high, tape).high).low;
    const double back = feedback * echo, over = std::abs(back) - clean;
    const double z = over / clean;
    const double held = over > 0.0 ? std::copysign(clean * (1.0 + z / std::sqrt(1.0 + z * z)), back) : back;
    line[i] = static_cast<float>(input[i] + held);
    out[i] = static_cast<float>(echo);
  }
  return out;
}

TEST(Delay, IsTheLoopWrittenOut) {
  const Sound input = noise(2, 48000, 0.9f, 1);
  struct Case {
    const char* text;
    double ms, feedback, low_cut, high_cut, drive_db;
  };
  for (const Case& c : {Case{"time=10 feedback=35 low_cut=120 high_cut=6000", 10, 0.35, 120, 6000, 0},
                        Case{"time=50 feedback=90 low_cut=500 high_cut=3000", 50, 0.9, 500, 3000, 0},
                        Case{"time=7 feedback=100 low_cut=20 high_cut=20000 drive=12", 7, 1.0, 20, 20000, 12}}) {
    const Sound out = process("delay", std::string("mix=100 ") + c.text, input);
    for (std::size_t side = 0; side < 2; ++side) {
      Signal difference = loop_of(input[side], static_cast<int>(c.ms * 48), c.feedback, c.low_cut, c.high_cut,
                                  static_cast<float>(gain_from_db(-c.drive_db)));
      const double whole = power(difference);
      for (std::size_t i = 0; i < difference.size(); ++i) difference[i] -= out[side][i];
      EXPECT_LT(10.0 * std::log10(power(difference) / whole), -110.0) << c.text;
    }
  }
}

TEST(Delay, EchoesComeInTimeAndFallByTheFeedback) {
  const Sound out = process("delay", kOpen + "time=250 feedback=70", click(1.2));
  const auto echoes = echoes_of(out[0]);
  ASSERT_GE(echoes.size(), 4u);
  for (std::size_t n = 0; n < 4; ++n)
    EXPECT_NEAR(static_cast<double>(echoes[n]), 12000.0 * static_cast<double>(n + 1), 2.0 * static_cast<double>(n + 1));
  const auto energy = [&](std::size_t n) { return power(out[0], 12000 * n - 200, 12000 * n + 4000); };
  // At 1 kHz the open filters take nothing.
  Signal first(out[0].begin() + 11800, out[0].begin() + 16000), second(out[0].begin() + 23800, out[0].begin() + 28000);
  EXPECT_NEAR(10.0 * std::log10(power(octave_of(second, 1000.0)) / power(octave_of(first, 1000.0))), db_from_gain(0.7), 0.05);
  EXPECT_LT(energy(2), energy(1));
}

TEST(Delay, NotesFollowTheTempo) {
  struct Case {
    const char* note;
    double tempo, seconds;
  };
  for (const Case& c :
       {Case{"1/4", 120, 0.5}, Case{"1/4", 90, 60.0 / 90}, Case{"1/8d", 120, 0.375}, Case{"1/8t", 120, 0.5 / 3}, Case{"1/1", 150, 1.6},
        Case{"1/32", 100, 0.075}, Case{"1/32t", 60, 1.0 / 12}, Case{"1/2d", 200, 0.9}, Case{"1/1d", 40, 4.5}}) {  // nine seconds, halved
    const std::vector<double> values = settings(delay(), kOpen + "feedback=0 sync=on note=" + c.note);
    ProcessorRig rig(delay(), kTimeRate, 2, values);
    rig.set_tempo(c.tempo);
    const auto echoes = echoes_of(rig.run(click(c.seconds + 0.2), resting_at(values), kMaxBlockFrames)[0]);
    ASSERT_EQ(echoes.size(), 1u) << c.note;
    EXPECT_NEAR(static_cast<double>(echoes[0]), c.seconds * kTimeRate, 2.0) << c.note << " at " << c.tempo;
  }
}

TEST(Delay, PingPongGoesFromSideToSide) {
  const Sound out = process("delay", kOpen + "time=100 feedback=80 ping_pong=on", click(0.55));
  const auto left = echoes_of(out[0]), right = echoes_of(out[1]);
  ASSERT_GE(left.size(), 2u);
  ASSERT_GE(right.size(), 2u);
  EXPECT_NEAR(static_cast<double>(left[0]), 4800, 2);
  EXPECT_NEAR(static_cast<double>(right[0]), 9600, 4);
  EXPECT_NEAR(static_cast<double>(left[1]), 14400, 6);
  EXPECT_NEAR(static_cast<double>(right[1]), 19200, 8);
  EXPECT_EQ(peak_of(out[1], 0, 9500), 0.0f) << "the first is on the left alone";
  EXPECT_LT(peak_of(out[0], 9500, 14300), 0.01f) << "the second on the right";
}

TEST(Delay, OffsetMovesOneSide) {
  for (const double offset : {30.0, -30.0}) {
    const Sound out = process("delay", kOpen + "time=100 feedback=0 offset=" + std::to_string(offset), click(0.3));
    EXPECT_NEAR(static_cast<double>(echoes_of(out[0]).at(0)), offset < 0 ? 6240 : 4800, 2);
    EXPECT_NEAR(static_cast<double>(echoes_of(out[1]).at(0)), offset > 0 ? 6240 : 4800, 2);
  }
}

// Full feedback, bursts far too loud every two seconds, then minutes of silence: what stays is bounded.
TEST(Delay, FullFeedbackIsStableForEver) {
  for (const char* const text : {"time=20 feedback=100 mix=100", "time=1 feedback=100 mix=100 low_cut=20 high_cut=20000 wobble=50",
                                 "time=33 feedback=100 mix=100 low_cut=20 high_cut=20000 ping_pong=on drive=24"}) {
    const std::vector<double> values = settings(delay(), text);
    ProcessorRig rig(delay(), kTimeRate, 2, values);
    const Sound burst = noise(2, 48000, 20.0f, 2);
    float most = 0.0f, last = 0.0f;
    for (int minute = 0; minute < 12; ++minute) {
      const Sound out = rig.run(minute < 10 ? burst : silent(2, 1.0), resting_at(values), kMaxBlockFrames);
      const Sound rest = rig.run(silent(2, minute < 10 ? 1.0 : 59.0), resting_at(values), kMaxBlockFrames);
      for (std::size_t c = 0; c < 2; ++c) {
        ASSERT_TRUE(std::isfinite(peak_of(out[c]) + peak_of(rest[c])));
        most = std::max({most, peak_of(out[c]), peak_of(rest[c])});
        last = peak_of(rest[c], rest[c].size() - 24000);
      }
    }
    EXPECT_LT(most, 2.5f * (20.0f + 2.0f)) << text << ": the input, and twice 0 dBFS from the loop, through filters that ring";
    EXPECT_LT(last, 2.5f) << text;
  }
}

// A tone at the loop's own frequency grows to the limit and no further.
TEST(Delay, FullFeedbackHoldsATone) {
  const Sound tone = sine(500.0, 20.0, 0.25f);
  for (const double drive : {0.0, 12.0}) {
    const Sound out = process("delay", kOpen + "time=100 feedback=100 drive=" + std::to_string(drive), tone);
    const double limit = 2.0 * gain_from_db(-drive);
    EXPECT_GT(peak_of(out[0], 480000), limit * 0.7);
    EXPECT_LT(peak_of(out[0], 480000), (limit + 0.25) * 1.1);
  }
}

// Changes of time under a tone. A fade leaves nothing far from it; a tape bends the pitch, no further than an octave down or a fifth up.
TEST(Delay, TimeChangesWithoutAClick) {
  const Sound tone = sine(300.0, 4.0);
  for (const char* const to : {"time=353", "time=80", "time=1500", "time=200 offset=20"})
    for (const char* const mode : {"fade", "tape"}) {
      const std::string base = kOpen + "feedback=40 change=" + mode + " ";
      const Sound out = process_change("delay", base + "time=200", base + to, tone, 2.0);
      for (const Signal& side : out) EXPECT_LT(splash_db(side, 300.0, 2000.0, 90000, 190000), -85.0) << to << ' ' << mode;
    }
}

TEST(Delay, TapeBendsThePitchSmoothly) {
  const Sound tone = sine(1000.0, 6.0);
  for (const char* const to : {"time=700", "time=100"}) {
    const Sound out = process_change("delay", kOpen + "feedback=0 change=tape time=300", kOpen + "feedback=0 change=tape " + to, tone, 1.0);
    const auto cents = cents_of(out[0], 1000.0, 40000);
    const auto [least, most] = std::minmax_element(cents.begin(), cents.end());
    EXPECT_GT(*least, -1205.0);
    EXPECT_LT(*most, 705.0);
    EXPECT_GT(*most - *least, 400.0) << "it does bend";
    double corner = 0.0;  // the most that the pitch moves from one period to the next
    for (std::size_t i = 1; i < cents.size(); ++i) corner = std::max(corner, std::abs(cents[i] - cents[i - 1]));
    EXPECT_LT(corner, 40.0);
    for (std::size_t i = cents.size() - 1000; i < cents.size(); ++i) ASSERT_NEAR(cents[i], 0.0, 0.01) << "at rest again";
  }
}

// At rest echoes are copies; after a tape has moved, too.
TEST(Delay, RestsOnWholeFrames) {
  const Sound input = noise(2, 336000, 0.5f, 3);
  const Sound moved =
      process_change("delay", kOpen + "feedback=0 change=tape time=100", kOpen + "feedback=0 change=tape time=150", input, 0.5);
  const Sound there = process("delay", kOpen + "feedback=0 time=150", input);
  for (std::size_t i = 288000; i < 336000; ++i) ASSERT_EQ(moved[0][i], there[0][i]) << i;
}

TEST(Delay, WobbleIsAsManyCentsAsSet) {
  const Sound tone = sine(1000.0, 12.0);
  for (const double cents : {5.0, 30.0}) {
    const Sound out = process("delay", kOpen + "feedback=0 time=300 wobble_rate=1.3 wobble=" + std::to_string(cents), tone);
    const auto heard = cents_of(out[0], 1000.0, 24000);
    const auto [least, most] = std::minmax_element(heard.begin(), heard.end());
    EXPECT_NEAR(*most, cents, 0.08 * cents);
    EXPECT_NEAR(*least, -cents, 0.08 * cents);
    EXPECT_LT(splash_db(out[0], 1000.0, 400.0, 48000, 528000), -80.0) << "and nothing but pitch";
  }
}

TEST(Delay, DucksUnderTheDrySound) {
  Sound input = noise(2, 192000, 0.3f, 4);
  for (Signal& side : input) std::fill(side.begin() + 96000, side.end(), 0.0f);
  const std::string text = "mix=100 time=500 feedback=90 duck_release=50 ";
  const Sound plain = process("delay", text, input), ducked = process("delay", text + "duck=10", input);
  const auto level = [&](std::size_t from, std::size_t to) {
    return 10.0 * std::log10(power(ducked[0], from, to) / power(plain[0], from, to));
  };
  EXPECT_NEAR(level(48000, 96000), -10.0, 0.05);
  EXPECT_NEAR(level(144000, 168000), 0.0, 0.01) << "and comes back for the echoes that follow";
}

TEST(Delay, ATempoThatChangesTakesTheEchoesAlong) {
  const std::vector<double> values = settings(delay(), kOpen + "sync=on feedback=0");
  ProcessorRig rig(delay(), kTimeRate, 2, values);
  const Sound tone = sine(300.0, 2.0);
  Sound out = rig.run(tone, resting_at(values), kMaxBlockFrames);
  rig.set_tempo(97.0);
  const Sound more = rig.run(tone, resting_at(values), kMaxBlockFrames);  // the tone goes on: two seconds are whole periods
  out[0].insert(out[0].end(), more[0].begin(), more[0].end());
  EXPECT_LT(splash_db(out[0], 300.0, 2000.0, 60000, 160000), -85.0);
  const Sound after = rig.run(click(0.8), resting_at(values), kMaxBlockFrames);
  const auto echoes = echoes_of(after[0]);
  EXPECT_NEAR(static_cast<double>(echoes.back()), 48000.0 * 60.0 / 97.0, 2.0);
}

}  // namespace
}  // namespace sweetspot::testing
