#include "engine/analysis/pitch.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/pitch_candidates.h"
#include "engine/analysis/pitch_octave.h"
#include "engine/analysis/pitch_path.h"
#include "engine/analysis/pitch_refine.h"
#include "engine/analysis/pitch_voicing.h"
#include "engine/dsp/decimate.h"
#include "engine/dsp/sinc.h"

namespace sweetspot {

namespace {

constexpr double kPathRate = 14000.0;     // candidates are found at this rate or up to twice it
constexpr double kRefineRate = 44100.0;   // and refined at this rate or up to twice it
constexpr double kLeastRefineRate = 32000.0;
constexpr double kLevelSeconds = 0.010;
constexpr double kGateBelowPeak = 1e-3;   // of the loudest moment's amplitude: quieter ones have no candidates
constexpr double kGate = 1e-5;            // -100 dBFS

// Mean power about any moment, by running sums.
class PowerAt {
 public:
  explicit PowerAt(std::span<const float> x) : sum_(x.size() + 1) {
    for (std::size_t n = 0; n < x.size(); ++n) sum_[n + 1] = sum_[n] + static_cast<double>(x[n]) * x[n];
  }
  double operator()(double centre, double width) const {
    const double last = static_cast<double>(sum_.size() - 1);
    const auto a = static_cast<std::size_t>(std::clamp(centre - width / 2, 0.0, last));
    const auto b = static_cast<std::size_t>(std::clamp(centre + width / 2, 0.0, last));
    return b > a ? (sum_[b] - sum_[a]) / static_cast<double>(b - a) : 0.0;
  }

