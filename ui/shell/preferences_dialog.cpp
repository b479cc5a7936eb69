#include "ui/shell/preferences_dialog.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/store/track_look.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr const char* kDeviceKey = "audio/device";
constexpr const char* kBufferKey = "audio/buffer";
constexpr int kDefaultBuffer = 256;
constexpr int kBuffers[] = {32, 64, 128, 256, 512, 1024, 2048, 4096};

AudioSettings chosen_settings() {
  AudioSettings settings;
  settings.device = QSettings().value(kDeviceKey).toString().toStdString();
  settings.buffer = QSettings().value(kBufferKey, kDefaultBuffer).toInt();
  return settings;
}

}  // namespace

void open_chosen_audio(Store& store) {
  store.attempt([&] { store.studio().set_audio(chosen_settings()); });
}

PreferencesDialog::PreferencesDialog(Store& store, QWidget* parent)
    : QDialog(parent),
      store_(store),
      device_(new QuietCombo),
      buffer_(new QuietCombo),
      rate_(make_label("", Text::body, token::kText)),
      status_(make_label("", Text::small, token::kSecondary)) {
  setWindowTitle("Preferences");
  set_ground(*this, token::kPanel);
  setMinimumWidth(520);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(24, 20, 24, 20);
  box->setSpacing(token::kSpaceWide);
  box->addWidget(make_label("Sound", Text::title, token::kText));
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(token::kSpaceWide);
  grid->setVerticalSpacing(token::kSpace);
  grid->setColumnStretch(1, 1);
  grid->addWidget(make_label("Sound card", Text::small, token::kSecondary), 0, 0);
  grid->addWidget(device_, 0, 1);
  auto* again = new QPushButton("Look again");
  again->setFocusPolicy(Qt::TabFocus);
  set_hint(*again, "Finds cards that were plugged in; playback stops for it");
  grid->addWidget(again, 0, 2);
  grid->addWidget(make_label("Sample rate", Text::small, token::kSecondary), 1, 0);
  grid->addWidget(rate_, 1, 1, 1, 2);
  grid->addWidget(make_label("Buffer", Text::small, token::kSecondary), 2, 0);
  grid->addWidget(buffer_, 2, 1);
  box->addLayout(grid);
  status_->setWordWrap(true);
  box->addWidget(status_);
  auto* without = make_label(
      "The card plays at the song's sample rate, which a new song takes from its recordings. Without a card everything else works: a "
      "silent clock plays, and exports need no card.",
      Text::small, token::kSecondary);
  without->setWordWrap(true);
  box->addWidget(without);
  box->addWidget(make_label("View", Text::title, token::kText));
  auto* calm = new QCheckBox("Less motion");
  calm->setObjectName("less_motion");
  calm->setChecked(store.less_motion());
  set_hint(*calm, "Meters, pictures and the playhead move ten times a second");
  connect(calm, &QCheckBox::toggled, this, [this](bool less) { store_.set_less_motion(less); });
  box->addWidget(calm);
  auto* calmer = make_label("Meters, pictures and the playhead move ten times a second instead of sixty.", Text::small, token::kSecondary);
  calmer->setWordWrap(true);
  box->addWidget(calmer);
  auto* close = new QPushButton("Close");
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  box->addWidget(close, 0, Qt::AlignRight);

  device_->setAccessibleName("Sound card");
  buffer_->setAccessibleName("Buffer");
  set_hint(*buffer_, "Small buffers answer quicker, large ones are safer");
  for (const int frames : kBuffers)
    buffer_->addItem(QString("%1 frames · %2 ms").arg(frames).arg(frames * 1000.0 / store_.session().rate, 0, 'f', 1), frames);
  buffer_->setCurrentIndex(buffer_->findData(chosen_settings().buffer));
  fill_devices(false);
  connect(device_, &QComboBox::activated, this, &PreferencesDialog::apply);
  connect(buffer_, &QComboBox::activated, this, &PreferencesDialog::apply);
  connect(again, &QPushButton::clicked, this, [this] { fill_devices(true); });
  connect(&store, &Store::playing_changed, this, &PreferencesDialog::show_status);
  connect(&store, &Store::opened, this, &PreferencesDialog::show_status);
  show_status();
}

void PreferencesDialog::fill_devices(bool look_again) {
  device_->clear();
  device_->addItem("Default card", QString());
  store_.attempt([&] {
    for (const AudioDevice& device : store_.studio().audio_devices(look_again)) {
      const QString text = device.name == "dummy"
                               ? QString("None: a silent clock")
                               : QString("%1 · %2 channels · %3").arg(words(device.name)).arg(device.channels).arg(rate_text(device.rate));
      device_->addItem(text, words(device.name));
    }
  });
  const QString chosen = words(chosen_settings().device);
  if (device_->findData(chosen) < 0) device_->addItem(chosen + " · not there now", chosen);
  device_->setCurrentIndex(device_->findData(chosen));
}

void PreferencesDialog::apply() {
  QSettings().setValue(kDeviceKey, device_->currentData().toString());
  QSettings().setValue(kBufferKey, buffer_->currentData().toInt());
  open_chosen_audio(store_);
  show_status();
}

void PreferencesDialog::show_status() {
  const AudioStatus status = store_.studio().status();
  const bool troubled = !status.problem.empty();
  const double song = store_.session().rate;
  rate_->setText(rate_text(song) + (troubled || status.device == "dummy" ? ", the song's; no card plays"
                                    : status.rate == song                ? ", the song's; the card plays at it"
                                                                         : ", the song's; the card plays at " + rate_text(status.rate)));
  QString problem = words(status.problem);
  if (troubled) problem[0] = problem[0].toUpper();
  status_->setText(troubled ? problem
                            : QString("Now: %1 at %2, %3 frames").arg(words(status.device), rate_text(status.rate)).arg(status.buffer));
  QPalette palette = status_->palette();
  palette.setColor(QPalette::WindowText, troubled ? token::kWarn : token::kSecondary);
  status_->setPalette(palette);
}

}  // namespace sweetspot::ui
