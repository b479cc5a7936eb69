#include "engine/analysis/spots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "engine/analysis/bell_fit.h"

namespace sweetspot {
namespace {

constexpr double kCellsPerOctave = 48.0;
constexpr double kLeastHumpDb = 3.0;       // in the smoothed spectrum, to be looked at
constexpr double kLeastResonanceDb = 5.0;  // of the fitted bell
constexpr double kLeastQ = 2.5, kMostQ = 24.0;
constexpr double kLeastSteady = 0.65;
constexpr double kToneQ = 40.0, kToneSteady = 0.9;  // what is as narrow as a tone must stand as good as always
constexpr double kLoudShare = 0.95;                 // of the stretches are softer than a loud one
constexpr long kNoteNear = 5, kNoteFar = 22;        // bands to either side in which neighbours are looked for
constexpr double kNoteRoomDb = 3.0;                 // the fitted bell may be so much higher than what neighbouring notes tell
constexpr double kLeastChange = 0.5;                // of the rest's power moves while it stands: notes change
constexpr std::size_t kHeldBands = 8;               // few bands with ...
constexpr double kHeldShare = 0.35;                 // ... so much of the power: tones, not noise
constexpr double kLeastRest = 0.25;                 // of the power beside a hump, over the hump's: less is a lone tone
constexpr long kHumpReach = 4;                      // bands to either side that are the hump's own
constexpr double kHighestResonance = 12000.0;
constexpr double kLeastExcessDb = 3.5;
constexpr double kLeastSweetDb = 2.0;
constexpr double kCliffDb = 18.0;         // a side that is so much weaker is an end of the sound, not a neighbour
constexpr double kHighestSweet = 9000.0;  // above, recordings end somewhere and every range has a hump
constexpr double kLeastLackDb = 3.0;
constexpr double kNothingThereDb = -75.0;  // under the loudest octave
constexpr double kNearOctaves = 0.35;      // two spots so near are one

double db(double power) { return 10.0 * std::log10(std::max(power, 1e-30)); }
double octaves_between(double a, double b) { return std::abs(std::log2(a / b)); }

// The spectrum in narrow cells of equal width on the axis of octaves, in dB a hertz.
std::vector<LevelPoint> cells_of(const ToneSpectrum::Figures& spectrum) {
  std::vector<LevelPoint> cells;
  double sum = 0.0, weighted = 0.0;
  int count = 0;
  long cell = -1;
  const auto end = [&] {
    if (count > 0) cells.push_back({weighted / count, db(sum / count)});
    sum = weighted = 0.0;
    count = 0;
  };
  for (std::size_t k = 1; k < spectrum.power.size(); ++k) {
    const double hertz = static_cast<double>(k) * spectrum.bin_hz;
    if (hertz < ToneSpectrum::kLowestHz) continue;
    const long here = std::lround(std::log2(hertz) * kCellsPerOctave);
    if (here != cell) end();
    cell = here;
    sum += spectrum.power[k];
    weighted += hertz;
    ++count;
  }
  end();
  return cells;
}

// Median of the levels around, without the nearest.
double ground_at(const std::vector<LevelPoint>& cells, std::size_t at) {
  std::vector<double> around;
  for (const LevelPoint& cell : cells) {
    const double far = octaves_between(cell.hertz, cells[at].hertz);
    if (far > 0.1 && far < 0.5) around.push_back(cell.db);
  }
  if (around.size() < 8) return 1e9;
  const auto middle = around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2);
  std::nth_element(around.begin(), middle, around.end());
  return *middle;
}

struct Hump {
  double hertz, height;
};

std::vector<Hump> humps_of(const std::vector<LevelPoint>& cells, double from_hz) {
  std::vector<Hump> humps;
  for (std::size_t i = 2; i + 2 < cells.size(); ++i) {
    if (cells[i].hertz < from_hz || cells[i].hertz > kHighestResonance) continue;
    bool top = true;
    for (std::size_t j = 0; j < cells.size() && top; ++j)
      if (octaves_between(cells[j].hertz, cells[i].hertz) < 0.08 && cells[j].db > cells[i].db) top = false;
    if (!top) continue;
    if (const double height = cells[i].db - ground_at(cells, i); height >= kLeastHumpDb) humps.push_back({cells[i].hertz, height});
  }
  return humps;
}

// Share of the stretches in which a frequency stands out by at least half of what it does on average.
double steadiness(const ToneSpectrum::Figures& spectrum, const Bell& bell) {
  const double place = std::log2(bell.hertz / ToneSpectrum::kLowestHz) * ToneSpectrum::kPerOctave;
  const long at = std::lround(place);
  if (at < 12 || at + 12 >= static_cast<long>(spectrum.bands) || spectrum.frames() == 0) return 0.0;
  std::size_t out = 0;
  for (std::size_t frame = 0; frame < spectrum.frames(); ++frame) {
    const float* levels = spectrum.levels.data() + frame * spectrum.bands;
    double around = 0.0;
    for (long side = 4; side <= 10; ++side) around += levels[at - side] + levels[at + side];
    const double top = std::max({levels[at - 1], levels[at], levels[at + 1]});
    if (top - around / 14.0 >= 0.5 * bell.gain_db) ++out;
  }
  return static_cast<double>(out) / static_cast<double>(spectrum.frames());
}

// The levels that each band reaches in its loud stretches: where notes come and go, that of the notes that were played there.
std::vector<double> tops_of(const ToneSpectrum::Figures& spectrum) {
  std::vector<double> tops(spectrum.bands), one(spectrum.frames());
  for (std::size_t band = 0; band < spectrum.bands; ++band) {
    for (std::size_t frame = 0; frame < one.size(); ++frame) one[frame] = spectrum.levels[frame * spectrum.bands + band];
    const auto place = one.begin() + static_cast<std::ptrdiff_t>(kLoudShare * static_cast<double>(one.size() - 1));
    std::nth_element(one.begin(), place, one.end());
    tops[band] = *place;
  }
  return tops;
}

// How far a frequency, when it sounds, is above the loudest that its neighbours on both sides reach when they sound. A note that is played
// often is no louder than the notes beside it; what rings is.
double above_other_notes(const std::vector<double>& tops, double hertz) {
  const long at = std::lround(std::log2(hertz / ToneSpectrum::kLowestHz) * ToneSpectrum::kPerOctave);
  const auto strongest = [&](long side) {
    long best = -1;
    for (long far = kNoteNear; far <= kNoteFar; ++far) {
      const long band = at + side * far;
      if (band < 0 || band >= static_cast<long>(tops.size())) continue;
      if (best < 0 || tops[static_cast<std::size_t>(band)] > tops[static_cast<std::size_t>(best)]) best = band;
    }
    return best;
  };
  const long left = strongest(-1), right = strongest(1);
  if (left < 0 || right < 0) return 0.0;
  const double a = tops[static_cast<std::size_t>(left)], b = tops[static_cast<std::size_t>(right)];
  const double ground = a + (b - a) * static_cast<double>(at - left) / static_cast<double>(right - left);
  double top = -1000.0;
  for (long band = std::max(0l, at - 1); band <= at + 1 && band < static_cast<long>(tops.size()); ++band)
    top = std::max(top, tops[static_cast<std::size_t>(band)]);
  return top - ground;
}

// Whether something else goes on while a frequency stands out. A held note, a drone, a bass on one pitch are tones that do not change: what
// stands out there is the sound itself. Where the rest changes, or is noise, what stays is a resonance.
bool rest_changes(const ToneSpectrum::Figures& spectrum, double hertz) {
  const long at = std::lround(std::log2(hertz / ToneSpectrum::kLowestHz) * ToneSpectrum::kPerOctave);
  std::vector<double> mean(spectrum.bands), shares(spectrum.frames() * spectrum.bands);
  double hump = 0.0, rest = 0.0;
  for (std::size_t frame = 0; frame < spectrum.frames(); ++frame) {
    double* share = shares.data() + frame * spectrum.bands;
    double here = 0.0, sum = 0.0;
    for (std::size_t band = 0; band < spectrum.bands; ++band) {
      const double power =
          spectrum.band_hz(band) * std::pow(10.0, 0.1 * static_cast<double>(spectrum.levels[frame * spectrum.bands + band]));
      if (std::abs(static_cast<long>(band) - at) <= kHumpReach) {
        here += power;
      } else {
        share[band] = power;
        sum += power;
      }
    }
    hump += here / (here + sum);
    rest += sum / (here + sum);
    for (std::size_t band = 0; band < spectrum.bands && sum > 0.0; ++band) mean[band] += share[band] /= sum;
  }
  if (rest < kLeastRest * hump) return false;
  const auto frames = static_cast<double>(spectrum.frames());
  double change = 0.0;
  for (double& share : mean) share /= frames;
  for (std::size_t i = 0; i < shares.size(); ++i) change += 0.5 * std::abs(shares[i] - mean[i % spectrum.bands]);
  if (change / frames >= kLeastChange) return true;
  std::partial_sort(mean.begin(), mean.begin() + kHeldBands, mean.end(), std::greater<>());
  double held = 0.0;
  for (std::size_t i = 0; i < kHeldBands; ++i) held += mean[i];
  return held < kHeldShare;
}

std::vector<Spot> resonances(const ToneSpectrum::Figures& spectrum, const std::vector<LevelPoint>& cells, double own_hz) {
  std::vector<Spot> spots;
  const std::vector<double> tops = tops_of(spectrum);
  for (const Hump& hump : humps_of(cells, std::max(own_hz, 1.2 * ToneSpectrum::kLowestHz))) {
    const auto bell = fit_bell(cells, hump.hertz, hump.height);
    if (!bell || bell->gain_db < kLeastResonanceDb || bell->q < kLeastQ || octaves_between(bell->hertz, hump.hertz) > 0.1) continue;
    Spot spot;
    spot.steady = steadiness(spectrum, *bell);
    if (spot.steady < (bell->q < kToneQ ? kLeastSteady : kToneSteady)) continue;
    spot.hertz = bell->hertz;
    const double notes = above_other_notes(tops, bell->hertz);
    spot.height_db = notes < bell->gain_db - kNoteRoomDb ? notes : bell->gain_db;
    if (spot.height_db < kLeastResonanceDb) continue;
    if (!rest_changes(spectrum, bell->hertz)) continue;
    spot.q = std::min(bell->q, kMostQ);
    spot.gain_db = -std::clamp(0.6 * spot.height_db, 2.5, 9.0);
    spot.sentence = fmt::format("Ringing at {}, {:.0f} dB above its neighbours, in {:.0f} % of the time.", hertz_text(spot.hertz),
                                spot.height_db, 100.0 * spot.steady);
    spots.push_back(std::move(spot));
  }
  return spots;
}

// Power an octave, smoothed: what an ear takes for the balance of ranges.
class Balance {
 public:
  explicit Balance(const ToneSpectrum::Figures& spectrum) : spectrum_(spectrum) {
    for (double hertz = 40.0; hertz < 14000.0; hertz *= 1.1) loudest_ = std::max(loudest_, octave_db(hertz, 1.0));
  }

