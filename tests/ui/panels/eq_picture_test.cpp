// What an equalizer's picture shows: curves, notes, the spectrum, what is said beneath it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include <QTest>

#include "engine/studio/processors.h"
#include "ui/panels/eq_analyser.h"
#include "ui/panels/eq_notes.h"
#include "ui/panels/eq_plot.h"
#include "ui/panels/eq_view.h"

namespace sweetspot::ui {
namespace {

const ProcessorType& eq() { return *find_processor("eq"); }
std::size_t at(std::string_view key) { return static_cast<std::size_t>(index_of(eq().params, key)); }

TEST(EqNotes, TheNearestNoteAndHowFar) {
  EXPECT_EQ(note_text(440.0), "A4");
  EXPECT_EQ(note_text(261.6256), "C4");
  EXPECT_EQ(nearest_note(27.5).name, "A0");
  EXPECT_EQ(nearest_note(440.0 * std::exp2(0.3 / 12.0)).cents, 30);
  EXPECT_EQ(note_text(440.0 * std::exp2(-0.12 / 12.0)), QString("A4 ") + QChar(0x2212) + "12 ct");
}

TEST(EqNotes, ThePianoCoversTheAxisWithoutGaps) {
  CurveScale scale;
  scale.area = QRectF(30, 0, 600, 100);
  const auto keys = piano_keys(scale);
  ASSERT_FALSE(keys.empty());
  int octaves = 0;
  for (std::size_t i = 1; i < keys.size(); ++i) {
    EXPECT_NEAR(keys[i].left, keys[i - 1].right, 1e-6);
    EXPECT_FALSE(keys[i].black && keys[i - 1].black);
    octaves += keys[i].octave != kNoC;
  }
  EXPECT_EQ(octaves, 9 + 1) << "C1 to C10";
  EXPECT_GE(keys.front().left, scale.area.left());
  EXPECT_LE(keys.back().right, scale.area.right());
}

class EqPlotTest : public testing::Test {
 protected:
  EqPlotTest() : plot(eq_plot({500, 260}, 12.0, true)), hertz(curve_frequencies(plot)), values(default_values(eq())) {
    for (int band = 1; band <= kEqBands; ++band) values[at("band" + std::to_string(band) + ".on")] = band == 3;
    const auto& types = eq().params[at("band3.type")].choices;
    values[at("band3.type")] = static_cast<double>(std::ranges::find(types, "bell") - types.begin());
    values[at("band3.freq")] = 1000.0;
    values[at("band3.gain")] = 6.0;
  }

  std::size_t point_at(double frequency) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(hertz, frequency) - hertz.begin());
  }

  EqPlot plot;
  std::vector<double> hertz, values;
};

TEST_F(EqPlotTest, TheCurveIsTheProcessorsOwnResponse) {
  std::vector<double> expected(hertz.size());
  eq().response(values, 48000.0, hertz, expected);
  const EqCurves curves = eq_curves(values, hertz, {}, -1, -1);
  for (std::size_t i = 0; i < hertz.size(); ++i) EXPECT_NEAR(curves.whole[i], expected[i], 1e-9);
  EXPECT_NEAR(curves.whole[point_at(1000.0)], 6.0, 0.05);
  EXPECT_TRUE(curves.singles.empty());
}

TEST_F(EqPlotTest, TheChosenBandIsTinted) {
  const EqCurves curves = eq_curves(values, hertz, {}, 2, -1);
  ASSERT_EQ(curves.singles.size(), 1u);
  EXPECT_TRUE(curves.singles[0].tinted);
  EXPECT_TRUE(curves.singles[0].reach.empty());
}

TEST_F(EqPlotTest, ADynamicBandShowsHowFarItMayGoAndWhereItIs) {
  values[at("band3.dynamic")] = 1.0;
  values[at("band3.ratio")] = 4.0;
  values[at("band3.range")] = 9.0;
  const EqCurves curves = eq_curves(values, hertz, {}, -1, -1);
  ASSERT_EQ(curves.singles.size(), 1u);
  EXPECT_NEAR(curves.singles[0].line[point_at(1000.0)], 6.0, 0.05);
  EXPECT_NEAR(curves.singles[0].reach[point_at(1000.0)], -3.0, 0.05);
  std::vector<double> now(kEqBands, 0.0);
  now[2] = -4.0;
  EXPECT_NEAR(eq_live_curve(values, hertz, {}, now)[point_at(1000.0)], 2.0, 0.05);
}

