// How a sound of a stereo mix comes to the two ears, and how much better that lets it be heard beside another one.
#pragma once

#include "engine/analysis/erb_scale.h"

namespace sweetspot {

// Power of the left and the right channel and the mean product of both, band by band.
struct StereoBands {
  ErbBands left{}, right{}, cross{};

  StereoBands& operator+=(const StereoBands& other);  // sounds that have nothing to do with each other
};

// At the ears of somebody between two loudspeakers, 30 degrees to either side. What no band holds comes from where the sound comes from as
// a whole; silence comes from the middle.
struct EarBands {
  ErbBands left{}, right{};  // power, over the mean of both ears
  ErbBands phase{};          // radians by which the left ear is ahead
  ErbBands coherence{};      // 0 to 1, between the ears
};

// The head is a sphere: its shadow after C. P. Brown and R. O. Duda, "A structural model for binaural sound synthesis", IEEE Trans. Speech
// and Audio Processing 6, 1998, the way around it after R. S. Woodworth, "Experimental Psychology", 1938. Above about 1.5 kHz the two
// loudspeakers add as powers: no head is so still that their waves would line up. Any thread.
EarBands at_the_ears(const StereoBands& sound);

// By how many dB the other sound covers less than if it came from the same place: what the better ear gains, and what the brain gains from
// comparing both (S. Jelfs, J. F. Culling, M. Lavandier, "Revision and validation of a binaural model for speech intelligibility in noise",
// Hearing Research 275, 2011; the second part is equation 1 of M. Lavandier and J. F. Culling, J. Acoust. Soc. Am. 127, 2010). Never below
// 0. In mono there is none. Any thread.
ErbBands relief_db(const EarBands& sound, const EarBands& other);

}  // namespace sweetspot
