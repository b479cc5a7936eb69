// The pure parts of drawn panels: axes, steps, histories, harmonics, the scope's points.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/core/units.h"
#include "ui/controls/centre_bar.h"
#include "ui/controls/gain_history.h"
#include "ui/controls/harmonics.h"
#include "ui/controls/param_steps.h"
#include "ui/controls/plot_axis.h"
#include "ui/controls/plot_paint.h"
#include "ui/controls/scope_points.h"

namespace sweetspot::ui {
namespace {

TEST(PlotAxis, PixelsAndValuesAreInverses) {
  const PlotAxis hertz{20.0, 20000.0, 30.0, 230.0, true}, level{-60.0, 6.0, 180.0, 10.0};
  EXPECT_DOUBLE_EQ(hertz.pixel(20.0), 30.0);
  EXPECT_DOUBLE_EQ(hertz.pixel(20000.0), 230.0);
  EXPECT_NEAR(hertz.pixel(std::sqrt(20.0 * 20000.0)), 130.0, 1e-9);
  for (double x = 30.0; x <= 230.0; x += 7.0) EXPECT_NEAR(hertz.pixel(hertz.value(x)), x, 1e-9);
  for (double db = -60.0; db <= 6.0; db += 3.0) EXPECT_NEAR(level.value(level.pixel(db)), db, 1e-9);
}

TEST(PlotAxis, NothingLiesBeyondItsEnds) {
  const PlotAxis level{-60.0, 6.0, 180.0, 10.0};
  EXPECT_DOUBLE_EQ(level.clamped_pixel(kMinusInfinity), 180.0);
  EXPECT_DOUBLE_EQ(level.clamped_pixel(std::nan("")), 180.0);
  EXPECT_DOUBLE_EQ(level.clamped_pixel(40.0), 10.0);
}

TEST(ParamSteps, DecibelsByHalvesAndEverythingElseByTravel) {
  ParamSpec level{1, "level", "Level", Unit::decibels, -60.0, 0.0, -20.0};
  EXPECT_DOUBLE_EQ(stepped(level, -20.0, 1, false), -19.5);
  EXPECT_DOUBLE_EQ(stepped(level, -20.0, -3, true), -20.3);
  EXPECT_DOUBLE_EQ(stepped(level, -0.2, 1, false), 0.0);
  ParamSpec time{2, "time", "Time", Unit::milliseconds, 1.0, 1000.0, 10.0, Scale::logarithmic};
  EXPECT_NEAR(stepped(time, 10.0, 1, false), 10.0 * std::pow(1000.0, 0.01), 1e-9);
  ParamSpec kind;
  kind.scale = Scale::choice;
  kind.choices = {"a", "b", "c"};
  kind.maximum = 2.0;
  EXPECT_DOUBLE_EQ(stepped(kind, 1.0, 1, false), 2.0);
}

TEST(ParamSteps, FindsTheValueForAnOutcomeThatRisesOrFalls) {
  const ParamSpec ratio{1, "ratio", "Ratio", Unit::ratio, 1.0, 50.0, 4.0, Scale::logarithmic};
  EXPECT_NEAR(value_for(
                  ratio, [](double r) { return -12.0 / r; }, -3.0),
              4.0, 1e-6);
  EXPECT_NEAR(value_for(
                  ratio, [](double r) { return 12.0 / r; }, 3.0),
              4.0, 1e-6);
  EXPECT_DOUBLE_EQ(value_for(
                       ratio, [](double r) { return r; }, 1000.0),
                   50.0)
      << "no farther than the range";
}

GainMoment moment(float input, float down = 0.0f) {
  GainMoment made;
  made.input = input;
  made.down = down;
  return made;
}

class History : public testing::TestWithParam<int> {};

TEST_P(History, ColumnsLieOnTheTimeWhateverTheFrameRate) {
  GainHistory history(10.0);
  history.set_view(5.0, 100);  // a column is 50 ms
  const int frames_a_second = GetParam();
  for (int i = 0; i < 4 * frames_a_second; ++i) {
    const double time = static_cast<double>(i) / frames_a_second;
    history.push(moment(time >= 2.0 && time < 3.0 ? -10.0f : -40.0f, time >= 2.0 && time < 3.0 ? 6.0f : 0.0f), 1.0 / frames_a_second);
  }
  EXPECT_FLOAT_EQ(history.newest(30).input, -10.0f) << "1.5 s ago";
  EXPECT_FLOAT_EQ(history.newest(30).down, 6.0f);
  EXPECT_FLOAT_EQ(history.newest(10).input, -40.0f) << "half a second ago";
  EXPECT_FLOAT_EQ(history.newest(50).input, -40.0f) << "2.5 s ago";
}

INSTANTIATE_TEST_SUITE_P(FrameRates, History, testing::Values(15, 30, 60, 144));

TEST(History, AColumnKeepsTheMostOfItsTime) {
  GainHistory history(5.0);
  history.set_view(5.0, 50);  // 100 ms
  EXPECT_EQ(history.push(moment(-30.0f, 1.0f), 0.03), 0);
  EXPECT_EQ(history.push(moment(-12.0f, 4.0f), 0.03), 0);
  EXPECT_EQ(history.push(moment(-50.0f, 0.0f), 0.03), 0);
  EXPECT_FLOAT_EQ(history.newest().input, -12.0f);
  EXPECT_FLOAT_EQ(history.newest().down, 4.0f);
  EXPECT_EQ(history.push(moment(-60.0f), 0.25), 3) << "a late frame fills what it spans";
  EXPECT_FLOAT_EQ(history.newest(1).input, -60.0f);
}

TEST(History, AnotherSpanShowsWhatWasBefore) {
  GainHistory history(60.0);
  history.set_view(6.0, 60);
  for (int i = 0; i < 600; ++i) history.push(moment(i == 100 ? -6.0f : -50.0f), 0.1);
  history.set_view(60.0, 600);
  EXPECT_FLOAT_EQ(history.newest(500).input, -6.0f);
  history.set_view(6.0, 60);
  for (int age = 0; age < 60; ++age) EXPECT_LT(history.newest(age).input, -6.5f) << age;
}

TEST(History, IsStillOnceEveryColumnIsTheSame) {
  GainHistory history(5.0);
  history.set_view(1.0, 20);
  EXPECT_TRUE(history.still());
  history.push(moment(-20.0f), 0.06);
  EXPECT_FALSE(history.still());
  for (int i = 0; i < 30; ++i) history.push(moment(-90.0f), 0.06);
  EXPECT_TRUE(history.still());
}

TEST(Harmonics, OfKnownCurves) {
  // x + 0.1 x^2 makes 0.05 a^2 of the second harmonic; x - x^3 / 3 makes a^3 / 12 of the third beside a - a^3 / 4.
  const Harmonics even = harmonics_of([](double x) { return x + 0.1 * x * x; }, 0.5);
  EXPECT_NEAR(even.level[2], 20.0 * std::log10(0.05 * 0.5), 1e-6);
  EXPECT_EQ(even.level[3], kMinusInfinity);
  EXPECT_NEAR(even.distortion, 0.025, 1e-9);
  const Harmonics odd = harmonics_of([](double x) { return x - x * x * x / 3.0; }, 0.8);
  EXPECT_NEAR(odd.level[3], 20.0 * std::log10(0.512 / 12.0 / (0.8 - 0.128)), 1e-6);
  EXPECT_EQ(odd.level[2], kMinusInfinity);
  // A square wave has odd harmonics of 1 / k and a distortion of sqrt(pi^2 / 8 - 1).
  const Harmonics square = harmonics_of([](double x) { return x > 0.0 ? 1.0 : -1.0; }, 1.0);
  for (int k = 3; k <= 9; k += 2) EXPECT_NEAR(square.level[static_cast<std::size_t>(k)], -20.0 * std::log10(k), 0.01) << k;
  EXPECT_NEAR(square.distortion, 0.4834, 0.001);
  EXPECT_EQ(harmonics_of([](double x) { return x; }, 1.0).distortion, 0.0);
}

TEST(Scope, MonoIsUpLeftIsLeft) {
  EXPECT_EQ(scope_point(1.0, 1.0), QPointF(0.0, 1.0));
  EXPECT_EQ(scope_point(1.0, 0.0), QPointF(-0.5, 0.5));
  EXPECT_EQ(scope_point(0.0, 1.0), QPointF(0.5, 0.5));
  EXPECT_EQ(scope_point(0.5, -0.5), QPointF(-0.5, 0.0));
}

TEST(Scope, ZoomGoesBackAtOnceAndComesCloserLate) {
  ScopeZoom zoom;
  double waited = 0.0;
  while (zoom.decibels() == 0.0 && waited < 5.0) {
    zoom.feed(0.12, 0.016);
    waited += 0.016;
  }
  EXPECT_NEAR(waited, ScopeZoom::kPatience, 0.05);
  EXPECT_DOUBLE_EQ(zoom.decibels(), 18.0) << "0.12 is 18.4 dB under full scale";
  EXPECT_TRUE(zoom.feed(0.4, 0.016));
  EXPECT_DOUBLE_EQ(zoom.decibels(), 6.0);
  for (int i = 0; i < 300; ++i) zoom.feed(0.4 + 0.05 * std::sin(i), 0.016);
  EXPECT_DOUBLE_EQ(zoom.decibels(), 6.0) << "a steady sound keeps it steady";
}

TEST(SlowMean, ForgetsWithinSeconds) {
  SlowMean mean(3.0);
  mean.feed(1.0, 0.016);
  EXPECT_DOUBLE_EQ(mean.value(), 1.0);
  for (double time = 0.0; time < 3.0; time += 0.01) mean.feed(0.0, 0.01);
  EXPECT_NEAR(mean.value(), std::exp(-1.0), 0.01);
  mean.feed(std::nan(""), 0.01);
  EXPECT_TRUE(std::isfinite(mean.value()));
}

TEST(PlotNumbers, HaveRealMinusesAndNoNegativeZero) {
  EXPECT_EQ(signed_number(-4.24), QString::fromUtf8("−4.2"));
  EXPECT_EQ(signed_number(-0.04), "0.0");
  EXPECT_EQ(signed_number(3.0, 1, true), "+3.0");
  EXPECT_EQ(signed_number(kMinusInfinity), QString::fromUtf8("–"));
  EXPECT_EQ(short_hertz(120.0), "120");
  EXPECT_EQ(short_hertz(2500.0), "2.5k");
  EXPECT_EQ(short_hertz(1234.0), "1.23k");
  EXPECT_EQ(short_hertz(12345.0), "12.3k");
  EXPECT_EQ(short_hertz(999.6), "1k");
}

}  // namespace
}  // namespace sweetspot::ui
