// What the mouse and the keyboard do to an equalizer's nodes.
#include <algorithm>
#include <cmath>

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>

#include "ui/controls/value_bubble.h"
#include "ui/panels/eq_editor.h"

namespace sweetspot::ui {
namespace {

constexpr double kFine = 0.1;
constexpr double kKeyOctaves = 1.0 / 12.0;
constexpr double kKeyDb = 0.5;
constexpr double kWheelOctaves = 0.25;  // of Q, a step

bool wants_fine(Qt::KeyboardModifiers modifiers) { return modifiers & (Qt::ShiftModifier | Qt::ControlModifier); }

QString shown(const ParamSpec& spec, double value) { return QString::fromStdString(display_text(spec, value)); }

}  // namespace

// --- Changes ----------------------------------------------------------------------------------------------------------

void EqEditor::set(ParamChanges changes) {
  std::erase_if(changes, [&](const ParamChange& change) {
    const auto i = static_cast<std::size_t>(index_of(table_, change.key));
    if (values_[i] == change.value) return true;
    values_[i] = change.value;
    return false;
  });
  if (changes.empty()) return;
  curves_changed();
  emit changed(changes);
}

void EqEditor::set_one(std::size_t param, double to) {
  set({{spec(param).key, to}});
  emit gesture_ended();
}

// The band's own parameters come first, so that hearing it alone is part of the same step as moving it.
void EqEditor::set_in_drag(double freq, double gain, double audition) {
  const EqBand& b = band(drag_->band);
  ParamChanges changes{{spec(b.freq).key, freq}};
  if (has_gain(drag_->band)) changes.push_back({spec(b.gain).key, gain});
  if (!drag_->alone) return set(std::move(changes));
  changes.push_back({spec(static_cast<std::size_t>(audition_)).key, audition});
  for (const ParamChange& change : changes) values_[static_cast<std::size_t>(index_of(table_, change.key))] = change.value;
  curves_changed();
  emit changed(changes);
}

void EqEditor::choose(int index) {
  if (index == selected_) return;
  select(index);
  emit band_selected(index);
}

void EqEditor::show_words(int index, QPointF screen) {
  const bool alone = drag_ && drag_->alone;
  ValueBubble::show_for(*this, words(index) + (alone ? "  alone" : ""), screen.toPoint());
}

// Steps of the wheel or the keys that are still one gesture end before another begins.
void EqEditor::finish_steps() {
  if (!steps_end_.isActive()) return;
  steps_end_.stop();
  emit gesture_ended();
}

void EqEditor::add_at(QPointF place, std::string_view type) {
  finish_steps();
  const auto fresh = free_band(bands_, table_, values_);
  if (!fresh) return;
  const CurveScale& s = scale();
  const double route = route_ ? static_cast<double>(*route_) : 0.0;
  set(added_node(bands_[*fresh], table_, s.hz(place.x()), s.db(place.y()), type, route));
  choose(static_cast<int>(*fresh));
  emit gesture_ended();
}

void EqEditor::remove(int index) {
  if (index < 0) return;
  finish_steps();
  set(removed_node(band(index), table_));
  emit gesture_ended();
}

// --- Mouse ------------------------------------------------------------------------------------------------------------

void EqEditor::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  const int hit = node_at(event->position());
  if (hit < 0) return;
  finish_steps();
  choose(hit);
  const EqBand& b = band(hit);
  drag_ = Drag{hit, event->position(), node(hit), value(b.freq), value(b.gain), value(b.q), false, 0.0};
  grabKeyboard();  // Esc must reach us, wherever the focus is
  if (event->modifiers() & Qt::AltModifier && audition_ >= 0) {
    drag_->alone = true;
    drag_->audition_before = value(static_cast<std::size_t>(audition_));
    set_in_drag(drag_->freq_before, drag_->gain_before, hit + 1.0);
    show_words(hit, event->globalPosition());
  }
  update();
}

void EqEditor::mouseMoveEvent(QMouseEvent* event) {
  guard_.moved(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
  if (drag_) return drag_to(*event);
  hover(event->position());
  if (hovered_ >= 0) show_words(hovered_, event->globalPosition());
}

void EqEditor::drag_to(const QMouseEvent& event) {
  const QPointF moved = event.position() - drag_->pointer;
  if (moved.isNull()) return;
  drag_->node += moved * (wants_fine(event.modifiers()) ? kFine : 1.0);
  drag_->pointer = event.position();
  pointer_ = event.position();
  const EqBand& b = band(drag_->band);
  set_in_drag(constrain(spec(b.freq), scale().hz(drag_->node.x())), constrain(spec(b.gain), scale().db(drag_->node.y())),
              drag_->band + 1.0);
  show_words(drag_->band, event.globalPosition());
}

void EqEditor::end_drag(bool restore) {
  if (!drag_) return;
  releaseKeyboard();
  ValueBubble::hide_for(*this);
  const EqBand& b = band(drag_->band);
  const double freq = restore ? drag_->freq_before : value(b.freq), gain = restore ? drag_->gain_before : value(b.gain);
  const bool touched = freq != drag_->freq_before || gain != drag_->gain_before || (!restore && value(b.q) != drag_->q_before);
  const bool changed_anything = touched || restore || drag_->alone;
  set_in_drag(freq, gain, drag_->audition_before);
  if (restore) set({{spec(b.q).key, drag_->q_before}});
  drag_.reset();
  update();
  if (!changed_anything) return;
  touched ? emit gesture_ended() : emit gesture_cancelled();
}

void EqEditor::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) end_drag(false);
}

