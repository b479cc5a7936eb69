#include "ui/mix/strip_view.h"

#include <algorithm>

#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <utility>

#include "engine/session/routing.h"
#include "engine/session/strip_params.h"
#include "ui/controls/automation_mode_button.h"
#include "ui/controls/eq_curve.h"
#include "ui/controls/fader.h"
#include "ui/controls/hint.h"
#include "ui/controls/knob.h"
#include "ui/controls/level_meter.h"
#include "ui/controls/quiet_combo.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/mix/insert_slot.h"
#include "ui/mix/send_bar.h"
#include "ui/mix/strip_actions.h"
#include "ui/panels/eq_view.h"
#include "ui/store/store.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {
namespace {

constexpr double kThumbnailRange = 12.0;

QToolButton* add_button(const QString& name, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setIcon(icon(Icon::add, token::kSecondary));
  button->setIconSize({12, 12});
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::TabFocus);
  button->setAccessibleName(name);
  button->setToolTip(name);
  return button;
}

// The first filter of a chain whose curve can be drawn.
std::shared_ptr<const Device> first_eq(const Strip& strip) {
  const auto drawn = [](const auto& device) {
    const ProcessorType* type = find_processor(device->type);
    return type && type->response;
  };
  const auto found = std::ranges::find_if(strip.devices, drawn);
  return found == strip.devices.end() ? nullptr : *found;
}

}  // namespace

StripView::StripView(Desk& desk, StripId strip, QWidget* parent)
    : QWidget(parent), desk_(desk), strip_(strip), kind_(strip_info(desk.session(), strip).kind) {
  name_ = words(strip_info(desk.session(), strip).strip->name);
  setAccessibleName(name_ + " strip");
  set_ground(*this, token::kRaised);
  setAcceptDrops(true);
  set_hint(*this,
           kind_ == StripKind::mix
               ? "Click shows its processors at the right · right-click: colour, devices"
               : "Click selects · drag the name to move the strip · double-click it or F2 renames · right-click: colour, groups, devices");
  build();
  connect_controls();
  refresh();
}

bool StripView::takes_sends() const { return kind_ != StripKind::mix; }

void StripView::build() {
  add_insert_ = add_button("Add a processor to " + name_, this);
  eq_ = new EqCurve(EqCurve::Look::thumbnail, name_ + " equalizer curve", this);
  eq_->set_range(kThumbnailRange);
  eq_->setCursor(Qt::PointingHandCursor);
  set_hint(*eq_, "No equalizer yet · click adds one");
  if (takes_sends()) add_send_ = add_button("Add a send to " + name_, this);
  pan_ = new Knob(strip_param("pan"), name_ + " pan", this);
  pan_->set_diameter(30);
  pan_->set_text_form(pan_text, pan_from_text);
  pan_number_ = new ValueBox(strip_param("pan"), name_ + " pan number", this);
  pan_number_->set_plain(true);
  pan_number_->set_alignment(Qt::AlignHCenter);
  pan_number_->set_text_form(pan_text, pan_from_text);
  mode_ = new AutomationModeButton(name_, this);
  mute_ = new ToggleButton("M", token::kMute, "Mute " + name_, this);
  set_hint(*mute_, "Mute (M)");
  if (kind_ != StripKind::mix) {
    solo_ = new ToggleButton("S", token::kSolo, "Solo " + name_, this);
    set_hint(*solo_, "Solo (Shift+S) · Ctrl+click keeps it safe from the solos of others · Ctrl+Alt+S clears all solos");
  }
  phase_ = new ToggleButton(Icon::phase, token::kAccent, "Polarity of " + name_, this);
  set_hint(*phase_, "Turns the polarity over");
  number_ = new ValueBox(fader_spec(), name_ + " level", this);
  number_->set_text_form(level_text, level_from_text);
  share_ = make_readout("", 11, token::kSecondary, this);
  share_->setAlignment(Qt::AlignCenter);
  set_hint(*share_, "Loudness in LUFS as it reaches the mix, and its share of the mix's power");
  fader_ = new Fader(name_ + " fader", this);
  fader_->set_text_form(level_text, level_from_text);
  meter_ = new LevelMeter(name_ + " meter", this);
  output_ = new QuietCombo(this);
  output_->setAccessibleName(name_ + " output");
  output_->setFont(text_font(Text::caption));
  set_hint(*output_, "Where this strip goes");
}

