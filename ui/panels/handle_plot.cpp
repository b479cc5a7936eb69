#include "ui/panels/handle_plot.h"

#include <algorithm>
#include <cmath>

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>

#include "ui/controls/param_steps.h"
#include "ui/controls/value_bubble.h"
#include "ui/panels/accessible_plot.h"
#include "ui/theme/contrast.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kFine = 0.1;
constexpr double kClickSlop = 3.0;  // pixels that are still a click
constexpr int kWheelStep = 120;
constexpr int kGestureGapMs = 600;
constexpr double kNodeRadius = 6.0;
constexpr double kLetteredRadius = 9.0;

bool wants_fine(Qt::KeyboardModifiers modifiers) { return modifiers & (Qt::ShiftModifier | Qt::ControlModifier); }

// In the same order at every move, so that they are one target of undo.
std::vector<std::size_t> params_of(const PlotHandle& handle) {
  std::vector<std::size_t> params;
  if (handle.x) params.push_back(handle.x->param);
  if (handle.y && !(handle.x && handle.x->param == handle.y->param)) params.push_back(handle.y->param);
  return params;
}

}  // namespace

HandlePlot::HandlePlot(std::span<const ParamSpec> table, const QString& name, QWidget* parent) : QWidget(parent), table_(table) {
  install_accessible_plots();
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(name);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  for (const ParamSpec& spec : table_) values_.push_back(spec.default_value);
  steps_end_.setSingleShot(true);
  steps_end_.setInterval(kGestureGapMs);
  connect(&steps_end_, &QTimer::timeout, this, &HandlePlot::gesture_ended);
}

void HandlePlot::show_values(std::span<const double> values) {
  if (std::ranges::equal(values, values_)) return;
  values_.assign(values.begin(), values.end());
  values_changed();
  update();
}

void HandlePlot::set_dimmed(bool dimmed) {
  if (std::exchange(dimmed_, dimmed) == dimmed) return;
  forget_ground();
}

std::optional<PlotHandle> HandlePlot::handle(int id) const {
  for (const PlotHandle& handle : handles())
    if (handle.id == id) return handle;
  return {};
}

void HandlePlot::select(int id) {
  if (std::exchange(selected_, id) != id) update();
}

QString HandlePlot::words() const {
  const auto chosen = handle(selected_);
  return chosen ? words_of(*chosen) : QString();
}

QString HandlePlot::words_of(const PlotHandle& handle) const {
  QStringList parts;
  for (const std::size_t param : params_of(handle))
    parts += QString::fromStdString(table_[param].label + " " + display_text(table_[param], values_[param]));
  return parts.join("  ");
}

void HandlePlot::set(const ParamChanges& changes) {
  bool any = false;
  for (const ParamChange& change : changes) {
    double& held = values_[static_cast<std::size_t>(index_of(table_, change.key))];
    any = any || held != change.value;
    held = change.value;
  }
  if (!any) return;
  values_changed();
  update();
  emit changed(changes);
  if (selected_ == kNoHandle) return;
  QAccessibleValueChangeEvent told(this, words());
  QAccessible::updateAccessibility(&told);
}

void HandlePlot::set_at_once(const ParamChanges& changes) {
  set(changes);
  emit gesture_ended();
}

MaybeParam HandlePlot::selected_param() const {
  const auto chosen = handle(selected_);
  return chosen ? MaybeParam(params_of(*chosen).back()) : MaybeParam();
}

void HandlePlot::set_value(std::size_t param, double value) { set_at_once({{table_[param].key, constrain(table_[param], value)}}); }

void HandlePlot::choose(int id) {
  if (id == selected_) return;
  selected_ = id;
  update();
  emit handle_selected(id);
}

// --- Mouse ------------------------------------------------------------------------------------------------------------

void HandlePlot::show_cursor(const PlotHandle* handle) {
  const int over = handle ? handle->id : kNoHandle;
  if (std::exchange(hovered_, over) != over) update();
  setCursor(!handle ? Qt::ArrowCursor : handle->x && handle->y ? Qt::SizeAllCursor : handle->x ? Qt::SizeHorCursor : Qt::SizeVerCursor);
}

