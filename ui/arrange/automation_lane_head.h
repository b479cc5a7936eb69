// The head of a lane of automation: what it moves, the value at the playhead, on or off, pencil, and a cross that folds it away.
#pragma once

#include <QWidget>

#include "engine/session/session.h"

class QToolButton;

namespace sweetspot::ui {

class Store;
class ToggleButton;

// [main]
class AutomationLaneHead : public QWidget {
  Q_OBJECT
 public:
  AutomationLaneHead(Store& store, StripId strip, const AutomationTarget& target, QWidget* parent = nullptr);

  void refresh();        // from the session
  void refresh_value();  // at the playhead

 signals:
  void pencil_toggled(bool on);
  void close_requested();
  void menu_requested(const QPoint& screen);  // to show something else, or more

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  QRect value_rect() const;

  Store& store_;
  StripId strip_;
  AutomationTarget target_;
  QString value_;
  QColor colour_;
  QToolButton* name_;
  ToggleButton* power_;
  ToggleButton* pencil_;
  QToolButton* close_;
};

}  // namespace sweetspot::ui
