#include "ui/panels/dynamics_view.h"

#include <algorithm>

#include <QHBoxLayout>

#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kHeight = 150;

double meter_at(std::span<const float> meters, int index, double idle) {
  return index >= 0 && static_cast<std::size_t>(index) < meters.size() ? double{meters[static_cast<std::size_t>(index)]} : idle;
}

QHBoxLayout* row_of(QWidget* owner) {
  auto* row = new QHBoxLayout(owner);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(token::kSpace);
  owner->setFixedHeight(kHeight);
  return row;
}

}  // namespace

DynamicsView::DynamicsView(const ProcessorType& type, const QString& owner, QWidget* parent)
    : DeviceView(parent),
      type_(type),
      reduction_(meter_index(type, "gain_reduction")),
      input_(meter_index(type, "input_level")),
      curve_(new TransferCurve(owner + " transfer curve")),
      meter_(new GainReductionMeter(owner + " gain reduction")) {
  auto* row = row_of(this);
  curve_->setFixedSize(kHeight, kHeight);
  row->addWidget(curve_);
  row->addStretch();
  row->addWidget(meter_);
}

void DynamicsView::show_values(std::span<const double> values, bool bypassed) {
  curve_->set_transfer([transfer = type_.transfer, held = std::vector<double>(values.begin(), values.end())](double level) {
    return transfer(held, level);
  });
  curve_->set_dimmed(bypassed);
}

void DynamicsView::show_meters(std::span<const float> meters, double seconds) {
  meter_->feed(meter_at(meters, reduction_, 0.0), seconds);
  curve_->set_level(meter_at(meters, input_, kMinusInfinity));
}

ReductionView::ReductionView(const ProcessorType& type, const QString& owner, QWidget* parent)
    : DeviceView(parent),
      reduction_(meter_index(type, "gain_reduction")),
      history_(new GainReductionHistory(owner + " gain reduction history")),
      meter_(new GainReductionMeter(owner + " gain reduction")) {
  auto* row = row_of(this);
  row->addWidget(history_, 1);
  row->addWidget(meter_);
}

void ReductionView::show_meters(std::span<const float> meters, double seconds) {
  const double reduction = meter_at(meters, reduction_, 0.0);
  history_->feed(reduction, seconds);
  meter_->feed(reduction, seconds);
}

}  // namespace sweetspot::ui
