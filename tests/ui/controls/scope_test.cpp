// Scopes and bars as they are seen: where dots lie, that they fade, and that nothing is painted at rest.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/ui/controls/paint_watch.h"
#include "ui/controls/centre_bar.h"
#include "ui/controls/harmonics_bars.h"
#include "ui/controls/history_strip.h"
#include "ui/controls/vectorscope.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

// The middle of what is bright in a scope, from its own middle, y upwards, in parts of its width.
QPointF middle_of_dots(Vectorscope& scope) {
  const QImage image = scope.grab().toImage();
  double x = 0.0, y = 0.0, count = 0.0;
  for (int row = 0; row < image.height(); ++row) {
    for (int column = 0; column < image.width(); ++column) {
      const QColor pixel = image.pixelColor(column, row);
      if (pixel.green() < 120 || pixel.green() < pixel.red() + 20) continue;  // the dots' teal
      x += column;
      y += row;
      ++count;
    }
  }
  return count == 0.0 ? QPointF() : QPointF(x / count / image.width() - 0.5, 0.5 - y / count / image.height());
}

std::vector<float> ramp(double gain) {
  std::vector<float> samples;
  for (int i = 0; i < 400; ++i) samples.push_back(static_cast<float>(gain * i / 400.0));
  return samples;
}

TEST(VectorscopeTest, DotsLieWhereTheSoundIs) {
  for (const auto& [left, right, x, y] : {std::tuple{0.9, 0.9, 0, 1}, {0.9, 0.0, -1, 1}, {0.0, 0.9, 1, 1}, {0.9, -0.9, -1, 0}}) {
    Vectorscope scope("scope");
    scope.resize(240, 240);
    scope.feed(ramp(left), ramp(right), 0.016);
    const QPointF middle = middle_of_dots(scope);
    EXPECT_EQ(x == 0, std::abs(middle.x()) < 0.02) << middle.x();
    EXPECT_EQ(y == 0, std::abs(middle.y()) < 0.02) << middle.y();
    EXPECT_GE(middle.x() * x, 0.03 * std::abs(x));
    EXPECT_GE(middle.y() * y, 0.03 * std::abs(y));
  }
}

TEST(VectorscopeTest, FadesToDarknessAndThenPaintsNothing) {
  QWidget window;
  Vectorscope scope("scope", &window);
  window.resize(260, 260);
  scope.resize(240, 240);
  window.show();
  scope.feed(ramp(0.8), ramp(0.7), 0.016);
  EXPECT_FALSE(scope.dark());
  double time = 0.0;
  for (; !scope.dark() && time < 5.0; time += 0.016) scope.feed({}, {}, 0.016);
  EXPECT_LT(time, 2.0);
  QTest::qWait(30);
  PaintWatch watch(scope);
  for (int i = 0; i < 20; ++i) {
    scope.feed({}, {}, 0.016);
    QTest::qWait(2);
  }
  EXPECT_EQ(watch.paints, 0);
  const std::vector<float> silence(800, 0.0f);
  scope.feed(silence, silence, 0.016);
  QTest::qWait(20);
  EXPECT_EQ(watch.paints, 0) << "silence has no dot";
}

TEST(CentreBarTest, PaintsOnlyWhatChanged) {
  CentreBar::Look look;
  look.title = "Correlation";
  look.low_is_bad = true;
  CentreBar bar(look, "correlation");
  bar.resize(240, 34);
  bar.show();
  bar.feed(0.5, 0.016);
  QTest::qWait(30);
  PaintWatch watch(bar);
  for (int i = 0; i < 10; ++i) bar.feed(0.5, 0.016);
  QTest::qWait(20);
  EXPECT_EQ(watch.paints, 0);
  const auto at = [&](double share) { return bar.grab().toImage().pixelColor(static_cast<int>(24 + 192 * share), 27).rgb(); };
  EXPECT_EQ(at(0.6), token::kMeterMid.rgb()) << "from the middle to the right";
  EXPECT_EQ(at(0.4), token::kWell.rgb());
  bar.feed(-0.5, 0.016);
  EXPECT_EQ(at(0.4), token::kWarn.rgb()) << "out of phase is a warning";
  bar.feed(0.0, 0.016, false);
  EXPECT_EQ(at(0.4), token::kWell.rgb()) << "nothing is known";
}

TEST(HarmonicsBarsTest, AreAsHighAsTheirLevel) {
  HarmonicsBars bars("harmonics");
  bars.resize(260, 140);
  Harmonics some;
  some.level.fill(kMinusInfinity);
  some.level[2] = -20.0;
  some.level[3] = -40.0;
  some.distortion = 0.1005;
  bars.show(some, -6.0);
  EXPECT_NEAR(bars.bar(3).height() / bars.bar(2).height(), 40.0 / 60.0, 1e-9);
  EXPECT_EQ(bars.bar(4).height(), 0.0);
  EXPECT_EQ(bars.words(), "THD 10.1 %");
  EXPECT_EQ(bars.accessibleDescription(), "THD 10.1 %");
  // Even ones are filled, odd ones hatched: not told apart by colour alone.
  const QImage image = bars.grab().toImage();
  const auto fill = [&](int harmonic) {
    const QRectF box = bars.bar(harmonic).adjusted(3, 3, -3, -3);
    int ink = 0, all = 0;
    for (int y = int(box.top()); y < box.bottom(); ++y)
      for (int x = int(box.left()); x < box.right(); ++x, ++all) ink += image.pixelColor(x, y).green() > 100;
    return static_cast<double>(ink) / all;
  };
  EXPECT_GT(fill(2), 0.95);
  EXPECT_LT(fill(3), 0.6);
}

TEST(HistoryStripTest, ANewColumnComesAtTheRightAndTheOldOnesMoveLeft) {
  GainHistory history(2.0);
  HistoryStrip strip;
  StripScale scale;
  scale.level = {-60.0, 0.0, 40.0, 0.0};
  scale.down = {0.0, 12.0, 0.0, 40.0};
  scale.up = scale.down;
  strip.set_area({0, 0, 100, 40}, 1.0, scale, history, 2.0);
  const auto shot = [&] {
    QImage image(100, 40, QImage::Format_ARGB32_Premultiplied);
    image.fill(token::kWell);
    QPainter painter(&image);
    strip.draw(painter);
    painter.end();
    return image;
  };
  const auto place_of_reduction = [&] {  // the first column with orange at the top
    const QImage image = shot();
    for (int x = 0; x < 100; ++x)
      if (image.pixelColor(x, 4).red() > 100) return x;
    return -1;
  };
  GainMoment hit;
  hit.input = -20.0f;
  hit.down = 6.0f;
  EXPECT_TRUE(strip.advance(history, history.push(hit, 0.02)));
  const int first = place_of_reduction();
  EXPECT_NEAR(first, 98, 1);
  GainMoment after;
  after.input = -60.0f;
  for (int i = 0; i < 25; ++i) strip.advance(history, history.push(after, 0.02));
  EXPECT_NEAR(place_of_reduction(), first - 25, 1);
  // As if it were drawn anew.
  const QImage scrolled = shot();
  HistoryStrip fresh;
  fresh.set_area({0, 0, 100, 40}, 1.0, scale, history, 2.0);
  strip = fresh;
  EXPECT_EQ(shot(), scrolled);
}

}  // namespace
}  // namespace sweetspot::ui
