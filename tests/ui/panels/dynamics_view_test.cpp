// The pictures of compressor, gate, de-esser, transient shaper and rider: where handles lie, what they change, what is drawn live.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/ui/controls/paint_watch.h"
#include "tests/ui/controls/pointer.h"
#include "tests/ui/panels/played.h"
#include "ui/panels/dynamics_view.h"
#include "ui/panels/gain_view.h"
#include "ui/panels/hit_plot.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

// Where a handle of a transfer curve would be if it were dragged to a pixel and the value taken over.
double dragged(const ProcessorType& type, std::vector<double>& values, int id, QPointF to) {
  const TransferScale scale = transfer_scale({240, 240}, lowest_level(type.params));
  for (const PlotHandle& handle : transfer_handles(type, values, scale)) {
    if (handle.id != id) continue;
    const PlotGrip& grip = handle.x ? *handle.x : *handle.y;
    values[grip.param] = constrain(type.params[grip.param], grip.value_at(handle.x ? to.x() : to.y()));
    return values[grip.param];
  }
  ADD_FAILURE() << "no such handle";
  return 0.0;
}

const PlotHandle* find(const PlotHandles& handles, int id) {
  for (const PlotHandle& handle : handles)
    if (handle.id == id) return &handle;
  return nullptr;
}

TEST(TransferPicture, HandlesLieOnTheCurveAndGoWhereThePointerGoes) {
  const ProcessorType& type = type_of("compressor");
  std::vector<double> values = values_with(type, {{"threshold", -20.0}, {"ratio", 4.0}, {"knee", 6.0}, {"makeup", 5.0}});
  const TransferScale scale = transfer_scale({240, 240}, -60.0);
  const PlotHandles handles = transfer_handles(type, values, scale);
  for (const int id : {kThresholdHandle, kRatioHandle}) {
    const PlotHandle* handle = find(handles, id);
    ASSERT_NE(handle, nullptr) << id;
    const double in = scale.in.value(handle->at.x());
    EXPECT_NEAR(scale.out.value(handle->at.y()), type.transfer(values, in), 1e-6) << id;
  }
  EXPECT_NEAR(dragged(type, values, kThresholdHandle, {scale.in.pixel(-31.0), 0}), -31.0, 1e-6);
  // The ratio's end is drawn to a level: the curve passes there afterwards, knee, make-up and all.
  const double in = scale.in.value(find(transfer_handles(type, values, scale), kRatioHandle)->at.x());
  for (const double out : {-4.0, -12.0, -18.0}) {
    dragged(type, values, kRatioHandle, {0, scale.out.pixel(out)});
    EXPECT_NEAR(type.transfer(values, in), out, 1e-3);
  }
}

TEST(TransferPicture, TheKneeIsDrawnAndDragged) {
  const ProcessorType& type = type_of("compressor");
  std::vector<double> values = values_with(type, {{"threshold", -20.0}, {"knee", 10.0}});
  const auto span = knee_span(type, values);
  ASSERT_TRUE(span);
  EXPECT_DOUBLE_EQ(span->from, -25.0);
  EXPECT_DOUBLE_EQ(span->to, -15.0);
  const TransferScale scale = transfer_scale({240, 240}, -60.0);
  EXPECT_NEAR(dragged(type, values, kKneeHandle, {scale.in.pixel(-14.0), 0}), 12.0, 1e-6);
  EXPECT_NEAR(dragged(type, values, kKneeHandle, {scale.in.pixel(-20.0), 0}), 0.0, 1e-6);
  EXPECT_NE(find(transfer_handles(type, values, scale), kKneeHandle), nullptr) << "a hard knee can be made soft again";
}

TEST(TransferPicture, WhereTheRangeBindsItHasAHandleAndTheRatioMovesIn) {
  const ProcessorType& type = type_of("compressor");
  std::vector<double> values = values_with(type, {{"threshold", -30.0}, {"ratio", 6.0}, {"range", 9.0}, {"knee", 0.0}});
  const TransferScale scale = transfer_scale({240, 240}, -60.0);
  const PlotHandles handles = transfer_handles(type, values, scale);
  ASSERT_NE(find(handles, kRangeHandle), nullptr);
  const PlotHandle* ratio = find(handles, kRatioHandle);
  ASSERT_NE(ratio, nullptr);
  const double half = scale.in.value(ratio->at.x());
  EXPECT_NEAR(type.transfer(values, half) - half, -4.5, 0.05);
  dragged(type, values, kRatioHandle, {scale.in.pixel(-20.0), 0});
  EXPECT_NEAR(type.transfer(values, -20.0) - -20.0, -4.5, 1e-3);
  const double level = scale.in.value(find(transfer_handles(type, values, scale), kRangeHandle)->at.x());
  dragged(type, values, kRangeHandle, {0, scale.out.pixel(level - 6.0)});
  EXPECT_NEAR(values[*dynamics_params(type.params).range], 6.0, 1e-3);
}

