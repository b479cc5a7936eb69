#include "ui/panels/reverb_view.h"

#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

constexpr int kHeight = 148;
constexpr int kWideHeight = 232;

}  // namespace

ReverbView::ReverbView(const ProcessorType& type, const QString& owner, QWidget* parent)
    : FormView(parent),
      decay_(new DecayPlot(type, owner + " decay", this)),
      echo_(new EchoPlot(type, owner + " reflections and tail", this)) {
  forward(*decay_);
  forward(*echo_);
  lay_out_again();
}

int ReverbView::lay_out(int width) {
  if (width >= kWide) {
    const int half = (width - token::kSpace) / 2;
    decay_->setGeometry(0, 0, half, kWideHeight);
    echo_->setGeometry(half + token::kSpace, 0, width - half - token::kSpace, kWideHeight);
    return kWideHeight;
  }
  decay_->setGeometry(0, 0, width, kHeight);
  echo_->setGeometry(0, kHeight + token::kSpace, width, kHeight);
  return 2 * kHeight + token::kSpace;
}

void ReverbView::show_values(std::span<const double> values, bool bypassed) {
  for (HandlePlot* plot : {static_cast<HandlePlot*>(decay_), static_cast<HandlePlot*>(echo_)}) {
    plot->show_values(values);
    plot->set_dimmed(bypassed);
  }
}

}  // namespace sweetspot::ui
