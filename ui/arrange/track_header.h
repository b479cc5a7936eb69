// The head of a track in the Arrange place: colour, name, level, mute, solo, fader, meter.
#pragma once

#include <QWidget>

#include "engine/session/session.h"

class QLabel;
class QMenu;

namespace sweetspot::ui {

class AutomationModeButton;
class SlimFader;
class SlimMeter;
class Store;
class TimelineModel;
class ToggleButton;
class ValueBox;

// Double-click on the name, or F2, renames the track. Mute and solo act on all chosen tracks when this is one of them. What the mouse does
// beside the controls is left to the list: choosing, moving, heights, the menu. [main]
class TrackHeader : public QWidget {
  Q_OBJECT
 public:
  TrackHeader(TimelineModel& model, StripId track, QWidget* parent = nullptr);

  StripId track() const { return track_; }
  void refresh();             // from the session
  void feed(double clock);  // the meter, with what came in since the last time; in seconds of a clock that never rests
  void start_rename();
  void clear_clip();
  void set_focus_shown(bool shown);  // the list's keys mean this one
  ToggleButton& mute() { return *mute_; }
  ToggleButton& solo() { return *solo_; }
  SlimFader& fader() { return *fader_; }
  ValueBox& number() { return *number_; }

 signals:
  void automation_menu_opens(QMenu* menu);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;

 private:
  QRect name_rect() const;
  void set_gain(double db);

  TimelineModel& model_;
  Store& store_;
  StripId track_;
  QString name_;
  QColor colour_;
  bool silenced_ = false;
  bool selected_ = false;
  bool focused_ = false;
  ToggleButton* mute_;
  ToggleButton* solo_;
  AutomationModeButton* mode_;
  SlimFader* fader_;
  ValueBox* number_;
  SlimMeter* meter_;
  double fed_ = 0.0;  // the clock when the meter last was fed
};

}  // namespace sweetspot::ui
