#include "ui/deliver/export_form.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "engine/params/spec.h"
#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/controls/value_box.h"
#include "ui/store/time_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kRates[] = {44100.0, 48000.0, 88200.0, 96000.0};

ParamSpec number(const char* key, const char* label, Unit unit, double low, double high, double usual, int decimals) {
  ParamSpec spec{0, key, label, unit, low, high, usual, Scale::linear};
  spec.shown_decimals = decimals;
  return spec;
}

QLabel* label_of(const QString& text) { return make_label(text, Text::small, token::kSecondary); }

template <class Enum>
Enum chosen(const QComboBox& list) {
  return static_cast<Enum>(list.currentData().toInt());
}

template <class Enum>
void choose(QComboBox& list, Enum value) {
  list.setCurrentIndex(list.findData(static_cast<int>(value)));
}

}  // namespace

ExportForm::ExportForm(QWidget* parent) : QWidget(parent) {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(token::kMargin, token::kMargin, token::kMargin, token::kMargin);
  box->setSpacing(token::kSpaceWide);
  box->addWidget(make_label("What do you need?", Text::title, token::kText));
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(token::kSpace);
  grid->setHorizontalSpacing(token::kSpaceWide);
  grid->setColumnStretch(1, 1);

  preset_ = add_list(*grid, "Preset", "Fills the form for a purpose; every field can be changed afterwards");
  for (const ExportPreset& preset : export_presets()) preset_->addItem(preset.name);
  preset_line_ = label_of("");
  preset_line_->setWordWrap(true);
  grid->addWidget(preset_line_, grid->rowCount(), 1);
  what_ = add_list(*grid, "Sound", "The master as it is heard, the mix before the master chain, or a file for each track and bus");
  const auto fill = [](QComboBox* list, std::initializer_list<std::pair<const char*, int>> items) {
    for (const auto& [text, value] : items) list->addItem(text, value);
  };
  fill(what_, {{"Master", static_cast<int>(ExportWhat::master)},
               {"Mix before mastering", static_cast<int>(ExportWhat::mix)},
               {"Stems: every track and bus", static_cast<int>(ExportWhat::stems)},
               {"Master and stems", static_cast<int>(ExportWhat::master_and_stems)}});
  format_ = add_list(*grid, "Format", "The kind of file");
  fill(format_, {{"WAV", 0}, {"AIFF", 1}, {"FLAC", 2}, {"CAF", 3}, {"Ogg Vorbis", 4}, {"Opus", 5}, {"MP3", 6}});
  depth_ = add_list(*grid, "Depth", "Bits a sample");
  fill(depth_, {{"16 bit", 0}, {"24 bit", 1}, {"32-bit float", 2}});
  dither_ = add_list(*grid, "Dither", "Keeps quiet tails free of distortion: shaped for 16 bit, plain for 24");
  fill(dither_, {{"None", 0}, {"Plain (TPDF)", 1}, {"Shaped", 2}});
  rate_ = add_list(*grid, "Sample rate", "Of the file; the song is converted at very high quality");
  rate_->addItem("The song's", 0.0);
  for (const double rate : kRates) rate_->addItem(rate_text(rate), rate);
  quality_ = new ValueBox(number("quality", "Quality", Unit::percent, 0.0, 100.0, 80.0, 0), "Quality");
  grid->addWidget(label_of("Quality"), grid->rowCount(), 0);
  grid->addWidget(quality_, grid->rowCount() - 1, 1);
  loud_ = new QCheckBox("Bring to a loudness");
  loud_->setFocusPolicy(Qt::TabFocus);
  set_hint(*loud_, "Gain and a true-peak limiter bring the file to this loudness; what they did is reported");
  grid->addWidget(loud_, grid->rowCount(), 1);
  loudness_ = new ValueBox(number("loudness", "Loudness", Unit::none, -36.0, -5.0, -14.0, 1), "Loudness target");
  ceiling_ = new ValueBox(number("ceiling", "Ceiling", Unit::decibels_true_peak, -9.0, 0.0, -1.0, 1), "True-peak ceiling");
  for (const auto& [text, field] : {std::pair{"LUFS", loudness_}, std::pair{"Ceiling", ceiling_}}) {
    grid->addWidget(label_of(text), grid->rowCount(), 0);
    grid->addWidget(field, grid->rowCount() - 1, 1);
  }
  for (ValueBox* field : {quality_, loudness_, ceiling_}) connect(field, &ValueBox::refused, this, &ExportForm::refused);
  range_ = add_list(*grid, "Part", "The whole song with its tails, or the loop");
  fill(range_, {{"Whole song", 0}, {"The loop", 1}});
  folder_ = new QLineEdit;
  folder_->setAccessibleName("Folder");
  auto* browse = new QPushButton("…");
  browse->setFixedWidth(32);
  browse->setFocusPolicy(Qt::TabFocus);
  browse->setAccessibleName("Choose the folder");
  auto* folder_row = new QHBoxLayout;
  folder_row->setSpacing(token::kGap);
  folder_row->addWidget(folder_, 1);
  folder_row->addWidget(browse);
  grid->addWidget(label_of("Folder"), grid->rowCount(), 0);
  grid->addLayout(folder_row, grid->rowCount() - 1, 1);
  name_ = new QLineEdit;
  name_->setAccessibleName("Name");
  for (QLineEdit* line : {folder_, name_}) line->setTextMargins(4, 0, 4, 0);
  grid->addWidget(label_of("Name"), grid->rowCount(), 0);
  grid->addWidget(name_, grid->rowCount() - 1, 1);
  box->addLayout(grid);
  start_ = new QPushButton("Export (Ctrl+E)");
  start_->setFixedHeight(44);
  start_->setFocusPolicy(Qt::TabFocus);
  set_look(*start_, ButtonLook::primary);
  box->addWidget(start_);
  auto* promise = label_of("No file is overwritten: a name that is taken gets a number. You can keep working while it runs.");
  promise->setWordWrap(true);
  box->addWidget(promise);
  box->addStretch();

  connect(preset_, &QComboBox::activated, this,
          [this](int index) { set_settings(export_presets()[static_cast<std::size_t>(index)].settings); });
  for (QComboBox* list : {what_, format_, depth_}) connect(list, &QComboBox::activated, this, &ExportForm::show_fitting);
  connect(loud_, &QCheckBox::toggled, this, &ExportForm::show_fitting);
  connect(browse, &QPushButton::clicked, this, &ExportForm::choose_folder);
  connect(start_, &QPushButton::clicked, this, &ExportForm::export_requested);
  set_settings(export_presets().front().settings);
}

