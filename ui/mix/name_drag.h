// A strip of the desk that is taken by its name and moved sideways.
#pragma once

#include <functional>

#include <QObject>
#include <QPoint>

class QWidget;

namespace sweetspot::ui {

// Watches the strip's own events; a press on the name that goes on sideways is a drag, until it is let go or given up by Esc. [main]
class NameDrag : public QObject {
  Q_OBJECT
 public:
  NameDrag(QWidget& strip, std::function<bool(const QPoint&)> on_name);

 signals:
  void moved(int global_x);
  void dropped(int global_x);
  void given_up();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool goes_on(const QPoint& at, int global_x);
  bool end();

  QWidget& strip_;
  std::function<bool(const QPoint&)> on_name_;
  QPoint pressed_{-1, -1};  // on the name; otherwise negative
  bool dragging_ = false;
};

}  // namespace sweetspot::ui