  // Power in `width` octaves around a frequency, scaled to one octave, in dB.
  double octave_db(double hertz, double width) const {
    const double half = std::exp2(0.5 * width);
    double sum = 0.0;
    const auto first = static_cast<std::size_t>(std::ceil(hertz / half / spectrum_.bin_hz));
    for (std::size_t k = first; k < spectrum_.power.size(); ++k) {
      if (static_cast<double>(k) * spectrum_.bin_hz >= hertz * half) break;
      sum += spectrum_.power[k];
    }
    return db(sum / width);
  }

  double loudest_db() const { return loudest_; }

  // How far a frequency stands above the line between what lies on both sides of a range.
  double above_sides(double hertz, double width, double low, double high) const {
    const double here = octave_db(hertz, width);
    const double below = std::max(octave_db(low / std::sqrt(2.0), 1.0), here - kCliffDb);
    const double above = std::max(octave_db(high * std::sqrt(2.0), 1.0), here - kCliffDb);
    const double share = std::log2(hertz / (low / std::sqrt(2.0))) / std::log2(2.0 * high / low);
    return here - (below + share * (above - below));
  }

 private:
  const ToneSpectrum::Figures& spectrum_;
  double loudest_ = -1000.0;
};

// The place in a range where it stands out most.
double best_in(const Balance& balance, const SpotRange& range, double width) {
  double best = range.low_hz, most = -1000.0;
  for (double hertz = range.low_hz; hertz <= range.high_hz; hertz *= 1.01) {
    const double here = balance.above_sides(hertz, width, range.low_hz, range.high_hz);
    if (here <= most) continue;
    most = here;
    best = hertz;
  }
  return best;
}

bool at_an_end(double hertz, const SpotRange& range) { return hertz < 1.03 * range.low_hz || hertz > range.high_hz / 1.03; }

void add_excess(const Balance& balance, const SpotRange& range, std::vector<Spot>& spots) {
  const double hertz = best_in(balance, range, 1.0 / 3.0);
  const double height = balance.above_sides(hertz, 1.0 / 3.0, range.low_hz, range.high_hz);
  const double here = balance.octave_db(hertz, 1.0 / 3.0);
  const double below = balance.octave_db(range.low_hz / std::sqrt(2.0), 1.0),
               above = balance.octave_db(range.high_hz * std::sqrt(2.0), 1.0);
  const bool alone = here > std::max(below, above) && here < std::min(below, above) + kCliffDb;
  if (height < kLeastExcessDb || !alone || at_an_end(hertz, range) || here < balance.loudest_db() - 30.0) return;
  Spot spot;
  spot.kind = SpotKind::excess;
  spot.hertz = hertz;
  spot.height_db = height;
  spot.q = 1.4;
  spot.what = range.what;
  spot.gain_db = -std::clamp(0.5 * height, 1.5, 4.0);
  spot.sentence = fmt::format("Much {} at {}, {:.0f} dB above what lies on both sides of it.", range.what, hertz_text(hertz), height);
  spots.push_back(std::move(spot));
}

void add_enhancing(const Balance& balance, const SpotRange& range, std::vector<Spot>& spots) {
  const double middle = std::sqrt(range.low_hz * range.high_hz);
  const double hertz = best_in(balance, range, 0.25);
  const double height = balance.above_sides(hertz, 0.25, range.low_hz, range.high_hz);
  const double level = balance.octave_db(middle, std::log2(range.high_hz / range.low_hz)) - balance.loudest_db();
  if (level < kNothingThereDb) return;  // a boost would raise noise
  Spot spot;
  spot.hertz = hertz;
  spot.height_db = height;
  spot.q = 1.2;
  spot.gain_db = range.gain_db;
  spot.what = range.what;
  if (level < range.usual_db - kLeastLackDb) {
    spot.kind = SpotKind::lack;
    if (height < kLeastSweetDb || at_an_end(hertz, range)) spot.hertz = middle;
    spot.height_db = level - range.usual_db;
    spot.q = 0.8;
    spot.gain_db = std::min(range.gain_db + 1.0, 4.0);
    spot.sentence = fmt::format("Little {} at {}: {:.0f} dB under its loudest octave, {:.0f} dB less than is usual.", range.what,
                                hertz_text(spot.hertz), -level, -spot.height_db);
  } else if (height >= kLeastSweetDb && !at_an_end(hertz, range) && range.high_hz <= kHighestSweet) {
    spot.kind = SpotKind::sweet;
    spot.sentence = fmt::format("Its {} is at {}, {:.0f} dB above what lies around: a little more brings it out.", range.what,
                                hertz_text(hertz), height);
  } else {
    return;
  }
  spots.push_back(std::move(spot));
}

// The strongest first, none beside a stronger one.
std::vector<Spot> strongest(std::vector<Spot> spots) {
  std::stable_sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) { return std::abs(a.height_db) > std::abs(b.height_db); });
  std::vector<Spot> kept;
  for (Spot& spot : spots) {
    const bool near = std::any_of(kept.begin(), kept.end(), [&](const Spot& k) {
      return octaves_between(k.hertz, spot.hertz) <
             (spot.kind == SpotKind::resonance && k.kind == SpotKind::resonance ? 0.15 : kNearOctaves);
    });
    if (!near && kept.size() < kMostSpots) kept.push_back(std::move(spot));
  }
  return kept;
}

