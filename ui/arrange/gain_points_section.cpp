#include "ui/arrange/gain_points_section.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <algorithm>
#include <cmath>

#include "engine/session/region_batch.h"
#include "engine/session/region_edits.h"
#include "engine/session/region_sound.h"
#include "ui/arrange/clip_gain.h"
#include "ui/controls/hint.h"
#include "ui/controls/quiet_combo.h"
#include "ui/controls/value_box.h"
#include "ui/store/store.h"
#include "ui/store/time_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kFieldWidth = 140;

ParamSpec time_spec() {
  ParamSpec spec{0, "point_time", "Point at", Unit::seconds, 0.0, 24 * 3600.0, 0.0, Scale::linear};
  spec.shown_decimals = 3;
  return spec;
}

ParamSpec level_spec() {
  ParamSpec spec{0, "point_gain", "Point's gain", Unit::decibels, kLeastEnvelopeDb, kMostEnvelopeDb, 0.0, Scale::linear};
  spec.shown_decimals = 1;
  return spec;
}

}  // namespace

GainPointsSection::GainPointsSection(Store& store, QWidget* parent) : QWidget(parent), store_(store) {
  auto* box = new QVBoxLayout(this);
  box->setContentsMargins(0, 0, 0, 0);
  box->setSpacing(token::kSpace);
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(token::kSpace);
  grid->setColumnStretch(0, 1);
  list_ = new QuietCombo;
  list_->setAccessibleName("Gain points of the clip");
  set_hint(*list_, "The points of the clip's gain · double-click the clip's gain line to set one there");
  time_ = new ValueBox(time_spec(), "Gain point, place on the timeline");
  time_->set_steps(0.01, 0.001);
  time_->set_text_form([](double seconds) { return time_text(std::llround(seconds * 1000.0), 1000.0); }, seconds_from_text);
  level_ = new ValueBox(level_spec(), "Gain point, gain");
  set_hint(*time_, "Where the chosen point lies, between its neighbours · Enter types");
  set_hint(*level_, "The gain at the chosen point, -24 to +24 dB beside the clip's · Enter types");
  int row = 0;
  for (const auto& [label, field] :
       {std::pair{"Gain points", static_cast<QWidget*>(list_)}, std::pair{"Point at", static_cast<QWidget*>(time_)},
        std::pair{"Point's gain", static_cast<QWidget*>(level_)}}) {
    field->setFixedWidth(kFieldWidth);
    grid->addWidget(make_label(label, Text::small, token::kSecondary), row, 0);
    grid->addWidget(field, row++, 1);
  }
  box->addLayout(grid);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(token::kSpace);
  add_ = new QPushButton("Add point");
  remove_ = new QPushButton("Remove");
  clear_ = new QPushButton("Clear all");
  for (QPushButton* button : {add_, remove_, clear_}) {
    button->setFocusPolicy(Qt::TabFocus);
    button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // all alike, whatever their words
    buttons->addWidget(button, 1);
  }
  set_hint(*add_, "Sets a point at the playhead, on the line");
  set_hint(*remove_, "Takes the chosen point away");
  set_hint(*clear_, "Takes all points of the chosen clips away");
  box->addLayout(buttons);
  connect(list_, &QComboBox::activated, this, [this] {
    if (const Region* one = clip()) show_point(*one);
  });
  for (ValueBox* value : {time_, level_}) {
    connect(value, &ValueBox::gesture_cancelled, this, [this] { store_.cancel_gesture(); });
    connect(value, &ValueBox::gesture_ended, this, [this] { store_.end_gesture(); });
  }
  connect(time_, &ValueBox::value_changed, this, [this](double seconds) {
    const Region* one = clip();
    if (!one) return;
    const Frames into = frames_from_seconds(seconds, store_.session().rate) - one->position;
    move_point("Move gain point", {source_frame(*one, into), level_->value()});
  });
  connect(level_, &ValueBox::value_changed, this, [this](double db) {
    const Region* one = clip();
    const auto at = static_cast<std::size_t>(std::max(0, list_->currentIndex()));
    if (one && at < one->envelope.size()) move_point("Move gain point", {one->envelope[at].at, db});
  });
  connect(add_, &QPushButton::clicked, this, &GainPointsSection::add_point);
  connect(remove_, &QPushButton::clicked, this, [this] {
    const Region* one = clip();
    const auto at = static_cast<std::size_t>(std::max(0, list_->currentIndex()));
    if (!one || at >= one->envelope.size()) return;
    store_.edit("Remove gain point", [=, id = one->id](const SessionPtr& s) { return edit::remove_gain_point(s, id, at); });
  });
  connect(clear_, &QPushButton::clicked, this, [this] {
    const auto chosen = store_.selected_regions();
    store_.edit("Remove gain points",
                [&](const SessionPtr& s) { return edit::change_regions(s, chosen, [](Region& r) { r.envelope.clear(); }); });
  });
}

