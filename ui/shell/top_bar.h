// The bar at the top that never changes: song, places, transport, time, snap, undo, loudness, monitor.
#pragma once

#include <QWidget>

#include "ui/shell/place_tabs.h"

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QSlider;
class QToolButton;

namespace sweetspot::ui {

class ActionTable;
class LoudnessBox;
class Store;
class TimeBox;
class TimelineModel;

// Its buttons are the actions of the table, so that a click and a key are the same. [main]
class TopBar : public QWidget {
  Q_OBJECT
 public:
  TopBar(Store& store, const ActionTable& actions, QMenu* menu, QWidget* parent = nullptr);

  void set_snap(const QString& text, bool on);
  void show_reference(bool heard, const QString& words = {});  // beside the level of the speakers, which is what it goes by
  void show_place(Place place) { tabs_->show_place(place); }
  PlaceTabs& tabs() { return *tabs_; }
  TimeBox& time() { return *time_; }
  QToolButton* button(const QString& action) const;  // for tests: the button of an action

 signals:
  void place_chosen(sweetspot::ui::Place place);
  void snap_menu_requested(const QPoint& screen);
  void reference_let_go();  // its button: held, it is heard as long as it is held

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QToolButton* tool(const ActionTable& actions, const QString& id, int icon, const QString& hint);
  void add_reference(const ActionTable& actions);
  void show_song();
  void show_time();
  void show_transport();
  void show_monitor();
  void feed(double seconds);

  Store& store_;
  QLabel* name_;
  QLabel* state_;
  PlaceTabs* tabs_;
  QToolButton* play_ = nullptr;
  QToolButton* loop_ = nullptr;
  QToolButton* undo_ = nullptr;
  QToolButton* redo_ = nullptr;
  TimeBox* time_;
  QPushButton* snap_;
  LoudnessBox* loudness_;
  QWidget* monitor_part_;
  QLabel* monitor_label_;
  QSlider* monitor_;
  QToolButton* hear_reference_;
  double since_loudness_ = 0.0;
  bool reference_ = false;
};

}  // namespace sweetspot::ui
