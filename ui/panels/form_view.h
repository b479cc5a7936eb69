// A picture with two forms: one for the inspector, one for a wide place.
#pragma once

#include "ui/panels/device_view.h"

namespace sweetspot::ui {

class HandlePlot;

class FormView : public DeviceView {
  Q_OBJECT
 public:
  static constexpr int kWide = 520;     // from this width on a view takes its wide form
  static constexpr int kCompact = 260;  // the width inside the inspector

  using DeviceView::DeviceView;
  bool hasHeightForWidth() const override { return false; }
  QSize sizeHint() const override { return {kCompact, height()}; }

 protected:
  // Places the parts for a width and returns the height that they need.
  virtual int lay_out(int width) = 0;

  // After the parts are made, and whenever what is needed has changed.
  void lay_out_again() { setFixedHeight(lay_out(width() > 0 && testAttribute(Qt::WA_Resized) ? width() : kCompact)); }

  // What the user does on a plot is said by the view.
  void forward(HandlePlot& plot);

  void resizeEvent(QResizeEvent*) override { setFixedHeight(lay_out(width())); }
};

// A meter by its position, or `idle` where there is none.
inline double meter_at(std::span<const float> meters, int index, double idle) {
  return index >= 0 && static_cast<std::size_t>(index) < meters.size() ? double{meters[static_cast<std::size_t>(index)]} : idle;
}

}  // namespace sweetspot::ui
