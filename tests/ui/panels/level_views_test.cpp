// The pictures of limiter, saturator, clipper, width and reverb, and what they take from the sound.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tests/ui/controls/paint_watch.h"
#include "tests/ui/controls/pointer.h"
#include "tests/ui/panels/played.h"
#include "ui/controls/toggle_button.h"
#include "ui/panels/limiter_view.h"
#include "ui/panels/reverb_view.h"
#include "ui/panels/shape_view.h"
#include "ui/panels/width_view.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

const PlotHandle* find(const PlotHandles& handles, int id) {
  for (const PlotHandle& handle : handles)
    if (handle.id == id) return &handle;
  return nullptr;
}

// Every handle says the value that is set when it is not moved at all.
void expect_handles_mean_their_values(const ProcessorType& type, const std::vector<double>& values, const PlotHandles& handles,
                                      double within) {
  for (const PlotHandle& handle : handles) {
    for (const auto& [grip, pixel] : {std::pair(handle.x, handle.at.x()), std::pair(handle.y, handle.at.y())}) {
      if (!grip) continue;
      const ParamSpec& spec = type.params[grip->param];
      EXPECT_NEAR(travel_from_value(spec, constrain(spec, grip->value_at(pixel))), travel_from_value(spec, values[grip->param]), within)
          << spec.key;
    }
  }
}

// --- what is taken from the sound

TEST(SignalWatch, TimeIsThatOfTheSoundOnceThereIsOne) {
  SignalWatch watch(48000.0);
  EXPECT_DOUBLE_EQ(watch.look(0.02).seconds, 0.02) << "nobody shows it sound";
  DeviceSignal signal;
  signal.sound[0] = {std::vector<float>(1000, 0.1f), std::vector<float>(1000, 0.0f)};
  signal.sound[1] = signal.sound[0];
  signal.end = 1000;
  watch.take(signal);
  (void)watch.look(0.016);
  signal.sound[0][0].back() = -0.5f;
  signal.sound[0][0].front() = 0.9f;  // heard before
  signal.end = 1480;
  watch.take(signal);
  const Heard heard = watch.look(0.016);
  EXPECT_DOUBLE_EQ(heard.seconds, 0.01);
  EXPECT_NEAR(heard.input, -6.02, 0.01) << "of what is new";
  EXPECT_NEAR(heard.output, -20.0, 0.01);
  EXPECT_TRUE(heard.running);
}

TEST(SignalWatch, BetweenTwoBlocksItWaitsAndThenItStands) {
  SignalWatch watch(48000.0);
  DeviceSignal signal;
  signal.sound[0] = {std::vector<float>(100), std::vector<float>(100)};
  signal.sound[1] = signal.sound[0];
  signal.end = 100;
  watch.take(signal);
  (void)watch.look(0.016);
  EXPECT_TRUE(watch.look(0.016).running);
  EXPECT_EQ(watch.look(0.016).seconds, 0.0);
  for (int i = 0; i < 20; ++i) (void)watch.look(0.016);
  EXPECT_FALSE(watch.look(0.016).running);
  signal.end = 48000 * 60;
  watch.take(signal);
  EXPECT_LT(watch.look(0.016).seconds, 0.5) << "a picture that was hidden does not make up for it";
}

// --- limiter

TEST(LimiterPicture, CeilingAndDriveAreLines) {
  const ProcessorType& type = type_of("limiter");
  const std::vector<double> values = values_with(type, {{"ceiling", -2.0}, {"drive", 6.0}});
  const LimiterScale scale = limiter_scale({260, 208});
  const PlotHandles handles = limiter_handles(limiter_params(type.params), values, scale);
  expect_handles_mean_their_values(type, values, handles, 1e-9);
  EXPECT_NEAR(find(handles, kDriveHandle)->at.y(), scale.level.pixel(-8.0), 1e-9) << "from there on the input is limited";
  EXPECT_TRUE(find(handles, kDriveHandle)->y->falls);
  EXPECT_LT(scale.reduction.bottom(), scale.levels.top());
}

class LimiterViewTest : public testing::Test {
 protected:
  LimiterViewTest() : panel(type_of("limiter"), kCompactWidth), view(dynamic_cast<LimiterView&>(panel.view())) {
    QObject::connect(&view, &DeviceView::changed, &view, [this](const ParamChanges& changes) { asked = changes; });
  }

