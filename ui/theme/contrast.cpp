#include "ui/theme/contrast.h"

#include <algorithm>
#include <cmath>

#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

double linear(double channel) { return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); }

double luminance(const QColor& c) {
  return 0.2126 * linear(double{c.redF()}) + 0.7152 * linear(double{c.greenF()}) + 0.0722 * linear(double{c.blueF()});
}

}  // namespace

double contrast_ratio(const QColor& one, const QColor& other) {
  const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
  return (light + 0.05) / (dark + 0.05);
}

QColor text_on(const QColor& ground) {
  const bool dark = contrast_ratio(ground, token::kOnBright) >= contrast_ratio(ground, token::kOnFill);
  return dark ? token::kOnBright : token::kOnFill;
}

QColor mixed(const QColor& under, const QColor& over, double amount) {
  const auto blend = [amount](int a, int b) { return static_cast<int>(std::lround(a + (b - a) * amount)); };
  return {blend(under.red(), over.red()), blend(under.green(), over.green()), blend(under.blue(), over.blue())};
}

}  // namespace sweetspot::ui