void EqEditor::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return event->ignore();
  const int hit = node_at(event->position());
  if (hit < 0) return add_at(event->position(), "bell");
  finish_steps();
  set_one(band(hit).gain, 0.0);
}

void EqEditor::wheelEvent(QWheelEvent* event) {
  const int over = drag_ ? drag_->band : node_at(event->position());
  const bool still = drag_ || guard_.accepts(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
  if (over < 0 || !still) return event->ignore();
  event->accept();
  if (over != selected_) finish_steps();
  choose(over);
  const int turned = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
  scale_q(turned / 120.0 * kWheelOctaves * (wants_fine(event->modifiers()) ? kFine : 1.0));
  show_words(selected_, event->globalPosition());
}

void EqEditor::hover(std::optional<QPointF> position) {
  const int over = position ? node_at(*position) : -1;
  pointer_ = position;
  update(readout_rect(plot_));
  if (over == hovered_) return;
  hovered_ = over;
  setCursor(over >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (over < 0) ValueBubble::hide_for(*this);
  curves_changed();
}

void EqEditor::enterEvent(QEnterEvent* event) {
  guard_.moved(WheelGuard::Time::clock::now(), mapToGlobal(QPoint()), event->globalPosition().toPoint());
}

void EqEditor::leaveEvent(QEvent*) {
  guard_.left();
  if (!drag_) ValueBubble::hide_for(*this);
  hover({});
}

// A band that is heard alone while it is held is let go of with the picture.
void EqEditor::hideEvent(QHideEvent*) { end_drag(true); }

// --- Menus ------------------------------------------------------------------------------------------------------------

void EqEditor::contextMenuEvent(QContextMenuEvent* event) {
  if (drag_) return;
  const bool by_mouse = event->reason() == QContextMenuEvent::Mouse;
  const int hit = by_mouse ? node_at(event->pos()) : selected_;
  if (hit < 0 && !by_mouse) return;
  ValueBubble::hide_for(*this);
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (hit >= 0) {
    choose(hit);
    fill_node_menu(*menu, hit);
  } else {
    fill_place_menu(*menu, event->pos());
  }
  menu->popup(event->globalPos());
}

void EqEditor::fill_node_menu(QMenu& menu, int index) {
  const EqBand& b = band(index);
  const auto add = [this](QMenu& into, std::size_t param, double choice) {
    QAction* action = into.addAction(shown(spec(param), choice), this, [this, param, choice] { set_one(param, choice); });
    action->setCheckable(true);
    action->setChecked(value(param) == choice);
  };
  for (std::size_t i = 0; i < spec(b.type).choices.size(); ++i) add(menu, b.type, double(i));
  menu.addSeparator();
  if (b.slope && band_has_slope(spec(b.type), value(b.type))) {
    QMenu* slopes = menu.addMenu("Slope");
    for (const double slope : {6.0, 12.0, 18.0, 24.0, 30.0, 36.0, 48.0, 72.0, 96.0}) add(*slopes, *b.slope, slope);
  }
  if (b.route) {
    QMenu* routes = menu.addMenu("Acts on");
    for (std::size_t i = 0; i < spec(*b.route).choices.size(); ++i) add(*routes, *b.route, double(i));
  }
  const auto add_switch = [&](const QString& text, std::size_t param, double on) {
    const bool is_on = value(param) == on;
    QAction* action = menu.addAction(text, this, [this, param, on, is_on] { set_one(param, is_on ? 0.0 : on); });
    action->setCheckable(true);
    action->setChecked(is_on);
  };
  if (b.dynamic && has_gain(index)) add_switch("Dynamic", *b.dynamic, 1.0);
  if (audition_ >= 0) add_switch("Hear it alone", static_cast<std::size_t>(audition_), index + 1.0);
  menu.addSeparator();
  menu.addAction("Remove\tDel", this, [this, index] { remove(index); });
}

void EqEditor::fill_place_menu(QMenu& menu, QPointF place) {
  const ParamSpec& type = spec(band(0).type);
  for (std::size_t i = 0; i < type.choices.size(); ++i)
    menu.addAction("Add " + shown(type, double(i)).toLower(), this, [this, place, key = type.choices[i]] { add_at(place, key); });
  menu.setEnabled(free_band(bands_, table_, values_).has_value());
}

// --- Keyboard ---------------------------------------------------------------------------------------------------------

bool EqEditor::handles(const QKeyEvent& event) const {
  if (drag_) return event.key() == Qt::Key_Escape;
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
  return QWidget::event(event);
}

void EqEditor::keyPressEvent(QKeyEvent* event) {
  if (!handles(*event)) return QWidget::keyPressEvent(event);
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
  if (!drag_) steps_end_.start();
}

void EqEditor::choose_next(int direction) {
  finish_steps();
  for (int step = 1; step <= band_count(); ++step) {
    const int next = ((selected_ < 0 && direction > 0 ? -1 : selected_) + direction * step + 2 * band_count()) % band_count();
    if (node_shown(next)) return choose(next);
  }
}

}  // namespace sweetspot::ui
