// Files from the file manager over the timeline.
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPainter>
#include <utility>

#include "ui/arrange/lanes_view.h"
#include "ui/arrange/snap_targets.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/value_bubble.h"
#include "ui/store/store.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {

void LanesView::dragEnterEvent(QDragEnterEvent* event) {
  file_drop_ = files_of(*event->mimeData());
  if (file_drop_.empty()) return event->ignore();
  carry_files(event->position(), event->modifiers() & Qt::AltModifier);
  event->acceptProposedAction();
}

void LanesView::dragMoveEvent(QDragMoveEvent* event) {
  if (file_drop_.empty()) return event->ignore();
  carry_files(event->position(), event->modifiers() & Qt::AltModifier);
  event->acceptProposedAction();
}

void LanesView::dragLeaveEvent(QDragLeaveEvent*) { show_files({}); }

void LanesView::dropEvent(QDropEvent* event) {
  if (file_drop_.empty()) return event->ignore();
  carry_files(event->position(), event->modifiers() & Qt::AltModifier);
  event->acceptProposedAction();
  const FileDrop drop = std::exchange(file_drop_, {});
  show_files({});
  emit files_dropped(drop);
}

void LanesView::carry_files(QPointF at, bool ignore_snap) {
  const Frames under = std::max<Frames>(0, frame_at(at.x()));
  const Snap snap = ignore_snap ? Snap::off : model_.snap();
  file_drop_.at = std::max<Frames>(0, under + snap_step(under, snap, model_.grid(), model_.targets({}), reach()).by);
  file_drop_.tracks = tracks_from(model_.rows(), static_cast<int>(at.y()) + model_.rows_scroll());
  if (file_drop_.tracks.size() > file_drop_.files.size()) file_drop_.tracks.resize(file_drop_.files.size());
  ValueBubble::show_for(*this, drop_words(file_drop_, model_.session().rate), mapToGlobal(at.toPoint()));
  emit model_.hint_changed(ignore_snap ? QString("Snap ignored while Alt is held · below the last track: new tracks")
                                       : "Snap: " + snap_label(model_.snap()) + " · Alt ignores it · below the last track: new tracks");
  update();
}

void LanesView::show_files(const FileDrop& drop) {
  file_drop_ = drop;
  ValueBubble::hide_for(*this);
  update();
}

void LanesView::draw_file_drop(QPainter& painter) const {
  if (file_drop_.empty()) return;
  const auto boxes =
      ghost_boxes(file_drop_, model_.rows(), model_.scale(), model_.rows_scroll(), model_.session().rate, model_.track_height());
  painter.save();
  painter.setFont(text_font(Text::small));
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    painter.setPen(QPen(token::kAccent, 1.5, Qt::DashLine));
    painter.setBrush(QColor(token::kAccent.red(), token::kAccent.green(), token::kAccent.blue(), 50));
    painter.drawRect(boxes[i]);
    painter.setPen(token::kText);
    const QString name = QString::fromStdString(file_drop_.files[i].filename().string());
    const QRectF place = boxes[i].adjusted(6, 4, -4, -4);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignTop,
                     painter.fontMetrics().elidedText(name, Qt::ElideRight, static_cast<int>(place.width())));
  }
  painter.restore();
}

}  // namespace sweetspot::ui
