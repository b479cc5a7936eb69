#include "ui/arrange/automation_lane_view.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <algorithm>
#include <cmath>

#include "engine/session/automation_edits.h"
#include "engine/session/automation_point_edits.h"
#include "engine/session/automation_values.h"
#include "engine/studio/processors.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/hint.h"
#include "ui/controls/number_entry.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

constexpr double kFineNudgeSeconds = 0.001;
constexpr double kNudgeBeats = 0.25;

// What was copied last, from whatever lane: its points from frame 0 on.
AutomationPoints& clipboard() {
  static AutomationPoints points;
  return points;
}

}  // namespace

AutomationLaneView::AutomationLaneView(TimelineModel& model, StripId strip, AutomationTarget target, QWidget* parent)
    : QWidget(parent), model_(model), strip_(strip), target_(std::move(target)) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  Store& store = model.store();
  connect(&model, &TimelineModel::scale_changed, this, &AutomationLaneView::redraw);
  connect(&model, &TimelineModel::options_changed, this, &AutomationLaneView::redraw);
  connect(&store, &Store::session_changed, this, &AutomationLaneView::session_changed);
  connect(&store, &Store::playhead_moved, this, &AutomationLaneView::move_playhead);
  set_hint(
      *this,
      "Click the line to add a point · drag points to move them, Shift fine, Alt ignores snap · Ctrl+drag draws · right-click for curves "
      "and scaling · Del deletes, Ctrl+C and Ctrl+V copy");
  tell_readers();
}

bool AutomationLaneView::exists() const { return target_exists(model_.session(), strip_, target_, processor_catalog()); }

CurveFrame AutomationLaneView::frame() const {
  return {model_.scale(), QSizeF(size()), edit::target_param(model_.session(), strip_, target_, processor_catalog())};
}

AutomationPoints AutomationLaneView::points() const {
  const Strip* const strip = find_strip(model_.session(), strip_);
  const AutomationLane* const lane = strip ? edit::find_lane(*strip, target_) : nullptr;
  return lane ? lane->points : AutomationPoints{};
}

double AutomationLaneView::resting() const { return resting_value(model_.session(), strip_, target_, processor_catalog()); }

QString AutomationLaneView::name() const { return words(target_name(model_.session(), strip_, target_, processor_catalog())); }

QString AutomationLaneView::gesture_target() const {
  return QString("automation/%1/%2/%3/%4").arg(strip_.value).arg(target_.device.value).arg(target_.send.value).arg(words(target_.param));
}

Frames AutomationLaneView::time_at(double x, bool ignore_snap) const {
  return snapped(model_.scale().frame(x), ignore_snap ? Snap::off : model_.snap(), model_.grid());
}

void AutomationLaneView::set_pencil(bool on) {
  pencil_ = on;
  setCursor(on ? Qt::CrossCursor : Qt::ArrowCursor);
}

void AutomationLaneView::choose(std::set<Frames> points) {
  if (points == chosen_) return;
  chosen_ = std::move(points);
  tell_readers();
  redraw();
}

// --- Edits ----------------------------------------------------------------------------------------------------------

void AutomationLaneView::commit(const QString& what, const std::function<SessionPtr(const SessionPtr&)>& edit, bool gesture) {
  model_.store().edit(what + " of " + name(), edit, gesture ? gesture_target() : QString());
}

void AutomationLaneView::delete_chosen() {
  if (chosen_.empty()) return;
  const auto which = chosen_;
  commit(
      which.size() == 1 ? "Delete point" : "Delete points",
      [&](const SessionPtr& s) { return edit::delete_points(s, strip_, target_, which, processor_catalog()); }, false);
}

void AutomationLaneView::copy_chosen(bool cut) {
  if (chosen_.empty()) {
    emit model_.hint_changed("Copy: choose points first, by a drag over empty ground");
    return;
  }
  clipboard().clear();
  const Frames first = *chosen_.begin();
  for (AutomationPoint point : points()) {
    if (!chosen_.contains(point.at)) continue;
    point.at -= first;
    clipboard().push_back(point);
  }
  if (cut) delete_chosen();
}

void AutomationLaneView::paste() {
  if (clipboard().empty()) {
    emit model_.hint_changed("Paste: copy points first");
    return;
  }
  const Frames at = model_.store().studio().playhead();
  commit(
      "Paste points", [&](const SessionPtr& s) { return edit::paste_points(s, strip_, target_, clipboard(), at, processor_catalog()); },
      false);
  std::set<Frames> pasted;
  for (const AutomationPoint& point : clipboard()) pasted.insert(point.at + at);
  choose(std::move(pasted));
}

void AutomationLaneView::set_curve_of_chosen(Curve curve) {
  const auto which = chosen_;
  commit(
      "Curve", [&](const SessionPtr& s) { return edit::set_curve(s, strip_, target_, which, curve, processor_catalog()); }, false);
}