TEST(TransferPicture, AGateBendsBelowItsThresholdAndADuckerAbove) {
  const ProcessorType& type = type_of("gate");
  const TransferScale scale = transfer_scale({240, 240}, lowest_level(type.params));
  std::vector<double> gate = values_with(type, {{"threshold", -30.0}, {"ratio", 3.0}, {"range", 20.0}, {"knee", 6.0}});
  const double threshold_x = scale.in.pixel(-30.0);
  for (const int id : {kRatioHandle, kRangeHandle, kKneeHandle}) {
    const PlotHandle* handle = find(transfer_handles(type, gate, scale), id);
    ASSERT_NE(handle, nullptr) << id;
    EXPECT_LT(handle->at.x(), threshold_x) << id;
  }
  dragged(type, gate, kRatioHandle, {scale.in.pixel(-33.0), 0});
  EXPECT_NEAR(type.transfer(gate, -33.0) - -33.0, -10.0, 1e-2);
  std::vector<double> ducker = values_with(type, {{"threshold", -30.0}, {"mode", 1.0}, {"range", 12.0}});
  const PlotHandles handles = transfer_handles(type, ducker, scale);
  EXPECT_EQ(find(handles, kRatioHandle), nullptr) << "it has no part in ducking";
  EXPECT_EQ(find(handles, kKneeHandle), nullptr);
  ASSERT_NE(find(handles, kRangeHandle), nullptr);
  EXPECT_GT(find(handles, kRangeHandle)->at.x(), threshold_x);
}

TEST(HistoryPicture, TheThresholdAndWhereAGateCloses) {
  const ProcessorType& type = type_of("gate");
  const std::vector<double> values = values_with(type, {{"threshold", -30.0}, {"hysteresis", 8.0}});
  const HistoryScale scale = history_scale({260, 136}, type.params);
  const PlotHandles handles = history_handles(type.params, values, scale);
  ASSERT_EQ(handles.size(), 2u);
  EXPECT_NEAR(handles[0].at.y(), scale.level.pixel(-30.0), 1e-9);
  EXPECT_NEAR(handles[1].at.y(), scale.level.pixel(-38.0), 1e-9);
  EXPECT_NEAR(handles[1].y->value_at(scale.level.pixel(-42.0)), 12.0, 1e-9);
  EXPECT_EQ(history_handles(type_of("compressor").params, default_values(type_of("compressor")), scale).size(), 1u);
  EXPECT_LT(scale.reduction.bottom(), scale.levels.top()) << "gain reduction hangs alone";
}

class DynamicsViewTest : public testing::Test {
 protected:
  DynamicsViewTest() : panel(type_of("compressor"), kCompactWidth), view(dynamic_cast<DynamicsView&>(panel.view())) {
    QObject::connect(&view, &DeviceView::changed, &view, [this](const ParamChanges& changes) { asked = changes; });
    QObject::connect(&view, &DeviceView::gesture_ended, &view, [this] { ++gestures; });
  }

  OnPanel panel;
  DynamicsView& view;
  ParamChanges asked;
  int gestures = 0;
};

TEST_F(DynamicsViewTest, TheThresholdIsDraggedOnTheHistory) {
  DynamicsHistory& history = view.history();
  const PlotHandle line = *history.handle(kThresholdHandle);
  drag(history, {80.0, line.at.y()}, {0, 12}, {}, 12);
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].key, "threshold");
  EXPECT_LT(asked[0].value, -22.0);
  release(history, {80.0, line.at.y() + 12});
  EXPECT_EQ(gestures, 1);
}

