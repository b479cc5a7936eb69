// Counts how often and where a widget is painted.
#pragma once

#include <QEvent>
#include <QPaintEvent>
#include <QRegion>
#include <QTest>
#include <QWidget>

namespace sweetspot::ui::testing_support {

struct PaintWatch : QObject {
  explicit PaintWatch(QWidget& widget) { widget.installEventFilter(this); }

  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() != QEvent::Paint) return false;
    ++paints;
    region += static_cast<QPaintEvent*>(event)->region();
    return false;
  }

  int area() const {
    int sum = 0;
    for (const QRect& rect : region) sum += rect.width() * rect.height();
    return sum;
  }

  int paints = 0;
  QRegion region;
};

}  // namespace sweetspot::ui::testing_support
