#include "engine/tuning/shift_curve.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace sweetspot {

namespace {

using Index = std::ptrdiff_t;

constexpr double kTouching = 0.011;          // seconds between notes of one breath
constexpr double kShortestGlide = 0.030;
constexpr double kDriftSigma = 0.080;        // seconds; the Gaussian that parts drift from vibrato passes half at 2.3 Hz
constexpr double kSmoothSigma = 0.006;       // what is flattened is the heard pitch, not its jitter
constexpr double kGlideCents = 110.0;        // further from the centre it is a glide, not drift
constexpr double kEdgeFade = 0.060;          // flattening fades in from and out to a note that touches
constexpr double kTail = 0.250;              // the longest ring that is shifted along
constexpr float kTailPeriodicity = 0.80f;
constexpr double kTailCents = 80.0;

double raised_cosine(double x) { return 0.5 - 0.5 * std::cos(std::numbers::pi * std::clamp(x, 0.0, 1.0)); }

// Gaussian mean within the note alone, with sigma in frames.
std::vector<double> smooth(std::span<const double> y, double sigma) {
  const auto count = static_cast<Index>(y.size());
  const auto reach = static_cast<Index>(3.0 * sigma) + 1;
  std::vector<double> out(y.size());
  for (Index i = 0; i < count; ++i) {
    double sum = 0.0, weight = 0.0;
    for (Index k = std::max<Index>(0, i - reach); k <= std::min(count - 1, i + reach); ++k) {
      const double z = static_cast<double>(k - i) / sigma;
      const double w = std::exp(-0.5 * z * z);
      sum += w * y[k];
      weight += w;
    }
    out[i] = sum / weight;
  }
  return out;
}

class CurveBuilder {
 public:
  CurveBuilder(const PitchTrack& track, const std::vector<NoteEdit>& edits) : track_(track), edits_(edits) {
    curve_.hop = track.hop;
    curve_.cents.assign(track.frames.size(), 0.0);
  }

  ShiftCurve build() {
    for (std::size_t i = 0; i < edits_.size(); ++i) {
      if (!edits_[i].untouched()) add_note(i);
    }
    return std::move(curve_);
  }

 private:
  Index frame(double seconds) const {
    return std::clamp<Index>(static_cast<Index>(std::lround(seconds / track_.hop)), 0, static_cast<Index>(track_.frames.size()));
  }

  const NoteEdit* touching_before(std::size_t i) const {
    return i > 0 && edits_[i].note.start - edits_[i - 1].note.end < kTouching ? &edits_[i - 1] : nullptr;
  }
  const NoteEdit* touching_after(std::size_t i) const {
    return i + 1 < edits_.size() && edits_[i + 1].note.start - edits_[i].note.end < kTouching ? &edits_[i + 1] : nullptr;
  }

  // The shift of the whole note, with glides to what it touches. Two edited notes share the glide; to an untouched one it
  // lies on this side, so that the other stays as recorded.
  double base_shift(std::size_t i, double seconds) const {
    const NoteEdit& edit = edits_[i];
    double shift = edit.shift_cents;
    if (const NoteEdit* before = touching_before(i)) {
      const bool shared = !before->untouched();
      const double length = glide(edit, *before);
      const double from = shared ? before->shift_cents : 0.0;
      const double begin = edit.note.start - (shared ? length / 2.0 : 0.0);
      shift += (from - edit.shift_cents) * (1.0 - raised_cosine((seconds - begin) / length));
    }
    if (const NoteEdit* after = touching_after(i)) {
      const bool shared = !after->untouched();
      const double length = glide(*after, edit);
      const double to = shared ? after->shift_cents : 0.0;
      const double begin = edit.note.end - (shared ? length / 2.0 : length);
      shift += (to - edit.shift_cents) * raised_cosine((seconds - begin) / length);
    }
    return shift;
  }

  static double glide(const NoteEdit& to, const NoteEdit& from) {
    return std::max(kShortestGlide, std::min({to.glide_ms / 1000.0, to.note.length() / 2.0, from.note.length() / 2.0}));
  }

