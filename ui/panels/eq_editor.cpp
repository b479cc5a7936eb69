#include "ui/panels/eq_editor.h"

#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include "ui/controls/hint.h"
#include "ui/controls/value_bubble.h"
#include "ui/theme/paint.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kNodeRadius = 9.0;
constexpr double kReach = 14.0;  // pixels around a node that still take hold of it
constexpr double kFine = 0.1;
constexpr double kKeyOctaves = 1.0 / 12.0;
constexpr double kKeyDb = 0.5;
constexpr double kWheelOctaves = 0.25;  // of Q, a step
constexpr int kGestureGapMs = 600;

QColor band_colour(int index) { return token::kTrackColours[static_cast<std::size_t>((index + 3) % 9)].colour; }

bool wants_fine(Qt::KeyboardModifiers modifiers) { return modifiers & (Qt::ShiftModifier | Qt::ControlModifier); }

QString shown(const ParamSpec& spec, double value) { return QString::fromStdString(display_text(spec, value)); }

}  // namespace

EqEditor::EqEditor(std::vector<ParamSpec> table, const QString& name, QWidget* parent)
    : EqCurve(Look::editor, name, parent), table_(std::move(table)), bands_(eq_bands(table_)) {
  for (const ParamSpec& spec : table_) values_.push_back(spec.default_value);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  set_hint(*this, "Drag a node · wheel: Q · double-click: add, or reset a node · right-click: type and slope · Del removes");
  steps_end_.setSingleShot(true);
  steps_end_.setInterval(kGestureGapMs);
  connect(&steps_end_, &QTimer::timeout, this, &EqEditor::gesture_ended);
}

void EqEditor::show_values(std::span<const double> values) {
  values_.assign(values.begin(), values.end());
  update();
}

void EqEditor::select(int band) {
  selected_ = band;
  update();
}

bool EqEditor::has_gain(int index) const { return band_has_gain(spec(band(index).type), value(band(index).type)); }

bool EqEditor::node_shown(int index) const { return value(band(index).on) >= 0.5; }

QPointF EqEditor::node(int index) const {
  const CurveScale s = scale();
  const double level = has_gain(index) ? std::clamp(value(band(index).gain), -s.range_db, s.range_db) : 0.0;
  const double hertz = std::clamp(value(band(index).freq), s.low_hz, s.high_hz);
  return s.point(hertz, level);
}

int EqEditor::node_at(QPointF position) const {
  int nearest = -1;
  double least = kReach;
  for (int i = 0; i < band_count(); ++i) {
    if (!node_shown(i)) continue;
    const QPointF away = node(i) - position;
    // The selected node wins where several lie on top of each other.
    const double distance = std::hypot(away.x(), away.y()) - (i == selected_ ? 3.0 : 0.0);
    if (distance < least) {
      least = distance;
      nearest = i;
    }
  }
  return nearest;
}

QString EqEditor::words(int index) const {
  const EqBand& b = band(index);
  QString text = QString("%1 %2  %3").arg(index + 1).arg(shown(spec(b.type), value(b.type)), shown(spec(b.freq), value(b.freq)));
  if (has_gain(index)) text += "  " + shown(spec(b.gain), value(b.gain));
  return text + "  Q " + shown(spec(b.q), value(b.q));
}

void EqEditor::set(ParamChanges changes) {
  std::erase_if(changes, [&](const ParamChange& change) {
    const auto i = static_cast<std::size_t>(index_of(table_, change.key));
    if (values_[i] == change.value) return true;
    values_[i] = change.value;
    return false;
  });
  if (!changes.empty()) emit changed(changes);
  update();
}

// --- Mouse ------------------------------------------------------------------------------------------------------------

void EqEditor::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  const int hit = node_at(event->position());
  if (hit < 0) return;
  if (hit != selected_) {
    selected_ = hit;
    emit band_selected(hit);
  }
  dragging_ = true;
  last_ = event->position();
  node_ = node(hit);
  freq_before_ = value(band(hit).freq);
  gain_before_ = value(band(hit).gain);
  update();
}