void AutomationLaneView::scale_chosen(double factor, double offset) {
  if (chosen_.empty()) return;
  double sum = 0.0;
  for (const AutomationPoint& point : points())
    if (chosen_.contains(point.at)) sum += point.value;
  const edit::PointScale scale{sum / static_cast<double>(chosen_.size()), factor, offset};
  const auto which = chosen_;
  commit(
      "Scale points", [&](const SessionPtr& s) { return edit::scale_points(s, strip_, target_, which, scale, processor_catalog()); },
      false);
}

void AutomationLaneView::add_point(QPointF at, bool ignore_snap, bool keep_gesture, bool on_line) {
  const CurveFrame view = frame();
  const Frames when = time_at(at.x(), ignore_snap);
  const Curve curve = only_steps(view.spec) ? Curve::hold : Curve::line;
  const AutomationLane* const lane = edit::find_lane(*find_strip(model_.session(), strip_), target_);
  const double line = lane && !lane->points.empty() ? value_at(*lane, when) : resting();
  const AutomationPoint point{when, on_line ? line : view.value(at.y()), curve};
  commit(
      "Add point", [&](const SessionPtr& s) { return edit::set_point(s, strip_, target_, point, processor_catalog()); }, keep_gesture);
  choose({when});
}

void AutomationLaneView::step_values(double steps, bool fine) {
  if (chosen_.empty()) return;
  const ParamSpec spec = frame().spec;
  const bool decibels = spec.unit == Unit::decibels || spec.unit == Unit::decibels_true_peak || spec.unit == Unit::loudness;
  const auto change = [&](AutomationPoint point) {
    if (only_steps(spec))
      point.value += steps;
    else if (decibels)
      point.value += steps * (fine ? 0.1 : 0.5);
    else
      point.value = value_from_travel(spec, std::clamp(travel_from_value(spec, point.value) + steps * (fine ? 0.002 : 0.01), 0.0, 1.0));
    return point;
  };
  const auto which = chosen_;
  model_.store().edit_by_wheel(
      "Move points of " + name(),
      [&](const SessionPtr& s) { return edit::change_points(s, strip_, target_, which, change, processor_catalog()); }, gesture_target());
}

void AutomationLaneView::step_time(int direction, bool fine) {
  if (chosen_.empty()) return;
  const Frames by = direction * (fine ? frames_from_seconds(kFineNudgeSeconds, model_.session().rate) : model_.grid().length(kNudgeBeats));
  if (*chosen_.begin() + by < 0) return;
  const auto which = chosen_;
  std::set<Frames> after;
  model_.store().edit_by_wheel(
      "Move points of " + name(),
      [&](const SessionPtr& s) {
        const auto change = [by](AutomationPoint p) { return AutomationPoint{p.at + by, p.value, p.curve}; };
        return edit::change_points(s, strip_, target_, which, change, processor_catalog(), &after);
      },
      gesture_target());
  choose(std::move(after));
}

void AutomationLaneView::step_choice(int direction) {
  const AutomationPoints all = points();
  if (all.empty()) return;
  std::size_t at = direction > 0 ? 0 : all.size() - 1;
  if (!chosen_.empty()) {
    const Frames from = direction > 0 ? *chosen_.rbegin() : *chosen_.begin();
    const auto found = std::ranges::find(all, from, &AutomationPoint::at) - all.begin();
    at = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(found + direction, 0, static_cast<std::ptrdiff_t>(all.size()) - 1));
  }
  choose({all[at].at});
}

void AutomationLaneView::type_value() {
  if (chosen_.empty()) return;
  const CurveFrame view = frame();
  const AutomationPoints all = points();
  const auto point = std::ranges::find(all, *chosen_.begin(), &AutomationPoint::at);
  if (point == all.end()) return;
  const double x = std::clamp(view.scale.x(static_cast<double>(point->at)), 4.0, width() - 96.0);
  const double y = std::clamp(view.y(point->value) - 12.0, 0.0, height() - 24.0);
  auto* entry =
      new NumberEntry(*this, QRect(static_cast<int>(x), static_cast<int>(y), 92, 24), words(display_text(view.spec, point->value)));
  entry->setAccessibleName("Value of the chosen points");
  connect(entry, &NumberEntry::committed, this, [this, spec = view.spec](const QString& text) {
    model_.store().attempt([&] {
      const double value = parse_value(spec, text.toStdString());
      const auto which = chosen_;
      const auto change = [value](AutomationPoint p) { return AutomationPoint{p.at, value, p.curve}; };
      commit(
          "Set points", [&](const SessionPtr& s) { return edit::change_points(s, strip_, target_, which, change, processor_catalog()); },
          false);
    });
  });
}

void AutomationLaneView::tell_readers() {
  if (!exists()) return;
  const Strip* const strip = find_strip(model_.session(), strip_);
  setAccessibleName(name() + " automation of " + words(strip->name));
  const AutomationPoints all = points();
  QString words_ = QString("%1 points").arg(all.size());
  if (chosen_.size() == 1) {
    const auto point = std::ranges::find(all, *chosen_.begin(), &AutomationPoint::at);
    if (point != all.end())
      words_ = words(display_text(frame().spec, point->value)) + " at " + time_text(point->at, model_.session().rate) + ", " + words_;
  } else if (!chosen_.empty()) {
    words_ += QString(", %1 chosen").arg(chosen_.size());
  }
  if (words_ == accessibleDescription()) return;
  setAccessibleDescription(words_);
  QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&changed);
}

