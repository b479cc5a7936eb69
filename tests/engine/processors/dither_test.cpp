#include "engine/dsp/dither.h"

#include <gtest/gtest.h>

#include "tests/engine/processors/dynamics_rig.h"

namespace sweetspot {
namespace {

using namespace test;

constexpr double kRate = 44100.0;
constexpr double kStep = 1.0 / 32768.0;
constexpr std::size_t kBlank = 22050;  // frames of silence after which it is blank

Sound both(const Channel& channel) { return {channel, channel}; }

Sound dithered(const Settings& settings, const Channel& in) { return Rig("dither", settings, kRate).process(both(in)); }

std::vector<double> error_of(const Channel& in, const Channel& out) {
  std::vector<double> error(in.size());
  for (std::size_t i = 0; i < in.size(); ++i) error[i] = double{out[i]} - in[i];
  return error;
}

double power(const std::vector<double>& x) {
  double sum = 0.0;
  for (const double v : x) sum += v * v;
  return sum / static_cast<double>(x.size());
}

double dbfs(double mean_square) { return 10.0 * std::log10(2.0 * mean_square); }

// As the file on delivery, sample by sample.
TEST(DitherDevice, IsTheDitherOfDelivery) {
  const Sound in{sine(997, -20, 30000, kRate), noise(-30, 30000, 1)};
  for (const int noise_kind : {0, 1}) {
    const Sound out = Rig("dither", {{"noise", noise_kind}}, kRate).process(in, 100);
    Sound wanted = in;
    float* const channels[] = {wanted[0].data(), wanted[1].data()};
    dsp::Dither(noise_kind == 0 ? dsp::DitherKind::tpdf : dsp::DitherKind::shaped, 16, kRate, 2).process(channels, 30000);
    // The very first sample of the sine is nothing after nothing, and stays so.
    EXPECT_EQ(out[0][0], 0.0f);
    EXPECT_TRUE(noise_kind == 1 || std::equal(out[0].begin() + 1, out[0].end(), wanted[0].begin() + 1));
    EXPECT_EQ(out[1], wanted[1]);
  }
}

TEST(DitherDevice, PutsEverythingOnTheStepsOfItsDepth) {
  for (const int depth : {0, 1, 2})
    for (const int noise_kind : {0, 1}) {
      const double steps = std::ldexp(1.0, std::array{16, 20, 24}[static_cast<std::size_t>(depth)] - 1);
      bool finer = false;
      const Channel out = dithered({{"depth", depth}, {"noise", noise_kind}}, sine(997, -3, 20000, kRate))[0];
      for (const float x : out) {
        ASSERT_EQ(x * steps, std::round(x * steps));
        finer |= x * steps / 8.0 != std::round(x * steps / 8.0);
      }
      EXPECT_TRUE(finer);
    }
}

TEST(DitherDevice, WhiteNoiseIsAsTheoryHasIt) {
  const Channel in = sine(997, -90, 400000, kRate);
  const Sound out = dithered({}, in);
  const auto left = error_of(in, out[0]), right = error_of(in, out[1]);
  EXPECT_NEAR(dbfs(power(left)), -93.3, 0.1);
  double common = 0.0;
  for (std::size_t i = 0; i < left.size(); ++i) common += left[i] * right[i] / static_cast<double>(left.size());
  EXPECT_LT(std::abs(common) / power(left), 0.01);

  double least = 1.0, most = 0.0;
  for (int k = 0; k < 16; ++k) {
    const Channel constant(200000, static_cast<float>((100 + k / 16.0) * kStep));
    const auto error = error_of(constant, dithered({}, constant)[0]);
    double mean = 0.0;
    for (const double e : error) mean += e / static_cast<double>(error.size());
    EXPECT_LE(std::abs(mean) / kStep, 0.01);
    least = std::min(least, power(error));
    most = std::max(most, power(error));
  }
  EXPECT_LE(10.0 * std::log10(most / least), 0.2);
}

TEST(DitherDevice, ShapedNoiseLeavesTheMiddleAlone) {
  const Channel in = sine(997, -90, 1 << 17, kRate);
  const auto error = error_of(in, dithered({{"noise", 1}}, in)[0]);
  EXPECT_LE(dbfs(power(error)), -69.0);
  double sum = 0.0;
  int count = 0;
  for (double hertz = 1100; hertz < 5000; hertz += 97, ++count) {
    Channel x(error.begin(), error.end());
    for (std::size_t i = 0; i < x.size(); ++i)
      x[i] *= static_cast<float>(0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(x.size())));
    sum += std::norm(component(x, 0, x.size(), hertz, kRate));
  }
  // The amplitude of white noise in one bin of a Hann window, turned into its power over the whole band.
  EXPECT_LE(dbfs(sum / count * static_cast<double>(in.size()) / 4.0 / 0.375), -108.0);
}

TEST(DitherDevice, SilenceIsBlankAfterHalfASecondUnlessAsked) {
  Channel in(100000, 0.0f);
  std::fill_n(in.begin() + 10000, 10000, 0.1f);
  const Channel out = dithered({}, in)[0];
  EXPECT_TRUE(std::all_of(out.begin(), out.begin() + 10000, [](float x) { return x == 0.0f; }));
  const auto still = out.begin() + 20000 + kBlank - 1;
  EXPECT_TRUE(std::any_of(out.begin() + 20000, still, [](float x) { return x != 0.0f; }));
  EXPECT_TRUE(std::any_of(still - 100, still, [](float x) { return x != 0.0f; }));
  EXPECT_TRUE(std::all_of(still, out.end(), [](float x) { return x == 0.0f; }));

  const Channel always = dithered({{"auto_blank", 0}}, in)[0];
  EXPECT_TRUE(std::any_of(always.begin(), always.begin() + 100, [](float x) { return x != 0.0f; }));
  EXPECT_TRUE(std::any_of(always.end() - 100, always.end(), [](float x) { return x != 0.0f; }));
  // What is blank does not move the noise after it.
  EXPECT_TRUE(std::equal(out.begin() + 10000, still, always.begin() + 10000));
}

TEST(DitherDevice, ASingleZeroIsNoSilence) {
  Channel in(60000, 0.1f);
  for (std::size_t i = 1000; i < in.size(); i += 1000) in[i] = 0.0f;
  int zero = 0, all = 0;
  const Channel out = dithered({}, in)[0];
  for (std::size_t i = 1000; i < in.size(); i += 1000, ++all) zero += out[i] == 0.0f ? 1 : 0;
  EXPECT_LT(zero, all);
}

}  // namespace
}  // namespace sweetspot
