// Where a stereo sound lies on a vectorscope, and how far the picture is enlarged.
#pragma once

#include <algorithm>
#include <cmath>

#include <QPointF>

namespace sweetspot::ui {

// Pure. Mid up, left to the upper left, right to the upper right; a mono sound at full scale comes to (0, 1), y upwards.
inline QPointF scope_point(double left, double right) { return {0.5 * (right - left), 0.5 * (left + right)}; }

// Pure. Enlarges a soft sound in steps of 6 dB so that it fills the picture; goes back at once when a loud one comes and follows a soft
// one after kPatience seconds.
class ScopeZoom {
 public:
  static constexpr double kStepDb = 6.0;
  static constexpr double kMostDb = 36.0;
  static constexpr double kPatience = 1.5;

  // `reach` is how far the sound of the last seconds went from the middle, 1 for full scale. True when the zoom changes.
  bool feed(double reach, double seconds) {
    highest_ = std::max(highest_, reach);
    waited_ += seconds;
    const double now = wanted(reach), settled = wanted(highest_);
    double next = zoom_db_;
    if (now < zoom_db_) next = now;
    if (waited_ >= kPatience) {
      if (highest_ > 0.0) next = settled;
      highest_ = 0.0;
      waited_ = 0.0;
    }
    if (next == zoom_db_) return false;
    zoom_db_ = next;
    waited_ = 0.0;
    highest_ = reach;
    return true;
  }

  double decibels() const { return zoom_db_; }
  double factor() const { return std::pow(10.0, zoom_db_ / 20.0); }

 private:
  // The largest whole step at which it stays inside.
  static double wanted(double reach) {
    if (reach <= 0.0) return kMostDb;
    return std::clamp(std::floor(-20.0 * std::log10(reach) / kStepDb) * kStepDb, 0.0, kMostDb);
  }

  double zoom_db_ = 0.0;
  double highest_ = 0.0;
  double waited_ = 0.0;
};

}  // namespace sweetspot::ui
