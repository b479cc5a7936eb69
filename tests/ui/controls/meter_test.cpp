// Ballistics in audio time, the clip lamp, dirty rows, and the scale shared with the fader.
#include <gtest/gtest.h>

#include <cmath>

#include <QPixmap>
#include <QSignalSpy>

#include "engine/params/fader_law.h"
#include "tests/ui/controls/pointer.h"
#include "ui/controls/fader.h"
#include "ui/controls/gain_reduction_meter.h"
#include "ui/controls/level_meter.h"
#include "ui/controls/loudness_meter.h"
#include "ui/controls/meter_ballistics.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

class Ballistics : public testing::TestWithParam<int> {
 protected:
  double frame() const { return 1.0 / GetParam(); }

  // Seconds of silence until the bar is at or below a level.
  double time_to_fall(MeterBallistics& meter, double level) const {
    double time = 0.0, before = meter.bar_db();
    while (true) {
      meter.advance(frame(), 0.0, 0.0);
      time += frame();
      if (meter.bar_db() <= level) return time - frame() * (level - meter.bar_db()) / (before - meter.bar_db());
      before = meter.bar_db();
    }
  }
};

TEST_P(Ballistics, Falls20dBIn1700ms) {
  MeterBallistics meter;
  meter.advance(frame(), 1.0, 0.5);
  EXPECT_NEAR(meter.bar_db(), 0.0, 1e-9) << "peaks rise at once";
  EXPECT_NEAR(time_to_fall(meter, -20.0), 1.7, 0.05);
}

TEST_P(Ballistics, HoldsThePeakForOneAndAHalfSeconds) {
  MeterBallistics meter;
  meter.advance(frame(), 1.0, 0.5);
  double time = 0.0;
  while (meter.hold_db() >= -1e-9) {
    meter.advance(frame(), 0.0, 0.0);
    time += frame();
  }
  EXPECT_NEAR(time, 1.5, frame() + 1e-6);
  for (; time < 2.5 - 1e-9; time += frame()) meter.advance(frame(), 0.0, 0.0);
  EXPECT_NEAR(meter.hold_db(), -(time - 1.5) * 20.0 / 1.7, 0.1) << "then it falls like the bar";
}

TEST_P(Ballistics, RmsSettlesWithin300ms) {
  MeterBallistics meter;
  double time = 0.0;
  for (; time < 0.3 - 1e-9; time += frame()) meter.advance(frame(), 1.0, 0.5);
  EXPECT_NEAR(meter.rms_db(), 10 * std::log10(0.5 * (1 - std::exp(-time / 0.3))), 1e-6);
}

TEST(MeterPause, WhatWasHeardWhileNobodyLookedHasFallen) {
  MeterBallistics meter;
  meter.advance(0.016, 0.5, 0.1);
  meter.advance(10.0, 0.9, 0.4);
  EXPECT_EQ(meter.bar_db(), kMinusInfinity);
  EXPECT_EQ(meter.hold_db(), kMinusInfinity);
  EXPECT_LT(meter.rms_db(), -100.0);
  EXPECT_NEAR(meter.max_db(), -0.9, 0.05);
  meter.advance(0.016, 0.9, 0.4);
  EXPECT_NEAR(meter.bar_db(), -0.9, 0.05);
}

TEST(LevelScaleTest, MarksThatDoNotFitAreLeftOut) {
  for (const double length : {20.0, 90.0, 100.0, 166.0, 300.0, 600.0}) {
    const LevelScale scale{12.0, length};
    const std::vector<int> ticks = fitting_ticks(scale);
    EXPECT_NE(std::find(ticks.begin(), ticks.end(), 0), ticks.end());
    for (std::size_t i = 1; i < ticks.size(); ++i) EXPECT_GE(scale.y(ticks[i]) - scale.y(ticks[i - 1]), 11.0) << length;
  }
  EXPECT_EQ(fitting_ticks({12.0, 600.0}).size(), kFaderTicks.size());
  EXPECT_LT(fitting_ticks({12.0, 100.0}).size(), kFaderTicks.size());
}

INSTANTIATE_TEST_SUITE_P(FrameRates, Ballistics, testing::Values(15, 30, 60));

TEST(Meter, LampLatchesUntilClicked) {
  LevelMeter meter("Kick meter");
  meter.resize(25, 300);
  const ChannelInput loud[2] = {{1.2, 0.5}, {0.5, 0.1}}, quiet[2] = {};
  meter.feed(loud, 0.016, true);
  for (int i = 0; i < 600; ++i) meter.feed(quiet, 0.016, false);
  EXPECT_TRUE(meter.clipped());
  EXPECT_NEAR(meter.max_peak_db(), 20 * std::log10(1.2), 1e-9);
  const auto lamp = [&] { return meter.grab().toImage().pixelColor(12, 3).rgb(); };
  EXPECT_EQ(lamp(), token::kMeterOver.rgb());
  mouse(meter, QEvent::MouseButtonPress, {12, 3}, Qt::LeftButton);
  EXPECT_FALSE(meter.clipped());
  EXPECT_NE(lamp(), token::kMeterOver.rgb());
  EXPECT_TRUE(std::isinf(meter.max_peak_db()));
}

