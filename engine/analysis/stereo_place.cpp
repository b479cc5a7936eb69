#include "engine/analysis/stereo_place.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace sweetspot {
namespace {

constexpr double kHeadRadius = 0.0875, kSpeedOfSound = 343.0;  // metres, metres a second
constexpr double kSpeakerAngle = std::numbers::pi / 6.0;       // from the front
constexpr double kLevelJitter = 0.25, kTimeJitter = 105e-6;    // of the brain's comparison, as in the papers
constexpr double kWavesAddBelow = 1500.0;                      // Hz
constexpr std::size_t kBeside = 2;                             // bands, a filter's width, that are looked at together
constexpr double kWholeShare = 1e-3;                           // of the whole sound in each band's place

double ratio_db(double ratio) { return 10.0 * std::log10(std::max(ratio, 1e-9)); }

// Amplitude at an ear of what comes at an angle from its own direction.
double shadow(double hertz, double degrees) {
  const double alpha = 1.05 + 0.95 * std::cos(degrees / 150.0 * std::numbers::pi);
  const double x = 0.5 * 2.0 * std::numbers::pi * hertz * kHeadRadius / kSpeedOfSound;
  return std::sqrt((1.0 + alpha * alpha * x * x) / (1.0 + x * x));
}

double sum_of(const ErbBands& bands) {
  double sum = 0.0;
  for (const double power : bands) sum += power;
  return sum;
}

double around(const ErbBands& bands, std::size_t band, double whole) {
  double sum = kWholeShare * whole;
  for (std::size_t i = band - std::min(band, kBeside); i <= std::min(band + kBeside, kErbBands - 1); ++i) sum += bands[i];
  return sum;
}

}  // namespace

StereoBands& StereoBands::operator+=(const StereoBands& other) {
  for (std::size_t band = 0; band < kErbBands; ++band) {
    left[band] += other.left[band];
    right[band] += other.right[band];
    cross[band] += other.cross[band];
  }
  return *this;
}

EarBands at_the_ears(const StereoBands& sound) {
  const double way = kHeadRadius / kSpeedOfSound * (kSpeakerAngle + std::sin(kSpeakerAngle));  // seconds between the ears
  const double all_left = sum_of(sound.left), all_right = sum_of(sound.right), all_cross = sum_of(sound.cross);
  EarBands ears;
  for (std::size_t band = 0; band < kErbBands; ++band) {
    const double hertz = erb_band_hertz(band);
    double left = around(sound.left, band, all_left), right = around(sound.right, band, all_right);
    double cross = around(sound.cross, band, all_cross);
    if (left + right <= 0.0) left = right = cross = 1.0;
    cross *= std::exp(-std::pow(hertz / kWavesAddBelow, 2.0));
    const double near = shadow(hertz, 60.0), far = shadow(hertz, 120.0), turn = 2.0 * std::numbers::pi * hertz * way;
    const double both = 2.0 * near * far * cross * std::cos(turn);
    const double at_left = std::max(near * near * left + far * far * right + both, 0.0),
                 at_right = std::max(far * far * left + near * near * right + both, 0.0);
    const std::complex<double> product =
        near * far * (std::polar(left, turn) + std::polar(right, -turn)) + (near * near + far * far) * cross;
    const double mean = 0.5 * (at_left + at_right);
    ears.left[band] = mean > 0.0 ? at_left / mean : 1.0;
    ears.right[band] = mean > 0.0 ? at_right / mean : 1.0;
    ears.phase[band] = std::arg(product);
    const double most = std::sqrt(at_left * at_right);
    ears.coherence[band] = most > 0.0 ? std::min(std::abs(product) / most, 1.0) : 1.0;
  }
  return ears;
}

ErbBands relief_db(const EarBands& sound, const EarBands& other) {
  ErbBands relief{};
  for (std::size_t band = 0; band < kErbBands; ++band) {
    const double better =
        std::max(sound.left[band] / std::max(other.left[band], 1e-9), sound.right[band] / std::max(other.right[band], 1e-9));
    const double w = 2.0 * std::numbers::pi * erb_band_hertz(band) * kTimeJitter;
    const double k = (1.0 + kLevelJitter * kLevelJitter) * std::exp(w * w);
    const double compared = (k - std::cos(sound.phase[band] - other.phase[band])) / (k - other.coherence[band]);
    relief[band] = std::max(ratio_db(better), 0.0) + std::max(ratio_db(compared), 0.0);
  }
  return relief;
}

}  // namespace sweetspot
