// Where quantising noise should lie so that it is heard least.
#pragma once

#include <array>

namespace sweetspot::dsp {

inline constexpr int kNoiseShapeTaps = 12;

using NoiseShape = std::array<double, kNoiseShapeTaps>;

// Coefficients c of the error feedback v[n] = x[n] - sum c[k] e[n - 1 - k], so that the error e of quantising v comes out
// filtered by 1 + sum c[k] z^-(k+1).
//
// The filter is the best of its length for the ear: it minimises the noise weighted by the inverse of the threshold of
// hearing in quiet (Terhardt, "Calculating virtual pitch", Hearing Research 1, 1979), which rises by no more than 45 dB over
// its lowest point. That is the prediction-error filter of the weighting's autocorrelation (Levinson-Durbin), and by the
// Gerzon-Craven theorem ("Optimal noise shaping and dither", AES preprint 2822, 1989) what it takes out of the middle it puts
// above. Any thread; about a millisecond.
NoiseShape noise_shape(double rate);

}  // namespace sweetspot::dsp
