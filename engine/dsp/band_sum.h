// Adds up bands, each with its own moving gains.
#pragma once

namespace sweetspot::dsp {

// One band of one or two channels. Rows are 64-byte aligned and hold whole vectors: they are read to the next multiple of 16 frames.
struct BandRows {
  const float* sound[2] = {};
  const float* gain[2] = {};  // factors from frame to frame
};

// How much of a band is heard: as it came, with its gain, and with its gain on the other side.
struct BandWeights {
  double dry = 0.0, near = 1.0, far = 0.0;

  friend bool operator==(const BandWeights&, const BandWeights&) = default;
};

// sums[c][i] += dry * sound[c][i] + near * gain[c][i] * sound[c][i] + far * gain[d][i] * sound[d][i], d being the other channel, in double
// precision. Sums are rows as above. [audio]
void add_band(double* const* sums, const BandRows& band, const BandWeights& weights, int channels, int frames) noexcept;

// Greatest magnitude of a row; least of a row of positive numbers. No NaN. [audio]
float peak_of(const float* row, int frames) noexcept;
float least_of(const float* row, int frames) noexcept;

}  // namespace sweetspot::dsp
