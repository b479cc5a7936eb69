#include "ui/panels/multiband_view.h"

#include <string>

namespace sweetspot::ui {
namespace {

constexpr int kHeight = 264;
constexpr int kWideHeight = 320;

}  // namespace

MultibandView::MultibandView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent)
    : FormView(parent), plot_(new MultibandPlot(type, rate, owner + " bands", this)), watch_(rate) {
  for (std::size_t band = 0; band < kMultibandBands; ++band) {
    const std::string key = "band" + std::to_string(band + 1) + ".";
    reduction_[band] = meter_index(type, key + "gain_reduction");
    input_[band] = meter_index(type, key + "input_level");
  }
  forward(*plot_);
  connect(plot_, &MultibandPlot::band_chosen, this, &DeviceView::band_selected);
  lay_out_again();
}

int MultibandView::lay_out(int width) {
  const int height = width >= kWide ? kWideHeight : kHeight;
  plot_->set_gain_numbers(width >= kWide);
  plot_->setGeometry(0, 0, width, height);
  return height;
}

void MultibandView::show_values(std::span<const double> values, bool bypassed) {
  plot_->show_values(values);
  plot_->set_dimmed(bypassed);
}

void MultibandView::show_meters(std::span<const float> meters, double seconds) {
  const bool running = watch_.look(seconds).running;
  std::array<MultibandPlot::BandLevels, kMultibandBands> levels;
  for (std::size_t band = 0; running && band < levels.size(); ++band)
    levels[band] = {meter_at(meters, input_[band], kMinusInfinity), meter_at(meters, reduction_[band], 0.0)};
  plot_->feed(levels, seconds);
}

}  // namespace sweetspot::ui
