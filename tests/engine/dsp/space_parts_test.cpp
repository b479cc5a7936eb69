// The parts of reverb, delay and modulation, each against its definition.
#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <numbers>
#include <numeric>
#include <random>
#include <vector>

#include "engine/dsp/decay_filters.h"
#include "engine/dsp/delay_bank.h"
#include "engine/dsp/delay_glide.h"
#include "engine/dsp/phaser.h"
#include "engine/dsp/reverb_network.h"
#include "engine/dsp/slow_phase.h"
#include "engine/dsp/slow_wave.h"
#include "engine/dsp/soft_limit.h"
#include "engine/dsp/stereo_cut.h"
#include "engine/dsp/tape_line.h"

namespace sweetspot::dsp {
namespace {

// Written in random parts of periods, read at random delays, against a list of all that was written.
TEST(DelayBank, IsAListOfThePast) {
  std::mt19937 random(1);
  constexpr int kLongest = 500;
  DelayBank bank;
  bank.prepare(3, kLongest);
  std::vector<std::vector<float>> past(3);
  const auto forget = [&] {
    for (auto& line : past) line.assign(2 * kLongest, 0.0f);
  };
  forget();
  int in_period = 0;
  for (int step = 0; step < 4000; ++step) {
    if (step == 1500 || step == 1503 || step == 3000) {
      step == 3000 ? bank.clear() : bank.reset(in_period);
      if (step == 3000) in_period = 0;
      forget();
    }
    const int frames = std::min(1 + static_cast<int>(random() % 32), DelayBank::kPeriod - in_period);
    for (int line = 0; line < 3; ++line) {
      auto& written = past[static_cast<std::size_t>(line)];
      const int delay = DelayBank::kPeriod + static_cast<int>(random() % (kLongest - DelayBank::kPeriod + 1));
      DelayBank::Scratch room;
      const float* const read = bank.read(line, delay, room);
      for (int i = 0; i < frames; ++i) ASSERT_EQ(read[i], written[written.size() - static_cast<std::size_t>(delay - i)]) << step;
      for (int i = 0; i < frames; ++i) bank.write(line)[i] = static_cast<float>(random() % 1000) + 1.0f;
      written.insert(written.end(), bank.write(line), bank.write(line) + frames);
      bank.written(line, frames);
    }
    bank.advance(frames);
    in_period = (in_period + frames) % DelayBank::kPeriod;
  }
}

// In periods aligned with the ring a delay of less than a period may be read after it was written.
TEST(DelayBank, MayBeReadAtOnceAfterClear) {
  DelayBank bank;
  bank.prepare(1, 100);
  for (int period = 0; period < 20; ++period) {
    for (int i = 0; i < 32; ++i) bank.write(0)[i] = static_cast<float>(period * 32 + i);
    bank.written(0, 32);
    DelayBank::Scratch room;
    const float* const read = bank.read(0, 5, room);
    for (int i = 0; i < 32; ++i) ASSERT_EQ(read[i], static_cast<float>(std::max(0, period * 32 + i - 5)));
    bank.advance(32);
  }
}

// Random wholes and blocks, from the first frame on and after a reset.
TEST(TapeLine, WholeFramesAreCopies) {
  std::mt19937 random(2);
  TapeLine line;
  line.prepare(700, 64);
  for (int round = 0; round < 2; ++round) {
    std::vector<float> past(1000, 0.0f);
    for (int step = 0; step < 3000; ++step) {
      const int delay = 64 + static_cast<int>(random() % 600), frames = 1 + static_cast<int>(random() % 64);
      std::vector<float> read(static_cast<std::size_t>(frames)), fresh(static_cast<std::size_t>(frames));
      line.read(delay, read.data(), frames);
      for (int i = 0; i < frames; ++i)
        ASSERT_EQ(read[static_cast<std::size_t>(i)], past[past.size() - static_cast<std::size_t>(delay - i)]) << step;
      ASSERT_EQ(line.read(delay), read[0]);
      ASSERT_EQ(line.read_between(delay), read[0]) << "between frames, at a frame";
      ASSERT_EQ(line.read_between(delay, frames / 2), past[past.size() - static_cast<std::size_t>(delay - frames / 2)]);
      for (float& x : fresh) x = static_cast<float>(random() % 1000) + 1.0f;
      if (step % 2)
        line.write(fresh.data(), frames);
      else
        for (const float x : fresh) line.write(x);
      past.insert(past.end(), fresh.begin(), fresh.end());
    }
    line.reset();
  }
}

// Sines at fractions of a frame: how exact, up to where.
TEST(TapeLine, ReadsBetweenFrames) {
  struct Case {
    double of_rate, gain_db, error_db;
  };
  for (const Case& c : {Case{100.0 / 48000, 0.0005, -85}, Case{1000.0 / 48000, 0.001, -85}, Case{10000.0 / 48000, 0.001, -82},
                        Case{16000.0 / 48000, 0.003, -72}}) {
    const double omega = 2.0 * std::numbers::pi * c.of_rate;
    TapeLine line;
    line.prepare(2000, 0);
    for (int i = 0; i < 1500; ++i) line.write(static_cast<float>(std::sin(omega * i)));
    double wanted = 0.0, heard = 0.0, error = 0.0;
    std::mt19937 random(3);
    for (int i = 0; i < 20000; ++i) {
      const double delay = std::uniform_real_distribution<double>(8.0, 1400.0)(random);
      const double x = std::sin(omega * (1500.0 - delay)), y = line.read_between(delay);
      wanted += x * x, heard += x * y, error += (y - x) * (y - x);
    }
    EXPECT_NEAR(20.0 * std::log10(heard / wanted), 0.0, c.gain_db) << c.of_rate;
    EXPECT_LT(10.0 * std::log10(error / wanted), c.error_db) << c.of_rate;
  }
}

TEST(SlowPhase, StartsWhereItWouldHaveRun) {
  for (const double hertz : {0.02, 0.7, 12.0}) {
    const std::uint64_t step = SlowPhase::step(hertz, 48000.0);
    SlowPhase running, jumping;
    running.start(0.3, step, 0);
    for (int i = 0; i < 1000; ++i) running.advance(step, 1 + i % 77);
    Frames frames = 0;
    for (int i = 0; i < 1000; ++i) frames += 1 + i % 77;
    jumping.start(0.3, step, frames);
    EXPECT_EQ(running.cycles(), jumping.cycles());
    const double ahead = running.cycles(step, 5);
    running.advance(step, 5);
    EXPECT_EQ(running.cycles(), ahead);
    EXPECT_NEAR(std::remainder(jumping.cycles() - 0.3 - hertz / 48000.0 * static_cast<double>(frames), 1.0), 0.0, 1e-9);
  }
}

TEST(SlowWave, ShapesAreExact) {
  for (double x = -3.0; x < 3.0; x += 0.0137) {
    EXPECT_NEAR(sine_of_cycles(x), std::sin(2.0 * std::numbers::pi * x), 1e-7);
    EXPECT_NEAR(sine_of_cycles(static_cast<float>(x)), std::sin(2.0 * std::numbers::pi * static_cast<float>(x)), 4e-7);
    EXPECT_NEAR(triangle_of_cycles(x), std::asin(std::sin(2.0 * std::numbers::pi * x)) * 2.0 / std::numbers::pi, 1e-9);
    const double square = soft_square_of_cycles(x, 0.02);
    const double distance = std::abs(std::remainder(x, 0.5));
    if (distance > 0.0101) {
      EXPECT_EQ(square, std::sin(2.0 * std::numbers::pi * x) > 0 ? 1.0 : -1.0) << x;
    }
    EXPECT_LE(std::abs(square), 1.0);
  }
}

TEST(SoftLimit, LeavesAloneBendsAndHolds) {
  float before = -1e9f, value_before = soft_limit(before, 0.5f);
  for (float x = -20.0f; x < 20.0f; x += 0.01f) {
    const float y = soft_limit(x, 0.5f);
    if (std::abs(x) <= 0.5f) {
      EXPECT_EQ(y, x);
    }
    EXPECT_LE(std::abs(y), std::min(std::abs(x), 1.0f));
    EXPECT_GE(y, value_before);
    EXPECT_LE(y - value_before, (x - before) * 1.0001f) << "slope at most 1";
    before = x, value_before = y;
  }
  EXPECT_NEAR(soft_limit(1e9f, 0.5f), 1.0f, 1e-6f);
  EXPECT_NEAR(soft_limit(-1e9f, 0.25f), -0.5f, 1e-6f);
}

TEST(DelayGlide, ArrivesAndNeverPasses) {
  for (const double goal : {100.0, 24000.0, 11.0, 12000.001}) {
    DelayGlide glide;
    glide.prepare(48000.0);
    glide.jump(12000.0);
    glide.aim(goal);
    double before = glide.next(), speed = 0.0;
    int frames = 0;
    for (; !glide.resting() && frames < 480000; ++frames) {
      const double now = glide.next();
      EXPECT_GE((now - before) * (goal - 12000.0), 0.0);
      EXPECT_LE(std::abs(now - before), 0.5);
      EXPECT_LE(std::abs(now - before - speed), 0.5 / (0.1 * 48000.0) * 1.001) << "gathers no faster";
      speed = now - before;
      before = now;
    }
    EXPECT_TRUE(glide.resting());
    EXPECT_EQ(glide.at(), goal);
  }
}

TEST(Phaser, PassesAllAtEveryFrequency) {
  for (const std::size_t stages : {2u, 6u, 12u}) {
    Phaser phaser;
    const double corner = Phaser::coefficient(900.0, 48000.0);
    double energy = 0.0;
    for (int i = 0; i < 48000; ++i) {
      const double y = phaser.tick(i == 0 ? 1.0 : 0.0, stages, corner, 0.0);
      energy += y * y;
    }
    EXPECT_NEAR(energy, 1.0, 1e-9);
    // With feedback k the row is A / (1 - k A) for its all-pass A; at 0 Hz A = 1.
    Phaser fed;
    double last = 0.0;
    for (int i = 0; i < 48000; ++i) last = fed.tick(1.0, stages, corner, 0.6);
    EXPECT_NEAR(last, 1.0 / (1.0 - 0.6), 1e-9);
  }
}

TEST(StereoCut, IsTheFilterOfEachSide) {
  std::mt19937 random(4);
  std::uniform_real_distribution<float> sample(-1.0f, 1.0f);
  StereoCut cut(StereoCut::Kind::high_pass);
  Svf sides[2];
  const auto tuning = Svf::Tuning::at(700.0, std::numbers::sqrt2 / 2.0, 48000.0);
  for (int block = 0; block < 50; ++block) {
    float x[2][37], in[2][37];
    for (int c = 0; c < 2; ++c)
      for (int i = 0; i < 37; ++i) x[c][i] = in[c][i] = sample(random);
    cut.process(x[0], x[1], 37, 700.0, 48000.0);
    for (int c = 0; c < 2; ++c)
      for (int i = 0; i < 37; ++i) ASSERT_NEAR(x[c][i], sides[c].tick(tuning, double{in[c][i]}).high, 1e-6);
  }
}

// A network with lines of these lengths and hardly any loss.
class Network {
 public:
  explicit Network(const DecayTimes& times, double swing = 0.0) : swing_(swing) {
    std::mt19937 random(5);
    for (int& line : layout_.lines) line = 400 + static_cast<int>(random() % 3000);
    for (auto& stage : layout_.diffuser)
      for (int& delay : stage) delay = 32 + static_cast<int>(random() % 400);
    std::array<double, kReverbLines> lengths;
    std::copy(layout_.lines.begin(), layout_.lines.end(), lengths.begin());
    design_decay(times, lengths, 48000.0, 0.25, coefficients_);
    coefficients_.diffuse_cosine = coefficients_.diffuse_sine = 0.70710678f;
    network_.prepare(layout_, 480);
    network_.change(layout_);
  }

