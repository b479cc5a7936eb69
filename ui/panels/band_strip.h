// A strip of frequencies with a band on it that can be moved and made wider.
#pragma once

#include "ui/panels/band_picture.h"
#include "ui/panels/handle_plot.h"

namespace sweetspot::ui {

// Whether a table has a band to be drawn.
inline bool has_band(std::span<const ParamSpec> table) { return band_params(table).has_value(); }

class BandStrip : public HandlePlot {
  Q_OBJECT
 public:
  BandStrip(std::span<const ParamSpec> table, const QString& name, QWidget* parent = nullptr);

  PlotHandles handles() const override { return band_handles(params_, table(), values(), band_scale(size())); }

 protected:
  void draw_ground(QPainter& painter) override;
  void draw_plot(QPainter& painter, const QRect& dirty) override;

 private:
  BandParams params_;
};

}  // namespace sweetspot::ui
