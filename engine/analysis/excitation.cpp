#include "engine/analysis/excitation.h"

#include <algorithm>
#include <cmath>

#include "engine/core/units.h"

namespace sweetspot {
namespace {

constexpr double kLowestSpl = 20.0, kStepDb = 5.0;

double slope_at_51(double centre) { return 4.0 * centre / erb_width(centre); }

// What the filter at `centre` lets through of a sound at `hertz` and `spl`.
double weight(double centre, double hertz, double spl) {
  double p = slope_at_51(centre);
  if (hertz < centre) p -= 0.35 * p / slope_at_51(1000.0) * (spl - 51.0);
  const double pg = std::max(p, 0.0) * std::abs(hertz - centre) / centre;
  return (1.0 + pg) * std::exp(-pg);
}

}  // namespace

double quiet_threshold_spl(double hertz) noexcept {
  const double khz = std::max(hertz, 20.0) / 1000.0;
  return 3.64 * std::pow(khz, -0.8) - 6.5 * std::exp(-0.6 * (khz - 3.3) * (khz - 3.3)) + 1e-3 * std::pow(khz, 4.0);
}

Excitation::Excitation() {
  spreads_.resize(static_cast<std::size_t>(kLevels) * kErbBands);
  for (int level = 0; level < kLevels; ++level)
    for (std::size_t from = 0; from < kErbBands; ++from)
      for (std::size_t to = 0; to < kErbBands; ++to)
        spreads_[static_cast<std::size_t>(level) * kErbBands + from][to] =
            static_cast<float>(weight(erb_band_hertz(to), erb_band_hertz(from), kLowestSpl + kStepDb * level));
}

void Excitation::spread(const ErbBands& power, ErbBands& excitation) const noexcept {
  excitation.fill(0.0);
  for (std::size_t from = 0; from < kErbBands; ++from) {
    // The level that decides on the slope is that of a whole auditory filter's width: this band and half of each neighbour.
    double wide = power[from];
    if (from > 0) wide += 0.5 * power[from - 1];
    if (from + 1 < kErbBands) wide += 0.5 * power[from + 1];
    if (power[from] <= 1e-14) continue;
    const double spl = kFullScaleSpl + 10.0 * std::log10(2.0 * wide);  // a sine at full scale has a mean square of a half
    const int level = std::clamp(static_cast<int>(std::lround((spl - kLowestSpl) / kStepDb)), 0, kLevels - 1);
    const Spread& spread = spreads_[static_cast<std::size_t>(level) * kErbBands + from];
    for (std::size_t to = 0; to < kErbBands; ++to) excitation[to] += power[from] * static_cast<double>(spread[to]);
  }
}

}  // namespace sweetspot
