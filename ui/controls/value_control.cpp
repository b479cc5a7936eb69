#include "ui/controls/value_control.h"

#include <algorithm>
#include <cmath>

#include <QAccessible>
#include <QCursor>
#include <QMouseEvent>
#include <QToolTip>

#include "engine/core/error.h"
#include "ui/controls/accessible_value.h"
#include "ui/controls/hint.h"
#include "ui/controls/number_entry.h"
#include "ui/controls/refusal_mark.h"
#include "ui/controls/value_bubble.h"

namespace sweetspot::ui {
namespace {

constexpr int kGestureGapMs = 600;
constexpr double kFine = 0.1;
constexpr double kClickSlop = 3.0;  // pixels that are still a click
constexpr int kWheelStep = 120;
constexpr int kPageSteps = 10;

bool wants_fine(Qt::KeyboardModifiers modifiers) { return modifiers & (Qt::ShiftModifier | Qt::ControlModifier); }

// "\"abc\" is not a time; write it as 1:23.456": with what was typed, which some errors have for their subject.
QString refusal_words(const Error& error, const QString& typed) {
  const QString why = QString::fromStdString(error.why() + "; " + error.remedy());
  return why.contains(typed.trimmed()) ? why : '"' + typed.trimmed() + "\" " + why;
}

bool whole(const ParamSpec& spec) { return spec.scale == Scale::choice || spec.scale == Scale::toggle; }

}  // namespace

ValueControl::ValueControl(ParamSpec spec, const QString& name, QWidget* parent)
    : QWidget(parent), spec_(std::move(spec)), value_(spec_.default_value) {
  install_accessible_values();
  setAccessibleName(name);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAttribute(Qt::WA_Hover);
  steps_end_.setSingleShot(true);
  steps_end_.setInterval(kGestureGapMs);
  connect(&steps_end_, &QTimer::timeout, this, [this] { end(); });
}

ValueControl::~ValueControl() = default;

QString ValueControl::text() const {
  if (mixed_) return "mixed";
  return format_ ? format_(value_) : QString::fromStdString(display_text(spec_, value_));
}

void ValueControl::set_mixed(bool mixed) {
  if (std::exchange(mixed_, mixed) != mixed) update();
}

void ValueControl::set_steps(double plain, double fine) {
  plain_step_ = plain;
  fine_step_ = fine;
}

void ValueControl::set_value(double value) {
  if (gesture_ == Gesture::dragging) return;
  const double held = constrain(spec_, value);
  if (held == value_) return;
  const double before = std::exchange(value_, held);
  value_shown(before);
}

void ValueControl::set_text_form(Format format, Parse parse) {
  format_ = std::move(format);
  parse_ = std::move(parse);
  update();
}

bool ValueControl::enter_text(const QString& text) {
  try {
    const double value = parse_ ? constrain(spec_, parse_(text)) : parse_value(spec_, text.toStdString());
    begin(Gesture::steps);
    change(value);
    end();
    return true;
  } catch (const Error& error) {
    refuse(accessibleName() + ": " + refusal_words(error, text));
    return false;
  }
}

void ValueControl::refuse(const QString& reason) {
  delete refusal_;
  refusal_ = new RefusalMark(*this, entry_area());
  QToolTip::showText(mapToGlobal(QPoint(0, height())), reason, this);
  tell_hint(reason);
  emit refused(reason);
}

void ValueControl::reset() {
  begin(Gesture::steps);
  change(spec_.default_value);
  end();
}

void ValueControl::step(int steps, bool fine) {
  begin(Gesture::steps);
  if (whole(spec_)) {
    change(value_ + steps);
  } else if (spec_.unit == Unit::decibels && spec_.scale == Scale::fader && value_ <= spec_.minimum && steps > 0) {
    change(value_from_travel(spec_, 0.005));  // out of silence: a step in dB from -144 would be nothing to see
  } else if (const double size = step_size(fine); size > 0.0) {
    change(value_ + steps * size);
  } else {
    change(value_from_travel(spec_, travel_from_value(spec_, value_) + steps * (fine ? 0.002 : 0.01)));
  }
  steps_end_.start();
}

double ValueControl::step_size(bool fine) const {
  if (plain_step_ > 0.0) return fine ? fine_step_ : plain_step_;
  if (spec_.unit == Unit::decibels || spec_.unit == Unit::decibels_true_peak || spec_.unit == Unit::loudness) return fine ? 0.1 : 0.5;
  if (spec_.scale != Scale::linear) return 0.0;
  const double finest = std::pow(10.0, -spec_.shown_decimals);
  const double wanted = (spec_.maximum - spec_.minimum) * (fine ? 0.002 : 0.01);
  return std::max(finest, std::round(wanted / finest) * finest);
}

void ValueControl::open_entry() {
  auto* entry = new NumberEntry(*this, entry_area(), text());
  connect(entry, &NumberEntry::committed, this, [this, entry](const QString& typed) {
    if (!enter_text(typed)) entry->refuse();
  });
}

void ValueControl::value_shown(double) { update(); }

// --- Gestures ---------------------------------------------------------------------------------------------------------

void ValueControl::begin(Gesture kind) {
  if (gesture_ == kind) return;
  delete refusal_;
  if (gesture_ != Gesture::none) end();
  gesture_ = kind;
  value_at_start_ = value_;
  began_ = false;
}

void ValueControl::change(double value) {
  const double held = constrain(spec_, value);
  if (held == value_ && !mixed_) return;
  mixed_ = false;
  if (!began_) {
    began_ = true;
    emit gesture_began(QString::fromStdString(spec_.key));
  }
  const double before = std::exchange(value_, held);
  value_shown(before);
  QAccessibleValueChangeEvent changed(this, value_);
  QAccessible::updateAccessibility(&changed);
  emit value_changed(value_);
}

void ValueControl::end() {
  steps_end_.stop();
  if (gesture_ == Gesture::dragging) {
    releaseKeyboard();
    ValueBubble::hide_for(*this);
  }
  gesture_ = Gesture::none;
  if (std::exchange(began_, false)) emit gesture_ended();
  update();
}

void ValueControl::cancel_drag() {
  change(value_at_start_);
  if (began_) emit gesture_cancelled();
  end();
}

// --- Mouse ------------------------------------------------------------------------------------------------------------

void ValueControl::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  begin(Gesture::pressed);
  last_pointer_ = event->position();
  moved_ = 0.0;
  travel_ = travel_from_value(spec_, value_);
}

