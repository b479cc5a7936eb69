#include "engine/analysis/pitch_voicing.h"

namespace sweetspot {
void decide_voicing(PitchTrack&) {}
}
