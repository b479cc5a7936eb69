// The lanes of automation that are open in the Arrange place: their room in the rows, their heads and their curves.
#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "ui/arrange/automation_rows.h"

class QMenu;
class QWidget;

namespace sweetspot::ui {

class AutomationLaneHead;
class AutomationLaneView;
class TimelineModel;

// Places a head in the column of heads and a curve in the timeline for each open lane; what is scrolled out of sight has no widget shown.
// [main]
class AutomationLanes : public QObject {
  Q_OBJECT
 public:
  AutomationLanes(TimelineModel& model, QWidget& heads, QWidget& curves);

  bool is_open(StripId track) const { return open_.contains(track); }
  const OpenLanes& open_lanes() const { return open_; }
  void toggle(StripId track);  // all lanes of a track, or none
  void show_lane(StripId track, const AutomationTarget& target);
  void fold_lane(StripId track, const AutomationTarget& target);
  void fold_all();
  void set_lane_height(int height);

  // Adds "Show the lanes" and the menu of lanes to a track's menu.
  void fill_menu(QMenu& menu, StripId track);

  AutomationLaneView* view(StripId track, const AutomationTarget& target) const;  // null when it is not in sight
  AutomationLaneHead* head(StripId track, const AutomationTarget& target) const;

 signals:
  void opened(sweetspot::StripId track);

 private:
  struct Lane {
    StripId track;
    AutomationTarget target;
    AutomationLaneHead* head = nullptr;
    AutomationLaneView* view = nullptr;
  };

  void give_room();
  void lay_out();
  void session_changed();
  void refresh_values();
  void open_menu(StripId track, const AutomationTarget& in_place_of, const QPoint& screen);
  Lane make_lane(StripId track, const AutomationTarget& target);
  const Lane* find(StripId track, const AutomationTarget& target) const;

  TimelineModel& model_;
  QWidget& heads_;
  QWidget& curves_;
  OpenLanes open_;
  int lane_height_ = kAutomationHeight;
  std::vector<Lane> lanes_;
};

}  // namespace sweetspot::ui