  ToggleButton* button(const QString& end) {
    for (ToggleButton* found : view.findChildren<ToggleButton*>())
      if (found->accessibleName().endsWith(end)) return found;
    return nullptr;
  }

  OnPanel panel;
  LimiterView& view;
  ParamChanges asked;
};

TEST_F(LimiterViewTest, TheLargestIsKeptUntilItIsClicked) {
  Played played(type_of("limiter"), view, values_with(type_of("limiter"), {{"drive", 12.0}}));
  played.play(small_song(1.0));
  const double largest = view.plot().largest_reduction();
  EXPECT_GT(largest, 3.0);
  EXPECT_NEAR(view.plot().largest_output(), -1.0, 0.1) << "the ceiling";
  played.play(small_song(0.5, -40.0));
  EXPECT_EQ(view.plot().largest_reduction(), largest);
  const LimiterScale scale = limiter_scale(view.plot().size());
  mouse(view.plot(), QEvent::MouseButtonPress, scale.reduction.center(), Qt::LeftButton);
  EXPECT_EQ(view.plot().largest_reduction(), 0.0);
}

TEST(TruePeakWatch, ReadsBetweenTheSamplesAndNotBetweenPieces) {
  // A quarter of the rate, 45 degrees off: the samples stay 3 dB below the wave.
  const auto wave = [](std::size_t from, std::size_t count) {
    std::vector<float> sound(count);
    for (std::size_t i = 0; i < count; ++i)
      sound[i] = static_cast<float>(0.5 * std::sin(std::numbers::pi * (0.5 * double(from + i) + 0.25)));
    return sound;
  };
  TruePeakWatch watch;
  DeviceSignal signal;
  const auto take = [&](std::size_t from) {
    signal.sound[1] = {wave(from, 4096), wave(from, 4096)};
    signal.end = from + 4096;
    watch.take(signal);
  };
  take(0);
  take(801);
  EXPECT_NEAR(watch.decibels(), -6.02, 0.02);
  take(100002);  // most was missed; the phase is another
  take(100803);
  take(5);  // the song begins again
  EXPECT_NEAR(watch.decibels(), -6.02, 0.02);
  watch.reset();
  EXPECT_EQ(watch.decibels(), kMinusInfinity);
}

TEST_F(LimiterViewTest, SwitchesAndSpans) {
  ASSERT_NE(button("unity gain"), nullptr);
  button("delta")->click();
  EXPECT_EQ(asked, (ParamChanges{{"delta", 1.0}}));
  view.show_values(values_with(type_of("limiter"), {{"unity", 1.0}}), false);
  EXPECT_TRUE(button("unity gain")->isChecked());
  EXPECT_FALSE(button("delta")->isChecked());
  const QImage image = button("unity gain")->grab().toImage();
  EXPECT_EQ(image.pixelColor(image.width() / 2, 3).rgb(), token::kWarn.rgb()) << "what is left on for listening warns";
  button("60 seconds")->click();
  EXPECT_EQ(view.plot().span(), 60.0);
  EXPECT_FALSE(button("6 seconds")->isChecked());
}

TEST_F(LimiterViewTest, WhileNothingPlaysNothingIsPainted) {
  Played played(type_of("limiter"), view, values_with(type_of("limiter"), {{"drive", 12.0}}));
  played.play(small_song(1.0));
  played.stand_still(1.0);
  QTest::qWait(30);
  PaintWatch watch(view.plot());
  played.stand_still(2.0);
  QTest::qWait(30);
  EXPECT_EQ(watch.paints, 0);
}

// --- saturator and clipper

