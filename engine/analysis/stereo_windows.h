// Spectra of a stereo sound in half-overlapping Hann windows.
#pragma once

#include <algorithm>
#include <complex>
#include <span>
#include <vector>

#include "engine/dsp/fft.h"

namespace sweetspot {

// Gathers blocks of any size into windows. Off the audio thread.
class StereoWindows {
 public:
  // Frames a window.
  explicit StereoWindows(int size);

  // The power of two next to a length in seconds.
  static int size_for(double rate, double seconds);

  int size() const { return size_; }
  std::size_t bins() const { return static_cast<std::size_t>(size_) / 2 + 1; }
  double square() const { return square_; }  // sum of the window's squares

  // Calls take() with each window that is full; spectrum() is that window's then. The samples must be finite.
  template <class Take>
  void process(const float* const* audio, int frames, Take&& take) {
    for (int done = 0; done < frames;) {
      const int count = std::min(size_ - filled_, frames - done);
      for (int c = 0; c < 2; ++c) std::copy_n(audio[c] + done, count, ring_[c].begin() + filled_);
      filled_ += count;
      done += count;
      if (filled_ == size_) end_window(take);
    }
  }

  // Whether something came that no window has taken yet.
  bool has_rest() const { return filled_ > size_ / 2; }

  // Takes what is left as a window with silence behind it.
  template <class Take>
  void take_rest(Take&& take) {
    for (auto& ring : ring_) std::fill(ring.begin() + filled_, ring.end(), 0.0f);
    end_window(take);
  }

  std::span<const std::complex<float>> spectrum(int channel) const { return spectrum_[channel]; }

 private:
  template <class Take>
  void end_window(Take&& take) {
    transform();
    for (auto& ring : ring_) std::copy(ring.begin() + size_ / 2, ring.end(), ring.begin());
    filled_ = size_ / 2;
    take();
  }
  void transform();

  int size_;
  dsp::RealFft fft_;
  std::vector<float> window_;
  double square_ = 0.0;
  std::vector<float> ring_[2];
  std::vector<std::complex<float>> spectrum_[2];
  int filled_ = 0;
};

}  // namespace sweetspot
