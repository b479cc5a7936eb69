#include "engine/dsp/minimum_phase.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>

namespace sweetspot::dsp {
namespace {

using Complex = std::complex<double>;

constexpr std::size_t kSize = 1 << 14;  // the cepstrum has died away over half of it
constexpr double kLeastPower = 1e-12;   // keeps the logarithm finite where the response has its zeros

// In place, size a power of two; unscaled. In double, which the transforms for signals are not.
void transform(std::vector<Complex>& x, bool inverse) {
  const std::size_t size = x.size();
  for (std::size_t i = 1, j = 0; i < size; ++i) {
    std::size_t bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  for (std::size_t length = 2; length <= size; length *= 2) {
    const double step = (inverse ? 2.0 : -2.0) * std::numbers::pi / static_cast<double>(length);
    for (std::size_t k = 0; k < length / 2; ++k) {
      const Complex turn = std::polar(1.0, step * static_cast<double>(k));
      for (std::size_t start = k; start < size; start += length) {
        const Complex even = x[start];
        const Complex odd = x[start + length / 2] * turn;
        x[start] = even + odd;
        x[start + length / 2] = even - odd;
      }
    }
  }
}

}  // namespace

std::vector<double> minimum_phase(std::span<const double> power) {
  const std::size_t taps = (power.size() + 1) / 2;
  std::vector<Complex> x(kSize);
  for (std::size_t n = 0; n < taps; ++n) {
    x[n] = power[taps - 1 + n];
    if (n > 0) x[kSize - n] = power[taps - 1 - n];
  }
  transform(x, false);
  for (Complex& bin : x) bin = 0.5 * std::log(std::max(bin.real(), 0.0) + kLeastPower);
  transform(x, true);
  // The cepstrum of the minimum-phase filter has the same even part and nothing before zero.
  const double scale = 1.0 / static_cast<double>(kSize);
  for (std::size_t n = 0; n < kSize; ++n) {
    const double fold = n == 0 || n == kSize / 2 ? 1.0 : n < kSize / 2 ? 2.0 : 0.0;
    x[n] = fold * scale * x[n].real();
  }
  transform(x, false);
  for (Complex& bin : x) bin = std::exp(bin);
  transform(x, true);
  std::vector<double> h(taps);
  for (std::size_t n = 0; n < taps; ++n) h[n] = x[n].real() * scale;
  return h;
}

}  // namespace sweetspot::dsp
