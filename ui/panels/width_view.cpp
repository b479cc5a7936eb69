#include "ui/panels/width_view.h"

#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kScopeHeight = 216;
constexpr int kWideScope = 236;
constexpr int kBarHeight = 34;
constexpr double kBalanceRange = 12.0;  // dB to either side

}  // namespace

WidthView::WidthView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent)
    : FormView(parent),
      correlation_meter_(meter_index(type, "correlation_out")),
      balance_meter_(meter_index(type, "balance")),
      scope_(new Vectorscope(owner + " vectorscope", this)),
      watch_(rate) {
  CentreBar::Look correlation;
  correlation.title = "Correlation";
  correlation.low_is_bad = true;
  correlation_ = new CentreBar(correlation, owner + " correlation", this);
  CentreBar::Look balance{
      .title = "Balance", .low = -kBalanceRange, .high = kBalanceRange, .low_mark = "L", .high_mark = "R", .decimals = 1, .unit = "dB"};
  balance_ = new CentreBar(balance, owner + " balance", this);
  if (width_params(type.params)) {
    bands_ = new WidthPlot(type.params, owner + " width over frequency", this);
    forward(*bands_);
    connect(bands_, &WidthPlot::band_chosen, this, &DeviceView::band_selected);
  }
  lay_out_again();
}

int WidthView::lay_out(int width) {
  const bool wide = width >= kWide;
  const int scope = wide ? kWideScope : kScopeHeight;
  const int bars = kBarHeight * 2 + token::kGap;
  if (bands_) bands_->setVisible(wide);
  if (!wide) {
    scope_->setGeometry(0, 0, width, scope);
    correlation_->setGeometry(0, scope + token::kGap, width, kBarHeight);
    balance_->setGeometry(0, scope + 2 * token::kGap + kBarHeight, width, kBarHeight);
    return scope + token::kGap + bars;
  }
  scope_->setGeometry(0, 0, kWideScope, scope);
  const int left = kWideScope + token::kSpace, room = width - left;
  if (bands_) bands_->setGeometry(left, 0, room, scope - bars - token::kSpace);
  correlation_->setGeometry(left, scope - bars, room, kBarHeight);
  balance_->setGeometry(left, scope - kBarHeight, room, kBarHeight);
  return scope;
}

void WidthView::select_band(int band) {
  if (bands_) bands_->select_band(band);
}

void WidthView::show_values(std::span<const double> values, bool bypassed) {
  if (!bands_) return;
  bands_->show_values(values);
  bands_->set_dimmed(bypassed);
}

void WidthView::show_signal(const DeviceSignal& signal) {
  watch_.take(signal);
  const auto& after = signal.sound[1];
  const auto add = [&](std::vector<float>& to, const std::vector<float>& from) {
    to.insert(to.end(), from.end() - static_cast<std::ptrdiff_t>(std::min(watch_.fresh_frames(), from.size())), from.end());
  };
  add(left_, after[0]);
  add(right_, after[1]);
}

void WidthView::show_meters(std::span<const float> meters, double seconds) {
  const Heard heard = watch_.look(seconds);
  scope_->feed(left_, right_, seconds);
  left_.clear();
  right_.clear();
  correlation_->feed(meter_at(meters, correlation_meter_, 1.0), heard.seconds, heard.running && !meters.empty());
  balance_->feed(meter_at(meters, balance_meter_, 0.0), heard.seconds, heard.running && !meters.empty());
}

}  // namespace sweetspot::ui
