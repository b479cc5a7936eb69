// The equalizer's curve with a node for each band, over the spectrum of the sound.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include "ui/controls/wheel_guard.h"
#include "ui/panels/eq_analyser.h"
#include "ui/panels/eq_bands.h"
#include "ui/panels/eq_paint.h"
#include "ui/panels/eq_plot.h"

class QMenu;

namespace sweetspot::ui {

// Drag a node: frequency and gain (Shift is fine, Esc restores, with Alt the band is heard alone meanwhile). Wheel: Q. Double-click an
// empty place adds, on a node resets its gain. Right-click: type, slope, route, dynamics. Del removes. Arrow keys move the selected node,
// Page Up and Down choose the next. The table is the equalizer's own.
class EqEditor : public QWidget {
  Q_OBJECT
 public:
  EqEditor(std::vector<ParamSpec> table, double rate, const QString& name, QWidget* parent = nullptr);

  void show_values(std::span<const double> values);
  void select(int band);
  int selected() const { return selected_; }
  int band_count() const { return static_cast<int>(bands_.size()); }
  void set_dimmed(bool dimmed);  // bypassed
  void set_large(bool large);
  void set_range(double db);  // 6, 12 or 24 up and down
  double range() const { return plot_.scale.range_db; }

  // Whose bands the curve and the spectrum are of; none: of all.
  void set_route(std::optional<EqRoute> route);

  // --- the sound
  void set_spectrum_shown(bool shown);
  bool spectrum_shown() const { return spectrum_shown_; }
  void take(const DeviceSignal& signal) { analyser_.take(signal); }
  void advance(std::span<const double> dynamic_db, double seconds);  // what the dynamics add to each band now
  const EqAnalyser& analyser() const { return analyser_; }

  // --- where things are, in widget coordinates
  const EqPlot& plot() const { return plot_; }
  const CurveScale& scale() const { return plot_.scale; }
  QPointF node(int band) const;
  bool node_shown(int band) const;
  QString readout() const;

  // What a right-click shows: over a node, and over an empty place.
  void fill_node_menu(QMenu& menu, int band);
  void fill_place_menu(QMenu& menu, QPointF place);

  QSize sizeHint() const override { return {260, 190}; }

 signals:
  void changed(const sweetspot::ui::ParamChanges& changes);
  void gesture_ended();
  void gesture_cancelled();
  void band_selected(int band);

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  // A node that is held.
  struct Drag {
    int band = 0;
    QPointF pointer;  // where it was last
    QPointF node;     // finer than the values
    double freq_before = 0.0, gain_before = 0.0, q_before = 0.0;
    bool alone = false;  // the band is heard alone meanwhile
    double audition_before = 0.0;
  };

  const EqBand& band(int index) const { return bands_[static_cast<std::size_t>(index)]; }
  const ParamSpec& spec(std::size_t param) const { return table_[param]; }
  double value(std::size_t param) const { return values_[param]; }
  bool has_gain(int index) const;
  int node_at(QPointF position) const;
  QString words(int index) const;
  std::vector<EqNode> nodes() const;

  void set(ParamChanges changes);
  void set_one(std::size_t param, double to);
  void set_in_drag(double freq, double gain, double audition);
  void choose(int index);
  void hover(std::optional<QPointF> position);
  void show_words(int index, QPointF screen);
  void nudge(double octaves, double decibels);
  void scale_q(double octaves);
  void choose_next(int direction);
  void remove(int index);
  void add_at(QPointF place, std::string_view type);
  void drag_to(const QMouseEvent& event);
  void end_drag(bool restore);
  void finish_steps();
  bool handles(const QKeyEvent& event) const;

  void relayout();
  void curves_changed();
  void work_out_curves();

  std::vector<ParamSpec> table_;
  std::vector<EqBand> bands_;
  int audition_;  // position of the parameter, or -1
  std::vector<double> values_;
  EqPlot plot_;
  std::optional<EqRoute> route_;
  bool dimmed_ = false;
  bool spectrum_shown_ = true;
  EqAnalyser analyser_;
  std::vector<double> dynamic_db_;
  std::vector<double> hertz_;
  EqCurves curves_;
  CurveLine live_;
  bool curves_stale_ = true;
  QPixmap ground_;
  QPixmap curve_layer_;  // curves alone, since the spectrum behind them moves all the time
  int selected_ = -1;
  int hovered_ = -1;
  std::optional<QPointF> pointer_;
  std::optional<Drag> drag_;
  WheelGuard guard_;
  QTimer steps_end_;
};

}  // namespace sweetspot::ui
