#include "ui/mix/strip_actions.h"

#include <algorithm>
#include <map>

#include <QMenu>

#include "engine/session/routing_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/strip_params.h"
#include "engine/studio/processors.h"
#include "ui/controls/value_control.h"
#include "ui/store/links.h"

namespace sweetspot::ui {
namespace {

QString target(const char* kind, std::uint64_t id, const std::string& key) {
  return QString("%1/%2/%3").arg(kind).arg(id).arg(QString::fromStdString(key));
}

QString device_label(const Session& session, DeviceId id) {
  const Device* device = find_device(session, id);
  const ProcessorType* type = device ? find_processor(device->type) : nullptr;
  return type ? QString::fromStdString(type->label) : QString("Device");
}

std::vector<Device>& clipboard() {
  static std::vector<Device> devices;
  return devices;
}

}  // namespace

void join_gestures(ValueControl& control, Desk& desk) {
  QObject::connect(&control, &ValueControl::gesture_cancelled, &desk, [&desk] { desk.cancel_gesture(); });
  QObject::connect(&control, &ValueControl::gesture_ended, &desk, [&desk] { desk.end_gesture(); });
}

void set_strip_value(Desk& desk, StripId strip, const std::string& key, double value) {
  desk.edit_value(
      strip_step(desk.session(), strip, key, value), [=](const SessionPtr& s) { return set_by_hand(s, strip, key, value); },
      target("strip", strip.value, key));
}

void set_send_value(Desk& desk, SendId send, const std::string& key, double value) {
  desk.edit_value(
      send_step(desk.session(), send, key, value),
      [=](const SessionPtr& s) { return edit::set_send_value(s, send, key, value); }, target("send", send.value, key));
}

void set_output(Desk& desk, StripId strip, StripId output) {
  desk.edit("Output", [=](const SessionPtr& s) { return edit::set_output(s, strip, output); });
}

void add_send(Desk& desk, StripId strip, StripId bus) {
  desk.edit("Add send", [=](const SessionPtr& s) { return edit::add_send(s, strip, bus, -12.0).session; });
}

void remove_send(Desk& desk, SendId send) {
  desk.edit("Remove send", [=](const SessionPtr& s) { return edit::remove_send(s, send); });
}

void rename(Desk& desk, StripId strip, const QString& name) {
  desk.edit("Rename", [=](const SessionPtr& s) { return edit::rename_strip(s, strip, name.toStdString()); });
}

void set_colour(Desk& desk, StripId strip, const QString& colour) {
  desk.edit("Colour", [=](const SessionPtr& s) { return edit::set_colour(s, strip, colour.toStdString()); });
}

void add_device(Desk& desk, StripId strip, const std::string& type) {
  const ProcessorType* found = find_processor(type);
  desk.edit("Add " + (found ? QString::fromStdString(found->label) : QString("device")),
            [=](const SessionPtr& s) { return edit::add_device(s, strip, type, processor_catalog()).session; });
}

void remove_device(Desk& desk, DeviceId device) {
  desk.edit("Remove " + device_label(desk.session(), device), [=](const SessionPtr& s) { return edit::remove_device(s, device); });
}

void move_device(Desk& desk, DeviceId device, int steps) {
  StripId owner;
  if (!find_device(desk.session(), device, &owner)) return;
  const auto& chain = find_strip(desk.session(), owner)->devices;
  const auto at = std::ranges::find_if(chain, [&](const auto& d) { return d->id == device; }) - chain.begin();
  const auto wanted = std::clamp<std::ptrdiff_t>(at + steps, 0, std::ssize(chain) - 1);
  if (wanted == at) return;
  desk.edit("Move " + device_label(desk.session(), device),
            [=](const SessionPtr& s) { return edit::move_device(s, device, owner, static_cast<std::size_t>(wanted)); });
}

void reset_device(Desk& desk, DeviceId device) {
  const Device* found = find_device(desk.session(), device);
  if (!found) return;
  desk.edit("Reset " + device_label(desk.session(), device), [device, params = found->params](const SessionPtr& s) {
    SessionPtr next = s;
    for (const auto& [key, value] : params) next = edit::reset_param(next, device, key);
    return next;
  });
}

void place_device(Desk& desk, DeviceId device, StripId strip, std::size_t position, bool copy) {
  const QString label = device_label(desk.session(), device);
  StripId owner;
  if (!find_device(desk.session(), device, &owner)) return;
  if (copy)
    return desk.edit("Copy " + label, [=](const SessionPtr& s) { return edit::duplicate_device(s, device, strip, position).session; });
  const auto& chain = find_strip(desk.session(), owner)->devices;
  const auto at = static_cast<std::size_t>(std::ranges::find_if(chain, [&](const auto& d) { return d->id == device; }) - chain.begin());
  const std::size_t to = owner == strip && position != edit::kAtEnd && position > at ? position - 1 : position;  // it leaves its own place
  desk.edit("Move " + label, [=](const SessionPtr& s) { return edit::move_device(s, device, strip, to); });
}

void copy_device(Desk& desk, DeviceId device) {
  if (const Device* found = find_device(desk.session(), device)) clipboard() = {*found};
}

void copy_chain(Desk& desk, StripId strip) {
  const Strip* found = find_strip(desk.session(), strip);
  if (!found || found->devices.empty()) return;
  clipboard().clear();
  for (const auto& device : found->devices) clipboard().push_back(*device);
}

bool can_paste_devices() { return !clipboard().empty(); }

QString pasted_words() {
  const auto& devices = clipboard();
  if (devices.size() != 1) return QString("Paste %1 devices").arg(devices.size());
  const ProcessorType* type = find_processor(devices.front().type);
  return "Paste " + (type ? QString::fromStdString(type->label) : QString("device"));
}

void paste_devices(Desk& desk, StripId strip, std::size_t position) {
  if (!can_paste_devices()) return;
  desk.edit(pasted_words(), [=](const SessionPtr& s) { return edit::insert_devices(s, strip, clipboard(), position); });
}

void set_bypassed(Desk& desk, DeviceId device, bool bypassed) {
  desk.edit((bypassed ? "Bypass " : "Turn on ") + device_label(desk.session(), device),
            [=](const SessionPtr& s) { return edit::set_bypassed(s, device, bypassed); });
}

void fill_device_menu(QMenu& menu, Desk& desk, StripId strip) {
  std::map<std::string, QMenu*> categories;
  for (const ProcessorType* type : all_processors()) {
    QMenu*& into = categories[type->category];
    if (!into) into = menu.addMenu(QString::fromStdString(type->category));
    QAction* action =
        into->addAction(QString::fromStdString(type->label), &desk, [&desk, strip, id = type->id] { add_device(desk, strip, id); });
    action->setToolTip(QString::fromStdString(type->summary));
  }
}

}  // namespace sweetspot::ui
