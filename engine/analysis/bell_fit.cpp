#include "engine/analysis/bell_fit.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <vector>

namespace sweetspot {
namespace {

constexpr int kUnknowns = 5;  // level, slope, octaves from the start, gain, log of q
constexpr double kReachOctaves = 2.0 / 3.0;
constexpr double kMostShift = 0.12;  // octaves
constexpr int kRounds = 40;
constexpr double kQMin = 1.0, kQMax = 60.0;

using Unknowns = Eigen::Matrix<double, kUnknowns, 1>;

Bell bell_of(const Unknowns& x, double hertz) { return {hertz * std::exp2(x[2]), x[3], std::exp(x[4])}; }

class Fit {
 public:
  Fit(std::span<const LevelPoint> points, double hertz) : hertz_(hertz) {
    for (const LevelPoint& point : points)
      if (std::abs(std::log2(point.hertz / hertz)) <= kReachOctaves) points_.push_back(point);
  }

  bool enough() const { return points_.size() > 2 * kUnknowns; }

  double residual(const LevelPoint& point, const Unknowns& x) const {
    const double octaves = std::log2(point.hertz / hertz_);
    const double weight = std::exp(-4.0 * octaves * octaves);
    return weight * (x[0] + x[1] * octaves + bell_db(bell_of(x, hertz_), point.hertz) - point.db);
  }

  double error(const Unknowns& x) const {
    double sum = 0.0;
    for (const LevelPoint& point : points_) sum += std::pow(residual(point, x), 2);
    return sum;
  }

  Unknowns solve(Unknowns x) const {
    double lambda = 1e-2, now = error(x);
    for (int round = 0; round < kRounds && lambda < 1e8; ++round) {
      Eigen::Matrix<double, kUnknowns, kUnknowns> normal = Eigen::Matrix<double, kUnknowns, kUnknowns>::Zero();
      Unknowns pull = Unknowns::Zero();
      for (const LevelPoint& point : points_) {
        const double r = residual(point, x);
        Unknowns slope;
        for (int i = 0; i < kUnknowns; ++i) {
          Unknowns moved = x;
          moved[i] += 1e-5;
          slope[i] = (residual(point, moved) - r) / 1e-5;
        }
        normal += slope * slope.transpose();
        pull -= slope * r;
      }
      Eigen::Matrix<double, kUnknowns, kUnknowns> damped = normal;
      damped.diagonal() += lambda * (normal.diagonal().array() + 1e-9).matrix();
      Unknowns next = x + damped.ldlt().solve(pull);
      next[2] = std::clamp(next[2], -kMostShift, kMostShift);
      next[4] = std::clamp(next[4], std::log(kQMin), std::log(kQMax));
      const double then = error(next);
      if (then < now) {
        const bool settled = now - then < 1e-9 * now;
        x = next;
        now = then;
        lambda *= 0.3;
        if (settled) break;
      } else {
        lambda *= 5.0;
      }
    }
    return x;
  }

 private:
  double hertz_;
  std::vector<LevelPoint> points_;
};

}  // namespace

double bell_db(const Bell& bell, double hertz) noexcept {
  const double x = hertz / bell.hertz, a = std::pow(10.0, bell.gain_db / 40.0);
  const double base = (1.0 - x * x) * (1.0 - x * x);
  const double up = x * a / bell.q, down = x / (a * bell.q);
  return 10.0 * std::log10((base + up * up) / (base + down * down));
}

std::optional<Bell> fit_bell(std::span<const LevelPoint> points, double hertz, double height_db) {
  const Fit fit(points, hertz);
  if (!fit.enough()) return {};
  double ground = 0.0, weight = 0.0;
  for (const LevelPoint& point : points) {
    const double octaves = std::abs(std::log2(point.hertz / hertz));
    if (octaves > kReachOctaves || octaves < 0.2) continue;
    ground += point.db;
    weight += 1.0;
  }
  if (weight > 0.0) ground /= weight;
  Unknowns best = Unknowns::Zero();
  double least = -1.0;
  for (const double q : {3.0, 8.0, 20.0}) {
    Unknowns start;
    start << ground, 0.0, 0.0, height_db, std::log(q);
    const Unknowns found = fit.solve(start);
    const double error = fit.error(found);
    if (least >= 0.0 && error >= least) continue;
    least = error;
    best = found;
  }
  return bell_of(best, hertz);
}

}  // namespace sweetspot
