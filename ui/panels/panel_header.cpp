#include "ui/panels/panel_header.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPushButton>
#include <QToolButton>

#include "ui/controls/hint.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kMixWidth = 72, kWideMixWidth = 88;
constexpr int kWidePresetWidth = 240;

ParamSpec mix_spec() {
  ParamSpec spec{0, "mix", "Dry/wet", Unit::percent, 0.0, 100.0, 100.0, Scale::linear};
  spec.shown_decimals = 0;
  return spec;
}

QString wet_text(double percent) { return QString::fromStdString(display_text(mix_spec(), percent)) + " wet"; }
// Where there is little room.
QString narrow_wet_text(double percent) { return wet_text(percent).remove(" %").replace(" wet", "% wet"); }

double wet_from_text(const QString& text) { return parse_value(mix_spec(), QString(text).remove("wet").trimmed().toStdString()); }

}  // namespace

PanelHeader::PanelHeader(const QString& title, const QString& summary, const QString& owner, QWidget* parent)
    : QWidget(parent), owner_(owner), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(token::kSpace);
  grid_->setVerticalSpacing(token::kSpace);
  build(title, summary);
  arrange();
}

void PanelHeader::build(const QString& title, const QString& summary) {
  power_ = new ToggleButton(Icon::power, token::kAccentFill, owner_ + " on", this);
  power_->setFixedWidth(token::kControlHeight);
  set_hint(*power_, "Turns " + title + " off, in step with the rest of the mix, and on again");
  connect(power_, &ToggleButton::clicked, this, [this](bool on) { emit bypass_changed(!on); });

  name_ = make_label(title, Text::heading, token::kText, this);
  set_hint(*name_, "Double-click opens it in a window of its own", summary);
  name_->installEventFilter(this);

  preset_ = new QPushButton("Presets", this);
  preset_->setFocusPolicy(Qt::TabFocus);
  preset_->setAccessibleName(owner_ + " preset");
  preset_->setIcon(icon(Icon::chevron_down));
  preset_->setLayoutDirection(Qt::RightToLeft);
  preset_->hide();
  set_hint(*preset_, "Chooses settings made for a purpose, saves your own, and takes or gives them as files");
  connect(preset_, &QPushButton::clicked, this, [this] {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fill_(*menu);
    menu->popup(preset_->mapToGlobal(QPoint(0, preset_->height())));
  });

  compare_ = new QWidget(this);
  auto* pair = new QHBoxLayout(compare_);
  pair->setContentsMargins(0, 0, 0, 0);
  pair->setSpacing(2);
  auto* group = new QButtonGroup(this);
  for (int slot = 0; slot < 2; ++slot) {
    const QString letter = slot == 0 ? "A" : "B";
    slots_[slot] = new ToggleButton(letter, token::kAccentFill, owner_ + ", settings " + letter);
    slots_[slot]->setFixedWidth(token::kControlHeight + 2);
    slots_[slot]->setToolTip("Settings " + letter);
    set_hint(*slots_[slot], "Two sets of settings to compare: each letter brings its own back · the menu copies one to the other");
    group->addButton(slots_[slot], slot);
    pair->addWidget(slots_[slot]);
  }
  compare_->hide();
  connect(group, &QButtonGroup::idClicked, this, &PanelHeader::compare_chosen);

  match_ = make_label({}, Text::small, token::kSecondary, this);
  match_->setObjectName("match");
  match_->hide();
  set_hint(*match_, "The listening level while you compare: neither the song nor an export changes · the menu turns it off");

  mix_ = new ValueBox(mix_spec(), owner_ + ", dry/wet", this);
  mix_->set_travel_shown(true);
  mix_->setToolTip("Dry/wet: how much of the processed sound is heard beside the untouched one");
  connect(mix_, &ValueBox::value_changed, this, [this](double percent) { emit mix_changed(percent / 100.0); });
  connect(mix_, &ValueBox::gesture_cancelled, this, &PanelHeader::gesture_cancelled);
  connect(mix_, &ValueBox::gesture_ended, this, &PanelHeader::gesture_ended);

  more_ = new QToolButton(this);
  more_->setIcon(icon(Icon::more));
  more_->setAccessibleName(owner_ + " menu");
  more_->setFixedSize(token::kControlHeight, token::kControlHeight);
  more_->setFocusPolicy(Qt::TabFocus);
  more_->setAutoRaise(true);
  connect(more_, &QToolButton::clicked, this, [this] { open_menu(*more_); });
}

