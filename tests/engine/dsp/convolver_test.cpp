// Partitioned convolution against the sum written out.
#include "engine/dsp/convolver.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <vector>

#include "engine/realtime/thread_flag.h"
#include "tests/support/allocation_guard.h"

namespace sweetspot::dsp {
namespace {

using Channel = std::vector<float>;
using Sound = std::vector<Channel>;

Channel noise(std::size_t frames, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> sample(-1.0f, 1.0f);
  Channel channel(frames);
  for (float& x : channel) x = sample(random);
  return channel;
}

double direct(const Channel& x, const Channel& h, std::ptrdiff_t n) {
  double sum = 0.0;
  for (std::ptrdiff_t k = 0; k < static_cast<std::ptrdiff_t>(h.size()); ++k)
    if (n - k >= 0 && n - k < static_cast<std::ptrdiff_t>(x.size()))
      sum += double{h[static_cast<std::size_t>(k)]} * x[static_cast<std::size_t>(n - k)];
  return sum;
}

void offer(Convolver& convolver, int kernel, const Channel& taps) {
  const std::span<float> room = convolver.next_kernel(kernel);
  std::ranges::fill(room, 0.0f);
  std::ranges::copy(taps, room.begin());
  convolver.offer_kernel(kernel);
}

// Runs a sound through, in blocks of the lengths that `next` gives; `before` is called at every border of hops with its number.
Sound run(Convolver& convolver, const Sound& in, std::size_t outputs, const std::function<int()>& next,
          const std::function<void(int)>& before = {}) {
  Sound out(outputs, Channel(in[0].size()));
  int hop = 0;
  const AudioThreadScope audio_thread;
  for (std::size_t at = 0; at < in[0].size();) {
    if (before && convolver.frames_to_border() == convolver.hop()) before(hop++);
    const int length = std::min({next(), static_cast<int>(in[0].size() - at), before ? convolver.frames_to_border() : 4096});
    const float* from[2] = {in[0].data() + at, in.back().data() + at};
    float* to[6];
    for (std::size_t o = 0; o < outputs; ++o) to[o] = out[o].data() + at;
    convolver.process(from, to, length);
    at += static_cast<std::size_t>(length);
  }
  return out;
}

double error_db(const Channel& got, const std::function<double(std::size_t)>& wanted) {
  double error = 0.0, power = 0.0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    error += std::pow(got[i] - wanted(i), 2.0);
    power += std::pow(wanted(i), 2.0);
  }
  return 10.0 * std::log10(error / power + 1e-30);
}

TEST(Convolver, IsTheSumWrittenOutForEveryRoute) {
  for (const int hop : {16, 64, 256}) {
    for (const int taps : {1, 60, 700}) {
      Convolver convolver;
      convolver.prepare({.hop = hop, .taps = taps, .inputs = 2, .kernels = 2, .routes = {{0, 0}, {1, 0}, {0, 1}, {1, 1}}});
      EXPECT_GE(convolver.taps(), taps);
      const Sound in{noise(3000, 1), noise(3000, 2)};
      const Sound kernels{noise(static_cast<std::size_t>(taps), 3), noise(static_cast<std::size_t>(taps), 4)};
      for (int k = 0; k < 2; ++k) offer(convolver, k, kernels[static_cast<std::size_t>(k)]);
      const Sound out = run(convolver, in, 4, [] { return 512; });
      for (std::size_t o = 0; o < 4; ++o)
        EXPECT_LT(error_db(out[o],
                           [&](std::size_t i) {
                             return direct(in[o % 2], kernels[o / 2], static_cast<std::ptrdiff_t>(i) - convolver.latency());
                           }),
                  -125.0)
            << "hop " << hop << ", " << taps << " taps, output " << o;
    }
  }
}

TEST(Convolver, ANewKernelIsFadedToOverOneHopOfInput) {
  constexpr int kHop = 64;
  const Sound in{noise(1500, 5)};
  const Channel first = noise(200, 6), second = noise(200, 7);
  Convolver convolver;
  convolver.prepare({.hop = kHop, .taps = 200, .routes = {{0, 0}}});
  const Sound out = run(
      convolver, in, 1, [] { return 100; },
      [&](int hop) {
        if (hop == 0) offer(convolver, 0, first);
        if (hop == 10) offer(convolver, 0, second);
      });
  // Offered in hop 10, so hop 10 of the input is the one that fades.
  const auto wanted = [&](std::size_t i) {
    const auto n = static_cast<std::ptrdiff_t>(i) - convolver.latency();
    const double share = std::clamp((static_cast<double>(n) - 10.0 * kHop) / kHop, 0.0, 1.0);
    return (1.0 - share) * direct(in[0], first, n) + share * direct(in[0], second, n);
  };
  EXPECT_LT(error_db(out[0], wanted), -125.0);
}

TEST(Convolver, AKernelInEveryHopIsNoMoreThanAStraightLineBetweenThem) {
  constexpr int kHop = 32;
  const Sound in{noise(2000, 8)};
  std::vector<Channel> kernels;
  for (unsigned k = 0; k < 70; ++k) kernels.push_back(noise(90, 100 + k));
  Convolver convolver;
  convolver.prepare({.hop = kHop, .taps = 90, .routes = {{0, 0}}});
  const Sound out = run(
      convolver, in, 1, [] { return 7; }, [&](int hop) { offer(convolver, 0, kernels[static_cast<std::size_t>(hop)]); });
  const auto wanted = [&](std::size_t i) {
    const auto n = static_cast<std::ptrdiff_t>(i) - convolver.latency();
    if (n < 0) return 0.0;
    const auto hop = static_cast<std::size_t>(n / kHop);
    const double share = static_cast<double>(n % kHop) / kHop;
    const double to = direct(in[0], kernels[hop], n);
    return hop == 0 ? to : (1.0 - share) * direct(in[0], kernels[hop - 1], n) + share * to;
  };
  EXPECT_LT(error_db(out[0], wanted), -125.0);
}

TEST(Convolver, AnyCutIntoBlocksGivesTheSameSamplesAndResetRepeats) {
  const Sound in{noise(5000, 9), noise(5000, 10)};
  Convolver convolver;
  convolver.prepare({.hop = 128, .taps = 1000, .inputs = 2, .kernels = 2, .routes = {{0, 0}, {1, 0}, {0, 1}, {1, 1}}});
  const auto change = [&](int hop) {
    if (hop % 3 == 0) offer(convolver, 0, noise(1000, static_cast<unsigned>(hop)));
    if (hop % 4 == 0) offer(convolver, 1, noise(1000, static_cast<unsigned>(hop) + 50));
  };
  const Sound whole = run(
      convolver, in, 4, [] { return 4096; }, change);
  for (unsigned seed = 1; seed < 4; ++seed) {
    std::mt19937 random(seed);
    convolver.reset();
    EXPECT_EQ(run(
                  convolver, in, 4, [&] { return 1 + static_cast<int>(random() % (seed == 1 ? 3 : 300)); }, change),
              whole);
  }
}

TEST(Convolver, AllocatesNothingWhileItRuns) {
  if (!testing::kAllocationGuardWorks) GTEST_SKIP();
  Convolver convolver;
  convolver.prepare({.hop = 64, .taps = 300, .routes = {{0, 0}}});
  Channel sound = noise(2000, 11);
  const testing::AllocationGuard guard;
  {
    const AudioThreadScope audio_thread;
    for (std::size_t at = 0; at < sound.size(); at += 50) {
      std::ranges::fill(convolver.next_kernel(0), 0.5f);
      convolver.offer_kernel(0);
      float* const audio = sound.data() + at;
      convolver.process(&audio, &audio, 50);
    }
    convolver.reset();
  }
  EXPECT_EQ(guard.offences().all(), 0u);
}

TEST(Convolver, IsSilentAgainAfterItsTapsAndRecoversFromWhatIsNoNumber) {
  Sound in{noise(4000, 12)};
  in[0][500] = std::numeric_limits<float>::quiet_NaN();
  in[0][501] = std::numeric_limits<float>::infinity();
  std::fill(in[0].begin() + 1000, in[0].end(), 0.0f);
  Convolver convolver;
  convolver.prepare({.hop = 64, .taps = 256, .routes = {{0, 0}}});
  offer(convolver, 0, noise(256, 13));
  const Sound out = run(convolver, in, 1, [] { return 333; });
  for (std::size_t i = 0; i < out[0].size(); ++i) ASSERT_TRUE(std::isfinite(out[0][i])) << i;
  for (std::size_t i = 1000 + 256 + 128 + 64; i < out[0].size(); ++i) ASSERT_EQ(out[0][i], 0.0f) << i;
}

}  // namespace
}  // namespace sweetspot::dsp
