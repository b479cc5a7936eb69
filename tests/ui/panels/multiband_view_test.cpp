// The multiband's picture: regions, handles, the curve, buttons, the chosen band.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/ui/controls/paint_watch.h"
#include "tests/ui/controls/pointer.h"
#include "tests/ui/panels/played.h"
#include "ui/controls/toggle_button.h"
#include "ui/panels/multiband_view.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

const ProcessorType& multiband() { return type_of("multiband"); }

TEST(MultibandPicture, RegionsGoFromSplitToSplitInWhateverOrderTheyAreSet) {
  const std::vector<double> values = values_with(multiband(), {{"bands", 2.0}, {"split1", 900.0}, {"split2", 150.0}, {"split3", 5000.0}});
  const auto regions = multiband_regions(values);
  ASSERT_EQ(regions.size(), 4u);
  EXPECT_EQ(regions[0].high, 150.0);
  EXPECT_EQ(regions[1].high, 900.0);
  EXPECT_EQ(regions[2].high, 5000.0);
  EXPECT_EQ(multiband().params[*regions[0].upper_split].key, "split2");
  EXPECT_FALSE(regions[3].upper_split);
}

TEST(MultibandPicture, TheCurveIsThatOfTheSound) {
  for (const double phase : {0.0, 1.0}) {
    const std::vector<double> values = values_with(multiband(), {{"bands", 3.0}, {"phase", phase}, {"split2", 700.0}});
    std::vector<double> hertz;
    for (double hz = 25.0; hz < 18000.0; hz *= 1.3) hertz.push_back(hz);
    MultibandCurve curve;
    curve.set(values, 48000.0, hertz);
    std::vector<double> drawn(hertz.size());
    for (const auto& gains : {std::vector<double>{0, 0, 0, 0, 0}, {6, -4, 3, 0, -9}, {0, kMinusInfinity, 0, 2, 0}}) {
      curve.curve(gains, drawn);
      for (std::size_t i = 0; i < hertz.size(); ++i) {
        const double heard = multiband_sum_db(values, 48000.0, gains, hertz[i]);
        EXPECT_NEAR(std::max(drawn[i], -40.0), std::max(heard, -40.0), 0.1) << "phase " << phase << ", " << hertz[i] << " Hz";
      }
    }
  }
}

TEST(MultibandPicture, HandlesMeanWhatLiesUnderThem) {
  const std::vector<double> values = values_with(multiband(), {{"band2.threshold", -31.0}, {"band3.gain", 5.0}});
  const MultibandScale scale = multiband_scale({900, 300}, true);
  for (const PlotHandle& handle : multiband_handles(multiband().params, values, scale)) {
    const PlotGrip& grip = handle.x ? *handle.x : *handle.y;
    EXPECT_NEAR(grip.value_at(handle.x ? handle.at.x() : handle.at.y()), values[grip.param], 1e-6) << multiband().params[grip.param].key;
  }
}

TEST(MultibandPicture, ButtonsStandWhereThereIsRoomTheChosenBandsFirst) {
  const std::vector<double> values = values_with(multiband(), {{"bands", 4.0}});
  const auto regions = multiband_regions(values);
  const QSizeF size(76, 24);
  const auto narrow = multiband_button_places(regions, multiband_scale({260, 264}, false), 4, size);
  int shown = 0;
  for (const QRectF& place : narrow) shown += !place.isEmpty();
  EXPECT_FALSE(narrow[4].isEmpty());
  for (std::size_t i = 0; i < narrow.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(narrow[i].intersects(narrow[k]));
    EXPECT_TRUE(narrow[i].isEmpty() || QRectF(0, 0, 260, 264).contains(narrow[i]));
  }
  const auto wide = multiband_button_places(regions, multiband_scale({1200, 320}, true), 0, size);
  int shown_wide = 0;
  for (const QRectF& place : wide) shown_wide += !place.isEmpty();
  EXPECT_GT(shown_wide, shown);
}

class MultibandViewTest : public testing::Test {
 protected:
  explicit MultibandViewTest(int width = kWideWidth)
      : panel(multiband(), width), view(dynamic_cast<MultibandView&>(panel.view())), values(default_values(multiband())) {
    QObject::connect(&view, &DeviceView::changed, &view, [this](const ParamChanges& changes) {
      for (const ParamChange& change : changes) values[static_cast<std::size_t>(index_of(multiband().params, change.key))] = change.value;
      view.show_values(values, false);
    });
    QObject::connect(&view, &DeviceView::gesture_ended, &view, [this] { ++gestures; });
    QObject::connect(&view, &DeviceView::band_selected, &view, [this](int band) { chosen = band; });
  }

