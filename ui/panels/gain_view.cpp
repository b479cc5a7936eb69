#include "ui/panels/gain_view.h"

#include "ui/panels/hit_plot.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kHeight = 128;
constexpr int kWideHeight = 208;
constexpr double kHitsSeconds = 5.0;
constexpr double kRideSeconds = 20.0;

}  // namespace

std::string_view GainView::meter_of(const ProcessorType& type) {
  for (const std::string_view key : {"gain", "ride"})
    if (meter_index(type, key) >= 0) return key;
  return {};
}

GainView::GainView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent)
    : FormView(parent), meter_(meter_index(type, meter_of(type))), input_(meter_index(type, "input_level")), watch_(rate) {
  const bool hits = hit_params(type.params).has_value();
  gain_ = new GainPlot(type, owner + " gain history", hits ? kHitsSeconds : kRideSeconds, this);
  forward(*gain_);
  if (hits) {
    hit_ = new HitPlot(type, owner + " hit", this);
    forward(*hit_);
  }
  lay_out_again();
}

int GainView::lay_out(int width) {
  if (!hit_) {
    const int height = width >= kWide ? kWideHeight : kHeight + 32;
    gain_->setGeometry(0, 0, width, height);
    return height;
  }
  if (width >= kWide) {
    const int left = width * 2 / 5;
    hit_->setGeometry(0, 0, left, kWideHeight);
    gain_->setGeometry(left + token::kSpace, 0, width - left - token::kSpace, kWideHeight);
    return kWideHeight;
  }
  hit_->setGeometry(0, 0, width, kHeight);
  gain_->setGeometry(0, kHeight + token::kSpace, width, kHeight);
  return 2 * kHeight + token::kSpace;
}

void GainView::show_values(std::span<const double> values, bool bypassed) {
  for (HandlePlot* plot : {static_cast<HandlePlot*>(gain_), static_cast<HandlePlot*>(hit_)}) {
    if (!plot) continue;
    plot->show_values(values);
    plot->set_dimmed(bypassed);
  }
}

void GainView::show_meters(std::span<const float> meters, double seconds) {
  const Heard heard = watch_.look(seconds);
  if (heard.running && heard.seconds == 0.0) return;
  const double input = watch_.fed() ? heard.input : meter_at(meters, input_, kMinusInfinity);
  gain_->feed(heard.running ? meter_at(meters, meter_, 0.0) : 0.0, heard.running ? input : kMinusInfinity, heard.seconds);
}

}  // namespace sweetspot::ui
