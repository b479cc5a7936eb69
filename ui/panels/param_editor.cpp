#include "ui/panels/param_editor.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kControlWidth = 112;

}  // namespace

ParamEditor::ParamEditor(ParamSpec spec, const QString& label, const QString& owner, QWidget* parent)
    : QWidget(parent), spec_(std::move(spec)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(token::kSpace);
  label_ = make_label(label, Text::small, token::kSecondary);
  row->addWidget(label_, 1);
  const QString name = owner + ", " + label;
  QWidget* control = nullptr;
  if (spec_.scale == Scale::choice) {
    control = list_ = new QuietCombo;
    for (std::size_t i = 0; i < spec_.choices.size(); ++i) list_->addItem(QString::fromStdString(display_text(spec_, double(i))));
    connect(list_, &QComboBox::activated, this, [this](int index) {
      emit changed(index);
      emit gesture_ended();
    });
  } else if (spec_.scale == Scale::toggle) {
    control = toggle_ = new ToggleButton("Off", spec_.audition ? token::kWarn : token::kAccentFill, name);
    connect(toggle_, &ToggleButton::toggled, this, [this](bool on) { toggle_->setText(on ? "On" : "Off"); });
    connect(toggle_, &ToggleButton::clicked, this, [this](bool on) {
      emit changed(on ? 1.0 : 0.0);
      emit gesture_ended();
    });
  } else {
    control = number_ = new ValueBox(spec_, name);
    number_->set_travel_shown(true);
    connect(number_, &ValueBox::value_changed, this, &ParamEditor::changed);
    connect(number_, &ValueBox::gesture_cancelled, this, &ParamEditor::gesture_cancelled);
    connect(number_, &ValueBox::gesture_ended, this, &ParamEditor::gesture_ended);
  }
  control->setAccessibleName(name);
  control->setFixedWidth(kControlWidth);
  row->addWidget(control);
  setFixedHeight(token::kControlHeight);
}

void ParamEditor::set_default(double value) {
  if (number_) number_->set_default(value);
}

// What is left on by mistake spoils the mix, so it stands out.
void ParamEditor::show_ink(double value) {
  const bool listens = spec_.audition && value != spec_.default_value;
  const QColor ink = !isEnabled() ? token::kDisabled : listens ? token::kWarn : token::kSecondary;
  QPalette palette = label_->palette();
  if (palette.color(QPalette::WindowText) == ink) return;
  palette.setColor(QPalette::WindowText, ink);
  label_->setPalette(palette);
}

void ParamEditor::changeEvent(QEvent* event) {
  if (event->type() == QEvent::EnabledChange) show_ink(value_);
  QWidget::changeEvent(event);
}

void ParamEditor::set_value(double value) {
  value_ = value;
  show_ink(value);
  if (number_) number_->set_value(value);
  if (toggle_) toggle_->setChecked(value >= 0.5);
  if (list_) list_->setCurrentIndex(static_cast<int>(constrain(spec_, value)));
}

}  // namespace sweetspot::ui
