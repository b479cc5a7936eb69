#include "ui/panels/shape_view.h"

#include <cmath>

#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kCurveHeight = 184;
constexpr int kBarsHeight = 124;
constexpr int kWideHeight = 248;
constexpr int kWideCurve = 320;
constexpr int kBandHeight = 60;
constexpr double kQuiet = -60.0;      // dB: no sound
constexpr double kUsualSine = -12.0;  // dB, while there is none

bool is_choice(const ParamSpec& spec, double value, std::string_view key) {
  const auto at = static_cast<std::size_t>(constrain(spec, value));
  return at < spec.choices.size() && spec.choices[at] == key;
}

}  // namespace

ShapeView::ShapeView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent)
    : FormView(parent),
      type_(type),
      input_(meter_index(type, "input_level")),
      values_(default_values(type)),
      plot_(new ShapePlot(type, owner + " curve", this)),
      bars_(new HarmonicsBars(owner + " harmonics", this)),
      level_(kQuiet),
      sine_db_(kUsualSine),
      watch_(rate) {
  if (const int mode = index_of(type.params, "mode"); mode >= 0 && has_band(type.params)) {
    mode_ = static_cast<std::size_t>(mode);
    band_ = new BandStrip(type.params, owner + " band", this);
    forward(*band_);
  }
  forward(*plot_);
  find_harmonics();
  lay_out_again();
}

int ShapeView::lay_out(int width) {
  int top = 0;
  if (band_) {
    const bool shown = is_choice(type_.params[*mode_], values_[*mode_], "exciter");
    band_->setVisible(shown);
    band_->setGeometry(0, 0, width, kBandHeight);
    if (shown) top = kBandHeight + token::kSpace;
  }
  if (width >= kWide) {
    plot_->setGeometry(0, top, kWideCurve, kWideHeight);
    bars_->setGeometry(kWideCurve + token::kSpace, top, width - kWideCurve - token::kSpace, kWideHeight);
    return top + kWideHeight;
  }
  plot_->setGeometry(0, top, width, kCurveHeight);
  bars_->setGeometry(0, top + kCurveHeight + token::kSpace, width, kBarsHeight);
  return top + kCurveHeight + token::kSpace + kBarsHeight;
}

void ShapeView::show_values(std::span<const double> values, bool bypassed) {
  const bool changed = !std::ranges::equal(values, values_);
  values_.assign(values.begin(), values.end());
  plot_->show_values(values);
  plot_->set_dimmed(bypassed);
  bars_->set_dimmed(bypassed);
  if (band_) {
    band_->show_values(values);
    band_->set_dimmed(bypassed);
  }
  if (!changed) return;
  find_harmonics();
  lay_out_again();
}

void ShapeView::find_harmonics() {
  bars_->show(harmonics_of([this](double amplitude) { return type_.shape(values_, amplitude); }, gain_from_db(sine_db_)), sine_db_);
}

void ShapeView::show_meters(std::span<const float> meters, double seconds) {
  const Heard heard = watch_.look(seconds);
  if (heard.running && heard.seconds == 0.0) return;
  const double input = !heard.running ? kQuiet : watch_.fed() ? heard.input : meter_at(meters, input_, kQuiet);
  level_.feed(std::max(input, kQuiet), heard.running ? heard.seconds : seconds);
  const bool sounds = level_.value() > kQuiet;
  plot_->set_peak(sounds ? gain_from_db(level_.value()) : 0.0);
  // In whole decibels, so that the bars do not tremble.
  const double sine = sounds ? std::round(std::min(0.0, level_.value())) : kUsualSine;
  if (std::exchange(sine_db_, sine) != sine) find_harmonics();
}

}  // namespace sweetspot::ui