void HandlePlot::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  const PlotHandles now = handles();
  const PlotHandle* hit = handle_under(now, event->position(), selected_);
  if (!hit) {
    if (!pressed_beside(*event)) event->ignore();
    return;
  }
  held_ = *hit;
  pressed_ = true;
  last_ = event->position();
  place_ = held_.at;
  choose(held_.id);
}

void HandlePlot::begin_drag(const PlotHandle& handle) {
  dragging_ = true;
  before_.clear();
  for (const std::size_t param : params_of(handle)) before_.push_back({table_[param].key, values_[param]});
  grabKeyboard();  // Esc must reach us, wherever the focus is
}

void HandlePlot::mouseMoveEvent(QMouseEvent* event) {
  guard_.moved(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
  if (!pressed_) {
    const PlotHandles now = handles();
    return show_cursor(handle_under(now, event->position(), selected_));
  }
  if (!dragging_) {
    if ((event->position() - last_).manhattanLength() < kClickSlop) return;
    begin_drag(held_);
  }
  place_ += (event->position() - last_) * (wants_fine(event->modifiers()) ? kFine : 1.0);
  last_ = event->position();
  ParamChanges changes;
  const auto add = [&](const std::optional<PlotGrip>& grip, double pixel) {
    if (!grip) return;
    changes.push_back({table_[grip->param].key, within(*grip, grip->value_at(pixel))});
  };
  add(held_.x, place_.x());
  if (!(held_.x && held_.y && held_.x->param == held_.y->param)) add(held_.y, place_.y());
  set(changes);
  if (const auto now = handle(held_.id)) ValueBubble::show_for(*this, words_of(*now), event->globalPosition().toPoint());
}

void HandlePlot::end_drag(bool restore) {
  pressed_ = false;
  if (!std::exchange(dragging_, false)) return;
  releaseKeyboard();
  ValueBubble::hide_for(*this);
  if (restore) {
    set(before_);
    emit gesture_cancelled();
  }
  update();
  emit gesture_ended();
}

void HandlePlot::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !pressed_) return;
  const bool clicked = !dragging_;
  end_drag(false);
  if (clicked && event->modifiers() & Qt::ControlModifier) reset(held_);
}

void HandlePlot::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  const PlotHandles now = handles();
  if (const PlotHandle* hit = handle_under(now, event->position(), selected_))
    reset(*hit);
  else
    pressed_beside(*event);
}

