#include "engine/mastering/loudness_target.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace sweetspot {
namespace {

constexpr int kMostRuns = 10;

// Loudness a dB of drive, as far as is believed of the last two runs.
constexpr double kLeastSlope = 0.08;
constexpr double kMostSlope = 1.0;
constexpr double kLongestStepDb = 12.0;

// The highest peak loses a dB for each dB of drive, so the drive at which it loses the most allowed is known from one run.
double drive_limit(const LoudnessTarget& target, const DriveChoice& at) {
  if (at.most_limiting_db <= 0.0) return HUGE_VAL;
  return at.drive_db + target.most_limiting_db - at.most_limiting_db;
}

}  // namespace

DriveChoice find_drive(const LoudnessTarget& target, double first_drive_db, const std::function<DrivenLoudness(double)>& run) {
  DriveChoice now;
  const auto try_drive = [&](double drive) {
    const DrivenLoudness measured = run(drive);
    now.drive_db = drive;
    now.integrated_lufs = measured.integrated_lufs;
    now.most_limiting_db = measured.most_limiting_db;
    ++now.runs;
  };
  try_drive(first_drive_db);
  double slope = kMostSlope;
  while (now.integrated_lufs) {
    const double missing = target.integrated_lufs - *now.integrated_lufs;
    const double limit = drive_limit(target, now);
    const bool at_limit = now.drive_db >= limit - 0.01;
    if (std::abs(missing) <= target.tolerance_lu && now.drive_db <= limit + 0.01) return now;
    if (at_limit && missing > 0.0 && now.drive_db <= limit + 0.01) {
      now.note = fmt::format("{:.1f} LUFS would need more than {:.0f} dB of limiting; it stays at {:.1f} LUFS", target.integrated_lufs,
                             target.most_limiting_db, *now.integrated_lufs);
      return now;
    }
    if (now.runs == kMostRuns) {
      now.note = fmt::format("{:.1f} LUFS could not be reached; it stays at {:.1f} LUFS", target.integrated_lufs, *now.integrated_lufs);
      return now;
    }
    const DriveChoice before = now;
    const double step = std::clamp(missing / slope, -kLongestStepDb, kLongestStepDb);
    try_drive(std::min(before.drive_db + step, limit));
    const double moved = now.drive_db - before.drive_db;
    if (now.integrated_lufs && moved != 0.0)
      slope = std::clamp((*now.integrated_lufs - *before.integrated_lufs) / moved, kLeastSlope, kMostSlope);
  }
  now.note = "there is no loudness in silence; it stays as it is";
  return now;
}

}  // namespace sweetspot