const Region* GainPointsSection::clip() const {
  const auto& chosen = store_.selected_regions();
  return chosen.size() == 1 ? edit::find_region(store_.session(), *chosen.begin()) : nullptr;
}

void GainPointsSection::move_point(const QString& name, GainPoint to) {
  const Region* one = clip();
  const auto at = static_cast<std::size_t>(std::max(0, list_->currentIndex()));
  if (!one || at >= one->envelope.size()) return;
  store_.edit(
      name, [=, id = one->id](const SessionPtr& s) { return edit::move_gain_point(s, id, at, to); },
      QString("point/%1/%2").arg(one->id.value).arg(at));
}

void GainPointsSection::add_point() {
  const Region* one = clip();
  if (!one) return;
  const Frames into = std::clamp<Frames>(store_.studio().playhead() - one->position, 0, one->length - 1);
  const Frames at = source_frame(*one, into);
  store_.edit("Set gain point", [=, id = one->id, db = envelope_db(*one, at)](const SessionPtr& s) {
    return edit::set_gain_point(s, id, {at, db});
  });
  one = clip();
  if (!one) return;
  const auto found = std::ranges::find(one->envelope, at, &GainPoint::at);
  if (found == one->envelope.end()) return;
  list_->setCurrentIndex(static_cast<int>(found - one->envelope.begin()));
  show_point(*one);
}

void GainPointsSection::show_clips(const std::vector<const Region*>& clips) {
  std::size_t points = 0;
  for (const Region* one : clips) points += one->envelope.size();
  const bool single = clips.size() == 1;
  const QSignalBlocker quiet(list_);
  const int before = list_->currentIndex();
  QStringList names;
  if (single)
    for (std::size_t i = 0; i < points; ++i) names << QString("%1 of %2").arg(i + 1).arg(points);
  if (names.isEmpty()) names << (points == 0 ? QString("none") : QString("%1 points").arg(points));
  if (names.size() != list_->count() || names.front() != list_->itemText(0)) {
    list_->clear();
    list_->addItems(names);
    list_->setCurrentIndex(std::clamp(before, 0, static_cast<int>(names.size()) - 1));
  }
  list_->setEnabled(single && points > 0);
  time_->setEnabled(single && points > 0);
  level_->setEnabled(single && points > 0);
  add_->setEnabled(single);
  remove_->setEnabled(single && points > 0);
  clear_->setEnabled(points > 0);
  if (single) show_point(*clips.front());
}

void GainPointsSection::show_point(const Region& one) {
  const auto at = static_cast<std::size_t>(std::max(0, list_->currentIndex()));
  if (at >= one.envelope.size()) {
    time_->set_value(0.0);
    level_->set_value(0.0);
    return;
  }
  const Frames place = std::max<Frames>(0, timeline_frame(one, one.envelope[at].at));
  time_->set_value(seconds_from_frames(place, store_.session().rate));
  level_->set_value(one.envelope[at].gain_db);
}

}  // namespace sweetspot::ui
