// What an analyser shows: the newest sound as smoothed levels over frequency.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/dsp/fft.h"

namespace sweetspot {

// How a spectrum is drawn.
struct SpectrumLook {
  double octaves = 1.0 / 6.0;       // width, at half its height, of the triangle under which each point is the mean
  double tilt_db_per_octave = 4.5;  // added about 1 kHz, so that a full mix lies level
  double rise_seconds = 0.04;       // time constants of the mean over time
  double fall_seconds = 0.20;       // 21.7 dB a second
  double floor_db = -120.0;         // nothing reads lower
};

// Hann windows of the newest frames (F. J. Harris, "On the use of windows for harmonic analysis with the discrete Fourier transform",
// Proc. IEEE 66, 1978), powers averaged over frequency under a triangle, which shows no edges
// where a line enters or leaves, then over time. A sine at full scale has 0 dB in its own bin before the
// smoothing. Time is told, not measured, so that levels fall alike at any rate of pictures. Samples that are not finite count as
// silence. [main]
class Spectrum {
 public:
  // `frames` is the length of the window, `rate` in Hz.
  Spectrum(std::size_t frames, double rate, SpectrumLook look = {});

  std::size_t frames() const { return window_.size(); }

  // Where levels are wanted, in Hz; all begin at the floor.
  void set_frequencies(std::span<const double> hertz);

  // The newest frames() samples of one or two channels (the mean of their powers counts), `seconds` after the last ones.
  void feed(std::span<const float> sound, double seconds);
  void feed(std::span<const float> left, std::span<const float> right, double seconds);

  // Nothing was heard for a time.
  void rest(double seconds);

  // Everything to the floor.
  void reset();

  // dB at each of the frequencies, and whether all of them lie at the floor.
  std::span<const double> decibels() const { return decibels_; }
  bool silent() const;

 private:
  // The triangle about a frequency, in bins.
  struct Band {
    double begin = 0.0, top = 0.0, end = 0.0;
    double weight = 0.0;  // of what there is of it, below half the rate
    double tilt_db = 0.0;
    double floor = 0.0;  // power
  };

  void add_power(std::span<const float> sound, double weight);
  void follow(double seconds);
  static double under_triangle(const Band& band, const auto& twice);
  double twice_until(double bin) const;

  double rate_;
  SpectrumLook look_;
  dsp::RealFft fft_;
  std::vector<float> window_;
  std::vector<double> power_;          // of each bin, in powers of a sine at full scale
  std::vector<double> running_;        // running_[k]: sum of power_ below bin k
  std::vector<double> running_twice_;  // the same of running_, as a line between its points
  std::vector<Band> bands_;
  std::vector<double> mean_;  // of each frequency, over time
  std::vector<double> decibels_;
};

}  // namespace sweetspot
