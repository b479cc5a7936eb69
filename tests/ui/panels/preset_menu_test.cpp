// A panel's presets: what is listed, taking one, the name on the panel, saving, exchanging, removing.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

#include "tests/ui/panels/memory_desk.h"
#include "ui/panels/desk_panel.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/preset_menu.h"
#include "ui/panels/save_preset_dialog.h"

namespace sweetspot::ui {
namespace {

using namespace testing_support;

QPushButton* default_button(const QDialog& dialog) {
  for (QPushButton* button : dialog.findChildren<QPushButton*>())
    if (button->isDefault()) return button;
  return nullptr;
}

class PresetMenuTest : public testing::Test {
 protected:
  PresetMenuTest() : id(desk.add("compressor")), panel(make_desk_panel(desk, id)) { panel->resize(300, 600); }

  std::vector<std::string_view> roles() const { return preset_roles_of(desk.session(), desk.strip); }
  PresetList list() { return list_presets(desk.shelved.shelf(), "compressor", roles()); }
  // As it is read: on a button an ampersand alone is not.
  QString on_panel() const {
    for (const QPushButton* button : panel->findChildren<QPushButton*>())
      if (button->accessibleName().endsWith("preset")) return button->text().replace("&&", "\n").remove('&').replace('\n', '&');
    return {};
  }
  QAction* action(QMenu& menu, const QString& name) {
    QList<QAction*> all = menu.actions();
    for (qsizetype i = 0; i < all.size(); ++i)
      if (all[i]->menu()) all += all[i]->menu()->actions();
    const auto found = std::ranges::find_if(all, [&](const QAction* a) { return a->text().section('\t', 0, 0) == name; });
    return found == all.end() ? nullptr : *found;
  }
  const Preset& factory() const {
    const auto all = factory_presets();
    return std::ranges::find_if(
               all, [](const ShelvedPreset& s) { return preset_kind(s.preset) == "compressor" && s.preset.role == "lead_vocal"; })
        ->preset;
  }