// Narrow: presets and comparison beneath the name.
void PanelHeader::arrange() {
  for (QWidget* widget : {static_cast<QWidget*>(power_), name_, static_cast<QWidget*>(preset_), compare_, static_cast<QWidget*>(mix_),
                          static_cast<QWidget*>(more_), static_cast<QWidget*>(match_)})
    grid_->removeWidget(widget);
  const int row = wide_ ? 0 : 1;
  grid_->addWidget(power_, 0, 0);
  grid_->addWidget(name_, 0, 1);
  grid_->addWidget(preset_, row, wide_ ? 2 : 0, 1, wide_ ? 1 : 2);
  grid_->addWidget(compare_, row, wide_ ? 3 : 2, 1, wide_ ? 1 : 2, wide_ ? Qt::AlignLeft : Qt::AlignRight);
  grid_->addWidget(mix_, 0, wide_ ? 4 : 2);
  grid_->addWidget(more_, 0, wide_ ? 5 : 3);
  match_->setWordWrap(!wide_);  // words that fit ask for one line and not two
  grid_->addWidget(match_, row + 1, 0, 1, wide_ ? 6 : 4);
  grid_->setColumnStretch(1, 1);
  mix_->setFixedWidth(wide_ ? kWideMixWidth : kMixWidth);
  mix_->set_text_form(wide_ ? wet_text : narrow_wet_text, wet_from_text);
  preset_->setMaximumWidth(wide_ ? kWidePresetWidth : QWIDGETSIZE_MAX);
  preset_->setMinimumWidth(wide_ ? kWidePresetWidth : 0);
  preset_->setSizePolicy(wide_ ? QSizePolicy::Fixed : QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void PanelHeader::set_wide(bool wide) {
  if (std::exchange(wide_, wide) == wide) return;
  arrange();
}

void PanelHeader::show_state(bool bypassed, double mix) {
  power_->setChecked(!bypassed);
  mix_->set_value(mix * 100.0);
}

void PanelHeader::set_preset_menu(FillMenu fill) {
  fill_ = std::move(fill);
  preset_->setVisible(true);
}

void PanelHeader::show_preset(const QString& name, bool edited) {
  const QString text = name.isEmpty() ? QString("Presets") : edited ? name + " · edited" : name;
  if (text == preset_words_) return;
  preset_words_ = text;
  preset_->setText(QString(text).replace('&', "&&"));  // no key to press
  preset_->setToolTip(edited ? name + ", changed since" : name);
}

void PanelHeader::show_compared(int slot) {
  compare_->setVisible(true);
  slots_[slot]->setChecked(true);
}

void PanelHeader::show_match(const QString& words) {
  if (!words.isEmpty()) match_->setText(words);
  match_->setVisible(!words.isEmpty());
}

void PanelHeader::open_menu(QToolButton& button) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (window_offered_) {
    menu->addAction("Open in a window", this, &PanelHeader::window_requested);
    menu->addSeparator();
  }
  menu->addAction("Move earlier", this, [this] { emit move_requested(-1); });
  menu->addAction("Move later", this, [this] { emit move_requested(1); });
  menu->addSeparator();
  if (compare_->isVisibleTo(this))
    menu->addAction(slots_[0]->isChecked() ? "Copy A to B" : "Copy B to A", this, &PanelHeader::copy_to_other_requested);
  if (compare_->isVisibleTo(this)) {
    QAction* match = menu->addAction("Match loudness", this, &PanelHeader::matching_changed);
    match->setCheckable(true);
    match->setChecked(matching_);
    match->setToolTip("A, B and bypass are heard equally loud: the louder comes down, at the speakers alone");
    menu->setToolTipsVisible(true);
    menu->addSeparator();
  }
  menu->addAction("Reset all", this, &PanelHeader::reset_requested);
  menu->addAction(icon(Icon::trash), "Remove", this, &PanelHeader::remove_requested);
  menu->popup(button.mapToGlobal(QPoint(0, button.height())));
}

bool PanelHeader::eventFilter(QObject* watched, QEvent* event) {
  if (watched == name_ && event->type() == QEvent::MouseButtonDblClick && window_offered_) {
    emit window_requested();
    return true;
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace sweetspot::ui