TEST(ShapePicture, HandlesMeanTheirValues) {
  const ShapeScale scale = shape_scale({260, 184});
  const ProcessorType& saturate = type_of("saturate");
  const std::vector<double> driven = values_with(saturate, {{"drive", 9.0}, {"output", -3.0}});
  expect_handles_mean_their_values(saturate, driven, shape_handles(saturate, driven, scale), 1e-6);
  const ProcessorType& clipper = type_of("clipper");
  const std::vector<double> clipped = values_with(clipper, {{"drive", 6.0}, {"ceiling", -3.0}, {"knee", 5.0}});
  const PlotHandles handles = shape_handles(clipper, clipped, scale);
  expect_handles_mean_their_values(clipper, clipped, handles, 1e-6);
  EXPECT_NEAR(scale.out.value(find(handles, kShapeCeilingHandle)->at.y()), gain_from_db(-3.0), 1e-9);
  EXPECT_NEAR(scale.out.value(find(handles, kShapeKneeHandle)->at.y()), gain_from_db(-8.0), 1e-9);
  EXPECT_NEAR(scale.in.value(find(handles, kShapeDriveHandle)->at.x()), gain_from_db(-9.0), 1e-9) << "what is driven to the ceiling";
}

TEST(ShapeViewTest, TheBarsAreTheHarmonicsOfTheSoundItself) {
  // A sine through the processor, its third harmonic measured in what comes out, against what is drawn.
  const ProcessorType& type = type_of("clipper");
  const std::vector<double> values = values_with(type, {{"drive", 6.0}, {"ceiling", -6.0}, {"knee", 3.0}});
  OnPanel panel(type, kCompactWidth);
  auto& view = dynamic_cast<ShapeView&>(panel.view());
  Stereo sine{std::vector<float>(48000), std::vector<float>(48000)};
  for (std::size_t i = 0; i < 48000; ++i)
    sine[0][i] = sine[1][i] =
        static_cast<float>(gain_from_db(-3.0) * std::sin(2.0 * std::numbers::pi * 100.0 * static_cast<double>(i) / kPlayedRate));
  Played played(type, view, values);
  played.play(sine);
  EXPECT_NEAR(view.plot().peak(), gain_from_db(-3.0), 0.01);
  const Harmonics drawn = harmonics_of([&](double amplitude) { return type.shape(values, amplitude); }, gain_from_db(-3.0));
  const double shown = 100.0 * drawn.distortion;
  EXPECT_EQ(view.bars().words(), QString("THD %1 %").arg(shown, 0, 'f', 1));
  const auto level_at = [&](int harmonic) {
    double cosine = 0.0, sinus = 0.0;
    const auto& out = played.sound_after()[0];
    const std::size_t frames = out.size() / 480 * 480;
    for (std::size_t i = 0; i < frames; ++i) {
      const double phase = 2.0 * std::numbers::pi * 100.0 * harmonic * static_cast<double>(i) / kPlayedRate;
      cosine += double{out[out.size() - frames + i]} * std::cos(phase);
      sinus += double{out[out.size() - frames + i]} * std::sin(phase);
    }
    return std::hypot(cosine, sinus);
  };
  for (const int k : {3, 5}) EXPECT_NEAR(20.0 * std::log10(level_at(k) / level_at(1)), drawn.level[static_cast<std::size_t>(k)], 0.3) << k;
}

TEST(ShapeViewTest, TheExciterShowsItsBandAndTheSaturatorDoesNot) {
  const ProcessorType& type = type_of("saturate");
  OnPanel panel(type, kCompactWidth);
  auto& view = dynamic_cast<ShapeView&>(panel.view());
  ASSERT_NE(view.band(), nullptr);
  view.show_values(values_with(type, {{"mode", 0.0}}), false);
  EXPECT_FALSE(view.band()->isVisible());
  const int without = view.height();
  view.show_values(values_with(type, {{"mode", 1.0}}), false);
  EXPECT_TRUE(view.band()->isVisible());
  EXPECT_GT(view.height(), without);
}

// --- width

TEST(WidthPicture, HandlesMeanTheirValues) {
  const ProcessorType& type = type_of("width");
  const std::vector<double> values =
      values_with(type, {{"split1", 6000.0}, {"split2", 300.0}, {"band2.width", 130.0}, {"mono_below", 80.0}});
  const auto params = *width_params(type.params);
  const PlotHandles handles = width_handles(params, values, width_scale({600, 160}));
  expect_handles_mean_their_values(type, values, handles, 1e-9);
  EXPECT_EQ(handles.size(), 6u);
  EXPECT_EQ(width_bands(params, values)[0].high, 300.0) << "splits in whatever order";
  EXPECT_FALSE(width_params(type_of("multiband").params)->mono_below) << "bands of another kind";
}

