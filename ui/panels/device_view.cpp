#include "ui/panels/device_view.h"

#include <algorithm>

#include "ui/panels/dynamics_view.h"
#include "ui/panels/eq_view.h"
#include "ui/panels/gain_view.h"
#include "ui/panels/limiter_view.h"
#include "ui/panels/multiband_view.h"
#include "ui/panels/reverb_view.h"
#include "ui/panels/shape_view.h"
#include "ui/panels/width_view.h"

namespace sweetspot::ui {

int meter_index(const ProcessorType& type, std::string_view key) {
  const auto found = std::ranges::find(type.meters, key, &MeterSpec::key);
  return found == type.meters.end() ? -1 : static_cast<int>(found - type.meters.begin());
}

DeviceView* make_device_view(const ProcessorType& type, double rate, const QString& owner) {
  const auto shows = [&](std::string_view key) { return meter_index(type, key) >= 0; };
  if (!eq_bands(type.params).empty()) return new EqView(type, rate, owner);
  if (shows("band1.gain_reduction")) return new MultibandView(type, rate, owner);
  if (type.shape) return new ShapeView(type, rate, owner);
  if (type.decay) return new ReverbView(type, owner);
  if (shows("correlation_out")) return new WidthView(type, rate, owner);
  if (!GainView::meter_of(type).empty()) return new GainView(type, rate, owner);
  if (type.transfer && dynamics_params(type.params).threshold) return new DynamicsView(type, rate, owner);
  if (shows("gain_reduction") && limiter_params(type.params).ceiling) return new LimiterView(type, rate, owner);
  return nullptr;
}

}  // namespace sweetspot::ui