TEST_F(DynamicsViewTest, TheLevelsOfTheSoundAreDrawnWhenTheyWere) {
  const ProcessorType& type = type_of("compressor");
  Played played(type, view, values_with(type, {{"threshold", -20.0}, {"release", 60.0}}));
  Stereo sound{std::vector<float>(144000, 0.0f), std::vector<float>(144000, 0.0f)};
  for (std::size_t i = 48000; i < 72000; ++i)  // half a second, from 2 s to 1.5 s before the end
    sound[0][i] = sound[1][i] = 0.5f * static_cast<float>(std::sin(0.13 * static_cast<double>(i)));
  played.play(sound);
  const GainHistory& history = view.history().history();
  const auto at = [&](double seconds_ago) {
    return history.newest(static_cast<int>(seconds_ago / DynamicsHistory::kSeconds * history.columns()));
  };
  EXPECT_NEAR(at(1.75).input, -6.0, 0.7);
  EXPECT_NEAR(at(1.75).down, 10.3, 1.0) << "14 dB over the threshold at 4 : 1";
  EXPECT_LT(at(2.25).input, -60.0);
  EXPECT_LT(at(0.5).input, -40.0);
  EXPECT_LT(at(0.5).down, 0.2);
}

TEST_F(DynamicsViewTest, WhileNothingPlaysTheHistoryStandsAndTheMetersRest) {
  const ProcessorType& type = type_of("compressor");
  Played played(type, view, values_with(type, {{"threshold", -30.0}}));
  played.play(small_song(2.0));
  EXPECT_TRUE(std::isfinite(view.curve().level()));
  played.stand_still(4.0);
  EXPECT_FALSE(std::isfinite(view.curve().level())) << "the dot is gone";
  const GainMoment newest = view.history().history().newest();
  QTest::qWait(30);
  PaintWatch whole(view), curve(view.curve()), history(view.history());
  played.stand_still(3.0);
  QTest::qWait(30);
  EXPECT_EQ(curve.paints + history.paints + whole.paints, 0);
  EXPECT_EQ(view.history().history().newest(), newest);
}

TEST_F(DynamicsViewTest, TheLiveDotRepaintsItsPlaceOnly) {
  TransferPlot& curve = view.curve();
  curve.set_level(-30.0);
  QTest::qWait(30);
  PaintWatch watch(curve);
  curve.set_level(-26.0);
  QTest::qWait(30);
  EXPECT_GT(watch.area(), 0);
  EXPECT_LT(watch.area(), curve.width() * curve.height() / 20);
}

TEST(DeEsserView, HasItsBandAndDrawsTheThresholdAsItMoves) {
  const ProcessorType& type = type_of("deesser");
  OnPanel panel(type, kCompactWidth);
  auto& view = dynamic_cast<DynamicsView&>(panel.view());
  ASSERT_NE(view.band(), nullptr);
  Played played(type, view, values_with(type, {{"threshold", -30.0}, {"adaptive", 100.0}}));
  played.play(small_song(3.0, 6.0));
  const auto threshold = static_cast<std::size_t>(meter_index(type, "threshold"));
  EXPECT_NEAR(view.history().history().newest().threshold, played.meters()[threshold], 1e-3);
  EXPECT_GT(std::abs(played.meters()[threshold] + 30.0f), 1.0f) << "the voice is louder than usual";
}

TEST(BandPicture, EdgesAndMiddleFollowThePointer) {
  const ProcessorType& type = type_of("deesser");
  const auto params = band_params(type.params);
  ASSERT_TRUE(params);
  const BandScale scale = band_scale({260, 60});
  std::vector<double> above = values_with(type, {{"band", 0.0}, {"freq", 5000.0}});
  const BandSpan span = band_span(*params, type.params, above);
  EXPECT_EQ(span.low, 5000.0);
  EXPECT_EQ(span.high, 20000.0);
  EXPECT_EQ(band_handles(*params, type.params, above, scale).size(), 1u) << "no width above a corner";
  const std::vector<double> around = values_with(type, {{"band", 1.0}, {"freq", 5000.0}, {"width", 1.0}});
  const PlotHandles handles = band_handles(*params, type.params, around, scale);
  ASSERT_EQ(handles.size(), 2u);
  EXPECT_NEAR(handles[1].at.x(), scale.hertz.pixel(5000.0 * std::sqrt(2.0)), 1e-6);
  EXPECT_NEAR(handles[1].x->value_at(scale.hertz.pixel(10000.0)), 2.0, 1e-9);
  EXPECT_NEAR(handles[0].x->value_at(scale.hertz.pixel(7000.0)), 7000.0, 1e-6);
  EXPECT_FALSE(band_params(type_of("compressor").params));
}

