#include "ui/panels/preset_menu.h"

#include <algorithm>

#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include "engine/core/error.h"
#include "engine/studio/processors.h"
#include "ui/panels/desk_panel.h"
#include "ui/panels/panel_desk.h"
#include "ui/panels/save_preset_dialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr const char* kFileFilter = "Presets (*.json)";

QString words(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

// A name may be of any length; a menu that holds it must leave room for the arrows of those beside it.
constexpr qsizetype kLongest = 100;

// An ampersand is one, and no key to press.
QString menu_words(std::string_view text) {
  QString all = words(text);
  if (all.size() > kLongest) all = all.left(kLongest - 1) + "…";
  return all.replace('&', "&&");
}

std::filesystem::path path_of(const QString& file) { return std::filesystem::path(file.toStdU16String()); }

void tell_failure(PanelDesk& desk, const Error& error) { desk.tell(QString::fromUtf8(error.what())); }

std::vector<const ShelvedPreset*> of_source(const std::vector<const ShelvedPreset*>& all, PresetSource source) {
  std::vector<const ShelvedPreset*> found;
  std::ranges::copy_if(all, std::back_inserter(found), [=](const ShelvedPreset* shelved) { return shelved->source == source; });
  return found;
}

struct Menu {
  PanelDesk& desk;
  DeviceId device;
  QWidget& near;

  // The purpose stands beside the name, where other menus have their keys.
  void add_preset(QMenu& menu, const ShelvedPreset& shelved, const std::string& now) const {
    QString text = menu_words(shelved.preset.name);
    if (!shelved.preset.summary.empty()) text += "\t" + menu_words(shelved.preset.summary);
    QAction* action =
        menu.addAction(text, &desk, [&desk = desk, device = device, preset = shelved.preset] { apply_preset(desk, device, preset); });
    action->setCheckable(true);
    action->setChecked(shelved.preset.name == now);
  }

  void add_group(QMenu& menu, const PresetGroup& group, const std::string& now) const {
    if (!menu.isEmpty()) menu.addSeparator();
    QAction* title = menu.addAction(menu_words(group.title));
    title->setEnabled(false);
    title->setFont(text_font(Text::small, true));
    for (const ShelvedPreset* shelved : group.presets) add_preset(menu, *shelved, now);
  }

  void save() const {
    auto* dialog = new SavePresetDialog(desk, device, near.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
  }

  void import_files() const {
    auto* dialog = new QFileDialog(near.window(), "Import presets", {}, kFileFilter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    QObject::connect(dialog, &QFileDialog::filesSelected, &desk, [&desk = desk](const QStringList& files) {
      std::vector<std::filesystem::path> paths;
      for (const QString& file : files) paths.push_back(path_of(file));
      import_presets(desk, paths);
    });
    dialog->open();
  }

  void export_to_file(const QString& name, std::vector<ShelvedPreset> presets) const {
    auto* dialog = new QFileDialog(near.window(), "Export presets", name + ".json", kFileFilter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("json");
    QObject::connect(dialog, &QFileDialog::fileSelected, &desk, [&desk = desk, presets = std::move(presets)](const QString& file) {
      std::vector<const ShelvedPreset*> all;
      for (const ShelvedPreset& shelved : presets) all.push_back(&shelved);
      export_presets(desk, all, path_of(file));
    });
    dialog->open();
  }

  void remove(const ShelvedPreset& shelved) const {
    auto* question =
        new QMessageBox(QMessageBox::NoIcon, "Remove a preset",
                        "Remove the preset \"" + words(shelved.preset.name) + "\"? Its file goes, and undo does not bring it back.",
                        QMessageBox::Cancel, near.window());
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* yes = question->addButton("Remove", QMessageBox::AcceptRole);
    QObject::connect(yes, &QPushButton::clicked, &desk, [&desk = desk, shelved] {
      try {
        PresetShelf& shelf = desk.presets().shelf();
        shelf.remove(shelf.find(shelved.preset.name, {.kind = preset_kind(shelved.preset), .source = shelved.source}));
        desk.presets().tell_changed();
      } catch (const Error& error) {
        tell_failure(desk, error);
      }
    });
    question->open();
  }

  void add_exports(QMenu& menu, const Device& now, const std::vector<const ShelvedPreset*>& own) const {
    const QString label = device_label(desk, device);
    QMenu* exports = menu.addMenu("Export");
    const std::string name = desk.presets().shown(now).name;
    Preset present{.name = name.empty() ? label.toStdString() : name, .devices = {preset_of(now, processor_catalog())}};
    exports->addAction("These settings…", &desk, [*this, present] { export_to_file(words(present.name), {{present, {}, {}}}); });
    std::vector<ShelvedPreset> copies;
    for (const ShelvedPreset* shelved : own) copies.push_back(*shelved);
    QAction* all = exports->addAction("All of yours for this processor…", &desk, [*this, label, copies] { export_to_file(label, copies); });
    all->setEnabled(!own.empty());
  }

  void add_removals(QMenu& menu, const std::vector<const ShelvedPreset*>& own) const {
    if (own.empty()) return;
    QMenu* removals = menu.addMenu(icon(Icon::trash), "Remove");
    for (const ShelvedPreset* shelved : own)
      removals->addAction(menu_words(shelved->preset.name) + "…", &desk, [*this, copy = *shelved] { remove(copy); });
  }
};

}  // namespace

PresetList list_presets(const PresetShelf& shelf, std::string_view type, const std::vector<std::string_view>& roles) {
  PresetList list;
  const auto all = shelf.list({.kind = type});
  if (auto song = of_source(all, PresetSource::song); !song.empty()) list.here.push_back({"This song", std::move(song)});
  if (auto user = of_source(all, PresetSource::user); !user.empty()) list.here.push_back({"Yours", std::move(user)});
  const auto factory = of_source(all, PresetSource::factory);
  const auto add = [&](std::vector<PresetGroup>& into, std::string_view role, std::string title) {
    PresetGroup group{std::move(title), {}};
    std::ranges::copy_if(factory, std::back_inserter(group.presets), [=](const ShelvedPreset* s) { return s->preset.role == role; });
    if (!group.presets.empty()) into.push_back(std::move(group));
  };
  for (const std::string_view role : roles) add(list.here, role, role == "any" ? "Anything" : std::string(preset_role_label(role)));
  for (const PresetRole& role : preset_roles())
    if (std::ranges::find(roles, role.key) == roles.end()) add(list.other, role.key, std::string(role.label));
  return list;
}

void fill_preset_menu(QMenu& menu, PanelDesk& desk, DeviceId id, QWidget& near) {
  StripId owner;
  const Device* device = find_device(desk.session(), id, &owner);
  if (!device) return;
  desk.presets().read_again();
  PresetShelf& shelf = desk.presets().shelf();
  const PanelPresets::Shown shown = desk.presets().shown(*device);
  const std::string now = shown.edited ? std::string() : shown.name;
  const Menu build{desk, id, near};
  const PresetList list = list_presets(shelf, device->type, preset_roles_of(desk.session(), owner));
  for (const PresetGroup& group : list.here) build.add_group(menu, group, now);
  if (!list.other.empty()) {
    menu.addSeparator();
    QMenu* others = menu.addMenu("For other tracks");
    for (const PresetGroup& group : list.other) {
      QMenu* role = others->addMenu(words(group.title));
      for (const ShelvedPreset* shelved : group.presets) build.add_preset(*role, *shelved, now);
    }
  }
  menu.addSeparator();
  menu.addAction("Save as a preset…", &desk, [build] { build.save(); });
  menu.addAction("Import…", &desk, [build] { build.import_files(); });
  auto own = of_source(shelf.list({.kind = device->type}), PresetSource::song);
  for (const ShelvedPreset* shelved : of_source(shelf.list({.kind = device->type}), PresetSource::user)) own.push_back(shelved);
  build.add_exports(menu, *device, own);
  build.add_removals(menu, own);
}

void apply_preset(PanelDesk& desk, DeviceId id, const Preset& preset) {
  if (preset.devices.size() != 1) return;
  // What the other of the two compared settings holds may be this very preset: the letter that is heard stays.
  desk.compare_shelf().set_turning(id, true);
  desk.edit(device_label(desk, id) + " preset " + words(preset.name),
            [&](const SessionPtr& s) { return edit::apply_preset(s, id, preset.devices.front(), processor_catalog()); });
  desk.compare_shelf().set_turning(id, false);
}

bool save_preset(PanelDesk& desk, DeviceId id, Preset preset, PresetSource where, bool replace) {
  const Device* device = find_device(desk.session(), id);
  if (!device) return false;
  preset.devices = {preset_of(*device, processor_catalog())};
  try {
    desk.presets().shelf().save(std::move(preset), where, replace);
  } catch (const Error& error) {
    tell_failure(desk, error);
    return false;
  }
  desk.presets().tell_changed();
  return true;
}

void import_presets(PanelDesk& desk, const std::vector<std::filesystem::path>& files) {
  std::size_t count = 0, already = 0;
  QStringList failures;
  std::string last;
  for (const std::filesystem::path& file : files) {
    try {
      const PresetImport import = desk.presets().shelf().import_from(file, PresetSource::user);
      count += import.names.size();
      already += import.already;
      if (!import.names.empty()) last = import.names.back();
      for (const std::string& failure : import.failures) failures << words(failure);
    } catch (const Error& error) {
      failures << QString::fromUtf8(error.what());
    }
  }
  desk.presets().tell_changed();
  if (count == 1) desk.tell("The preset \"" + words(last) + "\" is among yours now");
  if (count > 1) desk.tell(QString("%1 presets are among yours now").arg(count));
  if (count == 0 && already > 0) desk.tell(already == 1 ? "The preset is among yours already" : "The presets are among yours already");
  for (const QString& failure : failures) desk.tell(failure);
}

void export_presets(PanelDesk& desk, const std::vector<const ShelvedPreset*>& presets, const std::filesystem::path& file) {
  try {
    PresetShelf::export_to(presets, file);
  } catch (const Error& error) {
    tell_failure(desk, error);
  }
}

}  // namespace sweetspot::ui