void StripView::connect_controls() {
  const auto value = [this](ValueControl* control, const char* key) {
    connect(control, &ValueControl::value_changed, this, [this, key](double v) { set_strip_value(desk_, strip_, key, v); });
    join_gestures(*control, desk_);
    connect(control, &ValueControl::gesture_began, this, [this] { desk_.select(strip_); });
  };
  value(fader_, "gain");
  value(number_, "gain");
  value(pan_, "pan");
  value(pan_number_, "pan");
  const auto toggle = [this](ToggleButton* button, const char* key) {
    if (button)
      connect(button, &ToggleButton::clicked, this, [this, key](bool on) {
        set_strip_value(desk_, strip_, key, on ? 1.0 : 0.0);
        desk_.end_gesture();
      });
  };
  toggle(mute_, "mute");
  if (solo_) connect(solo_, &ToggleButton::clicked, this, &StripView::solo_clicked);
  toggle(phase_, "invert");
  mode_->setVisible(desk_.store() != nullptr);
  if (Store* const store = desk_.store()) {
    connect(mode_, &AutomationModeButton::mode_chosen, this,
            [this, store](AutomationMode mode) { store->set_automation_mode(strip_, mode); });
    connect(store, &Store::mode_changed, this, [this] { refresh_mode(strip_info(desk_.session(), strip_)); });
  }
  connect(add_insert_, &QToolButton::clicked, this, [this] {
    QMenu menu;
    fill_device_menu(menu, desk_, strip_);
    menu.exec(add_insert_->mapToGlobal(QPoint(0, add_insert_->height())));
  });
  if (add_send_)
    connect(add_send_, &QToolButton::clicked, this, [this] {
      QMenu menu;
      fill_send_menu(menu);
      menu.exec(add_send_->mapToGlobal(QPoint(0, add_send_->height())));
    });
  connect(eq_, &EqCurve::clicked, this, [this] {
    desk_.select(strip_);
    if (!eq_device_ && find_processor("eq")) add_device(desk_, strip_, "eq");
    if (eq_device_) emit device_opened(eq_device_->id);
  });
  connect(output_, &QComboBox::activated, this,
          [this](int index) { set_output(desk_, strip_, StripId{output_->itemData(index).toULongLong()}); });
  connect(meter_, &LevelMeter::clear_all_requested, this, &StripView::clear_all_clips_requested);
  for (const auto& [control, key] : std::initializer_list<std::pair<QWidget*, const char*>>{
           {fader_, "gain"}, {number_, "gain"}, {pan_, "pan"}, {pan_number_, "pan"}, {mute_, "mute"}, {solo_, "solo"}})
    if (control) links_.add(*control, key);
}

// With Ctrl it is kept from the solos of others.
void StripView::solo_clicked(bool on) {
  const bool safe = QGuiApplication::keyboardModifiers().testFlag(Qt::ControlModifier);
  if (safe) solo_->setChecked(!on);
  const Strip* strip = find_strip(desk_.session(), strip_);
  set_strip_value(desk_, strip_, safe ? "solo_safe" : "solo", (safe ? !strip->solo_safe : on) ? 1.0 : 0.0);
  desk_.end_gesture();
}

void StripView::set_rows(const DeskRows& rows) {
  rows_ = rows;
  lay_out();
  const StripInfo info = strip_info(desk_.session(), strip_);
  if (!info.strip) return;
  refresh_inserts(info);
  refresh_sends(info);
}

void StripView::resizeEvent(QResizeEvent*) { set_rows(rows_); }

