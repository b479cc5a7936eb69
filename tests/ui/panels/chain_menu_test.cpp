// Chains for a strip: what is offered, taking one instead of the processors or behind them, saving one's own.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <algorithm>
#include <iterator>

#include "tests/ui/panels/memory_desk.h"
#include "ui/panels/chain_menu.h"
#include "ui/panels/preset_menu.h"
#include "ui/panels/save_preset_dialog.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

class ChainMenuTest : public testing::Test {
 protected:
  static QAction* find(QMenu& menu, const QString& text) {
    for (QAction* action : menu.actions()) {
      if (action->text().section('\t', 0, 0) == text) return action;
      if (action->menu())
        if (QAction* inside = find(*action->menu(), text)) return inside;
    }
    return nullptr;
  }
  // The first chain for lead vocals.
  static const Preset& vocal() {
    const auto all = factory_presets();
    return std::ranges::find_if(all,
                                [](const ShelvedPreset& s) { return preset_kind(s.preset) == kChainKind && s.preset.role == "lead_vocal"; })
        ->preset;
  }
  std::vector<std::string> types() const {
    std::vector<std::string> all;
    for (const auto& device : find_strip(desk.session(), desk.strip)->devices) all.push_back(device->type);
    return all;
  }
  std::vector<std::string> types_of(const Preset& preset) const {
    std::vector<std::string> all;
    for (const PresetDevice& device : preset.devices) all.push_back(device.type);
    return all;
  }

  MemoryDesk desk;
  QWidget near;
};

TEST_F(ChainMenuTest, OffersThoseForTheTrackFirstEachWithItsPurpose) {
  QMenu menu;
  fill_chain_menu(menu, desk, desk.strip, near);
  ASSERT_GT(menu.actions().size(), 2);
  EXPECT_EQ(menu.actions()[0]->text(), "Lead vocal");
  const QAction* first = find(menu, QString::fromStdString(vocal().name));
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->text().section('\t', 1).toStdString(), vocal().summary);
  EXPECT_NE(find(menu, "Kick rock"), nullptr) << "for other tracks";
  EXPECT_EQ(find(menu, "Behind what is there"), nullptr) << "nothing is there";
  EXPECT_FALSE(find(menu, "Save this chain as a preset…")->isEnabled());
}

TEST_F(ChainMenuTest, OneIsTakenInPlaceOfTheProcessorsAsOneStep) {
  desk.add("delay");
  QMenu menu;
  fill_chain_menu(menu, desk, desk.strip, near);
  find(menu, QString::fromStdString(vocal().name))->trigger();
  EXPECT_EQ(types(), types_of(vocal()));
  desk.undo();
  EXPECT_EQ(types(), std::vector<std::string>{"delay"});
}

TEST_F(ChainMenuTest, OrBehindThem) {
  desk.add("delay");
  QMenu menu;
  fill_chain_menu(menu, desk, desk.strip, near);
  QAction* behind = find(menu, "Behind what is there");
  ASSERT_NE(behind, nullptr);
  find(*behind->menu(), QString::fromStdString(vocal().name))->trigger();
  std::vector<std::string> wanted = types_of(vocal());
  wanted.insert(wanted.begin(), "delay");
  EXPECT_EQ(types(), wanted);
}

TEST_F(ChainMenuTest, AChainIsSavedAndComesBack) {
  const DeviceId comp = desk.add("compressor");
  desk.add("reverb");
  desk.edit("Set", [&](const SessionPtr& s) { return edit::set_param(s, comp, "threshold", -31.0, processor_catalog()); }, {});
  QMenu menu;
  fill_chain_menu(menu, desk, desk.strip, near);
  find(menu, "Save this chain as a preset…")->trigger();
  auto* dialog = near.findChild<SavePresetDialog*>();
  ASSERT_NE(dialog, nullptr);
  dialog->findChildren<QLineEdit*>()[0]->setText("My voice");
  dialog->accept();
  apply_chain(desk, desk.strip, vocal(), edit::ChainPlace::replace);
  QMenu again;
  fill_chain_menu(again, desk, desk.strip, near);
  EXPECT_EQ(again.actions()[0]->text(), "Yours");
  find(again, "My voice")->trigger();
  EXPECT_EQ(types(), (std::vector<std::string>{"compressor", "reverb"}));
  const auto& first = find_strip(desk.session(), desk.strip)->devices.front();
  EXPECT_EQ(desk.value(first->id, "threshold"), -31.0);
}

}  // namespace
}  // namespace sweetspot::ui
