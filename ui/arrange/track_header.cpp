#include "ui/arrange/track_header.h"

#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

#include "engine/session/strip_edits.h"
#include "ui/arrange/header_actions.h"
#include "ui/arrange/slim_fader.h"
#include "ui/arrange/slim_meter.h"
#include "ui/arrange/timeline_model.h"
#include "ui/controls/automation_mode_button.h"
#include "ui/controls/fader.h"
#include "ui/controls/hint.h"
#include "ui/controls/number_entry.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/store/links.h"
#include "ui/store/step_words.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/contrast.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr int kStrip = 5;  // width of the colour
constexpr int kLeft = 14;
constexpr int kNameTop = 7;
constexpr int kNameHeight = 20;
constexpr int kNumberWidth = 58;
constexpr int kMeterWidth = 12;
constexpr int kTwoRows = 54;  // lower tracks show one row: name and buttons

// With its sign, as on the desk.
QString level_words(double db) {
  const std::string text = display_text(fader_spec(), db);
  return (db > 0.0 ? "+" : "") + words(text);
}

double level_from_words(const QString& text) { return parse_value(fader_spec(), text.toStdString()); }

}  // namespace

TrackHeader::TrackHeader(TimelineModel& model, StripId track, QWidget* parent)
    : QWidget(parent), model_(model), store_(model.store()), track_(track) {
  setMouseTracking(true);  // for the list, to which moves go on
  const Track* found = find_track(store_.session(), track);
  const QString name = found ? words(found->strip.name) : QString();
  mute_ = new ToggleButton("M", token::kMute, "Mute " + name, this);
  solo_ = new ToggleButton("S", token::kSolo, "Solo " + name, this);
  mode_ = new AutomationModeButton(name, this);
  fader_ = new SlimFader(name + " fader", this);
  number_ = new ValueBox(fader_spec(), name + " level", this);
  number_->set_plain(true);
  number_->set_unit_place(ValueBox::UnitPlace::hidden);
  meter_ = new SlimMeter(name + " meter", SlimMeter::Lie::upright, this);
  setAccessibleName(name);
  set_hint(*this,
           "Click chooses the track, Ctrl or Shift several · drag or Alt+Up, Alt+Down moves · lower edge: height · F2 renames · "
           "right-click: more");
  set_hint(*mute_, "Mute · M; all chosen tracks with it", "Mute (M)");
  set_hint(*solo_, "Solo · Shift+S; all chosen tracks with it · Ctrl+Alt+S clears all solos", "Solo (Shift+S)");
  connect(mute_, &ToggleButton::clicked, this, [this](bool on) { switch_tracks(store_, model_.with_chosen(track_), "mute", on); });
  connect(solo_, &ToggleButton::clicked, this, [this](bool on) { switch_tracks(store_, model_.with_chosen(track_), "solo", on); });
  connect(mode_, &AutomationModeButton::mode_chosen, this, [this](AutomationMode mode) { store_.set_automation_mode(track_, mode); });
  connect(mode_, &AutomationModeButton::menu_opens, this, [this](QMenu* menu) {
    menu->addSeparator();
    emit automation_menu_opens(menu);
  });
  for (ValueControl* control : {static_cast<ValueControl*>(fader_), static_cast<ValueControl*>(number_)}) {
    control->set_text_form(level_words, level_from_words);
    connect(control, &ValueControl::value_changed, this, &TrackHeader::set_gain);
    connect(control, &ValueControl::gesture_cancelled, this, [this] { store_.cancel_gesture(); });
    connect(control, &ValueControl::gesture_ended, this, [this] { store_.end_gesture(); });
  }
  // The list shows another pointer over an edge; it is none of theirs.
  for (QWidget* child : findChildren<QWidget*>())
    if (!child->testAttribute(Qt::WA_SetCursor)) child->setCursor(Qt::ArrowCursor);
  refresh();
}

void TrackHeader::set_gain(double db) {
  const StepWords step = strip_step(store_.session(), track_, "gain", db);
  store_.edit(
      step.name, [=, id = track_](const SessionPtr& s) { return set_by_hand(s, id, "gain", db); },
      QString("strip/%1/gain").arg(track_.value), step.value);
}

