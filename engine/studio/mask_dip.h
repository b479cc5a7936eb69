// Makes room for a track where another one covers it.
#pragma once

#include <string>

#include "engine/analysis/masking.h"
#include "engine/session/added.h"
#include "engine/studio/hearing.h"

namespace sweetspot {

// What covers a track, by name of strip.
struct TrackMasking {
  StripId track;
  std::vector<StripId> others;  // as MaskingMap::by counts them
  MaskingMap map;
};

// Compares a track with all others of a hearing with bands. Throws Error when the track is not in it or silent there. Any thread but the
// audio thread.
TrackMasking hear_masking(const Hearing& hearing, StripId track);

enum class DipKind {
  still,    // a bell that is always there
  dynamic,  // a bell that gives way only while the covered track sounds there
};

struct Dip {
  StripId covered, by;
  DipKind kind = DipKind::still;
  double hertz = 0.0, q = 1.0;
  double depth_db = 0.0;      // positive
  double threshold_db = 0.0;  // of the dynamic one
  double ratio = 1.0;
  std::string step;      // "Dip Keys at 1.8 kHz for Lead Vocal": of the undo list
  std::string sentence;  // what it does and why
};

// The dip for one band of a track's masking: as wide as the band, as deep as a part of what the coverer is too loud by there: 1.5 to 4 dB,
// and 2 to 6 dB for the dynamic one, which is heard only where it is needed. Throws Error when a strip is gone. Any thread.
Dip plan_dip(const Session& session, const Hearing& hearing, const TrackMasking& masking, const CoveredBand& band, DipKind kind);

// The dip as one edit: a free band of an equalizer that the coverer has, where one can serve, or a new equalizer at the end of its chain;
// keyed from the covered track when it is dynamic. Gives the device. Throws Error when the side-chain would make a loop. Any thread.
edit::Added<DeviceId> add_dip(const SessionPtr& session, const Dip& dip);

}  // namespace sweetspot