void EqEditor::mouseMoveEvent(QMouseEvent* event) {
  guard_.moved(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
  if (!dragging_) {
    const int over = node_at(event->position());
    if (std::exchange(hovered_, over) != over) update();
    setCursor(over >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    return;
  }
  node_ += (event->position() - last_) * (wants_fine(event->modifiers()) ? kFine : 1.0);
  last_ = event->position();
  const EqBand& b = band(selected_);
  const CurveScale s = scale();
  ParamChanges changes{{spec(b.freq).key, constrain(spec(b.freq), s.hz(node_.x()))}};
  if (has_gain(selected_)) changes.push_back({spec(b.gain).key, constrain(spec(b.gain), s.db(node_.y()))});
  set(std::move(changes));
  ValueBubble::show_for(*this, words(selected_), event->globalPosition().toPoint());
}

void EqEditor::end_drag(bool restore) {
  if (!std::exchange(dragging_, false)) return;
  ValueBubble::hide_for(*this);
  const EqBand& b = band(selected_);
  if (restore) set({{spec(b.freq).key, freq_before_}, {spec(b.gain).key, gain_before_}});
  emit gesture_ended();
}

void EqEditor::mouseReleaseEvent(QMouseEvent*) { end_drag(false); }

void EqEditor::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  const int hit = node_at(event->position());
  if (hit >= 0) {
    set({{spec(band(hit).gain).key, 0.0}});
    return emit gesture_ended();
  }
  const auto fresh = free_band(bands_, table_, values_);
  if (!fresh) return;
  const CurveScale s = scale();
  selected_ = static_cast<int>(*fresh);
  set(added_node(bands_[*fresh], table_, s.hz(event->position().x()), s.db(event->position().y())));
  emit band_selected(selected_);
  emit gesture_ended();
}

void EqEditor::wheelEvent(QWheelEvent* event) {
  const int over = node_at(event->position());
  const bool still = guard_.accepts(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
  if (over < 0 || !still) return event->ignore();
  event->accept();
  if (over != selected_) {
    selected_ = over;
    emit band_selected(over);
  }
  const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
  scale_q(turned / 120.0 * kWheelOctaves * (wants_fine(event->modifiers()) ? kFine : 1.0));
  ValueBubble::show_for(*this, words(selected_), event->globalPosition().toPoint());
}

void EqEditor::enterEvent(QEnterEvent* event) {
  guard_.moved(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
}

void EqEditor::leaveEvent(QEvent*) {
  guard_.left();
  ValueBubble::hide_for(*this);
  if (std::exchange(hovered_, -1) >= 0) update();
}

void EqEditor::contextMenuEvent(QContextMenuEvent* event) {
  const int hit = event->reason() == QContextMenuEvent::Mouse ? node_at(event->pos()) : selected_;
  if (hit < 0) return;
  const EqBand& b = band(hit);
  QMenu menu(this);
  const auto add_choice = [&](QMenu& into, std::size_t param, double choice) {
    QAction* action = into.addAction(shown(spec(param), choice), this, [this, param, choice] {
      set({{spec(param).key, choice}});
      emit gesture_ended();
    });
    action->setCheckable(true);
    action->setChecked(value(param) == choice);
  };
  for (std::size_t i = 0; i < spec(b.type).choices.size(); ++i) add_choice(menu, b.type, double(i));
  if (b.slope && band_has_slope(spec(b.type), value(b.type))) {
    QMenu* slopes = menu.addMenu("Slope");
    for (double slope = spec(*b.slope).minimum; slope <= spec(*b.slope).maximum; slope += 6.0) add_choice(*slopes, *b.slope, slope);
  }
  menu.addSeparator();
  menu.addAction("Remove\tDel", this, [this, hit] { remove(hit); });
  menu.exec(event->globalPos());
}

// --- Keyboard ---------------------------------------------------------------------------------------------------------

bool EqEditor::handles(const QKeyEvent& event) const {
  if (dragging_) return event.key() == Qt::Key_Escape;
  if (event.modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) return false;
  switch (event.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      return true;
    default:
      return false;
  }
}

bool EqEditor::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && handles(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return EqCurve::event(event);
}

void EqEditor::keyPressEvent(QKeyEvent* event) {
  if (!handles(*event)) return EqCurve::keyPressEvent(event);
  const double amount = event->modifiers() & Qt::ShiftModifier ? kFine : 1.0;
  switch (event->key()) {
    case Qt::Key_Escape:
      return end_drag(true);
    case Qt::Key_PageDown:
      return choose_next(1);
    case Qt::Key_PageUp:
      return choose_next(-1);
    case Qt::Key_Left:
      return nudge(-kKeyOctaves * amount, 0);
    case Qt::Key_Right:
      return nudge(kKeyOctaves * amount, 0);
    case Qt::Key_Up:
      return nudge(0, kKeyDb * amount);
    case Qt::Key_Down:
      return nudge(0, -kKeyDb * amount);
    default:
      return remove(selected_);
  }
}

void EqEditor::nudge(double octaves, double decibels) {
  if (selected_ < 0 || !node_shown(selected_)) return choose_next(1);
  const EqBand& b = band(selected_);
  ParamChanges changes{{spec(b.freq).key, constrain(spec(b.freq), value(b.freq) * std::exp2(octaves))}};
  if (decibels != 0.0 && has_gain(selected_)) changes.push_back({spec(b.gain).key, constrain(spec(b.gain), value(b.gain) + decibels)});
  set(std::move(changes));
  steps_end_.start();
}

void EqEditor::scale_q(double octaves) {
  const EqBand& b = band(selected_);
  set({{spec(b.q).key, constrain(spec(b.q), value(b.q) * std::exp2(octaves))}});
  steps_end_.start();
}

void EqEditor::choose_next(int direction) {
  for (int step = 1; step <= band_count(); ++step) {
    const int next = ((selected_ < 0 && direction > 0 ? -1 : selected_) + direction * step + 2 * band_count()) % band_count();
    if (!node_shown(next)) continue;
    selected_ = next;
    emit band_selected(next);
    return update();
  }
}

void EqEditor::remove(int index) {
  if (index < 0) return;
  set(removed_node(band(index), table_));
  emit gesture_ended();
}

// --- Picture ----------------------------------------------------------------------------------------------------------

void EqEditor::paint_over(QPainter& painter) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(text_font(Text::caption, true));
  for (int pass = 0; pass < 2; ++pass) {  // the selected node on top
    for (int i = 0; i < band_count(); ++i) {
      if (!node_shown(i) || (i == selected_) != (pass == 1)) continue;
      const bool idle = has_gain(i) && value(band(i).gain) == 0.0;
      const QColor colour = band_colour(i);
      const double radius = i == selected_ || i == hovered_ ? kNodeRadius + 1.0 : idle ? kNodeRadius - 1.0 : kNodeRadius;
      painter.setPen(QPen(i == selected_ ? token::kText : idle ? colour : token::kWell, i == selected_ ? 2.0 : 1.5));
      painter.setBrush(idle && i != selected_ ? token::kWell : colour);
      painter.drawEllipse(node(i), radius, radius);
      painter.setPen(idle && i != selected_ ? colour : token::kOnBright);
      painter.drawText(QRectF(node(i).x() - 10, node(i).y() - 10, 20, 20), Qt::AlignCenter, QString::number(i + 1));
    }
  }
  if (hasFocus()) draw_focus(painter, rect());
}

}  // namespace sweetspot::ui
