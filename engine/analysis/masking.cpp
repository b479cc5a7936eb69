#include "engine/analysis/masking.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/excitation.h"

namespace sweetspot {
namespace {

constexpr double kBandRangeDb = 30.0;  // of the sound's bands under its loudest
constexpr double kOwnDb = 14.0;        // a band's own sound may lie so much under its excitation
constexpr double kTimeRangeDb = 20.0;  // of its stretches under the loud ones
constexpr double kLoudShare = 0.95;    // of the stretches are softer than a loud one
constexpr double kHeardDb = 3.0;       // above the other: in full
constexpr double kLostDb = -6.0;       // below it: not at all
constexpr double kLoudnessPower = 0.23;
constexpr std::size_t kLeastBands = 2;  // one auditory filter wide
constexpr double kLeastWeight = 0.004;  // of what is told: less is no matter

double db(double power) { return 10.0 * std::log10(std::max(power, 1e-20)); }

ErbBands bands_at(const ErbFrames& frames, std::size_t frame) {
  ErbBands bands{};
  if (frame < frames.frames()) std::copy_n(frames.at(frame), kErbBands, bands.begin());
  return bands;
}

double degree_of(double sound, double other) {
  if (other <= 0.0) return 0.0;
  return std::clamp((kHeardDb - (db(sound) - db(other))) / (kHeardDb - kLostDb), 0.0, 1.0);
}

// The level of a loud stretch of each band.
ErbBands loud_levels(const std::vector<ErbBands>& sound) {
  ErbBands loud{};
  std::vector<double> one(sound.size());
  for (std::size_t band = 0; band < kErbBands; ++band) {
    for (std::size_t frame = 0; frame < sound.size(); ++frame) one[frame] = sound[frame][band];
    const auto place = one.begin() + static_cast<std::ptrdiff_t>(kLoudShare * static_cast<double>(one.size() - 1));
    std::nth_element(one.begin(), place, one.end());
    loud[band] = *place;
    // What sounds seldom has no loud twentieth: then its loudest stretch is taken.
    if (loud[band] <= 0.0) loud[band] = *std::max_element(one.begin(), one.end());
  }
  return loud;
}

// Which bands have something to say.
std::vector<bool> bands_that_count(const ErbBands& loud) {
  const double loudest = *std::max_element(loud.begin(), loud.end());
  std::vector<bool> counts(kErbBands);
  for (std::size_t band = 0; band < kErbBands; ++band) {
    const double spl = kFullScaleSpl + db(2.0 * loud[band]);
    counts[band] = loud[band] > 0.0 && spl > quiet_threshold_spl(erb_band_hertz(band)) && db(loud[band]) > db(loudest) - kBandRangeDb;
  }
  return counts;
}

class Comparer {
 public:
  explicit Comparer(const ErbFrames& sound) {
    sound_.resize(sound.frames());
    for (std::size_t frame = 0; frame < sound_.size(); ++frame) ear_.spread(bands_at(sound, frame), sound_[frame]);
    if (sound_.empty()) return;
    loud_ = loud_levels(sound_);
    counts_ = bands_that_count(loud_);
    ears_ = at_the_ears(sound.sides);
    leave_out_spread(sound);
    total_.resize(sound_.size());
  }

  bool empty() const {
    return sound_.empty() || std::none_of(counts_.begin(), counts_.end(), [](bool c) { return c; });
  }

  ErbBands presence() const {
    ErbBands presence{};
    double sum = 0.0;
    for (std::size_t band = 0; band < kErbBands; ++band) {
      if (!counts_[band]) continue;
      presence[band] = std::pow(loud_[band], kLoudnessPower);
      sum += presence[band];
    }
    for (double& share : presence) share /= sum;
    return presence;
  }

  Covering compare(const ErbFrames& other) {
    std::vector<ErbBands> excitation(sound_.size());
    for (std::size_t frame = 0; frame < std::min(sound_.size(), other.frames()); ++frame) {
      ear_.spread(bands_at(other, frame), excitation[frame]);
      for (std::size_t band = 0; band < kErbBands; ++band) total_[frame][band] += excitation[frame][band];
    }
    total_sides_ += other.sides;
    return covering(excitation, other.sides);
  }

