// Panels made from tables: grouping, one editor a parameter, bands, and the equalizer's nodes.
#include <gtest/gtest.h>

#include <cmath>

#include <QAccessible>
#include <QComboBox>
#include <QSignalSpy>
#include <QTest>

#include "engine/studio/processors.h"
#include "tests/ui/controls/pointer.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_control.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/device_view.h"
#include "ui/panels/eq_editor.h"
#include "ui/panels/param_editor.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

const ProcessorType& type_of(const char* id) { return *find_processor(id); }

Device device_of(const char* id) {
  Device device;
  device.id = DeviceId{20};
  device.type = id;
  return device;
}

TEST(ParamGroups, KeysWithAPointGoTogether) {
  ParamSpec mix, one, two, key;
  mix.key = "mix";
  mix.label = "Mix";
  one.key = "band1.freq";
  one.label = "Band 1 frequency";
  two.key = "band1.gain";
  two.label = "Band 1 gain";
  key.key = "side_chain.freq";
  const std::vector<ParamSpec> table{one, mix, two, key};
  const auto groups = group_params(table);
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups[0].title, "Band 1");
  EXPECT_EQ(groups[0].members, (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(groups[1].title, "");
  EXPECT_EQ(groups[2].title, "Side chain");
  EXPECT_EQ(band_stem(groups[0]), "band");
  EXPECT_EQ(band_stem(groups[2]), "");
  EXPECT_EQ(label_within(groups[0], one), "Frequency");
  EXPECT_EQ(label_within(groups[1], mix), "Mix");
}

// Every processor of the registry gets a panel that reaches each of its parameters, by name, without a word of its own.
TEST(DevicePanel, EveryProcessorHasAPanelForAllItsParameters) {
  for (const ProcessorType* type : all_processors()) {
    DevicePanel panel(*type, device_of(type->id.c_str()), "Kick", 48000.0);
    panel.resize(260, panel.sizeHint().height());
    std::size_t bands = 0, banded = 0, single = 0;
    for (const ParamGroup& group : group_params(type->params)) {
      if (band_stem(group).empty())
        single += group.members.size();
      else
        ++bands, banded = group.members.size();
    }
    EXPECT_EQ(static_cast<std::size_t>(panel.findChildren<ParamEditor*>().size()), single + banded) << type->id;
    for (const ParamEditor* editor : panel.findChildren<ParamEditor*>()) {
      for (const QWidget* child : editor->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        const bool named = !child->accessibleName().isEmpty() || !(child->focusPolicy() & Qt::TabFocus);
        EXPECT_TRUE(named) << type->id << " " << editor->spec().key;
      }
    }
    EXPECT_FALSE(panel.grab().isNull());
  }
}

TEST(DevicePanel, EditingARowAsksForThatParameter) {
  DevicePanel panel(type_of("limiter"), device_of("limiter"), "Mix", 48000.0);
  ParamChanges asked;
  QObject::connect(&panel, &DevicePanel::changed, &panel, [&](const ParamChanges& changes) { asked = changes; });
  for (ParamEditor* editor : panel.findChildren<ParamEditor*>()) {
    if (editor->spec().key != "ceiling") continue;
    EXPECT_TRUE(editor->findChild<ValueControl*>()->enter_text("-2"));
  }
  EXPECT_EQ(asked, (ParamChanges{{"ceiling", -2.0}}));
}

TEST(DevicePanel, ShowsWhatTheSessionHas) {
  Device device = device_of("limiter");
  DevicePanel panel(type_of("limiter"), device, "Mix", 48000.0);
  device.params["ceiling"] = -3.5;
  device.bypassed = true;
  QSignalSpy changed(&panel, &DevicePanel::changed), bypass(&panel, &DevicePanel::bypass_changed);
  panel.show_device(device);
  for (ParamEditor* editor : panel.findChildren<ParamEditor*>()) {
    if (editor->spec().key != "ceiling") continue;
    EXPECT_DOUBLE_EQ(editor->findChild<ValueControl*>()->value(), -3.5);
  }
  EXPECT_EQ(changed.count() + bypass.count(), 0) << "showing is no edit";
  ToggleButton* power = panel.findChildren<ToggleButton*>().first();
  EXPECT_FALSE(power->isChecked());
  power->click();
  ASSERT_EQ(bypass.count(), 1);
  EXPECT_FALSE(bypass.at(0).at(0).toBool());
}

TEST(DevicePanel, BandButtonsChooseWhoseParametersTheRowsAre) {
  DevicePanel panel(type_of("eq"), device_of("eq"), "Kick", 48000.0);
  ParamChanges asked;
  QObject::connect(&panel, &DevicePanel::changed, &panel, [&](const ParamChanges& changes) { asked = changes; });
  panel.choose_band(3);
  for (ParamEditor* editor : panel.findChildren<ParamEditor*>()) {
    if (editor->spec().key != "band1.freq") continue;
    auto* control = editor->findChild<ValueControl*>();
    EXPECT_TRUE(control->enter_text("1.5k"));
    EXPECT_EQ(asked, (ParamChanges{{"band4.freq", 1500.0}}));
    control->reset();
    const auto& table = type_of("eq").params;
    EXPECT_DOUBLE_EQ(control->value(), table[static_cast<std::size_t>(index_of(table, "band4.freq"))].default_value);
  }
}

TEST(DevicePanel, MetersAreReadWhenShown) {
  DevicePanel panel(type_of("limiter"), device_of("limiter"), "Mix", 48000.0);
  int reads = 0;
  panel.set_meters([&] {
    ++reads;
    return std::vector<float>{5.0f, -3.0f};
  });
  panel.show_meters(0.016);
  EXPECT_EQ(reads, 1);
  auto* meter = panel.findChild<DeviceView*>();
  ASSERT_NE(meter, nullptr);
}

class EqEditorTest : public testing::Test {
 protected:
  EqEditorTest() : table(type_of("eq").params), editor(table, "Kick curve", &window) {
    window.resize(600, 300);
    editor.setGeometry(40, 30, 540, 260);  // away from the corner where the pointer rests
    for (const ParamSpec& spec : table) values.push_back(spec.default_value);
    set("band1.on", 0);
    QObject::connect(&editor, &EqEditor::changed, &editor, [this](const ParamChanges& changes) {
      for (const ParamChange& change : changes) set(change.key, change.value);
    });
    QObject::connect(&editor, &EqEditor::gesture_ended, &editor, [this] { ++gestures; });
    window.show();
  }

  std::size_t at(std::string_view key) const { return static_cast<std::size_t>(index_of(table, key)); }
  void set(std::string_view key, double value) {
    values[at(key)] = value;
    editor.show_values(values);
  }
  double get(std::string_view key) const { return values[at(key)]; }

  QWidget window;
  std::vector<ParamSpec> table;
  std::vector<double> values;
  EqEditor editor;
  int gestures = 0;
};

TEST_F(EqEditorTest, DoubleClickOnAnEmptyPlaceTurnsOnTheNextOffBand) {
  const QPointF place = editor.scale().point(700.0, 6.0);
  mouse(editor, QEvent::MouseButtonDblClick, place, Qt::LeftButton);
  EXPECT_EQ(get("band1.on"), 1.0);
  EXPECT_NEAR(get("band1.freq"), 700.0, 1.0);
  EXPECT_NEAR(get("band1.gain"), 6.0, 0.05);
  EXPECT_EQ(editor.selected(), 0);
  EXPECT_EQ(gestures, 1);
}

TEST_F(EqEditorTest, DraggingANodeMovesFrequencyAndGainAsOneGesture) {
  const QPointF from = editor.node(3);
  const QPointF to = editor.scale().point(2000.0, -6.0);
  drag(editor, from, to - from);
  EXPECT_EQ(gestures, 0);
  release(editor, to);
  EXPECT_NEAR(get("band4.freq"), 2000.0, 5.0);
  EXPECT_NEAR(get("band4.gain"), -6.0, 0.05);
  EXPECT_EQ(gestures, 1);
}

TEST_F(EqEditorTest, EscapeRestores) {
  drag(editor, editor.node(3), {80, -40});
  EXPECT_NE(get("band4.gain"), 0.0);
  QTest::keyClick(&editor, Qt::Key_Escape);
  EXPECT_EQ(get("band4.gain"), 0.0);
  EXPECT_EQ(get("band4.freq"), 1000.0);
}

TEST_F(EqEditorTest, WheelOverANodeTurnsItsQ) {
  hover(editor, editor.node(3));
  mouse(editor, QEvent::MouseMove, editor.node(3), Qt::NoButton);
  EXPECT_FALSE(wheel(editor, editor.node(3), 1));
  QTest::qWait(170);
  const double before = get("band4.q");
  EXPECT_TRUE(wheel(editor, editor.node(3), 2));
  EXPECT_NEAR(get("band4.q") / before, std::sqrt(2.0), 1e-6);
}

TEST_F(EqEditorTest, DoubleClickOnANodeResetsItsGain) {
  set("band4.gain", 5.0);
  mouse(editor, QEvent::MouseButtonDblClick, editor.node(3), Qt::LeftButton);
  EXPECT_EQ(get("band4.gain"), 0.0);
  EXPECT_EQ(get("band4.on"), 1.0);
}

TEST_F(EqEditorTest, DeleteRemovesTheSelectedNode) {
  set("band4.gain", 5.0);
  editor.select(3);
  QTest::keyClick(&editor, Qt::Key_Delete);
  EXPECT_EQ(get("band4.on"), 0.0);
  EXPECT_FALSE(editor.node_shown(3));
}

TEST_F(EqEditorTest, ArrowKeysMoveTheSelectedNode) {
  editor.select(3);
  QTest::keyClick(&editor, Qt::Key_Up);
  QTest::keyClick(&editor, Qt::Key_Up, Qt::ShiftModifier);
  EXPECT_NEAR(get("band4.gain"), 0.55, 1e-9);
  for (int i = 0; i < 12; ++i) QTest::keyClick(&editor, Qt::Key_Right);
  EXPECT_NEAR(get("band4.freq"), 2000.0, 1e-6);
  QTest::keyClick(&editor, Qt::Key_PageDown);
  EXPECT_EQ(editor.selected(), 4);
}

TEST_F(EqEditorTest, APassHasNoGainToDrag) {
  const auto& choices = table[at("band4.type")].choices;
  set("band4.type", double(std::find(choices.begin(), choices.end(), "high_pass") - choices.begin()));
  drag(editor, editor.node(3), {50, -60});
  release(editor, {0, 0});
  EXPECT_EQ(get("band4.gain"), 0.0);
  EXPECT_GT(get("band4.freq"), 1000.0);
}

}  // namespace
}  // namespace sweetspot::ui
