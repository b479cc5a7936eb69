#include "ui/panels/device_view.h"

#include <algorithm>

#include "ui/panels/dynamics_view.h"
#include "ui/panels/eq_view.h"

namespace sweetspot::ui {

int meter_index(const ProcessorType& type, std::string_view key) {
  const auto found = std::ranges::find(type.meters, key, &MeterSpec::key);
  return found == type.meters.end() ? -1 : static_cast<int>(found - type.meters.begin());
}

DeviceView* make_device_view(const ProcessorType& type, double rate, const QString& owner) {
  if (!eq_bands(type.params).empty()) return new EqView(type, rate, owner);
  if (meter_index(type, "gain_reduction") < 0) return nullptr;
  if (type.id == "limiter" || !type.transfer) return new ReductionView(type, owner);
  return new DynamicsView(type, owner);
}

}  // namespace sweetspot::ui
