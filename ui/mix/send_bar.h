// A send on a strip: where it goes, and a bar for its level.
#pragma once

#include "engine/session/session.h"
#include "ui/controls/value_control.h"

namespace sweetspot::ui {

// Drag sideways or up to send more. Right-click: before or after the fader, mute, pan, remove.
class SendBar : public ValueControl {
  Q_OBJECT
 public:
  explicit SendBar(QWidget* parent = nullptr);

  void show_send(const Send& send, const QString& bus, const QString& owner);
  SendId send() const { return send_; }

  QSize sizeHint() const override { return {76, 24}; }

 signals:
  void menu_requested(SendId send, const QPoint& screen);

 protected:
  bool types_at(const QPoint&) const override { return true; }
  void paintEvent(QPaintEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  SendId send_;
  QString bus_;
  bool muted_ = false;
  bool pre_ = false;
  double pan_ = 0.0;
};

}  // namespace sweetspot::ui