  double get(const char* key) const { return values[static_cast<std::size_t>(index_of(multiband().params, key))]; }
  MultibandPlot& plot() { return view.plot(); }
  QPointF at(int id) { return plot().handle(id)->at; }

  OnPanel panel;
  MultibandView& view;
  std::vector<double> values;
  int gestures = 0, chosen = -1;
};

TEST_F(MultibandViewTest, ADraggedSplitKeepsItsPlaceAmongTheOthers) {
  const QPointF from(at(multiband_split_handle(1)).x(), 200.0);
  drag(plot(), from, {-600, 0}, {}, 60);
  release(plot(), {0, 0});
  EXPECT_GT(get("split2"), get("split1") * 1.1);
  EXPECT_LT(get("split2"), get("split1") * 1.2);
  EXPECT_EQ(gestures, 1);
  mouse(plot(), QEvent::MouseButtonDblClick, {at(multiband_split_handle(1)).x(), 200.0}, Qt::LeftButton);
  EXPECT_EQ(get("split2"), 600.0);
}

TEST_F(MultibandViewTest, ThresholdAndGainAreDraggedAndChooseTheirBand) {
  const QPointF line = at(multiband_threshold_handle(2));
  drag(plot(), line + QPointF(40, 0), {0, 30});
  release(plot(), line);
  EXPECT_LT(get("band3.threshold"), -25.0);
  EXPECT_EQ(chosen, 2);
  EXPECT_EQ(plot().band(), 2);
  const QPointF node = at(multiband_gain_handle(1));
  drag(plot(), node, {0, -40});
  release(plot(), node);
  EXPECT_GT(get("band2.gain"), 2.0);
  EXPECT_EQ(chosen, 1);
}

TEST_F(MultibandViewTest, AClickIntoARegionChoosesItAndThePanelsChoiceIsShown) {
  const MultibandScale scale = multiband_scale(plot().size(), true);
  mouse(plot(), QEvent::MouseButtonPress, {scale.hertz.pixel(9000.0), scale.area.bottom() - 8.0}, Qt::LeftButton);
  EXPECT_EQ(chosen, 3);
  chosen = -1;
  view.select_band(1);
  EXPECT_EQ(plot().band(), 1);
  EXPECT_EQ(chosen, -1) << "showing is no choice";
  view.select_band(5);
  EXPECT_EQ(plot().band(), 3) << "of the bands in use";
}

TEST_F(MultibandViewTest, ButtonsSwitchTheirBand) {
  for (ToggleButton* button : plot().findChildren<ToggleButton*>()) {
    if (!button->isVisible() || !button->accessibleName().endsWith("mute band 2")) continue;
    button->click();
    EXPECT_EQ(get("band2.mute"), 1.0);
    EXPECT_TRUE(button->isChecked());
    EXPECT_EQ(gestures, 1);
    return;
  }
  FAIL() << "no button to mute band 2";
}

TEST_F(MultibandViewTest, EachBandsReductionHangsFromItsOwnTop) {
  std::vector<MultibandPlot::BandLevels> levels(6);
  levels[0] = {-12.0, 9.0};
  levels[1] = {-20.0, 0.0};
  plot().feed(levels, 0.016);
  const QImage image = plot().grab().toImage();
  const MultibandScale scale = multiband_scale(plot().size(), true);
  const auto colour = [&](int band, double db_down) {
    const double x = scale.hertz.pixel(multiband_middle(multiband_regions(values)[static_cast<std::size_t>(band)]));
    const QPointF place(x - 6.0, scale.area.top() + (scale.gain.pixel(0.0) - scale.gain.pixel(db_down)));
    return image.pixelColor((place * image.devicePixelRatio()).toPoint());
  };
  EXPECT_EQ(colour(0, 1.0).rgb(), token::kReduction.rgb());
  EXPECT_EQ(colour(0, 8.0).rgb(), token::kReduction.rgb());
  EXPECT_NE(colour(0, 10.5).rgb(), token::kReduction.rgb());
  EXPECT_NE(colour(1, 1.0).rgb(), token::kReduction.rgb());
}

TEST_F(MultibandViewTest, AtRestNothingIsPainted) {
  Played played(multiband(), view, values);
  played.play(small_song(1.0));
  played.stand_still(8.0);
  QTest::qWait(30);
  PaintWatch watch(plot());
  played.stand_still(2.0);
  QTest::qWait(30);
  EXPECT_EQ(watch.paints, 0);
}

}  // namespace
}  // namespace sweetspot::ui