TEST(HitPicture, IsWhatTheProcessorDoes) {
  const ProcessorType& type = type_of("transient");
  const auto params = hit_params(type.params);
  ASSERT_TRUE(params);
  EXPECT_FALSE(hit_params(type_of("compressor").params)) << "its attack is a time";
  const std::vector<double> values = values_with(type, {{"attack", 60.0}, {"sustain", -40.0}, {"output", 3.0}});
  constexpr std::size_t kColumns = 100;
  const HitShape shape = hit_shape(type, *params, values, kColumns);
  // In dB attack and sustain add up: what is drawn for both is what both do together.
  HitParams none = *params;
  none.output.reset();
  std::vector<double> hundred = values;
  hundred[params->attack] = 100.0;
  const HitShape direct = hit_shape(type, none, values, kColumns);
  const auto after_onset = static_cast<std::size_t>((kHitOnset + 0.002) / kHitSeconds * kColumns);
  EXPECT_GT(shape.attack[after_onset], 6.0);
  EXPECT_GT(shape.sustain[80], 3.0);
  for (std::size_t column = 0; column < kColumns; column += 5) {
    EXPECT_NEAR(shape.at(column, 0.0, 0.0), shape.level[column] + 3.0, 1e-9);
    EXPECT_NEAR(direct.attack[column], shape.attack[column] + 3.0, 0.02) << "the output is taken off and added once";
  }
}

TEST(HitPicture, ItsPointsGoWhereThePointerGoes) {
  const ProcessorType& type = type_of("transient");
  const auto params = *hit_params(type.params);
  std::vector<double> values = values_with(type, {{"attack", 20.0}, {"sustain", -30.0}});
  const HitShape shape = hit_shape(type, params, values, 200);
  const HitScale scale = hit_scale({260, 128});
  for (const int id : {kHitAttackHandle, kHitSustainHandle}) {
    const PlotHandle handle = *find(hit_handles(params, values, shape, scale), id);
    const double wanted = scale.level.value(handle.at.y()) + 3.0;
    values[handle.y->param] = handle.y->value_at(scale.level.pixel(wanted));
    const PlotHandle moved = *find(hit_handles(params, values, shape, scale), id);
    EXPECT_NEAR(scale.level.value(moved.at.y()), wanted, 1e-6);
  }
}

TEST(GainViewTest, UpAndDownAreKeptApart) {
  const ProcessorType& type = type_of("transient");
  OnPanel panel(type, kCompactWidth);
  auto& view = dynamic_cast<GainView&>(panel.view());
  ASSERT_NE(view.hit(), nullptr);
  view.gain().feed(4.0, -20.0, 0.2);
  view.gain().feed(-6.0, -20.0, 0.2);
  const QImage image = view.gain().grab().toImage();
  const GainScale scale = gain_scale(view.gain().size(), 15.0);
  const double seconds = 5.0, column = scale.area.width() / seconds;
  const auto pixel = [&](double seconds_ago, double db) {
    const QPointF place(scale.area.right() - column * seconds_ago, scale.gain.pixel(db));
    return image.pixelColor((place * image.devicePixelRatio()).toPoint());
  };
  EXPECT_GT(pixel(0.3, 2.0).blue(), pixel(0.3, 2.0).red() + 30) << "added: above the middle";
  EXPECT_GT(pixel(0.1, -3.0).red(), pixel(0.1, -3.0).blue() + 30) << "taken away: beneath it";
}

TEST(GainViewTest, ARidersLimitsAreLines) {
  const ProcessorType& type = type_of("rider");
  const std::vector<double> values = values_with(type, {{"range_up", 5.0}, {"range_down", 8.0}});
  const GainScale scale = gain_scale({260, 160}, 21.0);
  const PlotHandles handles = gain_handles(type.params, values, scale);
  ASSERT_EQ(handles.size(), 2u);
  EXPECT_NEAR(handles[0].at.y(), scale.gain.pixel(5.0), 1e-9);
  EXPECT_NEAR(handles[1].at.y(), scale.gain.pixel(-8.0), 1e-9);
  EXPECT_NEAR(handles[1].y->value_at(scale.gain.pixel(-10.0)), 10.0, 1e-9);
}

}  // namespace
}  // namespace sweetspot::ui
