// One device in a strip's list of inserts: a dot that turns it on and off, and its name.
#pragma once

#include <QAbstractButton>

#include "engine/session/session.h"

namespace sweetspot::ui {

// Click the dot (or press B): on or off. Click the name: shows it in the inspector. Drag it: moves it in its chain or to another strip's,
// with Ctrl as a copy. Right-click: more. Beneath the name a bar shows how much it turns down, where it does.
class InsertSlot : public QAbstractButton {
  Q_OBJECT
 public:
  explicit InsertSlot(QWidget* parent = nullptr);

  void show_device(const Device& device, const QString& owner);
  DeviceId device() const { return device_; }

  // Whether it has a gain reduction to show, and how much there is now (dB >= 0).
  int reduction_meter() const { return meter_; }  // index into the device's meters; -1: none
  void show_reduction(double db, double seconds);

  static constexpr const char* kMimeType = "application/x-sweetspot-device";  // its id as text

  // The label as it is written at this width.
  QString shown_label() const;

  QSize sizeHint() const override { return {76, 24}; }

 signals:
  void bypass_requested(DeviceId device, bool bypassed);
  void open_requested(DeviceId device);
  void menu_requested(DeviceId device, const QPoint& screen);
  void copy_requested(DeviceId device);
  void paste_requested(DeviceId device);  // behind it
  void remove_requested(DeviceId device);
  void move_requested(DeviceId device, int steps);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  bool event(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  QRect reduction_rect() const;
  int dot_area() const;
  QString label_for(const QFontMetrics& metrics, int room) const;

  DeviceId device_;
  QString narrow_;  // the label where there is no room

  bool bypassed_ = false;
  int meter_ = -1;
  double reduction_ = 0.0;  // dB, as it is shown
  int drawn_ = 0;           // pixels
  QPoint pressed_;
};

}  // namespace sweetspot::ui
