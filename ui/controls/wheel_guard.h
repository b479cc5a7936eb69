// Keeps a scrolling page from turning the controls that pass under the pointer.
#pragma once

#include <chrono>

#include <QPoint>

namespace sweetspot::ui {

// Pure: told the time and where the control and the pointer are on the screen. A wheel step counts once pointer and control
// have both been still for kStillness; a refused step starts the wait anew, so one long scroll never gets through.
class WheelGuard {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kStillness{150};

  // The pointer came or moved over the control.
  void moved(Time now, QPoint control, QPoint pointer);

  // The pointer left.
  void left();

  // Whether a wheel step at this moment may change the value.
  bool accepts(Time now, QPoint control, QPoint pointer);

 private:
  bool known_ = false;
  Time since_{};
  QPoint control_;
  QPoint pointer_;
};

}  // namespace sweetspot::ui
