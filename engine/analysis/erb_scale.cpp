#include "engine/analysis/erb_scale.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {
namespace {

constexpr double kFirst = 1.5, kStep = 0.5;  // on the scale, the lower edge of the first band and the width

}  // namespace

double erb_width(double hertz) noexcept { return 24.7 * (4.37e-3 * hertz + 1.0); }
double erb_number(double hertz) noexcept { return 21.4 * std::log10(4.37e-3 * hertz + 1.0); }
double erb_hertz(double number) noexcept { return (std::pow(10.0, number / 21.4) - 1.0) / 4.37e-3; }

double erb_band_edge(std::size_t edge) noexcept { return erb_hertz(kFirst + kStep * static_cast<double>(edge)); }
double erb_band_hertz(std::size_t band) noexcept { return erb_hertz(kFirst + kStep * (static_cast<double>(band) + 0.5)); }

std::size_t erb_band_at(double hertz) noexcept {
  const double place = (erb_number(hertz) - kFirst) / kStep;
  return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(kErbBands) - 0.5));
}

}  // namespace sweetspot