TEST(WidthViewTest, TheScopeShowsWhatComesOut) {
  const ProcessorType& type = type_of("width");
  OnPanel panel(type, kCompactWidth);
  auto& view = dynamic_cast<WidthView&>(panel.view());
  EXPECT_FALSE(view.bands()->isVisible()) << "there is no room";
  Played played(type, view, default_values(type));
  played.play(small_song(1.0));
  EXPECT_FALSE(view.scope().dark());
  EXPECT_NEAR(view.correlation().mean(), 0.95, 0.15);
  played.stand_still(4.0);
  EXPECT_TRUE(view.scope().dark());
  QTest::qWait(30);
  PaintWatch scope(view.scope()), bar(view.correlation());
  played.stand_still(2.0);
  QTest::qWait(30);
  EXPECT_EQ(scope.paints + bar.paints, 0);
}

TEST(WidthViewTest, BandsAreChosenTogetherWithThePanel) {
  OnPanel panel(type_of("width"), kWideWidth);
  auto& view = dynamic_cast<WidthView&>(panel.view());
  ASSERT_TRUE(view.bands()->isVisible());
  int chosen = -1;
  QObject::connect(&view, &DeviceView::band_selected, &view, [&](int band) { chosen = band; });
  const WidthScale scale = width_scale(view.bands()->size());
  mouse(*view.bands(), QEvent::MouseButtonPress, {scale.hertz.pixel(9000.0), scale.area.bottom() - 4.0}, Qt::LeftButton);
  EXPECT_EQ(chosen, 2);
}

// --- reverb

TEST(ReverbPicture, HandlesMeanTheirValues) {
  if (!find_processor("reverb")) GTEST_SKIP() << "this build has no reverb";
  const ProcessorType& type = type_of("reverb");
  const std::vector<double> values = values_with(type, {{"decay", 2.5}, {"low_decay", 1.3}, {"high_decay", 0.4}, {"pre_delay", 30.0}});
  expect_handles_mean_their_values(type, values, decay_handles(type, values, decay_scale({260, 148})), 1e-3);
  const EchoScale scale = echo_scale({260, 148}, 0.03, 2.5);
  EXPECT_GE(scale.seconds, 2.53);
  const ReverbEcho echo = reverb_echo(type, values, scale, 240);
  expect_handles_mean_their_values(type, values, echo_handles(type, values, echo, scale), 1e-3);
}

TEST(ReverbPicture, TheEchoIsThatOfTheReverb) {
  if (!find_processor("reverb")) GTEST_SKIP() << "this build has no reverb";
  const ProcessorType& type = type_of("reverb");
  const auto column_of = [](const EchoScale& scale, double seconds) {
    return static_cast<std::size_t>(std::sqrt(seconds / scale.seconds) * 240.0);
  };
  const std::vector<double> values = values_with(type, {{"decay", 1.2}, {"pre_delay", 60.0}});
  const EchoScale scale = echo_scale({260, 148}, 0.06, 1.2);
  const ReverbEcho echo = reverb_echo(type, values, scale, 240);
  for (std::size_t i = 0; i < column_of(scale, 0.055); ++i)
    EXPECT_LT(std::max(echo.early[i], echo.tail[i]), -90.0) << "nothing within the pre-delay";
  // The tail falls by 60 dB in its time.
  const auto loudest = [&](double from, double to) {
    return *std::max_element(echo.tail.begin() + static_cast<long>(column_of(scale, from)),
                             echo.tail.begin() + static_cast<long>(column_of(scale, to)));
  };
  EXPECT_NEAR(loudest(0.9, 1.0) - loudest(0.4, 0.5), -60.0 * 0.5 / 1.2, 6.0);
  // Without early reflections there are none.
  const ReverbEcho without =
      reverb_echo(type, values_with(type, {{"decay", 1.2}, {"pre_delay", 60.0}, {"early_level", -40.0}}), scale, 240);
  EXPECT_LT(*std::max_element(without.early.begin(), without.early.end()), -90.0);
  EXPECT_GT(*std::max_element(echo.early.begin(), echo.early.end()), -20.0);
}

}  // namespace
}  // namespace sweetspot::ui
