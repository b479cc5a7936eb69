#include "ui/panels/eq_view.h"

#include <cmath>

#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QVBoxLayout>

#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/controls/toggle_button.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kCompactHeight = 190;
constexpr int kLeastLargeHeight = 280;
constexpr int kPreRingDelayMs = 250;
constexpr double kPreRingDb = -40.0;
constexpr const char* kRangeKey = "panels/eq/range";
constexpr const char* kSpectrumKey = "panels/eq/spectrum";
constexpr int kRanges[] = {6, 12, 24};
constexpr int kDefaultRange = 12;

QString milliseconds(double seconds) {
  const double ms = 1e3 * seconds;
  return QString::number(ms, 'f', ms < 9.95 ? 1 : 0) + " ms";
}

}  // namespace

Response response_of(const ProcessorType& type, std::vector<double> values, double rate) {
  if (!type.response) return {};
  return [respond = type.response, values = std::move(values), rate](std::span<const double> hertz, std::span<double> decibels) {
    respond(values, rate, hertz, decibels);
  };
}

QString phase_words(double latency_seconds, double pre_ring_seconds) {
  QString text = "Linear phase · latency " + milliseconds(latency_seconds);
  if (pre_ring_seconds >= 0.0) text += " · pre-ring " + milliseconds(pre_ring_seconds);
  return text;
}

EqView::EqView(const ProcessorType& type, double rate, const QString& owner, QWidget* parent)
    : DeviceView(parent),
      type_(type),
      rate_(rate),
      auto_gain_(meter_index(type, "auto_gain")),
      first_dynamic_(meter_index(type, "band1.dynamic")),
      editor_(new EqEditor(type.params, rate, owner + " curve")) {
  dynamic_db_.assign(static_cast<std::size_t>(editor_->band_count()), 0.0);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kGap);
  box->addWidget(build_bar(owner));
  box->addWidget(editor_, 1);
  note_ = make_label({}, Text::caption, token::kSecondary);
  note_->setWordWrap(true);
  note_->hide();
  box->addWidget(note_);
  connect(editor_, &EqEditor::changed, this, &DeviceView::changed);
  connect(editor_, &EqEditor::gesture_ended, this, &DeviceView::gesture_ended);
  connect(editor_, &EqEditor::gesture_cancelled, this, &DeviceView::gesture_cancelled);
  connect(editor_, &EqEditor::band_selected, this, &DeviceView::band_selected);
  pre_ring_timer_.setSingleShot(true);
  pre_ring_timer_.setInterval(kPreRingDelayMs);
  connect(&pre_ring_timer_, &QTimer::timeout, this, &EqView::measure_pre_ring);
  set_large(false);
}

QWidget* EqView::build_bar(const QString& owner) {
  auto* bar = new QWidget;
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(token::kGap);
  range_ = new QuietCombo;
  range_->setAccessibleName(owner + ", range of the curve");
  range_->setFixedWidth(84);
  set_hint(*range_, "How many decibels the curve shows up and down");
  for (const int db : kRanges) range_->addItem("±" + QString::number(db) + " dB", db);
  const int kept = range_->findData(QSettings().value(kRangeKey, kDefaultRange).toInt());
  range_->setCurrentIndex(kept >= 0 ? kept : range_->findData(kDefaultRange));
  editor_->set_range(range_->currentData().toInt());
  connect(range_, &QComboBox::activated, this, [this] {
    QSettings().setValue(kRangeKey, range_->currentData().toInt());
    editor_->set_range(range_->currentData().toInt());
  });
  row->addWidget(range_);
  route_ = new QuietCombo;
  route_->setAccessibleName(owner + ", whose curve is shown");
  route_->setFixedWidth(96);
  set_hint(*route_, "Whose bands are shown: all, or those that act on one part of the sound; new ones act on it, too");
  for (const char* name : {"All bands", "Stereo", "Left", "Right", "Mid", "Side"}) route_->addItem(name);
  connect(route_, &QComboBox::activated, this, &EqView::set_route);
  row->addWidget(route_);
  row->addStretch();
  spectrum_ = new ToggleButton("Spectrum", token::kAccentFill, owner + " spectrum");
  spectrum_->setFixedWidth(72);
  spectrum_->setToolTip("Spectrum before (grey) and after (line)");
  set_hint(*spectrum_, "Shows the spectrum behind the curve: grey before the equalizer, a line after it");
  spectrum_->setChecked(QSettings().value(kSpectrumKey, true).toBool());
  editor_->set_spectrum_shown(spectrum_->isChecked());
  connect(spectrum_, &ToggleButton::clicked, this, [this](bool on) {
    QSettings().setValue(kSpectrumKey, on);
    editor_->set_spectrum_shown(on);
  });
  row->addWidget(spectrum_);
  return bar;
}

void EqView::set_route(int choice) { editor_->set_route(choice <= 0 ? std::optional<EqRoute>() : static_cast<EqRoute>(choice - 1)); }

void EqView::set_large(bool large) {
  editor_->set_large(large);
  editor_->setMinimumHeight(large ? kLeastLargeHeight : kCompactHeight);
  editor_->setMaximumHeight(large ? QWIDGETSIZE_MAX : kCompactHeight);
  const auto policy = large ? QSizePolicy::Expanding : QSizePolicy::Fixed;
  editor_->setSizePolicy(QSizePolicy::Expanding, policy);
  setSizePolicy(QSizePolicy::Expanding, large ? QSizePolicy::Expanding : QSizePolicy::Preferred);
}

void EqView::show_values(std::span<const double> values, bool bypassed) {
  editor_->show_values(values);
  editor_->set_dimmed(bypassed);
  if (std::ranges::equal(values, values_)) return;
  values_.assign(values.begin(), values.end());
  pre_ring_seconds_ = -1.0;
  if (values_[kEqPhase] >= 0.5) pre_ring_timer_.start();
  show_note();
}

void EqView::measure_pre_ring() {
  if (values_[kEqPhase] < 0.5) return;
  pre_ring_seconds_ = eq_pre_ring_seconds(values_, rate_, kPreRingDb);
  show_note();
}

std::size_t EqView::signal_frames() const { return editor_->spectrum_shown() ? EqAnalyser::kFrames : 0; }

void EqView::show_meters(std::span<const float> meters, double seconds) {
  const auto meter = [&](int at) {
    return at >= 0 && static_cast<std::size_t>(at) < meters.size() ? double{meters[static_cast<std::size_t>(at)]} : 0.0;
  };
  for (std::size_t i = 0; i < dynamic_db_.size(); ++i) dynamic_db_[i] = meter(first_dynamic_ + static_cast<int>(i));
  editor_->advance(dynamic_db_, seconds);
  const double gain = std::round(10.0 * meter(auto_gain_)) / 10.0;
  if (std::exchange(auto_gain_db_, gain) != gain) show_note();
}

QString EqView::note() const { return note_->text(); }

void EqView::show_note() {
  QStringList parts;
  if (values_[kEqPhase] >= 0.5) parts << phase_words(type_.latency(values_, rate_) / rate_, pre_ring_seconds_);
  if (values_[kEqAutoGain] >= 0.5) {
    const QString number = QString::number(auto_gain_db_, 'f', 1).replace('-', QChar(0x2212));
    parts << "Auto gain " + (auto_gain_db_ > 0.0 ? "+" + number : number) + " dB";
  }
  const QString text = parts.join("\n");
  if (text == note_->text()) return;
  note_->setText(text);
  note_->setVisible(!text.isEmpty());
}

}  // namespace sweetspot::ui
