// Where sounds begin: the attacks of drums, notes and syllables.
#pragma once

#include <functional>
#include <vector>

#include "engine/core/progress.h"
#include "engine/core/units.h"

namespace sweetspot {

struct Onset {
  Frames at = 0;          // of the recording: the first frame of the attack
  float strength = 0.0f;  // how much of the spectrum began; of a hit out of silence about 1

  friend bool operator==(const Onset&, const Onset&) = default;
};

// Gives `frames` mono frames of the recording from `from` on.
using MonoReader = std::function<void(Frames from, int frames, float* out)>;

// The onsets of a recording of `total` frames, in order, at least 30 ms apart. Found by the rise of a logarithmic spectrum from one
// moment to the next, where a partial that merely wavers counts for nothing (Boeck and Widmer, "Maximum filter vibrato suppression for
// onset detection", 2013); each is then moved to where its attack leaves the sound before it, about a millisecond exact for a hit. `rate`
// in hertz. Throws Cancelled and what `read` throws. Any thread but the audio thread.
std::vector<Onset> find_onsets(const MonoReader& read, Frames total, double rate, const Progress& progress = {});

// The rise of the spectrum alone, one value each kOnsetStep seconds from the start of the recording; what tempo is found from. `low` is
// that of the lows below 160 Hz alone. Optionally each spectrum, in bands, is given to `spectrum` as well.
inline constexpr double kOnsetStep = 0.005;
struct OnsetCurve {
  std::vector<float> all, low;
};
OnsetCurve onset_curve(const MonoReader& read, Frames total, double rate, const Progress& progress = {},
                       const std::function<void(std::size_t step, const std::vector<float>& bands)>& spectrum = {});

}  // namespace sweetspot
