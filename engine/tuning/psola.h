// Shifts the pitch of a voice by moving its periods.
#pragma once

#include <vector>

#include "engine/tuning/shift_job.h"

namespace sweetspot {

// Returns end - begin frames a channel, in line with the recording; formants stay.
//
// Pitch-synchronous overlap-add in the time domain (E. Moulines and F. Charpentier, Speech Communication 9, 1990): the wave is
// marked once a period, each mark where it best continues the one before by correlation; marks are laid out anew at the
// wanted distances, each taking the nearest period of the recording; neighbours are cross-faded over a whole period with
// weights that sum to one. Periods are read between samples, so the pitch is exact; nothing moves by more than about half a
// period; where the shift is zero the recording comes out bit by bit. The first frames are the recording itself; where it
// goes on after the end, the last periods are slid into line with it.
// The channels move together, marked on their mean. For one voice at a time. Not the audio thread; deterministic.
std::vector<std::vector<float>> shift_periods(const ShiftJob& job);

}  // namespace sweetspot