void ValueControl::mouseMoveEvent(QMouseEvent* event) {
  guard_.moved(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
  if (!(event->buttons() & Qt::LeftButton)) return;
  if (gesture_ == Gesture::pressed) {
    moved_ = std::max(moved_, (event->position() - last_pointer_).manhattanLength());
    if (moved_ < kClickSlop) return;
    gesture_ = Gesture::dragging;
    value_at_start_ = value_;  // it may have been undone since the press
    travel_ = travel_from_value(spec_, value_);
    grabKeyboard();  // Esc must reach us, wherever the focus is
  }
  if (gesture_ == Gesture::dragging) drag_to(*event);
}

void ValueControl::drag_to(const QMouseEvent& event) {
  const QPointF delta = event.position() - last_pointer_;
  last_pointer_ = event.position();
  travel_ += -delta.y() / drag_length() * (wants_fine(event.modifiers()) ? kFine : 1.0);
  change(value_from_travel(spec_, travel_));
  ValueBubble::show_for(*this, text(), event.globalPosition().toPoint());
}

void ValueControl::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || gesture_ == Gesture::none) return;
  const bool clicked = gesture_ == Gesture::pressed;
  end();
  if (clicked && event->modifiers() & Qt::ControlModifier) reset();
}

void ValueControl::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  end();
  const QPoint at = event->position().toPoint();
  if (types_at(at)) return open_entry();
  if (resets_at(at)) reset();
}

void ValueControl::wheelEvent(QWheelEvent* event) {
  const QPoint at = event->globalPosition().toPoint();
  if (!guard_.accepts(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), at)) return event->ignore();
  event->accept();
  // Shift turns a wheel sideways on some platforms.
  const QPoint turned = event->angleDelta();
  wheel_rest_ += turned.y() != 0 ? turned.y() : turned.x();
  const int steps = wheel_rest_ / kWheelStep;
  wheel_rest_ -= steps * kWheelStep;
  if (steps != 0) step(steps, wants_fine(event->modifiers()));
}

void ValueControl::enterEvent(QEnterEvent* event) {
  guard_.moved(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
  update();
}

void ValueControl::leaveEvent(QEvent*) {
  guard_.left();
  update();
}

// --- Keyboard ---------------------------------------------------------------------------------------------------------

bool ValueControl::handles(const QKeyEvent& event) const {
  if (gesture_ == Gesture::dragging) return event.key() == Qt::Key_Escape;
  if (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) return false;
  switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_0:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return true;
    default:
      return false;
  }
}

void ValueControl::keyPressEvent(QKeyEvent* event) {
  if (!handles(*event)) return QWidget::keyPressEvent(event);
  const bool fine = event->modifiers() & Qt::ShiftModifier;
  switch (event->key()) {
    case Qt::Key_Escape:
      return cancel_drag();
    case Qt::Key_Up:
    case Qt::Key_Right:
      return step(1, fine);
    case Qt::Key_Down:
    case Qt::Key_Left:
      return step(-1, fine);
    case Qt::Key_PageUp:
      return step(kPageSteps, false);
    case Qt::Key_PageDown:
      return step(-kPageSteps, false);
    case Qt::Key_0:
      return reset();
    default:
      return open_entry();
  }
}

void ValueControl::focusInEvent(QFocusEvent* event) {
  keyboard_focus_ = event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason;
  update();
}

void ValueControl::focusOutEvent(QFocusEvent*) {
  if (gesture_ == Gesture::steps) end();
  update();
}

bool ValueControl::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && handles(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

}  // namespace sweetspot::ui