void StripView::lay_out() {
  parts_ = lay_out_strip(size(), rows_, kind_);
  eq_->setGeometry(parts_.eq);
  pan_->move(parts_.pan.topLeft());
  pan_number_->setGeometry(parts_.pan_number);
  // Beside the knob; a narrow strip has no room for it.
  const QRect beside(parts_.buttons.left() - 2, parts_.pan.center().y() - token::kControlHeight / 2 + 1, token::kControlHeight,
                     token::kControlHeight);
  mode_->setGeometry(beside);
  mode_->setVisible(desk_.store() && beside.right() < parts_.pan.left());
  std::vector<ToggleButton*> buttons{mute_};
  if (solo_) buttons.push_back(solo_);
  // A narrow strip has no room for three letters; the polarity stays in its menu.
  const bool roomy = parts_.buttons.width() >= 72;
  phase_->setVisible(roomy);
  if (roomy) buttons.push_back(phase_);
  const int count = static_cast<int>(buttons.size());
  const int width = (parts_.buttons.width() - 2 * (count - 1)) / count;
  for (int i = 0; i < count; ++i) {
    buttons[static_cast<std::size_t>(i)]->setGeometry(parts_.buttons.left() + i * (width + 2), parts_.buttons.top(), width,
                                                      parts_.buttons.height());
  }
  number_->setGeometry(parts_.number);
  number_->set_unit_place(roomy ? ValueBox::UnitPlace::first : ValueBox::UnitPlace::hidden);
  number_->set_alignment(roomy ? Qt::AlignRight : Qt::AlignHCenter);
  fader_->set_ticks_shown(parts_.fader.width() >= 44);
  fader_->setGeometry(parts_.fader);
  share_->setVisible(!parts_.share.isEmpty());
  share_->setGeometry(parts_.share);
  refresh_share();
  meter_->setGeometry(parts_.meter);
  output_->setGeometry(parts_.output);
}

// --- From the session -------------------------------------------------------------------------------------------------

void StripView::refresh() {
  const StripInfo info = strip_info(desk_.session(), strip_);
  if (!info.strip) return;
  const QString name = words(info.strip->name);
  if (name != name_ || info.colour != colour_ || info.silenced != silenced_) {
    name_ = name;
    colour_ = info.colour;
    silenced_ = info.silenced;
    update();
  }
  refresh_values(info);
  refresh_mode(info);
  if (solo_) {
    solo_->setChecked(info.strip->soloed);
    solo_->set_marked(info.strip->solo_safe, "safe from the solos of others");
  }
  links_.refresh(desk_.session(), strip_);
  phase_->setChecked(info.strip->inverted);
  meter_->set_channels(info.channels);
  refresh_inserts(info);
  refresh_sends(info);
  refresh_eq(info);
  refresh_output(info);
}

void StripView::refresh_values(const StripInfo& info) {
  pan_->set_value(info.strip->fader.pan);
  pan_number_->set_value(info.strip->fader.pan);
  mute_->setChecked(info.strip->muted);
  fader_->set_value(info.strip->fader.gain_db);
  number_->set_value(info.strip->fader.gain_db);
}

void StripView::refresh_mode(const StripInfo& info) {
  Store* const store = desk_.store();
  if (!store || !info.strip) return;
  mode_->set_mode(store->automation_mode(strip_));
  mode_->set_lit(std::ranges::any_of(info.strip->automation, [](const auto& lane) { return lane->enabled; }));
}

void StripView::show_automation() {
  const StripInfo info = strip_info(desk_.session(), strip_);
  if (!info.strip || info.strip->automation.empty()) {
    if (info.strip) refresh_values(info);
    return;
  }
  refresh_values(info);
  refresh_sends(info);
  refresh_eq(info);
}