// Power response of BS.1770's K weighting in dB, of the analog prototypes: a shelf of 4 dB about 1.7 kHz and a second-order high-pass at 38
// Hz.
double k_weight_db(double hertz) {
  const double x = hertz / 1681.97, a = std::pow(10.0, 3.99984 / 40.0), q = 0.7071752;
  const double up = std::pow(1.0 - a * x * x, 2.0) + a * x * x / (q * q), down = std::pow(a - x * x, 2.0) + a * x * x / (q * q);
  const double y = hertz / 38.1355, qh = 0.5003270;
  const double high = y * y * y * y / (std::pow(1.0 - y * y, 2.0) + y * y / (qh * qh));
  return db(a * a * up / down) + db(high);
}

}  // namespace

std::vector<Spot> find_spots(const ToneSpectrum::Figures& spectrum, const SpotRules& rules) {
  if (spectrum.power.empty()) return {};
  const std::vector<LevelPoint> cells = cells_of(spectrum);
  std::vector<Spot> less = resonances(spectrum, cells, rules.own_hz), more;
  const Balance balance(spectrum);
  for (const SpotRange& range : rules.ranges)
    if (range.enhance)
      add_enhancing(balance, range, more);
    else
      add_excess(balance, range, less);
  std::vector<Spot> spots = strongest(std::move(less));
  for (Spot& spot : strongest(std::move(more))) {
    // What is to be taken away is not brought out as well.
    const bool against = std::any_of(spots.begin(), spots.end(),
                                     [&](const Spot& s) { return !enhances(s) && octaves_between(s.hertz, spot.hertz) < kNearOctaves; });
    if (!against) spots.push_back(std::move(spot));
  }
  return spots;
}

double loudness_change_db(const ToneSpectrum::Figures& spectrum, std::span<const Spot> spots) {
  double before = 0.0, after = 0.0;
  for (std::size_t k = 1; k < spectrum.energy.size(); ++k) {
    const double hertz = static_cast<double>(k) * spectrum.bin_hz;
    double change = 0.0;
    for (const Spot& spot : spots) change += bell_db({spot.hertz, spot.gain_db, spot.q}, hertz);
    const double power = spectrum.energy[k] * std::pow(10.0, 0.1 * k_weight_db(hertz));
    before += power;
    after += power * std::pow(10.0, 0.1 * change);
  }
  return before > 0.0 ? db(after / before) : 0.0;
}

std::string hertz_text(double hertz) {
  if (hertz < 1000.0) return fmt::format("{:.0f} Hz", hertz);
  return hertz < 10000.0 ? fmt::format("{:.1f} kHz", hertz / 1000.0) : fmt::format("{:.0f} kHz", hertz / 1000.0);
}

}  // namespace sweetspot