TEST(Meter, AltClickAsksForAll) {
  LevelMeter meter("Kick meter");
  meter.resize(25, 300);
  QSignalSpy all(&meter, &LevelMeter::clear_all_requested);
  mouse(meter, QEvent::MouseButtonPress, {12, 3}, Qt::LeftButton);
  EXPECT_EQ(all.count(), 0);
  mouse(meter, QEvent::MouseButtonPress, {12, 3}, Qt::LeftButton, Qt::AltModifier);
  EXPECT_EQ(all.count(), 1);
}

// The row where the bar of a steady level begins, found in the picture.
TEST(Meter, BarEndsWhereTheScaleSays) {
  LevelMeter meter("Kick meter");
  meter.resize(25, 424);
  for (const int db : kFaderTicks) {
    LevelMeter fresh("m");
    fresh.resize(25, 424);
    const ChannelInput in[2] = {{std::pow(10, db / 20.0), 0}, {0, 0}};
    fresh.feed(in, 0.016, false);
    const QImage image = fresh.grab().toImage();
    const double ratio = image.devicePixelRatio();
    int row = static_cast<int>(kScaleInset * ratio);
    while (row < image.height() && image.pixelColor(3, row).rgb() == token::kWell.rgb()) ++row;
    EXPECT_NEAR(row / ratio, fresh.scale().y(db), 1.0) << db;
  }
}

TEST(Meter, AtRestNothingIsPainted) {
  QWidget window;
  window.resize(100, 400);
  LevelMeter meter("m", &window);
  meter.setGeometry(10, 10, 25, 380);
  window.show();
  QTest::qWait(30);
  struct Count : QObject {
    int paints = 0;
    QRegion region;
    bool eventFilter(QObject*, QEvent* event) override {
      if (event->type() != QEvent::Paint) return false;
      ++paints;
      region += static_cast<QPaintEvent*>(event)->region();
      return false;
    }
  } count;
  meter.installEventFilter(&count);
  const ChannelInput quiet[2] = {}, tone[2] = {{0.5, 0.125}, {0.5, 0.125}};
  for (int i = 0; i < 5; ++i) {
    meter.feed(quiet, 0.016, false);
    QTest::qWait(10);
  }
  EXPECT_EQ(count.paints, 0);
  for (int i = 0; i < 400; ++i) meter.feed(tone, 0.016, false);
  QTest::qWait(30);
  count.paints = 0;
  meter.feed(tone, 0.016, false);
  QTest::qWait(30);
  EXPECT_EQ(count.paints, 0) << "a steady tone moves no row";
  const ChannelInput bit[2] = {{0.52, 0.125}, {0.5, 0.125}};
  count.region = {};
  meter.feed(bit, 0.016, false);
  QTest::qWait(30);
  int area = 0;
  for (const QRect& r : count.region) area += r.width() * r.height();
  EXPECT_GT(area, 0);
  EXPECT_LT(area, 25 * 380 / 20);
}

TEST(FaderScale, ZeroIsAt87PercentAndTheScaleIsMonotonic) {
  const LevelScale scale = level_scale(424);
  const double bottom = scale.top + scale.length;
  EXPECT_NEAR((bottom - scale.y(0)) / scale.length, 0.87, 0.01);
  for (double db = -70; db < 6; db += 0.1) {
    EXPECT_GT(scale.y(db), scale.y(db + 0.1)) << db;
    EXPECT_NEAR(scale.db(scale.y(db + 0.05)), db + 0.05, 0.05) << db;
  }
}

TEST(FaderScale, FaderAndMeterBesideEachOtherAgree) {
  Fader fader("f");
  LevelMeter meter("m");
  fader.resize(49, 500);
  meter.resize(25, 500);
  for (const int db : kFaderTicks) {
    EXPECT_DOUBLE_EQ(fader.scale().y(db), meter.scale().y(db));
    fader.set_value(db);
    EXPECT_NEAR(QRectF(fader.cap_rect()).center().y(), meter.scale().y(db), 1.0) << db;
  }
}

TEST(GainReduction, HangsFromTheTopAndFallsBack) {
  GainReductionMeter meter("GR");
  meter.resize(52, 180);
  meter.feed(-6.0, 0.016);
  EXPECT_DOUBLE_EQ(meter.shown_db(), 6.0);
  const QImage image = meter.grab().toImage();
  const auto pixel = [&](int x, int y) {
    return image.pixelColor(int(x * image.devicePixelRatio()), int(y * image.devicePixelRatio())).rgb();
  };
  EXPECT_EQ(pixel(45, 8), token::kReduction.rgb()) << "from the top";
  EXPECT_EQ(pixel(45, 145), token::kWell.rgb());
  double time = 0.0;
  for (; meter.shown_db() > 0.0 && time < 5.0; time += 0.016) meter.feed(0.0, 0.016);
  EXPECT_NEAR(time, 6.0 / (20.0 / 1.7), 0.05);
}

TEST(Loudness, NumbersHaveRealMinusesAndDashesForNothing) {
  EXPECT_EQ(loudness_number(-14.26), QString::fromUtf8("−14.3"));
  EXPECT_EQ(loudness_number(kMinusInfinity), QString::fromUtf8("–"));
  EXPECT_EQ(loudness_number(-0.01), "0.0");
}

}  // namespace
}  // namespace sweetspot::ui
