// The bands of a multiband over frequency: splits, thresholds and gains to be dragged, levels and reductions live.
#pragma once

#include <array>

#include "ui/panels/band_meter.h"
#include "ui/panels/handle_plot.h"
#include "ui/panels/multiband_picture.h"

namespace sweetspot::ui {

class ToggleButton;

class MultibandPlot : public HandlePlot {
  Q_OBJECT
 public:
  MultibandPlot(const ProcessorType& type, double rate, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override { return multiband_handles(table(), values(), scale()); }
  void set_gain_numbers(bool shown);  // of the gain scale, at the right
  int band() const { return band_; }
  void select_band(int band);

  // What went by in each band, in dB: the level that came in, and the reduction (negative: what was added).
  struct BandLevels {
    double input = kMinusInfinity, reduction = 0.0;
  };
  void feed(std::span<const BandLevels> bands, double seconds);

 signals:
  void band_chosen(int band);  // by the user

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;
  void values_changed() override;
  bool pressed_beside(const QMouseEvent& event) override;

 private:
  static constexpr std::size_t kButtons = 3;  // solo, mute, bypass

  struct Live {
    FallingLevel input{kMultibandLowest}, reduction{0.0};
    SlowNumber number;
  };

  MultibandScale scale() const { return multiband_scale(size(), gain_numbers_); }
  void make_buttons(const QString& name);
  void place_buttons();
  void choose_band(int band);
  bool on(int band, BandParam param) const { return value(multiband_param(static_cast<std::size_t>(band), param)) >= 0.5; }
  std::array<double, kMultibandBands> gains(bool live) const;
  void draw_band(QPainter& painter, const MultibandRegion& region) const;
  void draw_letters(QPainter& painter, const MultibandRegion& region) const;
  void draw_reduction(QPainter& painter, const MultibandRegion& region) const;
  void draw_curve(QPainter& painter, bool live) const;
  void draw_handles(QPainter& painter) const;

  double rate_;
  bool gain_numbers_ = false;
  int band_ = 0;
  std::array<Live, kMultibandBands> live_;
  std::array<std::array<ToggleButton*, kButtons>, kMultibandBands> buttons_{};
  MultibandCurve curve_;
  std::vector<double> shaped_for_;  // what the bands' responses depend on
};

// Where each band's buttons have room, the chosen band's first; empty where they have none. Pure.
std::vector<QRectF> multiband_button_places(std::span<const MultibandRegion> regions, const MultibandScale& scale, int chosen, QSizeF size);

}  // namespace sweetspot::ui
