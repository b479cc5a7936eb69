#include "engine/processors/tune_aim.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/scale.h"

namespace sweetspot {

namespace {

constexpr double kSwingSeconds = 0.180;
constexpr double kLeap = 1.20;  // semitones from the mean that make another note
constexpr int kLeapHops = 3;
constexpr double kHold = 0.10;   // semitones by which another note must be nearer to be taken
constexpr double kInTune = 1.0;  // cents nobody hears: the sound passes as it is
constexpr double kSettled = 0.02;

}  // namespace

void TuneAim::prepare(double hop_seconds) noexcept {
  hop_seconds_ = hop_seconds;
  span_ = std::clamp(static_cast<int>(std::lround(kSwingSeconds / hop_seconds)), 1, kMost);
  reset();
}

void TuneAim::reset() noexcept {
  begin_note();
  correction_ = 0.0;
}

void TuneAim::begin_note() noexcept {
  held_ = 0;
  write_ = 0;
  leaps_ = 0;
  note_ = -1;
}

// The middle of the pitch about now.
double TuneAim::follow(double midi) noexcept {
  double sum = 0.0;
  for (int i = 0; i < held_; ++i) sum += recent_[static_cast<std::size_t>(i)];
  const bool far = held_ > 0 && std::abs(midi - sum / held_) > kLeap;
  leaps_ = far ? leaps_ + 1 : 0;
  if (far && leaps_ < kLeapHops) return sum / held_;
  if (far) begin_note();
  recent_[static_cast<std::size_t>(write_)] = midi;
  write_ = (write_ + 1) % span_;
  held_ = std::min(held_ + 1, span_);
  sum = 0.0;
  for (int i = 0; i < held_; ++i) sum += recent_[static_cast<std::size_t>(i)];
  return sum / held_;
}

int TuneAim::choose_note(double midi, std::uint16_t notes) noexcept {
  const int nearest = nearest_in_scale(notes, midi);
  const bool keeps = note_ >= 0 && scale_has(notes, note_) && std::abs(midi - note_) < std::abs(midi - nearest) + kHold;
  note_ = keeps ? note_ : nearest;
  return note_;
}

Aim TuneAim::next(double hz, const AimSettings& settings) noexcept {
  if (hz <= 0.0) {
    reset();
    return {};
  }
  const double midi = 69.0 + 12.0 * std::log2(hz / 440.0);
  const double middle = follow(midi);
  const double aimed = settings.keep_vibrato ? middle : midi;
  const double off = 100.0 * (aimed - choose_note(middle, settings.notes));
  const double wanted = std::abs(off) < kInTune ? 0.0 : -settings.strength * off;
  const double share = settings.retune_ms > 0.0 ? -std::expm1(-1000.0 * hop_seconds_ / settings.retune_ms) : 1.0;
  correction_ += share * (wanted - correction_);
  if (wanted == 0.0 && std::abs(correction_) < kSettled) correction_ = 0.0;
  return {off, correction_};
}

}  // namespace sweetspot
