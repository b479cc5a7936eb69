// The parts of a panel's frame: columns, the row of bands, sections, rows.
#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "engine/studio/processors.h"
#include "ui/controls/toggle_button.h"
#include "ui/panels/band_bar.h"
#include "ui/panels/flow_columns.h"
#include "ui/panels/panel_section.h"
#include "ui/panels/param_editor.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {
namespace {

TEST(FlowColumns, AsManyAsThereIsRoomFor) {
  EXPECT_EQ(columns_for(260), 1);
  EXPECT_EQ(columns_for(560), 2);
  EXPECT_EQ(columns_for(900), 3);
  EXPECT_EQ(columns_for(4000), 4) << "rows of a panel are not spread over a whole screen";
}

TEST(FlowColumns, TheTallestColumnIsAsShortAsItCanBe) {
  const std::vector<int> heights{100, 20, 20, 20, 50};
  EXPECT_EQ(share_columns(heights, 0, 2), (std::vector<int>{0, 1, 1, 1, 1}));
  EXPECT_EQ(share_columns(heights, 0, 1), (std::vector<int>{0, 0, 0, 0, 0}));
  const std::vector<int> same(9, 10);
  EXPECT_EQ(share_columns(same, 2, 3), (std::vector<int>{0, 0, 0, 1, 1, 1, 2, 2, 2}));
}

TEST(FlowColumns, HiddenItemsTakeNoRoomAndNothingOverlaps) {
  QWidget holder;
  auto* columns = new FlowColumns(&holder);
  std::vector<QWidget*> items;
  for (int i = 0; i < 7; ++i) {
    auto* item = new QWidget;
    item->setFixedHeight(20 + 10 * i);
    columns->addWidget(item);
    items.push_back(item);
  }
  const int all = columns->heightForWidth(560);
  items[6]->hide();
  EXPECT_LT(columns->heightForWidth(560), all);
  holder.resize(560, 400);
  holder.show();
  QApplication::processEvents();
  for (int i = 0; i < 6; ++i) {
    EXPECT_TRUE(holder.rect().contains(items[static_cast<std::size_t>(i)]->geometry()));
    for (int k = 0; k < i; ++k)
      EXPECT_FALSE(items[static_cast<std::size_t>(i)]->geometry().intersects(items[static_cast<std::size_t>(k)]->geometry()));
  }
}

TEST(BandBar, ChipsThatHaveNoRoomGoToAMenu) {
  const BandBarPlan all = plan_band_bar(260, 6, 0, true);
  EXPECT_EQ(all.shown, 6);
  EXPECT_FALSE(all.overflow);
  const BandBarPlan some = plan_band_bar(260, 24, 20, true);
  EXPECT_TRUE(some.overflow);
  EXPECT_LT(some.shown, 8);
  EXPECT_LE(some.first, 20);
  EXPECT_GT(some.first + some.shown, 20) << "the chosen one is in sight";
  for (int width = 60; width < 1200; width += 7)
    for (int chosen = 0; chosen < 24; ++chosen) {
      const BandBarPlan plan = plan_band_bar(width, 24, chosen, false);
      ASSERT_GE(plan.first, 0);
      ASSERT_LE(plan.first + plan.shown, 24);
      ASSERT_TRUE(chosen >= plan.first && chosen < plan.first + plan.shown);
    }
}

TEST(BandBar, AClickChoosesABandAndTheLastButtonAddsOne) {
  BandBar bar("Kick Equalizer", true);
  bar.resize(260, 26);
  bar.show_bands({{0, "Band 1, bell", "", true}, {4, "Band 5, high shelf", "M", false}}, 0);
  bar.show();
  QSignalSpy chosen(&bar, &BandBar::chosen), more(&bar, &BandBar::add_requested);
  int chips = 0;
  for (QAbstractButton* button : bar.findChildren<QAbstractButton*>()) {
    EXPECT_FALSE(button->accessibleName().isEmpty());
    if (!button->isVisible()) continue;
    EXPECT_TRUE(bar.rect().contains(button->geometry()));
    if (button->accessibleName().contains("Band 5")) QTest::mouseClick(button, Qt::LeftButton);
    if (button->accessibleName().contains("add")) QTest::mouseClick(button, Qt::LeftButton);
    chips += button->isCheckable();
  }
  EXPECT_EQ(chips, 2);
  ASSERT_EQ(chosen.count(), 1);
  EXPECT_EQ(chosen.at(0).at(0).toInt(), 4);
  EXPECT_EQ(more.count(), 1);
}

TEST(PanelSection, IsOpenWhereThereIsRoomUntilTheUserDecides) {
  PanelSection section("Dynamics", "test/Dynamics", "Kick Equalizer");
  section.add(new QLabel("row"));
  EXPECT_FALSE(section.is_open());
  section.set_roomy(true);
  EXPECT_TRUE(section.is_open());
  section.set_open(false);
  EXPECT_FALSE(section.is_open());
  section.set_roomy(false);
  section.set_roomy(true);
  EXPECT_FALSE(section.is_open()) << "closed by the user";
  const PanelSection another("Dynamics", "test/Dynamics", "Snare Equalizer");
  EXPECT_FALSE(another.is_open());
  section.set_open(true);
  const PanelSection third("Dynamics", "test/Dynamics", "Bass Equalizer");
  EXPECT_TRUE(third.is_open()) << "as it was left";
}

TEST(PanelSection, AClickOnTheHeadingFoldsIt) {
  PanelSection section("Phase", "test/Phase", "Kick Equalizer");
  section.add(new QLabel("row"));
  QSignalSpy folded(&section, &PanelSection::folded);
  section.resize(260, 100);
  section.show();
  auto* heading = section.findChild<QAbstractButton*>();
  EXPECT_EQ(heading->accessibleName(), "Kick Equalizer, Phase");
  QTest::mouseClick(heading, Qt::LeftButton);
  EXPECT_TRUE(section.is_open());
  EXPECT_EQ(folded.count(), 1);
  QTest::keyClick(heading, Qt::Key_Space);
  EXPECT_FALSE(section.is_open());
}

TEST(PanelSection, WithoutAKeyItStaysOpen) {
  PanelSection section("Band 1", {}, "Kick Equalizer");
  section.add(new QLabel("row"));
  EXPECT_TRUE(section.is_open());
  EXPECT_FALSE(section.findChild<QAbstractButton*>()->isEnabled());
}

// A switch for listening that was left on spoils a mix, so its label takes the colour of warnings.
TEST(ParamEditor, ASwitchForListeningWarns) {
  const ProcessorType& limiter = *find_processor("limiter");
  const ParamSpec& delta = limiter.params[static_cast<std::size_t>(index_of(limiter.params, "delta"))];
  ASSERT_TRUE(delta.audition);
  ParamEditor editor(delta, "Delta", "Mix Limiter");
  const auto ink = [&] { return editor.findChild<QLabel*>()->palette().color(QPalette::WindowText); };
  editor.set_value(0.0);
  EXPECT_EQ(ink(), token::kSecondary);
  editor.set_value(1.0);
  EXPECT_EQ(ink(), token::kWarn);
  editor.setEnabled(false);
  EXPECT_EQ(ink(), token::kDisabled);
}

}  // namespace
}  // namespace sweetspot::ui