QComboBox* ExportForm::add_list(QGridLayout& grid, const QString& label, const QString& hint) {
  auto* list = new QuietCombo;
  list->setAccessibleName(label);
  set_hint(*list, hint);
  grid.addWidget(label_of(label), grid.rowCount(), 0);
  grid.addWidget(list, grid.rowCount() - 1, 1);
  return list;
}

void ExportForm::set_song_rate(double rate) { rate_->setItemText(0, "The song's, " + rate_text(rate)); }

void ExportForm::choose_folder() {
  auto* dialog = new QFileDialog(this, "Folder of the exports", folder_->text());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setOption(QFileDialog::ShowDirsOnly);
  connect(dialog, &QFileDialog::fileSelected, folder_, &QLineEdit::setText);
  dialog->show();
}

ExportSettings ExportForm::settings() const {
  ExportSettings s;
  s.what = chosen<ExportWhat>(*what_);
  s.format = chosen<ExportFormat>(*format_);
  s.depth = chosen<ExportDepth>(*depth_);
  s.dither = chosen<ExportDither>(*dither_);
  s.rate = rate_->currentData().toDouble();
  s.quality = quality_->value() / 100.0;
  if (loud_->isChecked()) s.loudness = loudness_->value();
  s.ceiling = ceiling_->value();
  s.loop_only = range_->currentIndex() == 1;
  s.folder = folder_->text();
  s.name = name_->text();
  return s;
}

void ExportForm::set_settings(const ExportSettings& s) {
  choose(*what_, s.what);
  choose(*format_, s.format);
  choose(*depth_, s.depth);
  choose(*dither_, s.dither);
  rate_->setCurrentIndex(std::max(0, rate_->findData(s.rate)));
  quality_->set_value(s.quality * 100.0);
  loud_->setChecked(s.loudness.has_value());
  if (s.loudness) loudness_->set_value(*s.loudness);
  ceiling_->set_value(s.ceiling);
  range_->setCurrentIndex(s.loop_only ? 1 : 0);
  if (!s.folder.isEmpty()) folder_->setText(s.folder);
  if (!s.name.isEmpty()) name_->setText(s.name);
  show_fitting();
}

void ExportForm::show_fitting() {
  const ExportSettings s = settings();
  const bool lossy = is_lossy(s.format), stems_only = s.what == ExportWhat::stems;
  preset_line_->setText(export_presets()[static_cast<std::size_t>(std::max(0, preset_->currentIndex()))].line);
  depth_->setEnabled(!lossy);
  dither_->setEnabled(takes_dither(s));
  quality_->setEnabled(lossy);
  loud_->setEnabled(!stems_only);
  loudness_->setEnabled(loud_->isChecked() && !stems_only);
  ceiling_->setEnabled(loud_->isChecked() && !stems_only);
}

}  // namespace sweetspot::ui
