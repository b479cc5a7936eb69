#include "ui/panels/store_panel.h"

#include <algorithm>

#include "engine/session/device_edits.h"
#include "engine/studio/processors.h"
#include "ui/panels/device_panel.h"
#include "ui/store/store.h"

namespace sweetspot::ui {
namespace {

QString target(DeviceId device, const std::string& key) {
  return QString("device/%1/%2").arg(device.value).arg(QString::fromStdString(key));
}

// Every parameter back to its default.
SessionPtr reset(const SessionPtr& session, DeviceId id) {
  SessionPtr next = session;
  if (const Device* device = find_device(*session, id))
    for (const auto& [key, value] : device->params) next = edit::reset_param(next, id, key);
  return next;
}

SessionPtr moved(const SessionPtr& session, DeviceId id, int steps) {
  StripId owner;
  if (!find_device(*session, id, &owner)) return session;
  const auto& chain = find_strip(*session, owner)->devices;
  const auto at = std::ranges::find_if(chain, [&](const auto& d) { return d->id == id; }) - chain.begin();
  const auto wanted = std::clamp<std::ptrdiff_t>(at + steps, 0, std::ssize(chain) - 1);
  return wanted == at ? session : edit::move_device(session, id, owner, static_cast<std::size_t>(wanted));
}

void connect_edits(Store& store, DevicePanel& panel, DeviceId id, const QString& label) {
  QObject::connect(&panel, &DevicePanel::changed, &store, [&store, id, label](const ParamChanges& changes) {
    std::string keys;
    for (const ParamChange& change : changes) keys += change.key + " ";
    store.edit(
        label,
        [&](const SessionPtr& s) {
          SessionPtr next = s;
          for (const ParamChange& change : changes) next = edit::set_param(next, id, change.key, change.value, processor_catalog());
          return next;
        },
        target(id, keys));
  });
  QObject::connect(&panel, &DevicePanel::bypass_changed, &store, [&store, id, label](bool bypassed) {
    store.edit(label + (bypassed ? " off" : " on"), [=](const SessionPtr& s) { return edit::set_bypassed(s, id, bypassed); });
  });
  QObject::connect(&panel, &DevicePanel::mix_changed, &store, [&store, id, label](double mix) {
    store.edit(
        label + " mix", [=](const SessionPtr& s) { return edit::set_mix(s, id, mix); }, target(id, "mix"));
  });
  QObject::connect(&panel, &DevicePanel::gesture_ended, &store, [&store] { store.end_gesture(); });
  QObject::connect(&panel, &DevicePanel::reset_requested, &store,
                   [&store, id, label] { store.edit("Reset " + label, [=](const SessionPtr& s) { return reset(s, id); }); });
  // These may end the panel, which must have returned first.
  QObject::connect(
      &panel, &DevicePanel::move_requested, &store,
      [&store, id, label](int steps) { store.edit("Move " + label, [=](const SessionPtr& s) { return moved(s, id, steps); }); },
      Qt::QueuedConnection);
  QObject::connect(
      &panel, &DevicePanel::remove_requested, &store,
      [&store, id, label] { store.edit("Remove " + label, [=](const SessionPtr& s) { return edit::remove_device(s, id); }); },
      Qt::QueuedConnection);
}

}  // namespace

DevicePanel* make_store_panel(Store& store, DeviceId id, QWidget* parent) {
  StripId owner;
  const Device* device = find_device(store.session(), id, &owner);
  const ProcessorType* type = device ? find_processor(device->type) : nullptr;
  if (!type) return nullptr;
  auto* panel =
      new DevicePanel(*type, *device, QString::fromStdString(find_strip(store.session(), owner)->name), store.session().rate, parent);
  panel->set_meters([&store, id] { return store.studio().device_meters(id); });
  connect_edits(store, *panel, id, QString::fromStdString(type->label));
  QObject::connect(&store, &Store::session_changed, panel, [&store, panel, id] {
    if (const Device* now = find_device(store.session(), id)) panel->show_device(*now);
  });
  QObject::connect(&store, &Store::frame, panel, [panel](double seconds) {
    if (!panel->visibleRegion().isEmpty()) panel->show_meters(seconds);
  });
  return panel;
}

}  // namespace sweetspot::ui
