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
class ToggleButton;
class ValueBox;

// Click selects the track; double-click on the name, or F2, renames it. [main]
class TrackHeader : public QWidget {
  Q_OBJECT
 public:
  TrackHeader(Store& store, StripId track, QWidget* parent = nullptr);

  StripId track() const { return track_; }
  void refresh();             // from the session
  void feed(double clock);  // the meter, with what came in since the last time; in seconds of a clock that never rests
  void start_rename();
  void clear_clip();
  SlimFader& fader() { return *fader_; }
  ValueBox& number() { return *number_; }

 signals:
  void automation_menu_opens(QMenu* menu);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  QRect name_rect() const;
  void set_gain(double db);

  Store& store_;
  StripId track_;
  QString name_;
  QColor colour_;
  bool silenced_ = false;
  bool selected_ = false;
  ToggleButton* mute_;
  ToggleButton* solo_;
  AutomationModeButton* mode_;
  SlimFader* fader_;
  ValueBox* number_;
  SlimMeter* meter_;
  double fed_ = 0.0;  // the clock when the meter last was fed
};

}  // namespace sweetspot::ui
