// How hard a limiter must be driven for a programme to have a loudness.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace sweetspot {

struct LoudnessTarget {
  double integrated_lufs = -14.0;
  double tolerance_lu = 0.02;      // within which it counts as reached
  double most_limiting_db = 15.0;  // no more than this is taken from any peak
};

// What one run at one drive gave.
struct DrivenLoudness {
  std::optional<double> integrated_lufs;  // empty: silence
  double most_limiting_db = 0.0;          // that the limiter took from the highest peak
};

struct DriveChoice {
  double drive_db = 0.0;
  std::optional<double> integrated_lufs;  // at that drive
  double most_limiting_db = 0.0;
  int runs = 0;
  std::string note;  // why the target is not reached, in a sentence; empty when it is
};

// Finds the drive. `run` renders at a drive in dB; it is called at most ten times, first at `first_drive_db`. Secant method:
// loudness grows with the drive, by at most one LU a dB and less the more is limited. Where the target would need more limiting
// than allowed, the drive stays where the limit is and the note says what that gives. What `run` throws passes through.
DriveChoice find_drive(const LoudnessTarget& target, double first_drive_db, const std::function<DrivenLoudness(double drive_db)>& run);

}  // namespace sweetspot
