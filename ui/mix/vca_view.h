// A VCA on the desk: a fader, mute and solo over the faders of others.
#pragma once

#include <QWidget>

#include "ui/mix/desk.h"

namespace sweetspot::ui {

class Fader;
class ToggleButton;
class ValueBox;

// Its fader stands level with those of the strips. [main]
class VcaView : public QWidget {
  Q_OBJECT
 public:
  VcaView(Desk& desk, StripId vca, QWidget* parent = nullptr);

  // Where the strips beside it have these.
  void set_places(const QRect& buttons, const QRect& number, const QRect& fader);
  void refresh();
  void set_selected(bool selected);
  void start_rename();
  Fader& fader() { return *fader_; }

 signals:
  void dragged(int global_x);  // by its name, sideways
  void dropped(int global_x);
  void drag_given_up();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  QRect name_rect() const;
  void remove();

  Desk& desk_;
  StripId vca_;
  QString name_;
  QStringList members_;
  QColor colour_;
  int list_bottom_ = 0;
  bool selected_ = false;
  ToggleButton* mute_;
  ToggleButton* solo_;
  ValueBox* number_;
  Fader* fader_;
};

}  // namespace sweetspot::ui