  // Energy of the late outputs over a number of periods.
  double run(int periods, float click = 0.0f) {
    double energy = 0.0;
    for (int p = 0; p < periods; ++p, ++period_) {
      for (std::size_t i = 0; i < kRotations; ++i) {
        const double angle = swing_ * std::sin(0.002 * static_cast<double>(i + 3) * period_);
        coefficients_.cosine[i] = static_cast<float>(std::cos(angle));
        coefficients_.sine[i] = static_cast<float>(std::sin(angle));
      }
      network_.begin_period(coefficients_);
      float left[32] = {}, right[32] = {};
      left[0] = p == 0 ? click : 0.0f;
      ReverbOutputs out;
      network_.process(left, right, out, 32);
      for (const auto& side : out.late)
        for (const float x : side) energy += double{x} * x;
    }
    return energy;
  }

  ReverbLayout layout_;
  ReverbCoefficients coefficients_;
  ReverbNetwork network_;

 private:
  double swing_;
  int period_ = 0;
};

// Nothing is gained or lost by matrix, rotations and fades but what the filters take.
TEST(ReverbNetwork, KeepsItsEnergy) {
  for (const double swing : {0.0, 3.0}) {
    Network network({1e5, 1e5, 1e5, 250.0, 4000.0}, swing);
    network.run(3000, 1.0f);
    const double early = network.run(3000);
    network.run(24000);
    const double late = network.run(3000);
    EXPECT_NEAR(10.0 * std::log10(late / early), 0.0, 0.1) << "after 16 s";
  }
}

// A fade to other delays and back never adds energy.
TEST(ReverbNetwork, FadesNeverAddEnergy) {
  Network network({1e5, 1e5, 1e5, 250.0, 4000.0}, 1.0);
  network.run(3000, 1.0f);
  double before = network.run(3000);
  ReverbLayout other = network.layout_;
  for (int round = 0; round < 6; ++round) {
    for (int& line : other.lines) line += round % 2 ? -1 : 1;  // nearly the same sound in both taps
    network.network_.change(other);
    network.run(100);
    const double after = network.run(3000);
    EXPECT_LT(after, 1.02 * before) << round;
    before = after;
  }
}

TEST(DecayFilters, LinesLoseWhatTheirLengthAsksFor) {
  std::array<double, kReverbLines> lines;
  for (std::size_t i = 0; i < kReverbLines; ++i) lines[i] = 500.0 + 200.0 * static_cast<double>(i);
  const DecayTimes times{4.0, 2.0, 0.5, 300.0, 4000.0};
  EXPECT_NEAR(decay_seconds(times, lines, 48000.0, 20.0), 4.0, 0.01);
  EXPECT_NEAR(decay_seconds(times, lines, 48000.0, 1100.0), 2.0, 0.05);
  EXPECT_NEAR(decay_seconds(times, lines, 48000.0, 20000.0), 0.5, 0.005);
  EXPECT_NEAR(decay_seconds({2.0, 2.0, 2.0, 300.0, 4000.0}, lines, 48000.0, 3000.0), 2.0, 1e-9);
  // One line alone, measured: the sine that comes out of its filter.
  ReverbCoefficients coefficients;
  design_decay(times, lines, 48000.0, 1.0, coefficients);
  for (const double hertz : {100.0, 300.0, 1500.0, 4000.0, 12000.0})
    for (const std::size_t line : {0u, 15u}) {
      double states[2][2] = {}, in = 0.0, out = 0.0;
      for (int i = 0; i < 96000; ++i) {
        const double x = std::sin(2.0 * std::numbers::pi * hertz / 48000.0 * i);
        double y = x;
        const ReverbCoefficients::Shelf* const shelves[2] = {&coefficients.low, &coefficients.high};
        for (int k = 0; k < 2; ++k) {
          const auto& s = *shelves[k];
          const double over = y - states[k][1];
          const double band = s.a1[line] * states[k][0] + s.a2[line] * over,
                       low = states[k][1] + s.a2[line] * states[k][0] + s.a3[line] * over;
          states[k][0] = 2.0 * band - states[k][0];
          states[k][1] = 2.0 * low - states[k][1];
          y = s.through[line] * y + s.band[line] * band + s.low[line] * low;
        }
        if (i >= 48000) in += x * x, out += y * y;
      }
      const double wanted = -60.0 * lines[line] / 48000.0 / decay_seconds(times, lines, 48000.0, hertz);
      EXPECT_NEAR(10.0 * std::log10(out / in), wanted, 0.01 * std::abs(wanted) + 0.001) << hertz << ", line " << line;
    }
}

}  // namespace
}  // namespace sweetspot::dsp
