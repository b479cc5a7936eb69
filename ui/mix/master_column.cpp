#include "ui/mix/master_column.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QVBoxLayout>

#include "engine/session/strip_params.h"
#include "ui/controls/fader.h"
#include "ui/controls/hint.h"
#include "ui/controls/level_meter.h"
#include "ui/controls/loudness_meter.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/mix/strip_actions.h"
#include "ui/mix/strip_words.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kWidth = 184;
constexpr int kMeterWidth = 56;

}  // namespace

MasterColumn::MasterColumn(Desk& desk, QWidget* parent)
    : QWidget(parent),
      desk_(desk),
      loudness_(new LoudnessMeter),
      fader_(new Fader("Master fader")),
      number_(new ValueBox(fader_spec(), "Master level")),
      mute_(new ToggleButton("M", token::kMute, "Mute the master")),
      meter_(new LevelMeter("Master meter")),
      peak_(make_readout("", 11, token::kSecondary)) {
  setFixedWidth(kWidth);
  set_ground(*this, token::kPanel);
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(token::kSpaceWide, token::kSpace, token::kSpaceWide, 6);
  box->setSpacing(token::kSpace);
  box->addWidget(make_label("Master", Text::heading, token::kText));
  box->addWidget(loudness_);
  auto* go = new QPushButton("Go to Master (4)");
  go->setFocusPolicy(Qt::TabFocus);
  box->addWidget(go);
  auto* level = new QHBoxLayout;
  level->setSpacing(token::kGap);
  number_->set_unit_place(ValueBox::UnitPlace::first);
  mute_->setFixedWidth(28);
  level->addWidget(mute_);
  level->addWidget(number_, 1);
  peak_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  peak_->setFixedWidth(kMeterWidth);
  peak_->setToolTip("Highest peak since it was cleared");
  level->addWidget(peak_);
  box->addLayout(level);
  auto* scale = new QHBoxLayout;
  scale->setSpacing(2);
  scale->addStretch();
  scale->addWidget(fader_);
  meter_->setFixedWidth(kMeterWidth);
  scale->addWidget(meter_);
  box->addLayout(scale, 1);

  connect(go, &QPushButton::clicked, this, &MasterColumn::go_to_master_requested);
  connect(loudness_, &LoudnessMeter::reset_requested, this, [this] { desk_.reset_loudness(); });
  connect(meter_, &LevelMeter::clear_all_requested, this, &MasterColumn::clear_all_clips_requested);
  connect(meter_, &LevelMeter::max_peak_changed, this, [this](double db) { peak_->setText(loudness_number(db)); });
  for (ValueControl* control : {static_cast<ValueControl*>(fader_), static_cast<ValueControl*>(number_)}) {
    control->set_text_form(level_text, level_from_text);
    connect(control, &ValueControl::value_changed, this, [this](double db) { set_strip_value(desk_, kMasterStrip, "gain", db); });
    join_gestures(*control, desk_);
  }
  connect(mute_, &ToggleButton::clicked, this, [this](bool on) {
    set_strip_value(desk_, kMasterStrip, "mute", on ? 1.0 : 0.0);
    desk_.end_gesture();
  });
  refresh();
}

void MasterColumn::refresh() {
  const Strip& master = *desk_.session().master;
  fader_->set_value(master.fader.gain_db);
  number_->set_value(master.fader.gain_db);
  mute_->setChecked(master.muted);
}

void MasterColumn::feed(double seconds) {
  const LevelReadout level = desk_.take_level(kMasterStrip);
  const ChannelInput input[2] = {{double{level.peak[0]}, double{level.mean_square[0]}},
                                 {double{level.peak[1]}, double{level.mean_square[1]}}};
  meter_->feed(input, seconds, level.clipped);
  const LoudnessReadout l = desk_.loudness();
  loudness_->set_values({l.momentary, l.short_term, l.integrated, l.range, l.true_peak, l.correlation});
}

void MasterColumn::clear_clip() { meter_->clear_clip(); }

void MasterColumn::set_selected(bool selected) { set_ground(*this, selected ? token::kHover : token::kPanel); }

void MasterColumn::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) desk_.select(kMasterStrip);
}

}  // namespace sweetspot::ui
