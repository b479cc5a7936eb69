// Files from the file manager over the heads: they land at the playhead.
#include <QDragEnterEvent>
#include <QMimeData>
#include <utility>

#include "ui/arrange/header_list.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/value_bubble.h"
#include "ui/store/store.h"

namespace sweetspot::ui {

void HeaderList::dragEnterEvent(QDragEnterEvent* event) {
  file_drop_ = files_of(*event->mimeData());
  if (file_drop_.empty()) return event->ignore();
  carry_files(event->position());
  event->acceptProposedAction();
}

void HeaderList::dragMoveEvent(QDragMoveEvent* event) {
  if (file_drop_.empty()) return event->ignore();
  carry_files(event->position());
  event->acceptProposedAction();
}

void HeaderList::dragLeaveEvent(QDragLeaveEvent*) {
  file_drop_ = {};
  ValueBubble::hide_for(*this);
  emit files_carried({});
}

void HeaderList::dropEvent(QDropEvent* event) {
  if (file_drop_.empty()) return event->ignore();
  carry_files(event->position());
  event->acceptProposedAction();
  const FileDrop drop = std::exchange(file_drop_, {});
  ValueBubble::hide_for(*this);
  emit files_carried({});
  emit files_dropped(drop);
}

void HeaderList::carry_files(QPointF at) {
  file_drop_.at = model_.store().studio().playhead();
  file_drop_.tracks = tracks_from(model_.rows(), static_cast<int>(at.y()) + model_.rows_scroll());
  if (file_drop_.tracks.size() > file_drop_.files.size()) file_drop_.tracks.resize(file_drop_.files.size());
  ValueBubble::show_for(*this, drop_words(file_drop_, model_.session().rate), mapToGlobal(at.toPoint()));
  emit model_.hint_changed("Drop to place at the playhead · over the timeline: at the pointer · below the last track: new tracks");
  emit files_carried(file_drop_);
}

}  // namespace sweetspot::ui
