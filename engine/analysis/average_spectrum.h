// The mean spectrum of a recording.
#pragma once

#include <vector>

#include "engine/core/units.h"
#include "engine/dsp/fft.h"

namespace sweetspot {

// Welch's method: Hann windows of kSize samples, half overlapping, powers averaged. One channel; not for the audio thread.
class AverageSpectrum {
 public:
  static constexpr int kSize = 4096;

  // Rate in Hz.
  explicit AverageSpectrum(double rate);

  // Takes samples in blocks of any size; they must be finite.
  void process(const float* samples, Frames frames);

  // Mean power of bin k at k * rate / kSize Hz, scaled so that the sum over all bins is the mean square of the sound. Empty
  // before the first window is full.
  std::vector<double> power() const;

  // Mean square between two frequencies in Hz; 0 before the first window is full.
  double band_power(double low_hz, double high_hz) const;

  double bin_hz() const { return rate_ / kSize; }

 private:
  void take_window();

  double rate_;
  dsp::RealFft fft_;
  std::vector<float> window_;
  std::vector<float> buffer_;
  std::size_t filled_ = 0;
  std::vector<double> sum_;
  double scale_ = 1.0;
  Frames windows_ = 0;
};

}  // namespace sweetspot
