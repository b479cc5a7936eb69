#include "ui/arrange/lanes_view.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QWheelEvent>
#include <cmath>

#include "ui/arrange/lanes_hints.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/hint.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

constexpr double kWheelZoom = 1.2;  // a notch

}  // namespace

LanesView::LanesView(TimelineModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAcceptDrops(true);
  setMouseTracking(true);
  setFocusPolicy(Qt::ClickFocus);
  setAccessibleName("Timeline");
  set_hint(*this, lanes_hint(ClipPart::none));
  const auto repaint_all = [this] { update(); };
  connect(&model, &TimelineModel::scale_changed, this, repaint_all);
  connect(&model, &TimelineModel::rows_changed, this, repaint_all);
  connect(&model, &TimelineModel::options_changed, this, repaint_all);
  Store& store = model.store();
  connect(&store, &Store::session_changed, this, [this] {
    if ((drag_ || gain_drag_ || swipe_) && !committing_)
      end_drag(false);  // somebody else changed the song: what was begun no longer stands
    update();
  });
  connect(&store, &Store::selection_changed, this, repaint_all);
  connect(&store, &Store::overview_ready, this, repaint_all);
  connect(&store, &Store::opened, this, [this] {
    tiles_.clear();
    samples_.clear();
  });
  connect(&samples_, &SamplePieces::ready, this, repaint_all);
  connect(&store, &Store::playhead_moved, this, &LanesView::move_playhead);
}

void LanesView::set_missing(std::set<MediaId> missing) {
  missing_ = std::move(missing);
  update();
}

void LanesView::say(const QString& sentence) {
  setAccessibleDescription(sentence);
  QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&changed);
}

void LanesView::show_kept(KeptSpans kept) {
  kept_ = std::move(kept);
  update();
}

std::vector<ClipBox> LanesView::boxes() const {
  return clip_boxes(model_.session(), model_.rows(), model_.scale(), size(), model_.rows_scroll(), model_.store().selected_regions());
}

Frames LanesView::frame_at(double x) const { return std::llround(model_.scale().first + x * model_.scale().frames_per_pixel); }

Frames LanesView::reach() const { return std::llround(kSnapReach * model_.scale().frames_per_pixel); }

void LanesView::resizeEvent(QResizeEvent*) { model_.set_view(size()); }

StripId LanesView::track_at(double y) const {
  const TrackRow* row = row_at(model_.rows(), static_cast<int>(y) + model_.rows_scroll());
  return row && !row->heading && !row->desk ? row->strip : StripId{};
}

bool LanesView::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && dragging() && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    event->accept();
    return true;
  }
  if (event->type() == QEvent::Leave) {
    pointer_ = {-1, -1};
    update();
  }
  return QWidget::event(event);
}

void LanesView::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && dragging()) {
    end_drag(true);
    marquee_.reset();
    update();
    return;
  }
  // Alt pressed or let go in the middle of a drag counts at once.
  if (drag_ && moved_ && event->key() == Qt::Key_Alt) drag_to(pointer_, true);
  QWidget::keyPressEvent(event);
}

void LanesView::wheelEvent(QWheelEvent* event) {
  const QPoint pixels = event->pixelDelta();
  const QPointF turned = pixels.isNull() ? QPointF(event->angleDelta()) / 120.0 : QPointF(pixels) / 40.0;  // notches
  const double notches = turned.y() != 0.0 ? turned.y() : turned.x();
  const Qt::KeyboardModifiers keys = event->modifiers();
  event->accept();
  if (keys & Qt::ControlModifier && keys & Qt::ShiftModifier) {
    model_.grow_tracks(static_cast<int>(std::lround(notches * 8.0)));
  } else if (keys & Qt::ControlModifier) {
    model_.zoom(std::pow(kWheelZoom, notches), event->position().x());
  } else if (keys & Qt::ShiftModifier) {
    model_.scroll(-notches * 80.0);
  } else {
    if (turned.x() != 0.0) model_.scroll(-turned.x() * 80.0);
    if (turned.y() != 0.0) model_.scroll_rows(model_.rows_scroll() - static_cast<int>(std::lround(turned.y() * 48.0)));
  }
}

}  // namespace sweetspot::ui
