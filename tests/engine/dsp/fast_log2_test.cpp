// The kernels' logarithm and power against the library's, on every instruction set that this machine has.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/engine/dsp/fast_log2_test.cpp"
#include "engine/dsp/simd_targets.h"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#include "engine/dsp/fast_log2-inl.h"
#include "engine/dsp/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

float log2_of(float x) {
  const hn::CappedTag<float, 4> d;
  return hn::GetLane(fast_log2(d, hn::Set(d, x)));
}

float exp2_of(float x) {
  const hn::CappedTag<float, 4> d;
  return hn::GetLane(fast_exp2(d, hn::Set(d, x)));
}

// Lanes of the widest vector; `square` is that many rows of as many columns.
int transpose_square(float* square) {
  const hn::CappedTag<float, 16> d;
  constexpr std::size_t kLanes = hn::MaxLanes(hn::CappedTag<float, 16>());
  hn::Vec<hn::CappedTag<float, 16>> rows[kLanes];
  for (std::size_t i = 0; i < kLanes; ++i) rows[i] = hn::LoadU(d, square + i * kLanes);
  transpose(d, rows);
  for (std::size_t i = 0; i < kLanes; ++i) hn::StoreU(rows[i], d, square + i * kLanes);
  return static_cast<int>(kLanes);
}

}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace sweetspot::dsp {

HWY_EXPORT(log2_of);
HWY_EXPORT(exp2_of);
HWY_EXPORT(transpose_square);

namespace {

template <class Check>
void on_every_target(Check&& check) {
  for (const auto target : hwy::SupportedAndGeneratedTargets()) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    SCOPED_TRACE(hwy::TargetName(target));
    check();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

TEST(FastLog2, IsWithinATenThousandthOfADecibel) {
  on_every_target([] {
    double worst = 0.0;
    for (double x = 1e-9; x < 1e9; x *= 1.00037) {
      const float rounded = static_cast<float>(x);
      worst = std::max(worst, std::abs(HWY_DYNAMIC_DISPATCH(log2_of)(rounded) - std::log2(double{rounded})));
    }
    EXPECT_LT(6.0206 * worst, 2e-4);
    EXPECT_EQ(HWY_DYNAMIC_DISPATCH(log2_of)(1.0f), 0.0f);
  });
}

TEST(FastExp2, IsWithinATenThousandthOfADecibel) {
  on_every_target([] {
    double worst = 0.0;
    for (double x = -30.0; x < 30.0; x += 0.00131) {
      const float rounded = static_cast<float>(x);
      worst = std::max(worst, std::abs(HWY_DYNAMIC_DISPATCH(exp2_of)(rounded) / std::exp2(double{rounded}) - 1.0));
    }
    EXPECT_LT(8.686 * worst, 1e-4);
    EXPECT_EQ(HWY_DYNAMIC_DISPATCH(exp2_of)(0.0f), 1.0f);
  });
}

TEST(Lanes, RowsBecomeColumns) {
  on_every_target([] {
    std::vector<float> square(256);
    std::iota(square.begin(), square.end(), 0.0f);
    const int lanes = HWY_DYNAMIC_DISPATCH(transpose_square)(square.data());
    for (int row = 0; row < lanes; ++row)
      for (int column = 0; column < lanes; ++column)
        ASSERT_EQ(square[static_cast<std::size_t>(row * lanes + column)], static_cast<float>(column * lanes + row));
  });
}

}  // namespace
}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
