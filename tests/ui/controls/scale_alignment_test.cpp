// The fader's dashes and the meter beside it, pixel by pixel, at whatever scale the program runs: tests/CMakeLists.txt runs this at 100,
// 150 and 200 %.
#include <gtest/gtest.h>

#include <QHBoxLayout>
#include <QImage>

#include <cmath>
#include <vector>

#include "ui/controls/fader.h"
#include "ui/controls/level_meter.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

// Rows, in logical pixels, where a column of the picture changes from one colour to another.
std::vector<double> changes(const QImage& image, double x, double from, double to) {
  const double ratio = image.devicePixelRatio();
  const int column = static_cast<int>(std::lround(x * ratio));
  std::vector<double> rows;
  for (int y = static_cast<int>(from * ratio) + 1; y < static_cast<int>(to * ratio); ++y)
    if (image.pixel(column, y) != image.pixel(column, y - 1)) rows.push_back(y / ratio);
  return rows;
}

double nearest(const std::vector<double>& rows, double y) {
  double best = 1e9;
  for (const double row : rows)
    if (std::abs(row - y) < std::abs(best - y)) best = row;
  return best;
}

class ScaleAlignment : public testing::TestWithParam<int> {};

TEST_P(ScaleAlignment, DashesLieWhereTheMeterChangesItsColour) {
  QWidget strip;
  set_ground(strip, token::kRaised);
  auto* row = new QHBoxLayout(&strip);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2);
  auto* fader = new Fader("fader");
  auto* meter = new LevelMeter("meter");
  meter->set_channels(1);
  row->addWidget(fader);
  row->addWidget(meter);
  fader->setFixedWidth(49);
  meter->setFixedWidth(25);
  strip.resize(76, GetParam());
  strip.show();
  const ChannelInput loud[2] = {{1.99, 1e-9}, {1.99, 1e-9}};  // +6 dB, so that the bar goes through every zone
  for (int i = 0; i < 3; ++i) meter->feed(loud, 0.016, false);
  const QImage image = strip.grab().toImage();
  EXPECT_EQ(image.width(), std::lround(76 * strip.devicePixelRatioF()));
  const LevelScale scale = level_scale(GetParam());
  const auto dashes = changes(image, 47.0, scale.top - 2, scale.top + scale.length + 1);
  const auto zones = changes(image, 51.0 + 12.0, scale.top + 2, scale.top + scale.length - 1);
  ASSERT_GE(dashes.size(), 6u);
  ASSERT_GE(zones.size(), 3u);
  for (const int db : {0, -6, -18}) {
    const double dash = nearest(dashes, scale.y(db)), zone = nearest(zones, scale.y(db));
    EXPECT_LE(std::abs(dash - zone), 1.0) << db << " dB at a scale of " << strip.devicePixelRatioF();
    EXPECT_LE(std::abs(dash - scale.y(db)), 1.0) << db;
  }
}

TEST_P(ScaleAlignment, TheMiddleOfTheCapLiesOnTheDash) {
  Fader fader("fader");
  fader.resize(49, GetParam());
  for (const double db : {0.0, -12.0, -36.0}) {
    fader.set_value(db);
    const QImage image = fader.grab().toImage();
    const QRect cap = fader.cap_rect();
    const auto line = changes(image, cap.center().x() - 4, cap.center().y() - 5, cap.center().y() + 6);  // the dark line across the cap
    const auto dash = changes(image, 47.0, fader.scale().y(db) - 3, fader.scale().y(db) + 3);
    ASSERT_GE(line.size(), 2u) << db;
    ASSERT_GE(dash.size(), 2u) << db;
    EXPECT_LE(std::abs((line.front() + line.back()) / 2 - (dash.front() + dash.back()) / 2), 1.0) << db;
  }
}

INSTANTIATE_TEST_SUITE_P(Heights, ScaleAlignment, testing::Values(424, 351, 500));

}  // namespace
}  // namespace sweetspot::ui
