#include "engine/analysis/notes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <span>

namespace sweetspot {

namespace {

constexpr double kGridCents = 20.0;
constexpr double kCapCents = 250.0;
constexpr double kScoopSeconds = 0.140, kScoopShare = 0.35;     // left out of the centre at the start of a note
constexpr double kReleaseSeconds = 0.070, kReleaseShare = 0.2;  // and at its end
constexpr double kSettledCents = 90.0;
constexpr double kVibratoLeastSeconds = 0.30;
constexpr double kVibratoLowest = 3.5, kVibratoHighest = 8.5;
constexpr double kVibratoLeastCents = 6.0;

struct Stretch {
  std::size_t begin;
  std::size_t end;
};

// Where the best piecewise constant curve through `cents` jumps (Potts model; states on a grid of pitches).
std::vector<Stretch> cut(std::span<const double> cents, double hop, const NoteOptions& options) {
  const auto [lowest, highest] = std::minmax_element(cents.begin(), cents.end());
  const double base = *lowest;
  const auto states = static_cast<std::size_t>((*highest - base) / kGridCents) + 2;
  const double jump = options.jump_cost / hop;

  std::vector<double> score(states, 0.0);
  std::vector<std::uint8_t> jumped(states * cents.size(), 0);
  std::vector<std::size_t> best_before(cents.size(), 0);
  for (std::size_t i = 0; i < cents.size(); ++i) {
    const auto best = static_cast<std::size_t>(std::min_element(score.begin(), score.end()) - score.begin());
    const double from_jump = score[best] + jump;
    best_before[i] = best;
    for (std::size_t s = 0; s < states; ++s) {
      const double off = std::abs(cents[i] - base - static_cast<double>(s) * kGridCents);
      if (i > 0 && from_jump < score[s]) {
        score[s] = from_jump;
        jumped[i * states + s] = 1;
      }
      score[s] += std::min(off, kCapCents);
    }
  }
  std::vector<Stretch> out;
  auto state = static_cast<std::size_t>(std::min_element(score.begin(), score.end()) - score.begin());
  std::size_t end = cents.size();
  for (std::size_t i = cents.size(); i-- > 1;) {
    if (!jumped[i * states + state]) continue;
    out.push_back({i, end});
    end = i;
    state = best_before[i];
  }
  out.push_back({0, end});
  std::reverse(out.begin(), out.end());
  return out;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2) return *middle;
  return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

// The frames of a note between its glides.
std::span<const double> settled(std::span<const double> cents, double hop) {
  const double length = static_cast<double>(cents.size());
  const auto head = static_cast<std::size_t>(std::min(kScoopSeconds / hop, kScoopShare * length));
  const auto tail = static_cast<std::size_t>(std::min(kReleaseSeconds / hop, kReleaseShare * length));
  std::span<const double> middle = cents.subspan(head, cents.size() - head - tail);
  const double about = median({middle.begin(), middle.end()});
  while (middle.size() > 8 && std::abs(middle.front() - about) > kSettledCents) middle = middle.subspan(1);
  while (middle.size() > 8 && std::abs(middle.back() - about) > kSettledCents) middle = middle.first(middle.size() - 1);
  return middle;
}

struct Line {
  double mean;
  double slope;  // a frame
};

Line fit_line(std::span<const double> y) {
  const double n = static_cast<double>(y.size());
  double sum = 0.0, cross = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double t = static_cast<double>(i) - (n - 1.0) / 2.0;
    sum += y[i];
    cross += t * y[i];
    squares += t * t;
  }
  return {sum / n, squares > 0.0 ? cross / squares : 0.0};
}

// The strongest sine between 3.5 and 8.5 Hz in what the straight line leaves over, by a Hann-windowed transform.
void measure_vibrato(std::span<const double> y, const Line& line, double hop, SungNote& note) {
  const double n = static_cast<double>(y.size());
  if (n * hop < kVibratoLeastSeconds) return;
  for (double hz = kVibratoLowest; hz <= kVibratoHighest; hz += 0.1) {
    double re = 0.0, im = 0.0, weight = 0.0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double t = static_cast<double>(i) - (n - 1.0) / 2.0;
      const double w = 0.5 + 0.5 * std::cos(2.0 * std::numbers::pi * t / n);
      const double v = w * (y[i] - line.mean - line.slope * t);
      re += v * std::cos(2.0 * std::numbers::pi * hz * t * hop);
      im += v * std::sin(2.0 * std::numbers::pi * hz * t * hop);
      weight += w;
    }
    const double extent = 2.0 * std::hypot(re, im) / weight;
    if (extent < kVibratoLeastCents || extent <= note.vibrato_cents) continue;
    note.vibrato_cents = extent;
    note.vibrato_hz = hz;
  }
}

SungNote describe(const PitchTrack& track, std::span<const double> cents, std::size_t first) {
  SungNote note;
  note.start = track.time(first);
  note.end = track.time(first + cents.size());
  const std::span<const double> middle = settled(cents, track.hop);
  note.centre = median({middle.begin(), middle.end()}) / 100.0;
  const Line line = fit_line(middle);
  note.drift = line.slope * static_cast<double>(cents.size() - 1);
  measure_vibrato(middle, line, track.hop, note);
  double power = 0.0;
  for (std::size_t i = 0; i < cents.size(); ++i) power += std::pow(10.0, static_cast<double>(track.frames[first + i].level_db) / 10.0);
  note.level_db = 10.0 * std::log10(power / static_cast<double>(cents.size()) + 1e-20);
  return note;
}

// Joins stretches too short to be notes to the neighbour that lies nearer in pitch.
void join_short(std::vector<Stretch>& stretches, std::span<const double> cents, std::size_t shortest) {
  const auto centre = [&](const Stretch& s) { return median({cents.begin() + static_cast<std::ptrdiff_t>(s.begin), cents.begin() + static_cast<std::ptrdiff_t>(s.end)}); };
  for (std::size_t i = 0; i < stretches.size() && stretches.size() > 1;) {
    if (stretches[i].end - stretches[i].begin >= shortest) {
      ++i;
      continue;
    }
    const double own = centre(stretches[i]);
    const double before = i > 0 ? std::abs(centre(stretches[i - 1]) - own) : 1e18;
    const double after = i + 1 < stretches.size() ? std::abs(centre(stretches[i + 1]) - own) : 1e18;
    const std::size_t left = before <= after ? i - 1 : i;
    stretches[left].end = stretches[left + 1].end;
    stretches.erase(stretches.begin() + static_cast<std::ptrdiff_t>(left) + 1);
    i = left;
  }
}

}  // namespace

std::vector<SungNote> find_notes(const PitchTrack& track, const NoteOptions& options) {
  std::vector<SungNote> notes;
  const auto shortest = static_cast<std::size_t>(std::max(1.0, options.shortest / track.hop));
  for (std::size_t i = 0; i < track.frames.size(); ++i) {
    if (!track.frames[i].voiced) continue;
    const std::size_t first = i;
    std::vector<double> cents;
    for (; i < track.frames.size() && track.frames[i].voiced; ++i) cents.push_back(100.0 * midi_from_hz(static_cast<double>(track.frames[i].hz)));
    if (cents.size() < shortest) continue;
    std::vector<Stretch> stretches = cut(cents, track.hop, options);
    join_short(stretches, cents, shortest);
    for (const Stretch& s : stretches) notes.push_back(describe(track, std::span(cents).subspan(s.begin, s.end - s.begin), first + s.begin));
  }
  return notes;
}

}  // namespace sweetspot
