// Colours that tell tracks and levels apart do so with every kind of colour sight, and text stays readable.
// Missing green or red cones: Machado, Oliveira, Fernandes, "A physiologically-based model for simulation of color vision
// deficiency" (2009), severity 1, on linear sRGB. Distances: CIE 1976 Delta E in L*a*b* under D65.
#include <algorithm>
#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "ui/theme/contrast.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

using namespace token;
using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

struct Sight {
  const char* name;
  Matrix cones;
};
constexpr Sight kTrichromat{"all cones", {{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}}};
constexpr Sight kDeuteranope{"no green cones",
                             {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}};
constexpr Sight kProtanope{"no red cones",
                           {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}};

Triple times(const Matrix& matrix, const Triple& v) {
  Triple out{};
  for (std::size_t i = 0; i < 3; ++i) out[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
  return out;
}

double linear(double coded) { return coded <= 0.04045 ? coded / 12.92 : std::pow((coded + 0.055) / 1.055, 2.4); }
double coded(double linear) { return linear <= 0.0031308 ? linear * 12.92 : 1.055 * std::pow(linear, 1.0 / 2.4) - 0.055; }

Triple seen(const QColor& colour, const Sight& sight) {
  Triple light = times(sight.cones, {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())});
  for (double& part : light) part = std::clamp(part, 0.0, 1.0);
  return light;
}

QColor shown(const QColor& colour, const Sight& sight) {
  const Triple light = seen(colour, sight);
  return QColor::fromRgbF(static_cast<float>(coded(light[0])), static_cast<float>(coded(light[1])), static_cast<float>(coded(light[2])));
}

Triple lab(const Triple& light) {
  constexpr Matrix kToXyz{{{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};
  constexpr Triple kWhite{0.95047, 1.0, 1.08883};
  Triple f = times(kToXyz, light);
  for (std::size_t i = 0; i < 3; ++i) {
    f[i] /= kWhite[i];
    f[i] = f[i] > 216.0 / 24389.0 ? std::cbrt(f[i]) : (24389.0 / 27.0 * f[i] + 16.0) / 116.0;
  }
  return {116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])};
}

double distance(const QColor& one, const QColor& other, const Sight& sight) {
  const Triple a = lab(seen(one, sight)), b = lab(seen(other, sight));
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

class EverySight : public testing::TestWithParam<Sight> {};
INSTANTIATE_TEST_SUITE_P(Cones, EverySight, testing::Values(kTrichromat, kDeuteranope, kProtanope));

TEST_P(EverySight, TellsTracksApart) {
  for (const NamedColour& one : kTrackColours) {
    for (const NamedColour& other : kTrackColours) {
      if (&one != &other) {
        EXPECT_GE(distance(one.colour, other.colour, GetParam()), 22.0) << GetParam().name << ": " << one.name << ", " << other.name;
      }
    }
  }
}

TEST_P(EverySight, TellsTheZonesOfAMeterApart) {
  constexpr std::array kZones{kMeterLow, kMeterMid, kMeterHigh, kMeterOver};
  for (std::size_t i = 0; i < kZones.size(); ++i) {
    for (std::size_t j = i + 1; j < kZones.size(); ++j) {
      EXPECT_GE(distance(kZones[i], kZones[j], GetParam()), 22.0) << GetParam().name << ": zones " << i << ", " << j;
    }
  }
}

// Their letters and the dimmed strip say it as well.
TEST_P(EverySight, TellsMuteFromSolo) { EXPECT_GE(distance(kMute, kSolo, GetParam()), 20.0) << GetParam().name; }

TEST_P(EverySight, ReadsWhatIsWritten) {
  for (const QColor& ink : {kText, kSecondary, kOk, kWarn, kError}) {
    for (const QColor& ground : {kWindow, kPanel, kWell}) {
      EXPECT_GE(contrast_ratio(shown(ink, GetParam()), shown(ground, GetParam())), 4.5)
          << GetParam().name << ": " << ink.name().toStdString() << " on " << ground.name().toStdString();
    }
  }
  for (const QColor& ground : {kMute, kSolo, kAccent})
    EXPECT_GE(contrast_ratio(shown(kOnBright, GetParam()), shown(ground, GetParam())), 4.5)
        << GetParam().name << ": dark on " << ground.name().toStdString();
}

}  // namespace
}  // namespace sweetspot::ui
