// A sound as power in the ear's bands over time.
#pragma once

#include <vector>

#include "engine/analysis/erb_scale.h"
#include "engine/analysis/stereo_place.h"
#include "engine/analysis/stereo_windows.h"
#include "engine/core/units.h"

namespace sweetspot {

// Mean square of each band in each stretch of time, both channels together; the sum over the bands is the mean square of what lies in
// them. Stretches follow each other without a gap.
struct ErbFrames {
  double seconds = 0.0;      // length of a stretch
  std::vector<float> power;  // stretch by stretch, kErbBands each
  StereoBands sides;         // of all stretches together: where it comes from

  std::size_t frames() const { return power.size() / kErbBands; }
  const float* at(std::size_t frame) const { return power.data() + frame * kErbBands; }
};

// Hann windows of about 85 ms, half overlapping. Where a sound is so long that there would be more than kMostFrames stretches, neighbours
// are averaged. Off the audio thread.
class ErbLevels {
 public:
  static constexpr std::size_t kMostFrames = 2048;

  // Rate in Hz; `length` in frames of all that will be heard.
  ErbLevels(double rate, Frames length);

  // Takes two channels in blocks of any size; the samples must be finite.
  void process(const float* const* audio, int frames);

  // After all sound: what is left is heard with silence behind it.
  ErbFrames finish();

 private:
  struct Part {
    std::size_t bin = 0, band = 0;
    float share = 0.0f;
  };

  void take_window();
  void keep();

  StereoWindows windows_;
  std::vector<float> bins_;                   // of one window, both channels
  std::vector<double> left_, right_, cross_;  // of all windows
  std::vector<Part> parts_;                   // which bins go to which bands
  std::size_t count_ = 0;
  int gathered_ = 0, gather_ = 1;  // windows a stretch
  ErbBands sum_{};
  double scale_ = 1.0;
  ErbFrames out_;
};

}  // namespace sweetspot
