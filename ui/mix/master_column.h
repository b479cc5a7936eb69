// The end of the desk: loudness of what is heard, and the master's fader and meter.
#pragma once

#include <QWidget>

#include "ui/mix/desk.h"

class QLabel;

namespace sweetspot::ui {

class Fader;
class LevelMeter;
class LoudnessMeter;
class ToggleButton;
class ValueBox;

class MasterColumn : public QWidget {
  Q_OBJECT
 public:
  explicit MasterColumn(Desk& desk, QWidget* parent = nullptr);

  void refresh();  // from the session
  void feed(double seconds);
  void clear_clip();
  void set_selected(bool selected);

 signals:
  void go_to_master_requested();
  void clear_all_clips_requested();

 protected:
  void mousePressEvent(QMouseEvent* event) override;

 private:
  Desk& desk_;
  LoudnessMeter* loudness_;
  Fader* fader_;
  ValueBox* number_;
  ToggleButton* mute_;
  LevelMeter* meter_;
  QLabel* peak_;
};

}  // namespace sweetspot::ui