TEST_F(EqPlotTest, ARouteShowsItsOwnBandsAlone) {
  values[at("band3.route")] = static_cast<double>(EqRoute::side);
  EXPECT_NEAR(eq_curves(values, hertz, EqRoute::side, -1, -1).whole[point_at(1000.0)], 6.0, 0.05);
  EXPECT_NEAR(eq_curves(values, hertz, EqRoute::mid, -1, -1).whole[point_at(1000.0)], 0.0, 1e-9);
}

// --- The spectrum -----------------------------------------------------------------------------------------------------

DeviceSignal sines(double before_db, double after_db, double hertz, bool opposite = false) {
  DeviceSignal signal;
  for (std::size_t side = 0; side < 2; ++side)
    for (std::size_t channel = 0; channel < 2; ++channel)
      for (std::size_t i = 0; i < EqAnalyser::kFrames; ++i) {
        const double gain = std::pow(10.0, (side == 0 ? before_db : after_db) / 20.0) * (opposite && channel == 1 ? -1.0 : 1.0);
        signal.sound[side][channel].push_back(
            static_cast<float>(gain * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(i) / 48000.0)));
      }
  return signal;
}

class EqAnalyserTest : public testing::Test {
 protected:
  EqAnalyserTest() : analyser(48000.0) { analyser.set_frequencies(std::vector<double>{100.0, 1000.0, 8000.0}); }
  void hear(const DeviceSignal& signal) {
    for (int i = 0; i < 60; ++i) {
      analyser.take(signal);
      analyser.advance(0.05);
    }
  }
  EqAnalyser analyser;
};

TEST_F(EqAnalyserTest, BeforeAndAfterAreApart) {
  hear(sines(-20.0, -14.0, 1000.0));
  EXPECT_NEAR(analyser.after()[1] - analyser.before()[1], 6.0, 0.1);
  EXPECT_LT(analyser.after()[0], analyser.after()[1] - 40.0);
  EXPECT_FALSE(analyser.silent());
}

TEST_F(EqAnalyserTest, ARouteHearsItsPartOfTheSound) {
  analyser.set_route(EqRoute::mid);
  hear(sines(-20.0, -20.0, 1000.0, true));
  EXPECT_TRUE(analyser.silent()) << "left and right are opposite";
  analyser.set_route(EqRoute::side);
  hear(sines(-20.0, -20.0, 1000.0, true));
  const double side = analyser.after()[1];
  analyser.set_route(EqRoute::left);
  hear(sines(-20.0, -20.0, 1000.0, true));
  EXPECT_NEAR(side, analyser.after()[1], 0.1);
}

TEST_F(EqAnalyserTest, FallsToTheFloorWhenNothingComes) {
  hear(sines(-20.0, -20.0, 1000.0));
  double seconds = 0.0;
  while (analyser.advance(0.05) && seconds < 20.0) seconds += 0.05;
  EXPECT_TRUE(analyser.silent());
  EXPECT_GT(seconds, 1.0);
  EXPECT_LT(seconds, 8.0);
}

// --- What is said beneath it ------------------------------------------------------------------------------------------

TEST(EqView, LinearPhaseTellsItsLatencyAndWhatRingsBefore) {
  EqView view(eq(), 48000.0, "Kick Equalizer");
  std::vector<double> values = default_values(eq());
  view.show_values(values, false);
  EXPECT_TRUE(view.note().isEmpty());
  values[at("phase")] = 1.0;
  values[at("band1.gain")] = 12.0;
  view.show_values(values, false);
  const double latency_ms = 1e3 * eq().latency(values, 48000.0) / 48000.0;
  EXPECT_TRUE(view.note().contains(QString::number(latency_ms, 'f', latency_ms < 9.95 ? 1 : 0) + " ms")) << view.note().toStdString();
  EXPECT_FALSE(view.note().contains("pre-ring")) << "not measured while it is turned";
  QTest::qWait(600);
  EXPECT_TRUE(view.note().contains("pre-ring")) << view.note().toStdString();
}

TEST(EqView, AutoGainIsTold) {
  EqView view(eq(), 48000.0, "Kick Equalizer");
  std::vector<double> values = default_values(eq());
  values[at("auto_gain")] = 1.0;
  view.show_values(values, false);
  std::vector<float> meters(eq().meters.size(), 0.0f);
  meters[static_cast<std::size_t>(meter_index(eq(), "auto_gain"))] = -3.26f;
  view.show_meters(meters, 0.016);
  EXPECT_TRUE(view.note().contains(QString("Auto gain ") + QChar(0x2212) + "3.3 dB")) << view.note().toStdString();
}

}  // namespace
}  // namespace sweetspot::ui