  // How strongly movement is flattened: fully inside, not at all where the pitch glides from or to another note.
  double flattening(std::size_t i, double seconds) const {
    const SungNote& note = edits_[i].note;
    double w = 1.0;
    if (touching_before(i)) w *= raised_cosine((seconds - note.start) / kEdgeFade);
    if (touching_after(i)) w *= raised_cosine((note.end - seconds) / kEdgeFade);
    return w;
  }

  void add_note(std::size_t i) {
    const NoteEdit& edit = edits_[i];
    const Index begin = frame(edit.note.start), end = frame(edit.note.end);
    if (end <= begin) return;
    std::vector<double> off;
    for (Index k = begin; k < end; ++k) {
      const double hz = static_cast<double>(track_.frames[k].hz);
      const double cents = hz > 0.0 ? 100.0 * (midi_from_hz(hz) - edit.note.centre) : 0.0;
      off.push_back(std::clamp(cents, -kGlideCents, kGlideCents));
    }
    const std::vector<double> drift = smooth(off, kDriftSigma / track_.hop);
    const std::vector<double> heard = smooth(off, kSmoothSigma / track_.hop);
    for (Index k = begin; k < end; ++k) {
      const double seconds = track_.time(static_cast<std::size_t>(k));
      const double slow = drift[k - begin], quick = heard[k - begin] - slow;
      const double flattened = (edit.drift_kept - 1.0) * slow + (edit.vibrato_kept - 1.0) * quick;
      curve_.cents[k] = base_shift(i, seconds) + flattening(i, seconds) * flattened;
    }
    add_stretch(i, begin, end);
  }

  // Frames after the note that still ring with its pitch.
  Index tail_end(std::size_t i, Index end) const {
    const auto count = static_cast<Index>(track_.frames.size());
    const Index next = i + 1 < edits_.size() ? frame(edits_[i + 1].note.start) : count;
    const Index last = std::min({next, count, end + static_cast<Index>(kTail / track_.hop)});
    const double hz = static_cast<double>(track_.frames[end - 1].hz);
    Index k = end;
    while (k < last && track_.frames[k].periodicity > kTailPeriodicity && track_.frames[k].hz > 0.0f &&
           std::abs(cents_between(hz, static_cast<double>(track_.frames[k].hz))) < kTailCents) {
      ++k;
    }
    return k;
  }

  void add_stretch(std::size_t i, Index begin, Index end) {
    if (!touching_after(i)) {
      const Index tail = tail_end(i, end);
      std::fill(curve_.cents.begin() + end, curve_.cents.begin() + tail, curve_.cents[end - 1]);
      end = tail;
    }
    const NoteEdit* after = touching_after(i);
    const ShiftStretch stretch{track_.time(static_cast<std::size_t>(begin)), track_.time(static_cast<std::size_t>(end)), after && after->untouched()};
    if (!curve_.stretches.empty() && stretch.start - curve_.stretches.back().end < kTouching) {
      curve_.stretches.back().end = stretch.end;
      curve_.stretches.back().joins_after = stretch.joins_after;
    } else {
      curve_.stretches.push_back(stretch);
    }
  }

  const PitchTrack& track_;
  const std::vector<NoteEdit>& edits_;
  ShiftCurve curve_;
};

}  // namespace

double ShiftCurve::at(double seconds) const {
  if (cents.empty()) return 0.0;
  const double position = std::clamp(seconds / hop, 0.0, static_cast<double>(cents.size() - 1));
  const auto i = static_cast<std::size_t>(position);
  const std::size_t j = std::min(i + 1, cents.size() - 1);
  return cents[i] + (position - static_cast<double>(i)) * (cents[j] - cents[i]);
}

ShiftCurve shift_curve(const PitchTrack& track, const std::vector<NoteEdit>& edits) { return CurveBuilder(track, edits).build(); }

}  // namespace sweetspot