void StripView::refresh_inserts(const StripInfo& info) {
  const auto& devices = info.strip->devices;
  const int room = std::max(0, parts_.insert_rows - 1);
  const int shown = std::min(room, static_cast<int>(devices.size()));
  while (static_cast<int>(inserts_.size()) < shown) {
    auto* slot = new InsertSlot(this);
    connect(slot, &InsertSlot::bypass_requested, this, [this](DeviceId device, bool bypassed) { set_bypassed(desk_, device, bypassed); });
    connect(slot, &InsertSlot::menu_requested, this, &StripView::device_menu);
    connect(slot, &InsertSlot::copy_requested, this, [this](DeviceId device) { copy_device(desk_, device); });
    connect(slot, &InsertSlot::paste_requested, this, [this](DeviceId device) { paste_devices(desk_, strip_, position_of(device) + 1); });
    connect(slot, &InsertSlot::remove_requested, this, [this](DeviceId device) { remove_device(desk_, device); });
    connect(slot, &InsertSlot::move_requested, this, [this](DeviceId device, int steps) { move_device(desk_, device, steps); });
    connect(slot, &InsertSlot::open_requested, this, [this](DeviceId device) {
      desk_.select(strip_);
      emit device_opened(device);
    });
    inserts_.push_back(slot);
  }
  const auto row = [&](int i) {
    return QRect(parts_.inserts.left(), parts_.inserts.top() + i * kInsertPitch, parts_.inserts.width(), kInsertPitch - 2);
  };
  for (int i = 0; i < static_cast<int>(inserts_.size()); ++i) {
    InsertSlot& slot = *inserts_[static_cast<std::size_t>(i)];
    slot.setVisible(i < shown);
    if (i >= shown) continue;
    slot.show_device(*devices[static_cast<std::size_t>(i)], name_);
    slot.setGeometry(row(i));
  }
  add_insert_->setGeometry(row(shown));
  // Devices beyond the room are told by their number; the inspector shows them all.
  const int hidden = static_cast<int>(devices.size()) - shown;
  add_insert_->setToolButtonStyle(hidden > 0 ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
  add_insert_->setText(hidden > 0 ? QString("+%1 more").arg(hidden) : QString());
}

void StripView::refresh_sends(const StripInfo& info) {
  if (!takes_sends()) return;
  const auto& sends = info.strip->sends;
  // What is there comes first; another is added by the last row where there is one, otherwise from the strip's menu.
  const int shown = std::min(parts_.send_rows, static_cast<int>(sends.size()));
  while (static_cast<int>(sends_.size()) < shown) {
    auto* bar = new SendBar(this);
    connect(bar, &SendBar::value_changed, this, [this, bar](double db) { set_send_value(desk_, bar->send(), "gain", db); });
    join_gestures(*bar, desk_);
    connect(bar, &SendBar::menu_requested, this, &StripView::send_menu);
    sends_.push_back(bar);
  }
  const auto row = [&](int i) {
    return QRect(parts_.sends.left(), parts_.sends.top() + i * kSendPitch, parts_.sends.width(), kSendPitch - 2);
  };
  for (int i = 0; i < static_cast<int>(sends_.size()); ++i) {
    SendBar& bar = *sends_[static_cast<std::size_t>(i)];
    bar.setVisible(i < shown);
    if (i >= shown) continue;
    const Send& send = sends[static_cast<std::size_t>(i)];
    const Strip* bus = find_strip(desk_.session(), send.to);
    bar.show_send(send, bus ? words(bus->name) : QString("None"), name_);
    bar.setGeometry(row(i));
  }
  add_send_->setGeometry(row(shown));
  add_send_->setVisible(parts_.send_rows > shown && !desk_.session().buses.empty());
}

void StripView::refresh_eq(const StripInfo& info) {
  eq_->set_colour(info.silenced ? token::kDisabled : info.colour);
  const auto device = first_eq(*info.strip);
  if (device == eq_device_) return;
  eq_device_ = device;
  set_hint(*eq_, device ? "The equalizer's curve · click opens it at the right" : "No equalizer yet · click adds one");
  if (!device) return eq_->set_response({});
  const ProcessorType& type = *find_processor(device->type);
  std::vector<double> values;
  for (const ParamSpec& spec : type.params) values.push_back(device_value(*device, spec));
  eq_->set_dimmed(device->bypassed);
  eq_->set_response(response_of(type, std::move(values), desk_.session().rate));
}

void StripView::refresh_output(const StripInfo& info) {
  const Session& session = desk_.session();
  std::vector<std::pair<QString, StripId>> targets;
  if (kind_ == StripKind::mix) {
    targets.emplace_back("Master", kMasterStrip);
  } else {
    targets.emplace_back(words(session.mix->name), kMixStrip);
    for (const auto& bus : session.buses) {
      if (bus->strip.id != strip_ && !would_loop(session, strip_, bus->strip.id))
        targets.emplace_back(words(bus->strip.name), bus->strip.id);
    }
  }
  const StripId now = kind_ == StripKind::mix ? kMasterStrip : info.strip->output;
  bool same = output_->count() == static_cast<int>(targets.size());
  for (int i = 0; same && i < output_->count(); ++i) {
    const auto& [name, id] = targets[static_cast<std::size_t>(i)];
    same = output_->itemData(i).toULongLong() == id.value && output_->itemText(i) == name;
  }
  if (!same) {
    output_->clear();
    for (const auto& [name, id] : targets) output_->addItem(name, QVariant::fromValue<qulonglong>(id.value));
  }
  output_->setCurrentIndex(output_->findData(QVariant::fromValue<qulonglong>(now.value)));
  output_->setEnabled(kind_ != StripKind::mix);
}

void StripView::refresh_share() {
  const Desk::Share share = desk_.share(strip_);
  // The share is what counts; the loudness stands beside it where there is room.
  const QString both = share.loudness + (share.share.isEmpty() ? QString() : "  " + share.share);
  const bool room = share_->fontMetrics().horizontalAdvance(both) <= parts_.share.width();
  share_->setText(room || share.share.isEmpty() ? both : share.share);
  share_->setToolTip(share.words);
  share_->setAccessibleName(share.words.isEmpty() ? QString("Share of %1 not known yet").arg(name_) : name_ + ": " + share.words);
  QPalette palette = share_->palette();
  const QColor ink = share.stale ? token::kDisabled : token::kSecondary;
  if (palette.color(QPalette::WindowText) == ink) return;
  palette.setColor(QPalette::WindowText, ink);
  share_->setPalette(palette);
}

void StripView::set_selected(bool selected) {
  if (selected_ == selected) return;
  selected_ = selected;
  set_ground(*this, selected ? token::kHover : token::kRaised);
  update();
}

void StripView::feed(double clock) {
  const double seconds = clock - std::exchange(fed_, clock);
  const LevelReadout level = desk_.take_level(strip_);
  const ChannelInput input[2] = {{double{level.peak[0]}, double{level.mean_square[0]}},
                                 {double{level.peak[1]}, double{level.mean_square[1]}}};
  meter_->feed(input, seconds, level.clipped);
  feed_reduction(seconds);
}

void StripView::feed_reduction(double seconds) {
  for (InsertSlot* slot : inserts_) {
    if (slot->isHidden() || slot->reduction_meter() < 0) continue;
    const auto meters = desk_.device_meters(slot->device());
    const auto at = static_cast<std::size_t>(slot->reduction_meter());
    slot->show_reduction(at < meters.size() ? double{meters[at]} : 0.0, seconds);
  }
}

void StripView::clear_clip() { meter_->clear_clip(); }

void StripView::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.fillRect(event->rect(), palette().color(QPalette::Window));
  painter.fillRect(parts_.colour, silenced_ ? token::kDisabled : colour_);
  painter.setFont(text_font(Text::small, true));
  painter.setPen(silenced_ ? token::kSecondary : token::kText);
  painter.drawText(parts_.name, Qt::AlignLeft | Qt::AlignVCenter,
                   painter.fontMetrics().elidedText(name_, Qt::ElideMiddle, parts_.name.width()));
  if (selected_) draw_box(painter, rect(), Qt::transparent, token::kText, 0);
  if (drop_line_ >= 0) painter.fillRect(parts_.inserts.left(), drop_line_ - 1, parts_.inserts.width(), 2, token::kAccent);
}

}  // namespace sweetspot::ui
