// Choosing, moving and sizing tracks by their heads, with the mouse and with keys.
#include <QKeyEvent>
#include <QMouseEvent>
#include <algorithm>
#include <set>
#include <utility>

#include "ui/arrange/header_actions.h"
#include "ui/arrange/header_list.h"
#include "ui/arrange/timeline_model.h"
#include "ui/arrange/track_header.h"
#include "ui/controls/value_bubble.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"

namespace sweetspot::ui {
namespace {

constexpr int kEdge = 5;       // of a head's lower edge
constexpr int kClickSlop = 4;  // a shorter move is a click's tremble
constexpr int kMark = 3;       // thickness of the line where tracks land
constexpr int kScrollStep = 12;

Tracks in_order(const Session& session, const std::set<StripId>& chosen) {
  Tracks tracks;
  for (const auto& track : session.tracks)
    if (chosen.contains(track->strip.id)) tracks.push_back(track->strip.id);
  return tracks;
}

}  // namespace

bool HeaderList::on_edge(const TrackRow& row, int y) const { return y >= row.bottom() - kEdge; }

void HeaderList::press_edge(const TrackRow& row, QMouseEvent* event) {
  Gesture gesture{.track = row.strip, .pressed = event->pos(), .resizes = true};
  gesture.height = row.height;
  gesture.all_heights = model_.track_height();
  gesture.own_heights = model_.heights();
  gesture.sized = {row.strip};
  if (model_.chosen().contains(row.strip)) gesture.sized = model_.chosen();
  if (event->modifiers() & Qt::ShiftModifier) gesture.sized.clear();  // all
  gesture_ = gesture;
}

void HeaderList::press_track(const TrackRow& row, QMouseEvent* event) {
  const StripId track = row.strip;
  heading_.reset();
  // Clips of other tracks are no longer meant: keys would act on them while the inspector tells of this track.
  std::set<RegionId> kept;
  if (const Track* found = find_track(model_.session(), track))
    for (const Region& region : found->regions)
      if (model_.store().selected_regions().contains(region.id)) kept.insert(region.id);
  model_.store().select_regions(std::move(kept));
  Gesture gesture{.track = track, .pressed = event->pos()};
  if (event->modifiers() & Qt::ShiftModifier) {
    choose_up_to(track);
  } else if (event->modifiers() & Qt::ControlModifier) {
    std::set<StripId> chosen = model_.chosen();
    const bool leaves = chosen.contains(track) && chosen.size() > 1;
    if (leaves) chosen.erase(track);
    model_.choose(chosen, leaves ? in_order(model_.session(), chosen).front() : track);
    if (leaves) return;
  } else if (model_.chosen().contains(track)) {
    gesture.narrows = model_.chosen().size() > 1;
    model_.choose(model_.chosen(), track);
  } else {
    model_.choose({}, track);
  }
  gesture_ = gesture;
}

// All that is shown between the selected track and this one.
void HeaderList::choose_up_to(StripId track) {
  const StripId anchor = model_.store().selected_strip();
  const auto& rows = model_.rows();
  const auto place = [&](StripId id) {
    return std::ranges::find_if(rows, [id](const TrackRow& row) { return !row.heading && !row.take && !row.desk && row.strip == id; }) - rows.begin();
  };
  auto from = place(anchor), to = place(track);
  if (from == std::ssize(rows)) return model_.choose({}, track);
  if (from > to) std::swap(from, to);
  std::set<StripId> chosen;
  for (auto i = from; i <= to; ++i)
    if (!rows[static_cast<std::size_t>(i)].heading && !rows[static_cast<std::size_t>(i)].desk) chosen.insert(rows[static_cast<std::size_t>(i)].strip);
  model_.choose(chosen, anchor);
}

void HeaderList::mouseMoveEvent(QMouseEvent* event) {
  if (!(event->buttons() & Qt::LeftButton)) return show_pointer(event->pos());
  if (!gesture_) return;
  if (!gesture_->moved && (event->pos() - gesture_->pressed).manhattanLength() < kClickSlop) return;
  if (!std::exchange(gesture_->moved, true)) grabKeyboard();  // Esc must reach us
  gesture_->resizes ? drag_height(event->pos()) : drag_tracks(event->pos());
}

void HeaderList::drag_height(QPoint at) {
  const int height = std::clamp(gesture_->height + at.y() - gesture_->pressed.y(), kLeastTrackHeight, kMostTrackHeight);
  if (gesture_->sized.empty())
    model_.set_track_height(height);
  else
    model_.set_heights(gesture_->sized, height);
  const auto count = gesture_->sized.size();
  const QString whom = count == 0 ? ", all tracks" : count > 1 ? QString(", %1 tracks").arg(count) : QString();
  ValueBubble::show_for(*this, QString("Height %1 px%2").arg(height).arg(whom), mapToGlobal(at));
  emit model_.hint_changed("Height of the track · with Shift all, with several chosen theirs · Esc restores");
}

void HeaderList::drag_tracks(QPoint at) {
  if (at.y() < 0) model_.scroll_rows(model_.rows_scroll() - kScrollStep);
  if (at.y() > height()) model_.scroll_rows(model_.rows_scroll() + kScrollStep);
  const Tracks tracks = model_.with_chosen(gesture_->track);
  gesture_->landing = landing_at(model_.session(), model_.rows(), at.y() + model_.rows_scroll());
  mark_->setGeometry(mark());
  mark_->setVisible(gesture_->landing.has_value());
  mark_->raise();
  if (gesture_->landing) ValueBubble::show_for(*this, landing_words(model_.session(), tracks, *gesture_->landing), mapToGlobal(at));
  emit model_.hint_changed("Let go where the line shows · in another bus's section they are routed to that bus · Esc leaves them");
}

QRect HeaderList::mark() const {
  if (!gesture_ || !gesture_->landing) return {};
  const int y = std::clamp(gesture_->landing->y - model_.rows_scroll() - kMark / 2, 0, std::max(0, height() - kMark));
  return {0, y, width(), kMark};
}

void HeaderList::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !gesture_) return;
  if (!gesture_->moved && gesture_->narrows) model_.choose({}, gesture_->track);
  end_gesture(false);
}

