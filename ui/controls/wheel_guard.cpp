#include "ui/controls/wheel_guard.h"

namespace sweetspot::ui {

void WheelGuard::moved(Time now, QPoint control, QPoint pointer) {
  known_ = true;
  since_ = now;
  control_ = control;
  pointer_ = pointer;
}

void WheelGuard::left() { known_ = false; }

bool WheelGuard::accepts(Time now, QPoint control, QPoint pointer) {
  const bool still = known_ && control == control_ && pointer == pointer_;
  if (still && now - since_ >= kStillness) return true;
  moved(now, control, pointer);
  return false;
}

}  // namespace sweetspot::ui