 private:
  std::vector<double> sum_;
};

std::vector<float> finite_copy(std::span<const float> x) {
  std::vector<float> copy(x.begin(), x.end());
  for (float& sample : copy) {
    if (!std::isfinite(sample)) sample = 0.0f;
  }
  return copy;
}

struct Band {
  std::vector<float> samples;
  double rate;
};

// Twice the rate, by a sinc. A short period sampled coarsely cannot be refined by a parabola.
std::vector<float> doubled(const std::vector<float>& x) {
  constexpr int kTaps = dsp::FractionalTaps::kTaps, kBefore = dsp::FractionalTaps::kBefore;
  const dsp::FractionalTaps between(0.5);
  std::vector<float> padded(x.size() + kTaps), out(2 * x.size());
  std::copy(x.begin(), x.end(), padded.begin() + kBefore);
  for (std::size_t n = 0; n < x.size(); ++n) {
    out[2 * n] = x[n];
    out[2 * n + 1] = between.value(padded.data() + n + kBefore);
  }
  return out;
}

Band reduce(std::span<const float> x, double rate, double wanted) {
  const int factor = std::max(1, static_cast<int>(rate / wanted));
  return {dsp::decimate(x, factor), rate / factor};
}

PitchOptions within_limits(PitchOptions o, double rate) {
  o.lowest_hz = std::clamp(o.lowest_hz, 30.0, 2000.0);
  o.highest_hz = std::clamp(o.highest_hz, o.lowest_hz * 1.5, std::max(o.lowest_hz * 1.5, std::min(4000.0, rate / 4.0)));
  o.hop = std::clamp(o.hop, 0.001, 0.05);
  return o;
}

std::vector<PathStep> find_path(const Band& band, const PowerAt& power, std::size_t frames, const PitchOptions& o, const Progress& progress) {
  PitchCandidateFinder finder(band.rate, o.lowest_hz, o.highest_hz);
  PitchPath path(o.lowest_hz, o.highest_hz, o.hop);
  const auto span = static_cast<std::size_t>(finder.span());
  std::vector<float> padded(band.samples.size() + 2 * span);
  std::copy(band.samples.begin(), band.samples.end(), padded.begin() + static_cast<std::ptrdiff_t>(span));

  const double width = static_cast<double>(span);
  double loudest = 0.0;
  for (std::size_t i = 0; i < frames; ++i) loudest = std::max(loudest, power(static_cast<double>(i) * o.hop * band.rate, width));
  const double gate = std::max(kGate * kGate, loudest * kGateBelowPeak * kGateBelowPeak);

  std::vector<PitchCandidate> candidates;
  for (std::size_t i = 0; i < frames; ++i) {
    const double centre = static_cast<double>(i) * o.hop * band.rate;
    candidates.clear();
    if (power(centre, width) > gate) {
      const auto first = std::min(static_cast<std::size_t>(centre + width / 2), padded.size() - span);
      finder.find({padded.data() + first, span}, candidates);
    }
    path.add(candidates);
    if (i % 512 == 0) progress.at(0.9 * static_cast<double>(i) / static_cast<double>(frames));
  }
  return path.decode();
}

}  // namespace

PitchTrack track_pitch(std::span<const float> mono, double rate, const PitchOptions& options, const Progress& progress) {
  const PitchOptions o = within_limits(options, rate);
  PitchTrack track;
  track.hop = o.hop;
  if (mono.empty()) return track;

  Band fine = reduce(finite_copy(mono), rate, kRefineRate);
  for (; fine.rate < kLeastRefineRate; fine.rate *= 2.0) fine.samples = doubled(fine.samples);
  const Band coarse = reduce(fine.samples, fine.rate, kPathRate);
  const auto frames = static_cast<std::size_t>(static_cast<double>(mono.size()) / (rate * o.hop)) + 1;
  const std::vector<PathStep> path = find_path(coarse, PowerAt(coarse.samples), frames, o, progress);

  const PowerAt power(fine.samples);
  track.frames.resize(frames);
  for (std::size_t i = 0; i < frames; ++i) {
    PitchFrame& frame = track.frames[i];
    const double centre = track.time(i) * fine.rate;
    frame.probability = path[i].probability;
    frame.voiced = path[i].voiced;
    frame.level_db = static_cast<float>(10.0 * std::log10(power(centre, kLevelSeconds * fine.rate) + 1e-20));
    const RefinedPitch refined = refine_pitch(fine.samples, fine.rate, centre, static_cast<double>(path[i].hz));
    frame.hz = refined.hz > 0.0 ? static_cast<float>(refined.hz) : path[i].hz;
    frame.periodicity = static_cast<float>(refined.periodicity);
  }
  undo_octave_errors(track, fine.samples, fine.rate, o.lowest_hz);
  decide_voicing(track);
  progress.at(1.0);
  return track;
}

double PitchTrack::hz_at(double seconds) const {
  const double position = seconds / hop;
  if (position < 0.0 || frames.empty() || position > static_cast<double>(frames.size() - 1)) return 0.0;
  const auto i = static_cast<std::size_t>(position);
  const std::size_t j = std::min(i + 1, frames.size() - 1);
  const PitchFrame &a = frames[i], &b = frames[j];
  if (!a.voiced || !b.voiced) return a.voiced ? static_cast<double>(a.hz) : b.voiced ? static_cast<double>(b.hz) : 0.0;
  const double f = position - static_cast<double>(i);
  return std::exp2((1.0 - f) * std::log2(static_cast<double>(a.hz)) + f * std::log2(static_cast<double>(b.hz)));
}

double PitchTrack::hz_near(double seconds) const {
  const double last = static_cast<double>(frames.size()) - 1.0;
  const double position = std::round(seconds / hop);
  return position < 0.0 || position > last ? 0.0 : static_cast<double>(frames[static_cast<std::size_t>(position)].hz);
}

double cents_between(double from_hz, double to_hz) { return 1200.0 * std::log2(to_hz / from_hz); }

double midi_from_hz(double hz) { return 69.0 + 12.0 * std::log2(hz / 440.0); }

double hz_from_midi(double midi) { return 440.0 * std::exp2((midi - 69.0) / 12.0); }

}  // namespace sweetspot