void HandlePlot::wheelEvent(QWheelEvent* event) {
  const PlotHandles now = handles();
  const PlotHandle* over = handle_under(now, event->position(), selected_);
  const bool still = guard_.accepts(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
  if (!over || !still || dragging_) return event->ignore();
  event->accept();
  choose(over->id);
  // Shift turns a wheel sideways on some platforms.
  const QPoint turned = event->angleDelta();
  wheel_rest_ += turned.y() != 0 ? turned.y() : turned.x();
  const int steps = wheel_rest_ / kWheelStep;
  wheel_rest_ -= steps * kWheelStep;
  if (steps == 0) return;
  const PlotGrip* grip = over->wheel ? nullptr : over->y ? &*over->y : &*over->x;
  const std::size_t param = grip ? grip->param : *over->wheel;
  step(param, grip, steps, wants_fine(event->modifiers()));
  const QString words = QString::fromStdString(table_[param].label + " " + display_text(table_[param], values_[param]));
  ValueBubble::show_for(*this, words, event->globalPosition().toPoint());
}

void HandlePlot::enterEvent(QEnterEvent* event) {
  guard_.moved(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
}

void HandlePlot::leaveEvent(QEvent*) {
  guard_.left();
  if (!dragging_) ValueBubble::hide_for(*this);
  show_cursor(nullptr);
}

double HandlePlot::within(const PlotGrip& grip, double value) const {
  const ParamSpec& spec = table_[grip.param];
  return constrain(spec, std::clamp(value, std::max(spec.minimum, grip.least), std::min(spec.maximum, grip.most)));
}

void HandlePlot::step(std::size_t param, const PlotGrip* grip, double steps, bool fine) {
  const double value = stepped(table_[param], values_[param], steps, fine);
  set({{table_[param].key, grip ? within(*grip, value) : value}});
  steps_end_.start();
}

void HandlePlot::reset(const PlotHandle& handle) {
  steps_end_.stop();
  ParamChanges changes;
  for (const std::optional<PlotGrip>& grip : {handle.x, handle.y})
    if (grip) changes.push_back({table_[grip->param].key, within(*grip, table_[grip->param].default_value)});
  set_at_once(changes);
}

// --- Keyboard ---------------------------------------------------------------------------------------------------------

bool HandlePlot::handles_key(const QKeyEvent& event) const {
  if (dragging_) return event.key() == Qt::Key_Escape;
  if (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) return false;
  switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_0:
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      return true;
    default:
      return false;
  }
}

bool HandlePlot::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && handles_key(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void HandlePlot::keyPressEvent(QKeyEvent* event) {
  if (!handles_key(*event)) return QWidget::keyPressEvent(event);
  const int key = event->key();
  if (key == Qt::Key_Escape) return end_drag(true);
  if (key == Qt::Key_PageDown || key == Qt::Key_PageUp) return choose_next(key == Qt::Key_PageDown ? 1 : -1);
  const auto chosen = handle(selected_);
  if (!chosen) return choose_next(1);
  if (key == Qt::Key_0 || key == Qt::Key_Delete || key == Qt::Key_Backspace) return reset(*chosen);
  move_by_key(key, event->modifiers() & Qt::ShiftModifier);
}

void HandlePlot::move_by_key(int key, bool fine) {
  const auto chosen = handle(selected_);
  const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
  const std::optional<PlotGrip>& grip = sideways ? (chosen->x ? chosen->x : chosen->y) : (chosen->y ? chosen->y : chosen->x);
  if (!grip) return;
  const double direction = key == Qt::Key_Up || key == Qt::Key_Right ? 1.0 : -1.0;
  step(grip->param, &*grip, grip->falls ? -direction : direction, fine);
}

void HandlePlot::choose_next(int direction) {
  const PlotHandles now = handles();
  if (now.empty()) return;
  const int count = static_cast<int>(now.size());
  int at = direction > 0 ? -1 : count;
  for (int i = 0; i < count; ++i)
    if (now[static_cast<std::size_t>(i)].id == selected_) at = i;
  choose(now[static_cast<std::size_t>(std::clamp(at + direction, 0, count - 1))].id);
}

void HandlePlot::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

// --- Picture ----------------------------------------------------------------------------------------------------------

void HandlePlot::forget_ground() {
  ground_ = {};
  update();
}

void HandlePlot::resizeEvent(QResizeEvent*) {
  ground_ = {};
  values_changed();
}

void HandlePlot::paintEvent(QPaintEvent* event) {
  if (ground_.isNull() || ground_.devicePixelRatio() != devicePixelRatioF()) {
    ground_ = make_pixmap(size(), devicePixelRatioF());
    QPainter painter(&ground_);
    painter.fillRect(rect(), palette().color(QPalette::Window));
    draw_ground(painter);
  }
  QPainter painter(this);
  painter.setClipRegion(event->region());
  painter.drawPixmap(0, 0, ground_);
  draw_plot(painter, event->rect());
  if (shows_keyboard_focus(*this)) draw_focus(painter, rect());
}

void draw_node(QPainter& painter, QPointF at, const QColor& colour, NodeState state, const QString& letter) {
  const double radius = (letter.isEmpty() ? kNodeRadius : kLetteredRadius) + (state == NodeState::plain ? 0.0 : 1.0);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(state == NodeState::selected ? token::kText : token::kWell, state == NodeState::selected ? 2.0 : 1.5));
  painter.setBrush(colour);
  painter.drawEllipse(at, radius, radius);
  if (!letter.isEmpty()) {
    painter.setFont(text_font(Text::caption, true));
    painter.setPen(text_on(colour));
    painter.drawText(QRectF(at.x() - 10, at.y() - 10, 20, 20), Qt::AlignCenter, letter);
  }
  painter.restore();
}

}  // namespace sweetspot::ui
