#include "engine/mastering/tonal_match.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <string>

#include <Eigen/Dense>

#include "engine/dsp/analog_section.h"

namespace sweetspot {
namespace {

constexpr double kBellQ = 0.9;
constexpr double kShelfQ = 0.7071;
constexpr double kLowestHz = 25.0;
constexpr double kHighestHz = 18000.0;

enum EqType { kBell = 0, kLowShelf = 1, kHighShelf = 2 };  // choices of the equalizer's band types

EqType type_of(int band) { return band == 0 ? kLowShelf : band == kTonalBands - 1 ? kHighShelf : kBell; }

double centre(int band) { return kTonalCentres[static_cast<std::size_t>(band)]; }

// A shelf turns between its band and the next; a bell sits on its centre.
double corner(int band) {
  if (band == 0) return std::sqrt(centre(0) * centre(1));
  if (band == kTonalBands - 1) return std::sqrt(centre(band - 1) * centre(band));
  return centre(band);
}

double band_edge(int below) {
  if (below < 0) return kLowestHz;
  if (below >= kTonalBands - 1) return kHighestHz;
  return std::sqrt(centre(below) * centre(below + 1));
}

// dB at a frequency for one dB of gain. Small gains scale the curve in dB.
double unit_response(int band, double hertz) {
  const auto section = type_of(band) == kBell       ? dsp::analog_bell(1.0, kBellQ)
                       : type_of(band) == kLowShelf ? dsp::analog_low_shelf(1.0, kShelfQ)
                                                    : dsp::analog_high_shelf(1.0, kShelfQ);
  return 20.0 * std::log10(std::abs(dsp::response(section, hertz / corner(band))));
}

}  // namespace

TonalBalance tonal_balance(const AverageSpectrum& spectrum) {
  std::array<double, kTonalBands> power;
  double least = HUGE_VAL;
  for (int band = 0; band < kTonalBands; ++band) {
    power[static_cast<std::size_t>(band)] = spectrum.band_power(band_edge(band - 1), band_edge(band));
    if (power[static_cast<std::size_t>(band)] > 0.0) least = std::min(least, power[static_cast<std::size_t>(band)]);
  }
  TonalBalance balance{};
  if (least == HUGE_VAL) return balance;
  double mean = 0.0;
  for (std::size_t band = 0; band < balance.size(); ++band) {
    balance[band] = 10.0 * std::log10(std::max(power[band], least));
    mean += balance[band] / kTonalBands;
  }
  for (double& level : balance) level -= mean;
  return balance;
}

PresetDevice tonal_match(const TonalBalance& from, const TonalBalance& to) {
  Eigen::Matrix<double, kTonalBands, kTonalBands> responses;
  Eigen::Vector<double, kTonalBands> wanted;
  for (int at = 0; at < kTonalBands; ++at) {
    const auto i = static_cast<std::size_t>(at);
    wanted[at] = std::clamp(to[i] - from[i], -kMostMatchDb, kMostMatchDb);
    for (int band = 0; band < kTonalBands; ++band) responses(at, band) = unit_response(band, centre(at));
  }
  // A little damping keeps neighbours from working against each other.
  const auto identity = Eigen::Matrix<double, kTonalBands, kTonalBands>::Identity();
  const Eigen::Vector<double, kTonalBands> gains =
      (responses.transpose() * responses + 0.02 * identity).ldlt().solve(responses.transpose() * wanted);

  PresetDevice device{.type = "eq"};
  for (int band = 0; band < kTonalBands; ++band) {
    const std::string key = "band" + std::to_string(band + 1) + ".";
    device.params[key + "type"] = type_of(band);
    device.params[key + "freq"] = corner(band);
    device.params[key + "gain"] = std::clamp(gains[band], -kMostMatchDb, kMostMatchDb);
    device.params[key + "q"] = type_of(band) == kBell ? kBellQ : kShelfQ;
  }
  return device;
}

}  // namespace sweetspot
