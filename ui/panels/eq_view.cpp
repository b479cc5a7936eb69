#include "ui/panels/eq_view.h"

#include <QVBoxLayout>

namespace sweetspot::ui {
namespace {

constexpr int kHeight = 176;

}  // namespace

Response response_of(const ProcessorType& type, std::vector<double> values, double rate) {
  if (!type.response) return {};
  return [respond = type.response, values = std::move(values), rate](std::span<const double> hertz, std::span<double> decibels) {
    respond(values, rate, hertz, decibels);
  };
}

EqView::EqView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent)
    : DeviceView(parent), type_(type), rate_(rate), editor_(new EqEditor(type.params, owner + " curve")) {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->addWidget(editor_);
  editor_->setFixedHeight(kHeight);
  connect(editor_, &EqEditor::changed, this, &DeviceView::changed);
  connect(editor_, &EqEditor::gesture_ended, this, &DeviceView::gesture_ended);
  connect(editor_, &EqEditor::band_selected, this, &DeviceView::band_selected);
}

void EqView::show_values(std::span<const double> values, bool bypassed) {
  editor_->show_values(values);
  editor_->set_dimmed(bypassed);
  editor_->set_response(response_of(type_, {values.begin(), values.end()}, rate_));
}

}  // namespace sweetspot::ui
