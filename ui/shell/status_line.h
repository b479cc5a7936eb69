// The line at the foot: what can be done with the thing under the pointer, and how the sound card fares.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace sweetspot::ui {

class Store;

// [main]
class StatusLine : public QWidget {
  Q_OBJECT
 public:
  explicit StatusLine(Store& store, QWidget* parent = nullptr);

  // Stays until the pointer goes elsewhere.
  void show_hint(const QString& hint);
  QString hint() const;
  QString device_text() const;

 signals:
  void device_clicked();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void feed(double seconds);

  Store& store_;
  QLabel* hint_;
  QPushButton* device_;
  double since_ = 1e9;
};

}  // namespace sweetspot::ui
