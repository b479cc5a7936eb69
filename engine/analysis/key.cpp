#include "engine/analysis/key.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sweetspot {

namespace {

constexpr PitchClassProfile kMajor{6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
constexpr PitchClassProfile kMinor{6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17};
constexpr double kClearConfidence = 0.02;
constexpr double kLeastShareInScale = 0.85;

double correlation(const PitchClassProfile& sound, const PitchClassProfile& key, int root) {
  const double mean_sound = std::accumulate(sound.begin(), sound.end(), 0.0) / 12.0;
  const double mean_key = std::accumulate(key.begin(), key.end(), 0.0) / 12.0;
  double cross = 0.0, ss = 0.0, kk = 0.0;
  for (int n = 0; n < 12; ++n) {
    const double s = sound[static_cast<std::size_t>((n + root) % 12)] - mean_sound;
    const double k = key[static_cast<std::size_t>(n)] - mean_key;
    cross += s * k;
    ss += s * s;
    kk += k * k;
  }
  return ss > 0.0 ? cross / std::sqrt(ss * kk) : 0.0;
}

}  // namespace

PitchClassProfile pitch_class_profile(std::span<const SungNote> notes) {
  PitchClassProfile profile{};
  for (const SungNote& note : notes) {
    const double below = std::floor(note.centre);
    const double share = note.centre - below;
    const int n = static_cast<int>(below);
    profile[static_cast<std::size_t>(((n % 12) + 12) % 12)] += (1.0 - share) * note.length();
    profile[static_cast<std::size_t>((((n + 1) % 12) + 12) % 12)] += share * note.length();
  }
  return profile;
}

KeyEstimate estimate_key(const PitchClassProfile& profile) {
  KeyEstimate best;
  double first = -2.0, second = -2.0;
  for (int root = 0; root < 12; ++root) {
    for (const bool minor : {false, true}) {
      const double r = correlation(profile, minor ? kMinor : kMajor, root);
      if (r > first) {
        second = first;
        first = r;
        best.root = root;
        best.minor = minor;
      } else {
        second = std::max(second, r);
      }
    }
  }
  best.confidence = std::clamp(first - second, 0.0, 1.0);
  const ScaleShape& shape = kScaleShapes[best.minor ? 2 : 1];
  best.scale = {scale_notes(best.root, shape.steps), std::string(kPitchClassNames[static_cast<std::size_t>(best.root)]) + " " + std::string(shape.label)};
  return best;
}

MusicScale scale_for(std::span<const SungNote> notes) {
  const PitchClassProfile profile = pitch_class_profile(notes);
  const KeyEstimate key = estimate_key(profile);
  double inside = 0.0, all = 0.0;
  for (const SungNote& note : notes) {
    all += note.length();
    if (scale_has(key.scale.notes, static_cast<int>(std::lround(note.centre)))) inside += note.length();
  }
  // Relative keys share their notes, so a close second is no doubt about the scale unless the notes themselves do not fit.
  const bool clear = all > 0.0 && (inside >= kLeastShareInScale * all || (inside >= 0.6 * all && key.confidence > kClearConfidence));
  return clear ? key.scale : MusicScale{};
}

}  // namespace sweetspot