  MemoryDesk desk;
  DeviceId id;
  std::unique_ptr<DevicePanel> panel;
};

TEST_F(PresetMenuTest, ThoseForTheStripsRoleComeFirstAndNoneIsLost) {
  const PresetList all = list();
  ASSERT_FALSE(all.here.empty());
  EXPECT_EQ(all.here.front().title, "Lead vocal");
  std::size_t count = 0;
  for (const auto& groups : {all.here, all.other})
    for (const PresetGroup& group : groups) {
      EXPECT_FALSE(group.presets.empty()) << group.title;
      count += group.presets.size();
    }
  EXPECT_EQ(count, desk.shelved.shelf().list({.kind = "compressor"}).size());
}

TEST_F(PresetMenuTest, EachLineSaysWhatItIsFor) {
  QMenu menu;
  fill_preset_menu(menu, desk, id, *panel);
  QAction* line = action(menu, QString::fromStdString(factory().name).replace('&', "&&"));
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->text().section('\t', 1).replace("&&", "&").toStdString(), factory().summary);
  EXPECT_FALSE(line->isChecked());
  ASSERT_FALSE(menu.actions().isEmpty());
  EXPECT_EQ(menu.actions().front()->text(), "Lead vocal") << "a heading";
  EXPECT_FALSE(menu.actions().front()->isEnabled());
}

TEST_F(PresetMenuTest, TakingOneIsOneStepAndItsNameStandsOnThePanel) {
  EXPECT_EQ(on_panel(), "Presets");
  const QString name = QString::fromStdString(factory().name);
  const auto before = desk.history.position();
  QMenu menu;
  fill_preset_menu(menu, desk, id, *panel);
  action(menu, QString(name).replace('&', "&&"))->trigger();
  EXPECT_EQ(desk.history.position(), before + 1);
  EXPECT_TRUE(same_settings(desk.device(id), factory().devices.front(), processor_catalog()));
  EXPECT_EQ(on_panel(), name);
  change_params(desk, id, {{"threshold", desk.value(id, "threshold") - 1.0}});
  EXPECT_EQ(on_panel(), name + " · edited");
  desk.undo();
  EXPECT_EQ(on_panel(), name);
  desk.undo();
  EXPECT_EQ(on_panel(), "Presets");
}

TEST_F(PresetMenuTest, ReturningToTheDefaultsForgetsTheName) {
  apply_preset(desk, id, factory());
  emit panel->reset_requested();
  ASSERT_EQ(desk.device(id).mix, 1.0);
  EXPECT_EQ(on_panel(), "Presets");
}

TEST_F(PresetMenuTest, SavingAsksForANameAndReplacesOnlyWhenItSaysSo) {
  change_params(desk, id, {{"threshold", -31.0}, {"ratio", 5.0}});
  SavePresetDialog dialog(desk, id);
  QPushButton* save = default_button(dialog);
  ASSERT_NE(save, nullptr);
  EXPECT_FALSE(save->isEnabled()) << "it has no name";
  const auto lines = dialog.findChildren<QLineEdit*>();
  lines[0]->setText("My voice");
  lines[1]->setText("Close and soft");
  EXPECT_EQ(save->text(), "Save");
  save->click();
  EXPECT_EQ(dialog.result(), QDialog::Accepted);
  EXPECT_EQ(on_panel(), "My voice");
  const PresetList all = list();
  ASSERT_EQ(all.here.front().title, "Yours");
  EXPECT_EQ(all.here.front().presets.front()->preset.summary, "Close and soft");
  EXPECT_EQ(all.here.front().presets.front()->preset.role, "lead_vocal");
  change_params(desk, id, {{"threshold", -20.0}});
  SavePresetDialog again(desk, id);
  EXPECT_EQ(again.findChildren<QLineEdit*>()[0]->text(), "My voice") << "what it was made from";
  EXPECT_EQ(default_button(again)->text(), "Replace");
  again.accept();
  EXPECT_EQ(list().here.front().presets.size(), 1u);
  EXPECT_EQ(on_panel(), "My voice");
}

TEST_F(PresetMenuTest, ExportedOnesComeBackByImport) {
  change_params(desk, id, {{"threshold", -31.0}});
  Preset mine;
  mine.name = "Mine";
  ASSERT_TRUE(save_preset(desk, id, mine, PresetSource::user, false));
  const auto file = desk.folder("given") / "mine.json";
  std::filesystem::create_directories(file.parent_path());
  export_presets(desk, desk.shelved.shelf().list({.source = PresetSource::user}), file);
  std::filesystem::remove_all(desk.folder("user"));
  desk.shelved.read_again();
  ASSERT_TRUE(desk.shelved.shelf().list({.source = PresetSource::user}).empty());
  import_presets(desk, {file});
  ASSERT_EQ(desk.shelved.shelf().list({.source = PresetSource::user}).size(), 1u);
  ASSERT_EQ(desk.told.size(), 1u);
  EXPECT_NE(desk.told[0].find("Mine"), std::string::npos);
  import_presets(desk, {file});
  ASSERT_EQ(desk.told.size(), 2u) << "not without a word";
  EXPECT_NE(desk.told[1].find("already"), std::string::npos);
}

TEST_F(PresetMenuTest, AnAmpersandIsReadOnThePanelAndALongNameDoesNotPushTheMenuOffTheScreen) {
  change_params(desk, id, {{"threshold", -31.0}});
  Preset mine;
  mine.name = "Drum & bass";
  ASSERT_TRUE(save_preset(desk, id, mine, PresetSource::user, false));
  EXPECT_EQ(on_panel(), "Drum & bass");
  change_params(desk, id, {{"threshold", -32.0}});
  mine.name = std::string(400, 'x');
  ASSERT_TRUE(save_preset(desk, id, mine, PresetSource::user, false));
  QMenu menu;
  fill_preset_menu(menu, desk, id, *panel);
  for (const QAction* a : menu.actions()) EXPECT_LE(a->text().section('\t', 0, 0).size(), 100);
}

TEST_F(PresetMenuTest, AFileThatIsNoneIsToldAndChangesNothing) {
  const auto file = desk.folder("broken.json");
  std::ofstream(file) << "{";
  import_presets(desk, {file});
  EXPECT_EQ(desk.told.size(), 1u);
  EXPECT_TRUE(desk.shelved.shelf().list({.source = PresetSource::user}).empty());
}

TEST_F(PresetMenuTest, OwnOnesCanBeRemovedFactoryOnesCannot) {
  QMenu without;
  fill_preset_menu(without, desk, id, *panel);
  EXPECT_EQ(action(without, "Remove"), nullptr);
  Preset mine;
  mine.name = "Mine & yours";
  change_params(desk, id, {{"threshold", -31.0}});
  ASSERT_TRUE(save_preset(desk, id, mine, PresetSource::song, false));
  QMenu menu;
  fill_preset_menu(menu, desk, id, *panel);
  ASSERT_NE(action(menu, "Remove"), nullptr);
  action(menu, "Mine && yours…")->trigger();
  QApplication::processEvents();
  for (QWidget* window : QApplication::topLevelWidgets())
    for (QPushButton* button : window->findChildren<QPushButton*>())
      if (window->isVisible() && button->text() == "Remove") button->click();
  EXPECT_TRUE(desk.shelved.shelf().list({.source = PresetSource::song}).empty());
  EXPECT_EQ(on_panel(), "Mine & yours · edited") << "its settings are those of no preset now";
}

}  // namespace
}  // namespace sweetspot::ui
