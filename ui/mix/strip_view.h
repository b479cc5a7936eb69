// One strip of the desk.
#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "ui/mix/desk.h"
#include "ui/mix/link_hints.h"
#include "ui/mix/mix_layout.h"
#include "ui/mix/strip_words.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace sweetspot::ui {

class AutomationModeButton;
class EqCurve;
class Fader;
class InsertSlot;
class Knob;
class LevelMeter;
class SendBar;
class ToggleButton;
class ValueBox;

// Shows the strip as the session has it and sends edits to the desk.
class StripView : public QWidget {
  Q_OBJECT
 public:
  StripView(Desk& desk, StripId strip, QWidget* parent = nullptr);

  StripId strip() const { return strip_; }
  void set_rows(const DeskRows& rows);
  void refresh();  // from the session
  void set_selected(bool selected);
  void show_automation();     // the values that lanes and hands give it, when only they moved
  void refresh_share();
  void feed(double clock);  // reads the level that came in since the last time; in seconds of a clock that never rests
  void clear_clip();
  void start_rename();

  Fader& fader() { return *fader_; }
  LevelMeter& meter() { return *meter_; }

 signals:
  void device_opened(DeviceId device);
  void clear_all_clips_requested();
  void dragged(int global_x);  // by its name, sideways
  void dropped(int global_x);
  void drag_given_up();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragMoveEvent(QDragMoveEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void build();
  void connect_controls();
  void solo_clicked(bool on);
  void lay_out();
  void refresh_values(const StripInfo& info);
  void refresh_mode(const StripInfo& info);
  void refresh_inserts(const StripInfo& info);
  void refresh_sends(const StripInfo& info);
  void refresh_eq(const StripInfo& info);
  void refresh_output(const StripInfo& info);
  void fill_send_menu(QMenu& menu);
  void device_menu(DeviceId device, const QPoint& screen);
  void send_menu(SendId send, const QPoint& screen);
  void feed_reduction(double seconds);
  std::size_t position_of(DeviceId device) const;
  std::size_t drop_position(int y) const;
  void show_drop_line(int y);
  bool takes_sends() const;

  Desk& desk_;
  StripId strip_;
  StripKind kind_;
  DeskRows rows_;
  StripParts parts_;
  QString name_;
  QColor colour_;
  bool silenced_ = false;
  bool selected_ = false;
  bool dragging_ = false;
  LinkHints links_;
  QPoint pressed_{-1, -1};  // on the name; otherwise negative
  int drop_line_ = -1;      // y of where a dragged device would go
  std::vector<InsertSlot*> inserts_;
  std::vector<SendBar*> sends_;
  QToolButton* add_insert_ = nullptr;
  QToolButton* add_send_ = nullptr;
  EqCurve* eq_ = nullptr;
  std::shared_ptr<const Device> eq_device_;
  Knob* pan_ = nullptr;
  ValueBox* pan_number_ = nullptr;
  AutomationModeButton* mode_ = nullptr;
  ToggleButton* mute_ = nullptr;
  ToggleButton* solo_ = nullptr;
  ToggleButton* phase_ = nullptr;
  ValueBox* number_ = nullptr;
  QLabel* share_ = nullptr;
  Fader* fader_ = nullptr;
  LevelMeter* meter_ = nullptr;
  QComboBox* output_ = nullptr;
  double fed_ = 0.0;  // the clock when the meter last was fed
};

}  // namespace sweetspot::ui
