// One device in a strip's list of inserts: a dot that turns it on and off, and its name.
#pragma once

#include <QAbstractButton>

#include "engine/session/session.h"

namespace sweetspot::ui {

// Click the dot (or press B): on or off. Click the name: shows it in the inspector. Right-click: more.
class InsertSlot : public QAbstractButton {
  Q_OBJECT
 public:
  explicit InsertSlot(QWidget* parent = nullptr);

  void show_device(const Device& device, const QString& owner);
  DeviceId device() const { return device_; }

  QSize sizeHint() const override { return {76, 24}; }

 signals:
  void bypass_requested(DeviceId device, bool bypassed);
  void open_requested(DeviceId device);
  void menu_requested(DeviceId device, const QPoint& screen);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  DeviceId device_;
  bool bypassed_ = false;
};

}  // namespace sweetspot::ui
