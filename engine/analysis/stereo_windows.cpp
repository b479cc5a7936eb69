#include "engine/analysis/stereo_windows.h"

#include <cmath>
#include <cstring>
#include <numbers>

namespace sweetspot {

int StereoWindows::size_for(double rate, double seconds) { return 1 << static_cast<int>(std::lround(std::log2(rate * seconds))); }

StereoWindows::StereoWindows(int size) : size_(size), fft_(size), window_(static_cast<std::size_t>(size)) {
  for (int n = 0; n < size; ++n) {
    const double w = 0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * (n + 0.5) / size);
    window_[static_cast<std::size_t>(n)] = static_cast<float>(w);
    square_ += w * w;
  }
  for (int c = 0; c < 2; ++c) {
    ring_[c].resize(static_cast<std::size_t>(size));
    spectrum_[c].resize(bins());
  }
}

void StereoWindows::transform() {
  for (int c = 0; c < 2; ++c) {
    const auto& ring = ring_[c];
    // What is in the middle has two equal channels, what is far to a side a silent one.
    if (c == 1 && std::memcmp(ring.data(), ring_[0].data(), ring.size() * sizeof(float)) == 0) {
      spectrum_[1] = spectrum_[0];
    } else if (std::all_of(ring.begin(), ring.end(), [](float x) { return x == 0.0f; })) {
      std::fill(spectrum_[c].begin(), spectrum_[c].end(), std::complex<float>());
    } else {
      const auto time = fft_.time();
      for (std::size_t n = 0; n < ring.size(); ++n) time[n] = ring[n] * window_[n];
      fft_.forward();
      std::copy(fft_.bins().begin(), fft_.bins().end(), spectrum_[c].begin());
    }
  }
}

}  // namespace sweetspot
