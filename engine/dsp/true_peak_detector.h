// How high the wave goes between the samples.
#pragma once

#include <vector>

namespace sweetspot::dsp {

// Peak of the band-limited wave, looked at 16 times a sample (ITU-R BS.1770-4 annex 2 asks for 4): a long half-band
// interpolator doubles the rate, eight short taps then find seven points in each gap. Reads within 0.01 dB of the wave up to
// 0.48 of the rate, so a limiter built on it holds under any meter.
class TruePeakDetector {
 public:
  // Taps on either side of the first interpolator.
  static constexpr int kReach = 96;

  // The peak given for a frame belongs to the frame so many frames earlier.
  static constexpr int kDelay = kReach + 2;

  // Takes memory for blocks of up to `max_frames`. [main]
  void prepare(int max_frames);

  // Forgets all sound. [audio]
  void reset() noexcept;

  // Writes for each frame the peak magnitude from frame - kDelay up to the next frame. Where it is not above `floor` any lower
  // value may be given, which saves most of the work. Not finite input leaves after 2 * kReach frames. [audio]
  void process(const float* in, float* peak, int frames, float floor) noexcept;

 private:
  int max_frames_ = 0;
  std::vector<float> samples_;  // kept history, the block, room for a whole vector beyond
  std::vector<float> halves_;   // values half-way after each sample, likewise
};

}  // namespace sweetspot::dsp
