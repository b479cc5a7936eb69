#include "ui/panels/dynamics_view.h"

#include "ui/controls/hint.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kMeterWidth = 52;
constexpr int kCurveHeight = 176;
constexpr int kHistoryHeight = 136;
constexpr int kWideHeight = 232;
constexpr int kBandHeight = 60;

}  // namespace

DynamicsView::DynamicsView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent)
    : FormView(parent),
      type_(type),
      reduction_(meter_index(type, "gain_reduction")),
      input_(meter_index(type, "input_level")),
      threshold_now_(meter_index(type, "threshold")),
      threshold_(dynamics_params(type.params).threshold),
      curve_(new TransferPlot(type, owner + " transfer curve", this)),
      history_(new DynamicsHistory(type, owner + " level history", this)),
      meter_(new GainReductionMeter(owner + " gain reduction", this)),
      watch_(rate) {
  set_hint(*meter_, "Gain reduction in dB · the line and the number: the most of the last moments");
  if (has_band(type.params)) {
    band_ = new BandStrip(type.params, owner + " band", this);
    forward(*band_);
  }
  forward(*curve_);
  forward(*history_);
  lay_out_again();
}

int DynamicsView::lay_out(int width) {
  const bool wide = width >= kWide;
  int top = 0;
  if (band_) {
    band_->setGeometry(0, 0, width, kBandHeight);
    top = kBandHeight + token::kSpace;
  }
  if (wide) {
    curve_->setGeometry(0, top, kWideHeight, kWideHeight);
    const int left = kWideHeight + token::kSpace;
    history_->setGeometry(left, top, width - left - kMeterWidth - token::kSpace, kWideHeight);
    meter_->setGeometry(width - kMeterWidth, top, kMeterWidth, kWideHeight);
    return top + kWideHeight;
  }
  curve_->setGeometry(0, top, width - kMeterWidth - token::kSpace, kCurveHeight);
  meter_->setGeometry(width - kMeterWidth, top, kMeterWidth, kCurveHeight);
  history_->setGeometry(0, top + kCurveHeight + token::kSpace, width, kHistoryHeight);
  return top + kCurveHeight + token::kSpace + kHistoryHeight;
}

void DynamicsView::show_values(std::span<const double> values, bool bypassed) {
  if (threshold_) set_threshold_ = values[*threshold_];
  for (HandlePlot* plot : {static_cast<HandlePlot*>(curve_), static_cast<HandlePlot*>(history_), static_cast<HandlePlot*>(band_)}) {
    if (!plot) continue;
    plot->show_values(values);
    plot->set_dimmed(bypassed);
  }
}

void DynamicsView::show_meters(std::span<const float> meters, double seconds) {
  const Heard heard = watch_.look(seconds);
  const bool running = heard.running;
  const double reduction = running ? meter_at(meters, reduction_, 0.0) : 0.0;
  const double input = !running ? kMinusInfinity : input_ >= 0 ? meter_at(meters, input_, kMinusInfinity) : heard.input;
  const double threshold = running ? meter_at(meters, threshold_now_, set_threshold_) : set_threshold_;
  meter_->feed(reduction, seconds);
  if (running && heard.seconds == 0.0) return;
  // The curve is that of the threshold as it is set; one that moves by itself is as if the sound moved the other way.
  curve_->set_level(input - (threshold - set_threshold_));
  GainMoment moment;
  moment.input = static_cast<float>(input);
  moment.down = static_cast<float>(std::max(0.0, reduction));
  moment.threshold = static_cast<float>(threshold);
  history_->feed(moment, heard.seconds, threshold_now_ >= 0);
}

}  // namespace sweetspot::ui
