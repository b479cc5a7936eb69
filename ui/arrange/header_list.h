// The heads of all tracks, moving with the timeline's rows.
#pragma once

#include <QWidget>
#include <unordered_map>

#include "engine/session/ids.h"

class QMenu;

namespace sweetspot::ui {

class TimelineModel;
class TrackHeader;
struct TrackRow;

// Clicking a heading folds its tracks away; clicking a take hears all of it, double-clicking renames it. [main]
class HeaderList : public QWidget {
  Q_OBJECT
 public:
  explicit HeaderList(TimelineModel& model, QWidget* parent = nullptr);

  TrackHeader* header(StripId track) const;  // null when it was never seen
  void rename(StripId track);
  void clear_clips();

 signals:
  void automation_menu_opens(QMenu* menu, sweetspot::StripId track);
  void desk_clicked(sweetspot::StripId strip);  // the name of a bus, a VCA, the mix or the master

 protected:
  void showEvent(QShowEvent*) override { feed(0.0); }
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void lay_out();
  void refresh();
  void feed(double seconds);
  void draw_take(QPainter& painter, const TrackRow& row, const QRect& dirty) const;
  void draw_desk(QPainter& painter, const TrackRow& row, const QRect& dirty) const;
  void rename_take(const TrackRow& lane);
  void fold_group(const TrackRow& row);

  TimelineModel& model_;
  std::unordered_map<StripId, TrackHeader*> headers_;
  double clock_ = 0.0;  // seconds of all frames so far
};

}  // namespace sweetspot::ui
