// Panels made from tables: one editor a parameter, bands, what the user asks for.
#include <gtest/gtest.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "engine/studio/processors.h"
#include "tests/ui/controls/pointer.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_control.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/device_view.h"
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

// Every processor of the registry gets a panel that reaches each of its parameters, by name, without a word of its own.
TEST(DevicePanel, EveryProcessorHasAPanelForAllItsParameters) {
  for (const ProcessorType* type : all_processors()) {
    DevicePanel panel(*type, device_of(type->id.c_str()), "Kick", 48000.0);
    panel.resize(260, panel.sizeHint().height());
    std::size_t rows = 0;
    for (const ParamBlock& block : plan_panel(type->params).blocks) rows += block.members.size();
    EXPECT_EQ(static_cast<std::size_t>(panel.findChildren<ParamEditor*>().size()), rows) << type->id;
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
  ASSERT_NE(panel.findChild<DeviceView*>(), nullptr);
  panel.show_meters(0.016);
  EXPECT_EQ(reads, 0) << "nobody sees it";
  panel.show();
  QApplication::processEvents();
  panel.show_meters(0.016);
  EXPECT_EQ(reads, 1);
}

}  // namespace
}  // namespace sweetspot::ui
