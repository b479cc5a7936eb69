#include "engine/tuning/correct.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "engine/tuning/psola.h"
#include "engine/tuning/rubber_band.h"
#include "engine/tuning/shift_curve.h"

namespace sweetspot {

namespace {

constexpr double kFadeSeconds = 0.008;

// Fades from the recording to the shifted sound and back within the stretch.
void splice(std::vector<float>& recording, Frames begin, const std::vector<float>& shifted, Frames fade) {
  const auto length = static_cast<Frames>(shifted.size());
  fade = std::min(fade, length / 2);
  for (Frames n = 0; n < length; ++n) {
    float& sample = recording[static_cast<std::size_t>(begin + n)];
    const Frames edge = std::min(n + 1, length - n);
    if (edge > fade) {
      sample = shifted[static_cast<std::size_t>(n)];
      continue;
    }
    const double w = 0.5 - 0.5 * std::cos(std::numbers::pi * static_cast<double>(edge) / static_cast<double>(fade + 1));
    sample = static_cast<float>((1.0 - w) * static_cast<double>(sample) + w * static_cast<double>(shifted[static_cast<std::size_t>(n)]));
  }
}

class Hash {  // FNV-1a over 64-bit words
 public:
  void add(std::uint64_t word) { state_ = (state_ ^ word) * 0x100000001b3ull, state_ ^= state_ >> 29; }
  void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0xcbf29ce484222325ull;
};

// Changes when the sound of a correction does.
constexpr std::uint64_t kRenderVersion = 2;

}  // namespace

TuneAudio correct(const TuneAudio& audio, double rate, const PitchTrack& track, const std::vector<NoteEdit>& edits, Formants formants, const Progress& progress) {
  TuneAudio out = audio;
  if (audio.empty()) return out;
  const ShiftCurve curve = shift_curve(track, edits);
  const auto length = static_cast<Frames>(audio[0].size());
  double total = 0.0, done = 0.0;
  for (const ShiftStretch& s : curve.stretches) total += s.end - s.start;
  for (const ShiftStretch& s : curve.stretches) {
    ShiftJob job;
    job.audio = audio;
    job.rate = rate;
    job.begin = std::clamp<Frames>(frames_from_seconds(s.start, rate), 0, length);
    job.end = std::clamp<Frames>(frames_from_seconds(s.end, rate), job.begin, length);
    // Beyond the stretch its edge goes on, so that the shifter has settled on it.
    job.cents = [&](double seconds) { return curve.at(std::clamp(seconds, s.start, s.end - curve.hop)); };
    job.hz = [&](double seconds) { return track.hz_near(seconds); };
    job.joins_after = s.joins_after;
    const double share = (s.end - s.start) / total;
    const Progress part{[&](double f) { progress.at(std::min(1.0, done + f * share)); }, progress.cancel};
    const auto shifted = formants == Formants::keep ? shift_periods(job) : shift_with_rubber_band(job, part);
    const Frames fade = formants == Formants::keep ? 0 : frames_from_seconds(kFadeSeconds, rate);
    for (std::size_t c = 0; c < out.size(); ++c) splice(out[c], job.begin, shifted[c], fade);
    progress.at(std::min(1.0, done + share));
    done += share;
  }
  progress.at(1.0);
  return out;
}

std::uint64_t correction_key(const TuneAudio& audio, double rate, const std::vector<NoteEdit>& edits, Formants formants) {
  Hash hash;
  hash.add(kRenderVersion);
  hash.add(rate);
  hash.add(static_cast<std::uint64_t>(formants));
  for (const auto& channel : audio) {
    hash.add(channel.size());
    for (const float sample : channel) hash.add(std::uint64_t{std::bit_cast<std::uint32_t>(sample)});
  }
  for (const NoteEdit& e : edits) {
    for (const double v : {e.note.start, e.note.end, e.note.centre, e.shift_cents, e.drift_kept, e.vibrato_kept, e.glide_ms}) hash.add(v);
  }
  return hash.value();
}

std::vector<float> mono_mix(const TuneAudio& audio) {
  if (audio.empty()) return {};
  std::vector<float> mono = audio[0];
  for (std::size_t c = 1; c < audio.size(); ++c) {
    for (std::size_t n = 0; n < mono.size(); ++n) mono[n] += audio[c][n];
  }
  const float scale = 1.0f / static_cast<float>(audio.size());
  for (float& sample : mono) sample *= scale;
  return mono;
}

}  // namespace sweetspot
