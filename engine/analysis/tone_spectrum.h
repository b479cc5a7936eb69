// What a recording's spectrum is like as a rule: finely, and how steadily.
#pragma once

#include <vector>

#include "engine/analysis/stereo_windows.h"
#include "engine/core/units.h"

namespace sweetspot {

// Hann windows of about a third of a second, half overlapping. Off the audio thread.
class ToneSpectrum {
 public:
  static constexpr int kPerOctave = 24;      // of the steady look
  static constexpr double kLowestHz = 25.0;  // of its first band's centre
  static constexpr std::size_t kMostFrames = 2048;

  // Rate in Hz; `length` in frames of all that will be heard.
  ToneSpectrum(double rate, Frames length);

  // Takes two channels in blocks of any size; the samples must be finite.
  void process(const float* const* audio, int frames);

  struct Figures {
    double bin_hz = 0.0;
    std::vector<double> power;   // mean power a bin, loud and soft stretches counting alike; empty for silence
    std::vector<double> energy;  // mean power a bin as it is, loud stretches counting more; sums to the mean square
    std::size_t bands = 0;       // of the steady look
    std::vector<float> levels;   // dB a band, stretch by stretch: only those in which there is sound
    std::size_t frames() const { return bands == 0 ? 0 : levels.size() / bands; }
    double band_hz(std::size_t band) const;
  };

  // After all sound.
  Figures finish();

 private:
  void take_window();
  void keep();

  double rate_;
  StereoWindows spectra_of_;
  std::vector<double> bins_;  // of the stretch so far
  int gathered_ = 0, gather_ = 1;
  double scale_ = 1.0;
  std::size_t bands_ = 0;
  std::vector<std::vector<float>> spectra_;  // of bands, a stretch each
  std::vector<double> totals_;               // of the same, mean squares
  std::vector<double> even_, energy_;
  std::size_t windows_ = 0;
  double loudest_ = 0.0;
};

}  // namespace sweetspot
