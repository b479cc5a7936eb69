// The filters between one rate and twice that rate, as an oversampler stacks them.
#pragma once

#include <vector>

namespace sweetspot::dsp {

// One step up or down. A stream at twice the rate is its even and its odd samples; tap k of either list stands for the frame k frames
// back at the lower rate. Up: the even (odd) samples are the sums of their taps over the low stream. Down: the low stream is the sum of
// both lists over the even and the odd samples.
struct RateStep {
  std::vector<double> even, odd;
  double delay = 0.0;  // of low frequencies, in frames of the lower rate
};

// Steps in order from the base rate up. The first must part 20 kHz from 24.1 kHz at 44.1 kHz; the others have ever more room.
inline constexpr int kRateSteps = 4;

// Windowed-sinc half-bands (half of their taps are zero; Crochiere and Rabiner, "Multirate Digital Signal Processing", 1983), linear in
// phase, their delay a whole number of frames. Flat within 0.0001 dB, -112 dB from the stop band on; the first up to 0.4535 of the rate.
// `step` 0 to 3. Take memory. Any thread.
RateStep linear_step_up(int step);
RateStep linear_step_down(int step);

// The same with an even number of taps: takes away half a sample of the upper rate, by which the stream is said to be late.
RateStep linear_step_down_half(int step);

// Minimum-phase low-passes of the same stop bands: hardly any delay, at the cost of phase near the upper end.
RateStep minimum_step_up(int step);
// `more` adds a delay (in samples of the upper rate, 0 or at least 0.5) by an all-pass of the first order: the same magnitude, so that
// the low frequencies can be brought to a whole number of frames.
RateStep minimum_step_down(int step, double more);

}  // namespace sweetspot::dsp
