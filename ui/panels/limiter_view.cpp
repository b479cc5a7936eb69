#include "ui/panels/limiter_view.h"

#include <QButtonGroup>

#include "ui/controls/hint.h"
#include "ui/controls/plot_paint.h"
#include "ui/controls/toggle_button.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kHeight = 208;
constexpr int kWideHeight = 260;
constexpr int kSpanWidth = 36;
constexpr int kSwitchWidth = 52;
constexpr double kSpans[] = {6.0, 20.0, 60.0};

}  // namespace

LimiterView::LimiterView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent)
    : FormView(parent),
      type_(type),
      params_(limiter_params(type.params)),
      reduction_(meter_index(type, "gain_reduction")),
      output_(meter_index(type, "output_peak")),
      input_(meter_index(type, "input_level")),
      plot_(new LimiterPlot(type, owner + " history", this)),
      watch_(rate) {
  make_spans(owner);
  unity_ = make_switch(params_.unity, owner, "Hear it as loud as before the limiter, to judge what it does and not how loud it is");
  delta_ = make_switch(params_.delta, owner, "Hear only what the limiter takes away");
  connect(plot_, &LimiterPlot::largest_forgotten, this, [this] {
    true_peak_.reset();
    if (watch_.fed()) plot_->show_true_peak(true_peak_.decibels());
  });
  forward(*plot_);
  lay_out_again();
}

void LimiterView::make_spans(const QString& owner) {
  auto* group = new QButtonGroup(this);
  for (const double seconds : kSpans) {
    auto* button =
        new ToggleButton(QString("%1 s").arg(seconds), token::kAccentFill, QString("%1, last %2 seconds").arg(owner).arg(seconds), this);
    button->setToolTip(QString("The last %1 seconds").arg(seconds));
    button->setChecked(seconds == plot_->span());
    group->addButton(button);
    connect(button, &ToggleButton::clicked, this, [this, seconds] { plot_->set_span(seconds); });
    spans_.push_back(button);
  }
}

ToggleButton* LimiterView::make_switch(MaybeParam param, const QString& owner, const QString& hint) {
  if (!param) return nullptr;
  const ParamSpec& spec = type_.params[*param];
  const QString label = QString::fromStdString(spec.label);
  auto* button = new ToggleButton(label.section(' ', 0, 0), token::kWarn, owner + ", " + label.toLower(), this);
  set_hint(*button, hint, hint);
  connect(button, &ToggleButton::clicked, this, [this, key = spec.key](bool on) {
    emit changed({{key, on ? 1.0 : 0.0}});
    emit gesture_ended();
  });
  return button;
}

int LimiterView::lay_out(int width) {
  int x = 0;
  for (ToggleButton* button : spans_) {
    button->setGeometry(x, 0, kSpanWidth, token::kControlHeight);
    x += kSpanWidth + 2;
  }
  int right = width;
  for (ToggleButton* button : {delta_, unity_}) {
    if (!button) continue;
    right -= kSwitchWidth;
    button->setGeometry(right, 0, kSwitchWidth, token::kControlHeight);
    right -= 2;
  }
  const bool wide = width >= kWide;
  const int top = token::kControlHeight + token::kGap, height = wide ? kWideHeight : kHeight;
  plot_->setGeometry(0, top, width, height);
  return top + height;
}

void LimiterView::show_signal(const DeviceSignal& signal) {
  watch_.take(signal);
  true_peak_.take(signal);
  plot_->show_true_peak(true_peak_.decibels());
}

void LimiterView::show_values(std::span<const double> values, bool bypassed) {
  plot_->show_values(values);
  plot_->set_dimmed(bypassed);
  if (unity_) unity_->setChecked(values[*params_.unity] >= 0.5);
  if (delta_) delta_->setChecked(values[*params_.delta] >= 0.5);
}

void LimiterView::show_meters(std::span<const float> meters, double seconds) {
  const Heard heard = watch_.look(seconds);
  if (heard.running && heard.seconds == 0.0) return;
  GainMoment moment;
  if (heard.running) {
    moment.down = static_cast<float>(std::abs(meter_at(meters, reduction_, 0.0)));
    moment.output = static_cast<float>(watch_.fed() ? heard.output : meter_at(meters, output_, kMinusInfinity));
    moment.input = static_cast<float>(watch_.fed() ? heard.input : meter_at(meters, input_, kMinusInfinity));
  }
  plot_->feed(moment, heard.seconds);
}

}  // namespace sweetspot::ui