void TrackHeader::refresh() {
  const Track* track = find_track(store_.shown_session(), track_);
  if (!track) return;
  const QString name = words(track->strip.name);
  const QColor colour = track_colour(*track);
  const bool silenced = is_silenced(store_.session(), *track),
             selected = store_.selected_strip() == track_ || model_.chosen().contains(track_);
  if (name != name_ || colour != colour_ || silenced != silenced_ || selected != selected_) update();
  if (name != name_) setAccessibleName(name);
  if (selected != selected_) setAccessibleDescription(selected ? "chosen" : "");
  name_ = name;
  colour_ = colour;
  silenced_ = silenced;
  selected_ = selected;
  mute_->setChecked(track->strip.muted);
  solo_->setChecked(track->strip.soloed);
  fader_->set_value(track->strip.fader.gain_db);
  number_->set_value(track->strip.fader.gain_db);
  meter_->set_channels(track->channels);
  mode_->set_mode(store_.automation_mode(track_));
  mode_->set_lit(std::ranges::any_of(track->strip.automation, [](const auto& lane) { return lane->enabled; }));
}

void TrackHeader::feed(double clock) {
  const double seconds = clock - std::exchange(fed_, clock);
  const LevelReadout level = store_.studio().take_level(track_);
  meter_->feed(level.peak, level.mean_square, seconds, level.clipped);
}

void TrackHeader::clear_clip() { meter_->clear_clip(); }

QRect TrackHeader::name_rect() const {
  const int right = height() >= kTwoRows ? number_->x() - 4 : mute_->x() - 4;
  return {kLeft, height() >= kTwoRows ? kNameTop : (height() - kNameHeight) / 2, right - kLeft, kNameHeight};
}

void TrackHeader::resizeEvent(QResizeEvent*) {
  const int meter_x = width() - kMeterWidth - 4;
  meter_->setGeometry(meter_x, 6, kMeterWidth, height() - 13);
  const bool two = height() >= kTwoRows;
  fader_->setVisible(two);
  number_->setVisible(two);
  if (two) {
    number_->setGeometry(meter_x - kNumberWidth - 6, kNameTop - 2, kNumberWidth, token::kControlHeight);
    const int y = kNameTop + kNameHeight + 4;
    mute_->setGeometry(kLeft, y, 26, token::kControlHeight);
    solo_->setGeometry(kLeft + 30, y, 26, token::kControlHeight);
    mode_->setGeometry(kLeft + 60, y, 26, token::kControlHeight);
    fader_->setGeometry(kLeft + 92, y, meter_x - 8 - (kLeft + 92), token::kControlHeight);
  } else {
    const int y = (height() - token::kControlHeight) / 2;
    mode_->setGeometry(meter_x - 34, y, 26, token::kControlHeight);
    solo_->setGeometry(meter_x - 64, y, 26, token::kControlHeight);
    mute_->setGeometry(meter_x - 94, y, 26, token::kControlHeight);
  }
}

void TrackHeader::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), selected_ ? token::kHover : token::kRaised);
  painter.fillRect(QRect(0, 0, kStrip, height()), silenced_ ? mixed(token::kRaised, colour_, 0.45) : colour_);
  painter.fillRect(QRect(0, height() - 1, width(), 1), token::kWindow);
  const QFont font = text_font(Text::body, true);
  painter.setFont(font);
  painter.setPen(silenced_ ? token::kSecondary : token::kText);
  const QRect place = name_rect();
  painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(name_, Qt::ElideRight, place.width()));
  if (!focused_) return;
  painter.setPen(QPen(token::kFocus, token::kFocusWidth));
  painter.drawRect(rect().adjusted(1, 1, -2, -3));
}

void TrackHeader::start_rename() {
  auto* entry = new NumberEntry(*this, name_rect().adjusted(-4, -2, 0, 2), name_);
  entry->setAccessibleName("Name of the track");
  connect(entry, &NumberEntry::committed, this, [this](const QString& name) {
    if (name.trimmed() == name_) return;
    store_.edit("Rename", [&](const SessionPtr& s) { return edit::rename_strip(s, track_, name.toStdString()); });
  });
}

void TrackHeader::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton && name_rect().adjusted(-4, -4, 4, 4).contains(event->pos())) return start_rename();
  event->ignore();
}

void TrackHeader::set_focus_shown(bool shown) {
  if (std::exchange(focused_, shown) != shown) update();
}

}  // namespace sweetspot::ui
