// From a filter without phase to one with as little delay as its magnitude allows.
#pragma once

#include <span>
#include <vector>

namespace sweetspot::dsp {

// The minimum-phase filter h whose power response is that of the symmetric filter `power` (odd length 2n - 1, its response nowhere
// clearly negative): n taps, |H|^2 = response of `power`. By the folded cepstrum (A. V. Oppenheim, R. W. Schafer, "Discrete-Time Signal
// Processing", chapter on homomorphic deconvolution). Exact to about -130 dB. A few milliseconds; takes memory. Any thread.
std::vector<double> minimum_phase(std::span<const double> power);

}  // namespace sweetspot::dsp