  Covering all() const { return covering(total_, total_sides_); }

 private:
  // Bands that only its neighbours stir are no part of the sound: nothing is lost there.
  void leave_out_spread(const ErbFrames& sound) {
    std::vector<ErbBands> own(sound.frames());
    for (std::size_t frame = 0; frame < own.size(); ++frame) own[frame] = bands_at(sound, frame);
    const ErbBands loud = loud_levels(own);
    for (std::size_t band = 0; band < kErbBands; ++band)
      if (db(2.0 * loud[band]) < db(loud_[band]) - kOwnDb) counts_[band] = false;  // two bands make a filter's width
  }

  Covering covering(const std::vector<ErbBands>& other, const StereoBands& sides) const {
    Covering out;
    out.relief = relief_db(ears_, at_the_ears(sides));
    for (std::size_t band = 0; band < kErbBands; ++band) {
      if (!counts_[band]) continue;
      const double least = loud_[band] * std::pow(10.0, -kTimeRangeDb / 10.0);
      const double heard = std::pow(10.0, -0.1 * out.relief[band]);
      double degree = 0.0, excess = 0.0, covered = 0.0, count = 0.0;
      for (std::size_t frame = 0; frame < sound_.size(); ++frame) {
        const double power = sound_[frame][band];
        if (power < least) continue;
        const double covers = heard * other[frame][band], much = degree_of(power, covers);
        degree += much;
        count += 1.0;
        covered += much;
        if (much > 0.0) excess += much * (db(covers) - db(power));
      }
      if (count > 0.0) out.degree[band] = degree / count;
      if (covered > 0.0) out.excess[band] = excess / covered;
    }
    return out;
  }

  Excitation ear_;
  std::vector<ErbBands> sound_, total_;
  ErbBands loud_{};
  EarBands ears_;
  StereoBands total_sides_;
  std::vector<bool> counts_;
};

// Neighbouring bands that are covered become one stretch.
void add_covered(std::size_t by, const Covering& covering, const ErbBands& presence, std::vector<CoveredBand>& out) {
  for (std::size_t band = 0; band < kErbBands;) {
    if (covering.degree[band] < kCoveredDegree) {
      ++band;
      continue;
    }
    CoveredBand found;
    found.by = by;
    std::size_t end = band;
    double worst = 0.0, place = 0.0, lost = 0.0;
    for (; end < kErbBands && covering.degree[end] >= kCoveredDegree; ++end) {
      const double here = covering.degree[end] * presence[end];
      worst += covering.degree[end];
      place += here * (static_cast<double>(end) + 0.5);
      lost += here;
      found.excess_db += here * covering.excess[end];
      found.relief_db += here * covering.relief[end];
    }
    found.low_hz = erb_band_edge(band);
    found.high_hz = erb_band_edge(end);
    found.degree = worst / static_cast<double>(end - band);
    if (lost > 0.0) {
      found.weight = lost;
      found.excess_db /= lost;
      found.relief_db /= lost;
      const double edge = place / lost;
      const auto below = static_cast<std::size_t>(edge);
      found.centre_hz = erb_band_edge(below) + (edge - static_cast<double>(below)) * (erb_band_edge(below + 1) - erb_band_edge(below));
    }
    const bool wide = end - band >= kLeastBands;
    band = end;
    if (wide && found.weight >= kLeastWeight) out.push_back(found);
  }
}

}  // namespace

MaskingMap masking(const ErbFrames& sound, std::span<const ErbFrames* const> others) {
  MaskingMap map;
  map.by.resize(others.size());
  Comparer comparer(sound);
  if (comparer.empty()) return map;
  map.presence = comparer.presence();
  for (std::size_t i = 0; i < others.size(); ++i) {
    map.by[i] = comparer.compare(*others[i]);
    add_covered(i, map.by[i], map.presence, map.bands);
  }
  map.all = comparer.all();
  std::stable_sort(map.bands.begin(), map.bands.end(), [](const CoveredBand& a, const CoveredBand& b) { return a.weight > b.weight; });
  if (map.bands.size() > kMostCovered) map.bands.resize(kMostCovered);
  return map;
}

}  // namespace sweetspot
