// What a strip, its devices and its sends offer on a right click.
#include "ui/mix/strip_view.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QWidgetAction>

#include "engine/session/device_edits.h"
#include "engine/session/routing.h"
#include "engine/session/routing_edits.h"
#include "engine/session/strip_params.h"
#include "ui/controls/hint.h"
#include "ui/controls/knob.h"
#include "ui/controls/number_entry.h"
#include "ui/controls/toggle_button.h"
#include "ui/controls/value_box.h"
#include "ui/mix/group_tab.h"
#include "ui/mix/strip_actions.h"
#include "ui/store/track_look.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"
#include "ui/theme/type.h"

namespace sweetspot::ui {

void StripView::fill_send_menu(QMenu& menu) {
  const Session& session = desk_.session();
  const Strip* strip = find_strip(session, strip_);
  for (const auto& bus : session.buses) {
    const StripId to = bus->strip.id;
    if (to == strip_) continue;
    QAction* action = menu.addAction(words(bus->strip.name), this, [this, to] { add_send(desk_, strip_, to); });
    const bool there = std::ranges::any_of(strip->sends, [to](const Send& send) { return send.to == to; });
    action->setEnabled(!there && !would_loop(session, strip_, to));
  }
}

void StripView::device_menu(DeviceId device, const QPoint& screen) {
  const Device* found = find_device(desk_.session(), device);
  if (!found) return;
  QMenu menu;
  menu.addAction(found->bypassed ? "Turn on" : "Turn off", this,
                 [this, device, off = !found->bypassed] { set_bypassed(desk_, device, off); });
  menu.addAction("Move earlier\tAlt+Up", this, [this, device] { move_device(desk_, device, -1); });
  menu.addAction("Move later\tAlt+Down", this, [this, device] { move_device(desk_, device, 1); });
  menu.addSeparator();
  menu.addAction("Copy\tCtrl+C", this, [this, device] { copy_device(desk_, device); });
  menu.addAction(can_paste_devices() ? pasted_words() + " after it\tCtrl+V" : QString("Paste\tCtrl+V"), this,
                 [this, device] { paste_devices(desk_, strip_, position_of(device) + 1); })
      ->setEnabled(can_paste_devices());
  menu.addSeparator();
  menu.addAction("Reset all", this, [this, device] { reset_device(desk_, device); });
  menu.addAction(icon(Icon::trash), "Remove\tDel", this, [this, device] { remove_device(desk_, device); });
  menu.exec(screen);
}

void StripView::send_menu(SendId id, const QPoint& screen) {
  const Send* send = edit::find_send(desk_.session(), id);
  if (!send) return;
  QMenu menu;
  const auto check = [&](const QString& text, const char* key, bool on) {
    QAction* action = menu.addAction(text, this, [this, id, key, on] {
      set_send_value(desk_, id, key, on ? 0.0 : 1.0);
      desk_.end_gesture();
    });
    action->setCheckable(true);
    action->setChecked(on);
  };
  check("Before the fader", "pre", send->pre_fader);
  check("Muted", "mute", send->muted);
  auto* line = new QWidget;
  auto* row = new QHBoxLayout(line);
  row->setContentsMargins(token::kSpaceWide, token::kGap, token::kSpaceWide, token::kGap);
  row->addWidget(make_label("Pan", Text::small, token::kText), 1);
  auto* pan = new ValueBox(send_param("pan"), "Pan of the send");
  pan->set_text_form(pan_text, pan_from_text);
  pan->set_travel_shown(true);
  pan->setFixedWidth(96);
  pan->set_value(send->pan);
  set_hint(*pan, "Added to the strip's own pan · " + hint_of(pan));
  connect(pan, &ValueControl::value_changed, this, [this, id](double v) { set_send_value(desk_, id, "pan", v); });
  join_gestures(*pan, desk_);
  row->addWidget(pan);
  auto* action = new QWidgetAction(&menu);
  action->setDefaultWidget(line);
  menu.addAction(action);
  menu.addSeparator();
  menu.addAction(icon(Icon::trash), "Remove send", this, [this, id] { remove_send(desk_, id); });
  menu.exec(screen);
}

std::size_t StripView::position_of(DeviceId device) const {
  const auto& chain = find_strip(desk_.session(), strip_)->devices;
  return static_cast<std::size_t>(std::ranges::find_if(chain, [device](const auto& d) { return d->id == device; }) - chain.begin());
}

void StripView::start_rename() {
  if (kind_ == StripKind::mix) return;
  // The field works for any widget: it borrows the place, not the value.
  auto* entry = new NumberEntry(*this, parts_.name, name_);
  entry->setFont(text_font(Text::body));
  connect(entry, &NumberEntry::committed, this, [this](const QString& name) { rename(desk_, strip_, name); });
}

void StripView::contextMenuEvent(QContextMenuEvent* event) {
  desk_.select(strip_);
  const Strip* strip = find_strip(desk_.session(), strip_);
  QMenu menu;
  if (kind_ != StripKind::mix) menu.addAction("Rename\tF2", this, &StripView::start_rename);
  if (takes_sends() && !desk_.session().buses.empty()) fill_send_menu(*menu.addMenu("Add a send to"));
  QMenu* colours = menu.addMenu("Colour");
  colours->addAction("By role", this, [this] { set_colour(desk_, strip_, {}); });
  for (const token::NamedColour& named : token::kTrackColours) {
    QPixmap patch(14, 14);
    patch.fill(named.colour);
    colours->addAction(patch, QString::fromUtf8(named.name.data(), static_cast<int>(named.name.size())), this,
                       [this, &named] { set_colour(desk_, strip_, named.colour.name().toUpper()); });
  }
  const auto check = [&](const QString& text, const char* key, bool on) {
    QAction* action = menu.addAction(text, this, [this, key, on] {
      set_strip_value(desk_, strip_, key, on ? 0.0 : 1.0);
      desk_.end_gesture();
    });
    action->setCheckable(true);
    action->setChecked(on);
  };
  if (kind_ != StripKind::mix) fill_membership_menus(menu, desk_, strip_, this);
  menu.addSeparator();
  menu.addAction("Copy all devices", this, [this] { copy_chain(desk_, strip_); })->setEnabled(!strip->devices.empty());
  menu.addAction(can_paste_devices() ? pasted_words() : QString("Paste devices"), this,
                 [this] { paste_devices(desk_, strip_, edit::kAtEnd); })
      ->setEnabled(can_paste_devices());
  menu.addSeparator();
  check("Polarity turned over", "invert", strip->inverted);
  if (kind_ != StripKind::mix) check("Safe from other strips' solo", "solo_safe", strip->solo_safe);
  menu.exec(event->globalPos());
}

}  // namespace sweetspot::ui
