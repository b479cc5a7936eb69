#include "ui/panels/form_view.h"

#include "ui/panels/handle_plot.h"

namespace sweetspot::ui {

void FormView::forward(HandlePlot& plot) {
  connect(&plot, &HandlePlot::changed, this, &DeviceView::changed);
  connect(&plot, &HandlePlot::gesture_cancelled, this, &DeviceView::gesture_cancelled);
  connect(&plot, &HandlePlot::gesture_ended, this, &DeviceView::gesture_ended);
}

}  // namespace sweetspot::ui