void HeaderList::end_gesture(bool restore) {
  if (!gesture_) return;
  const Gesture gesture = *std::exchange(gesture_, std::nullopt);
  mark_->hide();
  ValueBubble::hide_for(*this);
  if (!gesture.moved) return;
  releaseKeyboard();
  if (restore && gesture.resizes) model_.restore_heights(gesture.all_heights, gesture.own_heights);
  if (restore || gesture.resizes || !gesture.landing) return;
  land_tracks(model_.store(), model_.with_chosen(gesture.track), *gesture.landing);
}

void HeaderList::show_pointer(QPoint at) {
  const TrackRow* row = row_at(model_.rows(), at.y() + model_.rows_scroll());
  const bool edge = row && !row->heading && !row->take && !row->desk && on_edge(*row, at.y() + model_.rows_scroll());
  const bool fold = row && row->heading;
  setCursor(edge ? Qt::SizeVerCursor : fold ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (edge)
    emit model_.hint_changed("Drag for the height of the track · with Shift all, with several chosen theirs · double-click: as the others");
  if (fold) emit model_.hint_changed(row->folded ? "Click to unfold · Right unfolds" : "Click to fold its tracks away · Left folds");
}

bool HeaderList::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool own = key->key() == Qt::Key_Up || key->key() == Qt::Key_Down || key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
    const bool plain = !(key->modifiers() & Qt::ControlModifier);
    const bool across = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
    const TrackRow* row = current_row();
    const bool folds =
        row && row->heading && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && key->modifiers() == Qt::NoModifier;
    if (folds || (own && plain && !(across && key->modifiers() & (Qt::AltModifier | Qt::ShiftModifier))) ||
        (key->key() == Qt::Key_Escape && dragging())) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

void HeaderList::keyPressEvent(QKeyEvent* event) {
  const bool alt = event->modifiers() & Qt::AltModifier;
  const int direction = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
  if (event->key() == Qt::Key_Escape && dragging()) return end_gesture(true);
  if (dragging()) return;
  if (direction != 0 && alt) return move_chosen(direction);
  if (direction != 0) return step_row(direction, event->modifiers() & Qt::ShiftModifier);
  if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) return fold_by_key(event->key() == Qt::Key_Left);
  if (const TrackRow* row = current_row(); row && row->heading && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
    return fold(TrackRow(*row));
  QWidget::keyPressEvent(event);
}

void HeaderList::move_chosen(int direction) {
  Store& store = model_.store();
  const Tracks tracks = model_.with_chosen(store.selected_strip());
  if (!find_track(model_.session(), store.selected_strip())) return emit model_.hint_changed("Move tracks: choose a track first");
  const auto landing = landing_beside(model_.session(), model_.rows(), {tracks.begin(), tracks.end()}, direction);
  if (!landing)
    return emit model_.hint_changed(direction < 0 ? "It is the first of its section · drag it to move it to another bus"
                                                  : "It is the last of its section · drag it to move it to another bus");
  land_tracks(store, tracks, *landing);
}

const TrackRow* HeaderList::current_row() const {
  const auto& rows = model_.rows();
  if (heading_) {
    const auto found = std::ranges::find_if(rows, [&](const TrackRow& row) {
      return row.heading && heading_ == std::pair{row.strip, row.group};
    });
    if (found != rows.end()) return &*found;
  }
  return row_of(rows, model_.store().selected_strip());
}

void HeaderList::step_row(int direction, bool extend) {
  const auto& rows = model_.rows();
  const TrackRow* now = current_row();
  auto at = now ? now - rows.data() : direction > 0 ? std::ptrdiff_t{-1} : std::ssize(rows);
  do at += direction;
  while (at >= 0 && at < std::ssize(rows) &&
         (rows[static_cast<std::size_t>(at)].take || (extend && rows[static_cast<std::size_t>(at)].heading)));
  if (at < 0 || at >= std::ssize(rows)) return;
  const TrackRow row = rows[static_cast<std::size_t>(at)];
  if (row.heading) {
    heading_ = std::pair{row.strip, row.group};
    setAccessibleDescription(row.title + (row.folded ? ", folded" : ", unfolded"));
  } else {
    heading_.reset();
    std::set<StripId> chosen = extend ? model_.chosen() : std::set<StripId>{};
    model_.choose(chosen, row.strip);
    setAccessibleDescription(words(find_strip(model_.session(), row.strip)->name));
  }
  if (row.y < model_.rows_scroll()) model_.scroll_rows(row.y);
  if (row.bottom() > model_.rows_scroll() + height()) model_.scroll_rows(row.bottom() - height());
  show_focus();
  update();
}

void HeaderList::fold_by_key(bool fold_it) {
  const TrackRow* row = current_row();
  if (!row) return;
  if (row->heading) {
    if (row->folded != fold_it) fold(TrackRow(*row));
    return;
  }
  const StripId bus = bus_of_track(model_.session(), row->strip);
  const auto& rows = model_.rows();
  const auto heading = std::ranges::find_if(rows, [bus](const TrackRow& r) { return r.heading && !r.group && r.strip == bus; });
  if (fold_it && heading != rows.end()) fold(TrackRow(*heading));
}

void HeaderList::show_focus() {
  const TrackRow* row = hasFocus() ? current_row() : nullptr;
  for (const auto& [id, head] : headers_) head->set_focus_shown(row && !row->heading && row->strip == id);
}

void HeaderList::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  show_focus();
  update();
}

void HeaderList::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  show_focus();
  update();
}

}  // namespace sweetspot::ui
