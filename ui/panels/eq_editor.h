// The equalizer's curve with a node for each band.
#pragma once

#include <vector>

#include <QTimer>

#include "ui/controls/eq_curve.h"
#include "ui/controls/wheel_guard.h"
#include "ui/panels/eq_bands.h"

namespace sweetspot::ui {

// Drag a node: frequency and gain (Shift is fine, Esc restores). Wheel: Q. Double-click an empty place adds, on a node resets its
// gain. Right-click: type and slope. Del removes. Arrow keys move the selected node, Page Up and Down choose the next.
class EqEditor : public EqCurve {
  Q_OBJECT
 public:
  EqEditor(std::vector<ParamSpec> table, const QString& name, QWidget* parent = nullptr);

  void show_values(std::span<const double> values);
  void select(int band);
  int selected() const { return selected_; }
  int band_count() const { return static_cast<int>(bands_.size()); }

  // Where a band's node is, in widget coordinates.
  QPointF node(int band) const;
  bool node_shown(int band) const;

 signals:
  void changed(const sweetspot::ui::ParamChanges& changes);
  void gesture_ended();
  void band_selected(int band);

 protected:
  bool event(QEvent* event) override;
  void paint_over(QPainter& painter) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  const EqBand& band(int index) const { return bands_[static_cast<std::size_t>(index)]; }
  const ParamSpec& spec(std::size_t param) const { return table_[param]; }
  double value(std::size_t param) const { return values_[param]; }
  bool has_gain(int index) const;
  int node_at(QPointF position) const;
  QString words(int index) const;
  void set(ParamChanges changes);
  void nudge(double octaves, double decibels);
  void scale_q(double octaves);
  void choose_next(int direction);
  void remove(int index);
  void end_drag(bool restore);
  bool handles(const QKeyEvent& event) const;

  std::vector<ParamSpec> table_;
  std::vector<EqBand> bands_;
  std::vector<double> values_;
  int selected_ = -1;
  int hovered_ = -1;
  bool dragging_ = false;
  QPointF last_;  // pointer of the drag
  QPointF node_;  // of the drag, finer than the values
  double freq_before_ = 0, gain_before_ = 0;
  WheelGuard guard_;
  QTimer steps_end_;
};

}  // namespace sweetspot::ui
