#include "ui/panels/save_preset_dialog.h"

#include <algorithm>

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/controls/quiet_combo.h"
#include "ui/panels/desk_panel.h"
#include "ui/panels/panel_desk.h"
#include "ui/panels/preset_menu.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kWidth = 440;

QString words(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

SavePresetDialog::Subject subject_of(PanelDesk& desk, DeviceId id) {
  SavePresetDialog::Subject subject;
  subject.title = device_label(desk, id) + " settings";
  StripId owner;
  if (const Device* found = find_device(desk.session(), id, &owner)) {
    subject.kind = found->type;
    subject.role = std::string(preset_roles_of(desk.session(), owner).front());
    if (const PanelPresets::Shown& shown = desk.presets().shown(*found); shown.edited) subject.name = shown.name;
  }
  subject.save = [&desk, id](Preset preset, PresetSource where, bool replace) {
    return save_preset(desk, id, std::move(preset), where, replace);
  };
  return subject;
}

}  // namespace

SavePresetDialog::SavePresetDialog(PanelDesk& desk, DeviceId device, QWidget* parent)
    : SavePresetDialog(desk, subject_of(desk, device), parent) {}

SavePresetDialog::SavePresetDialog(PanelDesk& desk, Subject subject, QWidget* parent)
    : QDialog(parent),
      desk_(desk),
      subject_(std::move(subject)),
      name_(new QLineEdit),
      summary_(new QLineEdit),
      role_(new QuietCombo),
      where_(new QuietCombo),
      note_(make_label({}, Text::small, token::kSecondary)),
      save_(new QPushButton("Save")) {
  setWindowTitle("Save a preset");
  set_ground(*this, token::kPanel);
  setFixedWidth(kWidth);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(token::kMargin, token::kMargin, token::kMargin, token::kMargin);
  box->setSpacing(token::kSpaceWide);
  box->addWidget(make_label("Save " + subject_.title, Text::title, token::kText));
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(token::kSpaceWide);
  grid->setVerticalSpacing(token::kSpace);
  grid->setColumnStretch(1, 1);
  const auto row = [&](const QString& label, QWidget* field) {
    const int at = grid->rowCount();
    grid->addWidget(make_label(label, Text::small, token::kSecondary), at, 0);
    grid->addWidget(field, at, 1);
    field->setAccessibleName("Preset, " + label.toLower());
  };
  row("Name", name_);
  row("For", role_);
  row("Purpose", summary_);
  row("Keep", where_);
  box->addLayout(grid);
  summary_->setPlaceholderText("One line that says what it is for");
  where_->addItem("Yours, in every song", static_cast<int>(PresetSource::user));
  where_->addItem("With this song", static_cast<int>(PresetSource::song));
  note_->setWordWrap(true);
  box->addWidget(note_);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch();
  auto* cancel = new QPushButton("Cancel");
  cancel->setAutoDefault(false);
  buttons->addWidget(cancel);
  buttons->addWidget(save_);
  save_->setDefault(true);
  box->addLayout(buttons);
  for (const PresetRole& role : preset_roles()) role_->addItem(words(role.label), words(role.key));
  role_->setCurrentIndex(std::max(0, role_->findData(words(subject_.role))));
  name_->setText(words(subject_.name));
  connect(name_, &QLineEdit::textChanged, this, &SavePresetDialog::show_state);
  connect(where_, &QComboBox::activated, this, &SavePresetDialog::show_state);
  connect(save_, &QPushButton::clicked, this, &QDialog::accept);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  show_state();
  name_->setFocus();
  name_->selectAll();
}

PresetSource SavePresetDialog::where() const { return static_cast<PresetSource>(where_->currentData().toInt()); }

bool SavePresetDialog::replaces() const {
  const QString name = name_->text().trimmed().toLower();
  return std::ranges::any_of(desk_.presets().shelf().list({.kind = subject_.kind, .source = where()}),
                             [&](const ShelvedPreset* shelved) { return words(shelved->preset.name).trimmed().toLower() == name; });
}

void SavePresetDialog::show_state() {
  const bool replacing = replaces();
  save_->setEnabled(!name_->text().trimmed().isEmpty());
  save_->setText(replacing ? "Replace" : "Save");
  note_->setText(replacing ? "A preset of that name is there. These settings take its place."
                           : "Bypass, side-chain and what is switched on for listening are no part of it.");
}

void SavePresetDialog::accept() {
  Preset preset;
  preset.name = name_->text().trimmed().toStdString();
  preset.summary = summary_->text().trimmed().toStdString();
  preset.role = role_->currentData().toString().toStdString();
  if (preset.name.empty() || !subject_.save(std::move(preset), where(), replaces())) return;
  QDialog::accept();
}

}  // namespace sweetspot::ui
