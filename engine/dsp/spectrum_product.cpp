#include "engine/dsp/spectrum_product.h"

#include <algorithm>

#include "engine/dsp/simd_targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/dsp/spectrum_product.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sweetspot::dsp::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using D = hn::CappedTag<float, 16>;
using V = hn::Vec<D>;

// Some bins of the sum, which stay in registers while the partitions go by.
struct Sum {
  V re, im;

  HWY_INLINE Sum() : re(hn::Zero(D())), im(hn::Zero(D())) {}

  HWY_INLINE void add(const float* x, const float* h, int row) {
    const D d;
    const V x_re = hn::Load(d, x);
    const V x_im = hn::Load(d, x + row);
    const V h_re = hn::Load(d, h);
    const V h_im = hn::Load(d, h + row);
    re = hn::NegMulAdd(x_im, h_im, hn::MulAdd(x_re, h_re, re));
    im = hn::MulAdd(x_im, h_re, hn::MulAdd(x_re, h_im, im));
  }
};

void multiply(const float* ring, int newest, const float* kernel, int count, int row, float* sum) {
  const D d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const std::ptrdiff_t spectrum = 2 * std::ptrdiff_t{row};
  for (int at = 0; at < row; at += 2 * lanes) {
    const int second = at + lanes < row ? lanes : 0;
    Sum a, b;
    const float* h = kernel + at;
    const auto run = [&](int from, int to) {
      const float* x = ring + from * spectrum + at;
      for (int slot = from; slot >= to; --slot, x -= spectrum, h += spectrum) {
        a.add(x, h, row);
        b.add(x + second, h + second, row);
      }
    };
    run(newest, 0);
    run(count - 1, newest + 1);
    hn::Store(a.re, d, sum + at);
    hn::Store(a.im, d, sum + at + row);
    hn::Store(b.re, d, sum + at + second);
    hn::Store(b.im, d, sum + at + second + row);
  }
}

}  // namespace
}  // namespace sweetspot::dsp::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sweetspot::dsp {

HWY_EXPORT(multiply);

void Spectra::prepare(int count, int bins) {
  const int lines = (bins + 15) / 16;
  row_ = lines * 16;
  lines_.assign(static_cast<std::size_t>(count) * 2 * static_cast<std::size_t>(lines), Line());
}

void Spectra::clear() noexcept { std::fill(lines_.begin(), lines_.end(), Line()); }

void multiply_spectra(const Spectra& sound, int first_sound, int newest, const Spectra& kernel, int first_kernel, int count,
                      Spectra& sum) noexcept {
  HWY_DYNAMIC_DISPATCH(multiply)(sound.re(first_sound), newest, kernel.re(first_kernel), count, sum.row(), sum.re(0));
}

}  // namespace sweetspot::dsp
#endif  // HWY_ONCE
