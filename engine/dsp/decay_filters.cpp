#include "engine/dsp/decay_filters.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "engine/core/units.h"
#include "engine/dsp/svf.h"

namespace sweetspot::dsp {
namespace {

constexpr double kDamping = std::numbers::sqrt2;  // 1/Q: as steep as a shelf gets without a bump
constexpr double kMostDb = 120.0;                 // that a line takes away at once, and a shelf turns up or down

// What a line takes away so that 60 dB are gone in that time.
double loss_db(double frames, double rate, double seconds) noexcept { return std::min(kMostDb, 60.0 * frames / (rate * seconds)); }

// A second-order shelf as a state-variable section: outputs = through x + band b + low l.
struct Section {
  double g = 0.0, through = 1.0, band = 0.0, low = 0.0;
};

// `root` is the fourth root of the shelf's gain as a power ratio: 10^(dB / 40). It passes 0 dB far above its corner.
Section low_shelf(double warped, double root) noexcept {
  return {warped / std::sqrt(root), 1.0, kDamping * (root - 1.0), root * root - 1.0};
}

// Passes 0 dB far below its corner.
Section high_shelf(double warped, double root) noexcept {
  return {warped * std::sqrt(root), root * root, kDamping * (1.0 - root) * root, 1.0 - root * root};
}

void put(const Section& section, double gain, ReverbCoefficients::Shelf& shelf, std::size_t line) noexcept {
  const Svf::Tuning tuning = Svf::Tuning::from(section.g, kDamping);
  shelf.a1[line] = static_cast<float>(tuning.a1);
  shelf.a2[line] = static_cast<float>(tuning.g * tuning.a1);
  shelf.a3[line] = static_cast<float>(tuning.g * tuning.g * tuning.a1);
  shelf.through[line] = static_cast<float>(gain * section.through);
  shelf.band[line] = static_cast<float>(gain * section.band);
  shelf.low[line] = static_cast<float>(gain * section.low);
}

struct Line {
  Section low, high;
  double gain = 1.0;
};

// The corners, warped, are the same for all lines.
class Design {
 public:
  Design(const DecayTimes& times, double rate) noexcept
      : times_(times), rate_(rate), low_(Svf::warped(times.low_corner, rate)), high_(Svf::warped(times.high_corner, rate)) {}

  Line line(double frames) const noexcept {
    const double mid = loss_db(frames, rate_, times_.mid);
    const double low = mid - loss_db(frames, rate_, times_.low);
    const double high = mid - loss_db(frames, rate_, times_.high);
    return {low_shelf(low_, std::pow(10.0, low / 40.0)), high_shelf(high_, std::pow(10.0, high / 40.0)), gain_from_db(-mid)};
  }

 private:
  DecayTimes times_;
  double rate_, low_, high_;
};

// At s = i tan(pi f / rate) / g: high, band and low of the section, mixed.
double magnitude(const Section& section, double warped) noexcept {
  const std::complex<double> s(0.0, warped / section.g);
  const std::complex<double> under = 1.0 + s * (kDamping + s);
  return std::abs(section.through + (section.band * s + section.low) / under);
}

}  // namespace

void design_decay(const DecayTimes& times, std::span<const double, kReverbLines> lines, double rate, double gain,
                  ReverbCoefficients& coefficients) noexcept {
  const Design design(times, rate);
  for (std::size_t i = 0; i < kReverbLines; ++i) {
    const Line line = design.line(lines[i]);
    put(line.low, 1.0, coefficients.low, i);
    put(line.high, gain * line.gain, coefficients.high, i);
  }
}

double decay_seconds(const DecayTimes& times, std::span<const double, kReverbLines> lines, double rate, double hertz) noexcept {
  const Design design(times, rate);
  const double warped = Svf::warped(hertz, rate);
  double loss = 0.0, seconds = 0.0;
  for (const double frames : lines) {
    const Line line = design.line(frames);
    loss -= db_from_gain(line.gain * magnitude(line.low, warped) * magnitude(line.high, warped));
    seconds += frames / rate;
  }
  return 60.0 * seconds / loss;
}

}  // namespace sweetspot::dsp
