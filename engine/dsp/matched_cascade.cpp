#include "engine/dsp/matched_cascade.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <optional>
#include <span>

namespace sweetspot::dsp {
namespace {

constexpr std::size_t kNodes = 16;  // as in MatchedCascade
constexpr double kPi = std::numbers::pi;
constexpr double kHighestNode = 2.0 * kPi * 0.465;  // 20.5 kHz at 44.1 kHz
constexpr double kHighestMatched = 0.95 * kPi;
constexpr double kTolerance = 1e-3;               // of the squared magnitude: 0.004 dB
constexpr double kLeanFrom = 0.68 * kPi;          // 15 kHz at 44.1 kHz
constexpr double kPhaseOmega = 2.0 * kPi / 4.41;  // 10 kHz at 44.1 kHz

// Frequencies at which the error is looked at, closer together towards Nyquist.
struct Nodes {
  std::array<double, kNodes> omega2;  // squared radians a sample
  std::array<double, kNodes> y;       // sin^2(omega / 2)
  std::array<double, kNodes> weight;
  std::array<double, kNodes> lean;  // 0 up to kLeanFrom, 1 at the highest
};

const Nodes& nodes() noexcept {
  static const Nodes table = [] {
    Nodes made;
    for (std::size_t j = 0; j < kNodes; ++j) {
      const double omega = kHighestNode * std::sin(0.5 * kPi * static_cast<double>(j + 1) / kNodes);
      made.omega2[j] = omega * omega;
      made.y[j] = std::pow(std::sin(0.5 * omega), 2);
      made.weight[j] = omega < 0.74 * kPi ? 1.0 : 0.3;  // 16.3 kHz at 44.1 kHz
      made.lean[j] = std::pow(std::max(0.0, omega - kLeanFrom) / (kHighestNode - kLeanFrom), 3);
    }
    return made;
  }();
  return table;
}

// b0 + b1/z + b2/z^2.
struct Digital {
  double b0 = 1.0;
  double b1 = 0.0;
  double b2 = 0.0;
};

// A squared magnitude, c[0] + c[1] x + c[2] x^2, in whatever x stands for.
using Quadratic = std::array<double, 3>;

double at(const Quadratic& c, double x) noexcept { return c[0] + x * (c[1] + x * c[2]); }

// |b|^2 in y = sin^2(omega / 2).
Quadratic squared_magnitude(const Digital& d) noexcept {
  const double sum = d.b0 + d.b1 + d.b2;
  return {sum * sum, -4.0 * (d.b0 * d.b1 + 4.0 * d.b0 * d.b2 + d.b1 * d.b2), 16.0 * d.b0 * d.b2};
}

// |c(j omega)|^2 in omega^2, for a polynomial in s relative to `frequency`.
Quadratic squared_magnitude(const AnalogPolynomial& c, double frequency) noexcept {
  const double scale = 1.0 / (frequency * frequency);
  return {c[0] * c[0], (c[1] * c[1] - 2.0 * c[0] * c[2]) * scale, c[2] * c[2] * scale * scale};
}

int order_of(const AnalogPolynomial& c) noexcept { return c[2] != 0.0 ? 2 : c[1] != 0.0 ? 1 : 0; }

// The roots of the polynomial carried over by z = exp(s). Above Nyquist a complex pair would come back as its own image, so
// there it is held below and fades out as it rises.
Digital matched(const AnalogPolynomial& c, double frequency) noexcept {
  switch (order_of(c)) {
    case 0:
      return {};
    case 1:
      return {1.0, -std::exp(-frequency * c[0] / c[1]), 0.0};
    default:
      break;
  }
  const double decay = 0.5 * frequency * c[1] / c[2];
  const double natural2 = frequency * frequency * c[0] / c[2];
  const double discriminant = natural2 - decay * decay;
  if (discriminant <= 0.0) {
    const double spread = std::sqrt(-discriminant);
    const double slow = std::exp(spread - decay);
    const double fast = std::exp(-spread - decay);
    return {1.0, -(slow + fast), slow * fast};
  }
  const double natural = std::sqrt(natural2);
  const double held = std::min(1.0, kHighestMatched / natural);
  const double radius = std::exp(-decay * held - 2.0 * std::max(0.0, natural - kHighestMatched));
  return {1.0, -2.0 * radius * std::cos(std::sqrt(discriminant) * held), radius * radius};
}

// A stand-in for a zero at infinity: sinc(omega/2), which is what the images of the poles amount to, within 0.7 dB.
Digital with_zeros_at_infinity(Digital d, int count) noexcept {
  constexpr double kZero = (kPi - 2.0) / (kPi + 2.0);
  constexpr double kScale = 1.0 / (1.0 + kZero);
  for (; count > 0; --count) d = {kScale * d.b0, kScale * (d.b1 + kZero * d.b0), kScale * (d.b2 + kZero * d.b1)};
  return d;
}

// Wanted over had at the low end of the band, where both go with the same power of the frequency.
double low_end_ratio(const Quadratic& analog, const Quadratic& digital) noexcept {
  if (analog[0] != 0.0) return analog[0] / digital[0];
  if (analog[1] != 0.0) return 4.0 * analog[1] / digital[1];
  return 16.0 * analog[2] / digital[2];
}

// Positive for y from 0 to 1, with some room. c[0] is 1.
bool is_positive(const Quadratic& c) noexcept {
  constexpr double kRoom = 1e-4;
  if (!(c[0] + c[1] + c[2] > kRoom)) return false;
  const double lowest = -0.5 * c[1] / c[2];
  return !(c[2] > 0.0 && lowest > 0.0 && lowest < 1.0 && at(c, lowest) <= kRoom);
}

// The minimum-phase b with that squared magnitude (Vicanek 2016, eq. 20 to 22).
Digital minimum_phase(const Quadratic& c) noexcept {
  const double root0 = std::sqrt(c[0]);
  const double root1 = std::sqrt(c[0] + c[1] + c[2]);
  const double B2 = -0.25 * c[2];
  const double W = 0.5 * (root0 + root1);
  const double b0 = 0.5 * (W + std::sqrt(std::max(0.0, W * W + B2)));
  return {b0, 0.5 * (root0 - root1), -B2 / (4.0 * b0)};
}

struct Ratio {
  Quadratic numerator{1.0, 0.0, 0.0};
  Quadratic denominator{1.0, 0.0, 0.0};
};

// Solves the symmetric positive definite system (normal equations) in place by Gauss elimination; the result is left in `r`.
void solve(double (&m)[4][4], double (&r)[4], int n) noexcept {
  for (int i = 0; i < n; ++i)
    for (int row = i + 1; row < n; ++row) {
      const double factor = m[row][i] / m[i][i];
      for (int column = i; column < n; ++column) m[row][column] -= factor * m[i][column];
      r[row] -= factor * r[i];
    }
  for (int i = n - 1; i >= 0; --i) {
    for (int column = i + 1; column < n; ++column) r[i] -= m[i][column] * r[column];
    r[i] /= m[i][i];
  }
}

// Which of the unknowns n1, n2 (numerator), d1, d2 (denominator) a fit may use.
using Unknowns = std::span<const int>;

// One weighted linear least-squares fit of numerator / denominator to the target, relative to the target. `previous` is the
// denominator of the fit before, which the error is divided by (Sanathanan and Koerner).
Ratio fit_once(const std::array<double, kNodes>& target, const Quadratic& previous, Unknowns unknowns) noexcept {
  const Nodes& node = nodes();
  const int n = static_cast<int>(unknowns.size());
  double m[4][4] = {};
  double r[4] = {};
  for (std::size_t j = 0; j < kNodes; ++j) {
    const double y = node.y[j];
    const double T = target[j];
    const double weight = node.weight[j] / (T * at(previous, y));
    const double all[4] = {weight * y, weight * y * y, -weight * T * y, -weight * T * y * y};
    const double wanted = weight * (T - 1.0);
    for (int i = 0; i < n; ++i) {
      const double row = all[unknowns[static_cast<std::size_t>(i)]];
      r[i] += row * wanted;
      for (int k = 0; k <= i; ++k) m[i][k] += row * all[unknowns[static_cast<std::size_t>(k)]];
    }
  }
  double trace = 0.0;
  for (int i = 0; i < n; ++i) trace += m[i][i];
  for (int i = 0; i < n; ++i) {
    m[i][i] += 1e-9 * trace;  // keeps a needless pole and zero from meeting somewhere arbitrary
    for (int k = 0; k < i; ++k) m[k][i] = m[i][k];
  }
  solve(m, r, n);

  double found[4] = {};
  for (int i = 0; i < n; ++i) found[unknowns[static_cast<std::size_t>(i)]] = r[i];
  return {{1.0, found[0], found[1]}, {1.0, found[2], found[3]}};
}

std::optional<Ratio> fit(const std::array<double, kNodes>& target, Unknowns unknowns) noexcept {
  Ratio ratio;
  for (int pass = 0; pass < 2; ++pass) {
    ratio = fit_once(target, ratio.denominator, unknowns);
    if (!is_positive(ratio.numerator) || !is_positive(ratio.denominator)) return std::nullopt;
  }
  return ratio;
}

// The phase of a section at kPhaseOmega.
double phase_of(const Biquad& section) noexcept {
  static const std::complex<double> delay = std::polar(1.0, -kPhaseOmega);
  const std::complex<double> zeros = section.b0 + delay * (section.b1 + delay * section.b2);
  const std::complex<double> poles = 1.0 + delay * (section.a1 + delay * section.a2);
  return std::arg(zeros * std::conj(poles));
}

// What the magnitude may lean at the highest node, as the logarithm of its square, when the phase is off by `error` radians. The phase of a
// minimum-phase filter follows from its magnitude, so 0.3 dB more or less just before Nyquist turn it by 0.3 degrees at kPhaseOmega. That
// is worth having where it brings the phase within 10 degrees, and nowhere else.
double lean_for(double error) noexcept {
  constexpr double kMost = 0.3 * std::numbers::ln10 / 10.0;
  const double degrees = std::abs(error) * 180.0 / kPi;
  const double rise = (degrees - 9.5) / 0.7;
  const double fall = (12.0 - degrees) / 1.5;
  return std::copysign(kMost * std::clamp(std::min(rise, fall), 0.0, 1.0), -error);
}

// The correcting section for a target. Full freedom first; then, where a squared magnitude would turn negative, less of it.
Biquad correction_for(const std::array<double, kNodes>& target) noexcept {
  static constexpr int kAll[] = {0, 1, 2, 3};
  static constexpr int kFewerZeros[] = {0, 2, 3};
  static constexpr int kFewerPoles[] = {0, 1, 2};
  static constexpr int kFirstOrder[] = {0, 2};
  static constexpr int kZerosOnly[] = {0, 1};
  static constexpr int kPolesOnly[] = {2, 3};
  static constexpr int kOneZero[] = {0};
  static constexpr int kOnePole[] = {2};
  static constexpr std::array<Unknowns, 8> kLadder{kAll, kFewerZeros, kFewerPoles, kFirstOrder, kZerosOnly, kPolesOnly, kOneZero, kOnePole};
  for (const Unknowns unknowns : kLadder) {
    const std::optional<Ratio> ratio = fit(target, unknowns);
    if (!ratio) continue;
    const Digital zeros = minimum_phase(ratio->numerator);
    const Digital poles = minimum_phase(ratio->denominator);
    return {zeros.b0 / poles.b0, zeros.b1 / poles.b0, zeros.b2 / poles.b0, poles.b1 / poles.b0, poles.b2 / poles.b0};
  }
  return {};
}

}  // namespace

Biquad MatchedCascade::add(const AnalogSection& section, double omega) noexcept {
  const int zeros_at_infinity = order_of(section.denominator) - order_of(section.numerator);
  Digital zeros = with_zeros_at_infinity(matched(section.numerator, omega), zeros_at_infinity);
  const Digital poles = matched(section.denominator, omega);

  const Quadratic wanted_zeros = squared_magnitude(section.numerator, omega);
  const Quadratic wanted_poles = squared_magnitude(section.denominator, omega);
  const Quadratic had_zeros = squared_magnitude(zeros);
  const Quadratic had_poles = squared_magnitude(poles);
  const double level2 = low_end_ratio(wanted_zeros, had_zeros) / low_end_ratio(wanted_poles, had_poles);

  // At a zero on the axis both sides vanish; the floor keeps their ratio at one there.
  constexpr double kFloor = 1e-13;
  const Nodes& node = nodes();
  for (std::size_t j = 0; j < kNodes; ++j) {
    const double wanted = (at(wanted_zeros, node.omega2[j]) + kFloor) * (at(had_poles, node.y[j]) + kFloor);
    const double had = (at(had_zeros, node.y[j]) + kFloor) * (at(wanted_poles, node.omega2[j]) + kFloor);
    target_[j] *= wanted / (had * level2);
  }
  const double level = std::sqrt(level2);
  const Biquad made{level * zeros.b0, level * zeros.b1, level * zeros.b2, poles.b1, poles.b2};
  phase_error_ += std::remainder(phase_of(made) - std::arg(response(section, kPhaseOmega / omega)), 2.0 * kPi);
  return made;
}

bool MatchedCascade::needs_correction() const noexcept {
  return std::ranges::any_of(target_, [](double t) { return !(std::abs(t - 1.0) < kTolerance); });
}

Biquad MatchedCascade::correction() const noexcept {
  const Biquad straight = correction_for(target_);
  const double lean = lean_for(phase_error_ + phase_of(straight));
  if (lean == 0.0) return straight;
  Target target = target_;
  for (std::size_t j = 0; j < kNodes; ++j) target[j] *= std::exp(lean * nodes().lean[j]);
  return correction_for(target);
}

Biquad bilinear_all_pass(double omega, double q) noexcept {
  const double held = std::min(omega, kHighestMatched);
  const double alpha = std::sin(held) / (2.0 * q);
  const double a1 = -2.0 * std::cos(held) / (1.0 + alpha);
  const double a2 = (1.0 - alpha) / (1.0 + alpha);
  return {a2, a1, 1.0, a1, a2};
}

}  // namespace sweetspot::dsp