// --- Keys -----------------------------------------------------------------------------------------------------------

bool AutomationLaneView::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool ours =
        key->matches(QKeySequence::Copy) || key->matches(QKeySequence::Cut) || key->matches(QKeySequence::Paste) ||
        key->matches(QKeySequence::SelectAll) || (key->key() == Qt::Key_Escape && (drag_ || !chosen_.empty())) ||
        (!chosen_.empty() && (key->key() == Qt::Key_Delete || key->key() == Qt::Key_Backspace || key->key() == Qt::Key_Return ||
                              ((key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) && key->modifiers() & Qt::AltModifier)));
    if (ours) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

void AutomationLaneView::keyPressEvent(QKeyEvent* event) {
  if (!exists()) return QWidget::keyPressEvent(event);
  const bool fine = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
  const bool alt = event->modifiers() & Qt::AltModifier;
  if (event->matches(QKeySequence::Copy)) return copy_chosen(false);
  if (event->matches(QKeySequence::Cut)) return copy_chosen(true);
  if (event->matches(QKeySequence::Paste)) return paste();
  if (event->matches(QKeySequence::SelectAll)) {
    std::set<Frames> all;
    for (const AutomationPoint& point : points()) all.insert(point.at);
    return choose(std::move(all));
  }
  switch (event->key()) {
    case Qt::Key_Escape:
      if (drag_) return end_drag(true);
      return choose({});
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
      return delete_chosen();
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return type_value();
    case Qt::Key_Up:
      return step_values(1, fine);
    case Qt::Key_Down:
      return step_values(-1, fine);
    case Qt::Key_Left:
      return alt ? step_time(-1, event->modifiers() & Qt::ShiftModifier) : step_choice(-1);
    case Qt::Key_Right:
      return alt ? step_time(1, event->modifiers() & Qt::ShiftModifier) : step_choice(1);
    default:
      QWidget::keyPressEvent(event);
  }
}

void AutomationLaneView::focusInEvent(QFocusEvent*) { update(); }
void AutomationLaneView::focusOutEvent(QFocusEvent*) { update(); }

// --- Menu -----------------------------------------------------------------------------------------------------------

void AutomationLaneView::fill_menu(QMenu& menu, std::optional<Frames> point) {
  const bool any = !chosen_.empty();
  const ParamSpec spec = frame().spec;
  if (!only_steps(spec)) {
    const auto curve = [&](const QString& text, Curve kind) {
      QAction* action = menu.addAction(text, this, [this, kind] { set_curve_of_chosen(kind); });
      action->setEnabled(any);
      action->setCheckable(true);
      const AutomationPoints all = points();
      action->setChecked(any &&
                         std::ranges::all_of(all, [&](const AutomationPoint& p) { return !chosen_.contains(p.at) || p.curve == kind; }));
    };
    curve(spec.unit == Unit::decibels ? "Line (even in dB)" : "Line", Curve::line);
    curve("Hold, then step", Curve::hold);
    curve("Smooth", Curve::smooth);
    menu.addSeparator();
    QMenu* scale = menu.addMenu("Scale the chosen points");
    scale->setEnabled(any);
    for (const int percent : {0, 50, 80, 90, 110, 125, 150, 200})
      scale->addAction(percent == 0 ? "All to their mean" : QString("%1 % about their mean").arg(percent), this,
                       [this, percent] { scale_chosen(percent / 100.0, 0.0); });
    if (spec.unit == Unit::decibels) {
      QMenu* shift = menu.addMenu("Raise or lower the chosen points");
      shift->setEnabled(any);
      for (const double db : {3.0, 1.0, 0.5, -0.5, -1.0, -3.0})
        shift->addAction(QString(db > 0 ? "+%1 dB" : "%1 dB").arg(db), this, [this, db] { scale_chosen(1.0, db); });
    }
    menu.addSeparator();
  }
  menu.addAction("Value…\tReturn", this, &AutomationLaneView::type_value)->setEnabled(any);
  menu.addAction("Cut\tCtrl+X", this, [this] { copy_chosen(true); })->setEnabled(any);
  menu.addAction("Copy\tCtrl+C", this, [this] { copy_chosen(false); })->setEnabled(any);
  menu.addAction("Paste at the playhead\tCtrl+V", this, &AutomationLaneView::paste)->setEnabled(!clipboard().empty());
  menu.addAction(point || any ? "Delete\tDel" : "Delete", this, &AutomationLaneView::delete_chosen)->setEnabled(any);
}

void AutomationLaneView::contextMenuEvent(QContextMenuEvent* event) {
  if (!exists()) return;
  const auto point = point_under(points(), frame(), QPointF(event->pos()));
  if (point && !chosen_.contains(*point)) choose({*point});
  QMenu menu(this);
  fill_menu(menu, point);
  menu.exec(event->globalPos());
}

}  // namespace sweetspot::ui
