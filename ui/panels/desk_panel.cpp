#include "ui/panels/desk_panel.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include <QPointer>

#include "engine/session/device_edits.h"
#include "engine/studio/processors.h"
#include "ui/panels/device_panel.h"
#include "ui/panels/device_window.h"
#include "ui/panels/panel_desk.h"
#include "ui/panels/panel_header.h"
#include "ui/panels/panel_matches.h"
#include "ui/panels/preset_menu.h"

namespace sweetspot::ui {
namespace {

QString target(DeviceId device, const std::string& key) {
  return QString("device/%1/%2").arg(device.value).arg(QString::fromStdString(key));
}

QString of_strip(const PanelDesk& desk, DeviceId id) {
  StripId owner;
  if (!find_device(desk.session(), id, &owner)) return {};
  return " of " + QString::fromStdString(find_strip(desk.session(), owner)->name);
}

std::string wet_words(const Session& session, DeviceId id) {
  const Device* const device = find_device(session, id);
  return device ? fmt::format("{:.0f} %", device->mix * 100.0) : std::string();
}

// Inside a name: "Threshold" becomes "threshold", "LFO rate" stays.
std::string inside(std::string label) {
  if (label.size() > 1 && std::islower(static_cast<unsigned char>(label[1])))
    label[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(label[0])));
  return label;
}

// "Compressor threshold of Kick"; of several values of one band what their labels begin with: "Equalizer band 3 of Kick".
StepWords device_step(const PanelDesk& desk, DeviceId id, const ParamChanges& changes) {
  constexpr std::size_t kMostTold = 2;
  const Device* const device = find_device(desk.session(), id);
  const ProcessorType* const type = device ? find_processor(device->type) : nullptr;
  if (!type) return {device_label(desk, id), {}};
  std::vector<ParamSpec> specs;
  for (const ParamChange& change : changes) specs.push_back(type->params[static_cast<std::size_t>(index_of(type->params, change.key))]);
  std::string label = specs.front().label;
  for (const ParamSpec& spec : specs) {
    const auto same = static_cast<std::size_t>(std::ranges::mismatch(label, spec.label).in1 - label.begin());
    if (same < label.size()) label.resize(std::min(same, label.find_last_of(' ', same) == std::string::npos ? 0 : label.find_last_of(' ', same)));
  }
  const QString name = device_label(desk, id) + (label.empty() ? QString() : " " + QString::fromStdString(inside(label))) + of_strip(desk, id);
  if (specs.size() > kMostTold) return {name, {}};
  return {name, [id, specs](const Session& s) {
            const Device* const now = find_device(s, id);
            std::string text;
            for (const ParamSpec& spec : specs)
              if (now) text += (text.empty() ? "" : ", ") + display_text(spec, device_value(*now, spec));
            return text;
          }};
}

// A switch for listening that is off again leaves no trace in the song.
SessionPtr with_param(const SessionPtr& session, DeviceId id, const ParamChange& change) {
  const ParamSpec& spec = edit::param_of(*find_device(*session, id), change.key, processor_catalog());
  if (spec.audition && change.value == spec.default_value) return edit::reset_param(session, id, change.key);
  return edit::set_param(session, id, change.key, change.value, processor_catalog());
}

SessionPtr with_settings(const SessionPtr& session, DeviceId id, const DeviceSettings& wanted) {
  SessionPtr next = edit::set_mix(session, id, wanted.mix);
  const auto params = find_device(*session, id)->params;
  for (const auto& [key, value] : params)
    if (!wanted.params.contains(key)) next = edit::reset_param(next, id, key);
  for (const auto& [key, value] : wanted.params) next = edit::set_param(next, id, key, value, processor_catalog());
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

void show(PanelDesk& desk, DevicePanel& panel) {
  const Device* now = find_device(desk.session(), panel.device());
  if (!now) return;
  panel.show_device(*now);
  if (panel.type().has_sidechain) panel.show_sidechains(sidechain_sources(desk.session(), now->id));
  const int slot = desk.compare_shelf().heard(now->id, settings_of(*now));
  panel.header().show_compared(slot);
  desk.matches().show(now->id, slot);
  const PanelPresets::Shown& preset = desk.presets().shown(*now);
  panel.header().show_preset(QString::fromStdString(preset.name), preset.edited);
}

void choose_slot(PanelDesk& desk, DevicePanel& panel, int slot) {
  const DeviceId id = panel.device();
  const Device* now = find_device(desk.session(), id);
  if (!now) return;
  const DeviceSettings wanted = desk.compare_shelf().choose(id, slot, settings_of(*now));
  desk.edit(device_label(desk, id) + (slot == 0 ? " A" : " B"), [=](const SessionPtr& s) { return with_settings(s, id, wanted); });
  show(desk, panel);
  desk.matches().turned_letters(id);
}

void connect_edits(PanelDesk& desk, DevicePanel& panel) {
  const DeviceId id = panel.device();
  QObject::connect(&panel, &DevicePanel::changed, &desk, [&desk, id](const ParamChanges& changes) { change_params(desk, id, changes); });
  QObject::connect(&panel, &DevicePanel::bypass_changed, &desk, [&desk, &panel, id](bool bypassed) {
    desk.edit((bypassed ? "Bypass " : "Turn on ") + device_label(desk, id),
              [=](const SessionPtr& s) { return edit::set_bypassed(s, id, bypassed); });
    show(desk, panel);
    desk.matches().turned_bypass(id);
  });
  QObject::connect(&panel, &DevicePanel::mix_changed, &desk, [&desk, id](double mix) {
    desk.compare_shelf().set_turning(id, true);
    desk.edit_value(
        {device_label(desk, id) + " dry/wet" + of_strip(desk, id), [id](const Session& s) { return wet_words(s, id); }}, [=](const SessionPtr& s) { return edit::set_mix(s, id, mix); }, target(id, "mix"));
    desk.compare_shelf().set_turning(id, false);
  });
  QObject::connect(&panel, &DevicePanel::sidechain_chosen, &desk, [&desk, &panel, id](StripId source) {
    desk.edit(device_label(desk, id) + " side-chain", [=](const SessionPtr& s) { return edit::set_sidechain(s, id, source); });
    show(desk, panel);  // also when it could not be
  });
  QObject::connect(&panel, &DevicePanel::gesture_ended, &desk, [&desk] { desk.end_gesture(); });
  QObject::connect(&panel, &DevicePanel::gesture_cancelled, &desk, [&desk] { desk.cancel_gesture(); });
  QObject::connect(&panel, &DevicePanel::compare_chosen, &desk, [&desk, &panel](int slot) { choose_slot(desk, panel, slot); });
  QObject::connect(&panel, &DevicePanel::copy_to_other_requested, &desk, [&desk, id] {
    if (const Device* now = find_device(desk.session(), id)) desk.compare_shelf().copy_to_other(id, settings_of(*now));
  });
  QObject::connect(&panel, &DevicePanel::reset_requested, &desk, [&desk, id] {
    desk.edit("Reset " + device_label(desk, id), [=](const SessionPtr& s) { return with_settings(s, id, {{}, find_device(*s, id)->mix}); });
  });
  QObject::connect(&panel, &DevicePanel::window_requested, &desk, [&desk, &panel, id] { open_device_window(desk, id, panel.window()); });
}

void connect_match(PanelDesk& desk, DevicePanel& panel) {
  PanelMatches& matches = desk.matches();
  PanelHeader& header = panel.header();
  const DeviceId id = panel.device();
  header.set_matching(matches.on());
  QObject::connect(&header, &PanelHeader::matching_changed, &matches, &PanelMatches::set_on);
  QObject::connect(&matches, &PanelMatches::switched, &header, &PanelHeader::set_matching);
  QObject::connect(&matches, &PanelMatches::changed, &header, [&matches, &header, id](DeviceId changed) {
    if (changed == id) header.show_match(matches.words(id));
  });
  matches.follow(id, panel);
  header.show_match(matches.words(id));
}

// These may end the panel, which must have returned first.
void connect_moves(PanelDesk& desk, DevicePanel& panel) {
  const DeviceId id = panel.device();
  QObject::connect(
      &panel, &DevicePanel::move_requested, &desk,
      [&desk, id](int steps) { desk.edit("Move " + device_label(desk, id), [=](const SessionPtr& s) { return moved(s, id, steps); }); },
      Qt::QueuedConnection);
  QObject::connect(
      &panel, &DevicePanel::remove_requested, &desk,
      [&desk, id] { desk.edit("Remove " + device_label(desk, id), [=](const SessionPtr& s) { return edit::remove_device(s, id); }); },
      Qt::QueuedConnection);
}

}  // namespace

QString device_label(const PanelDesk& desk, DeviceId id) {
  const Device* device = find_device(desk.session(), id);
  const ProcessorType* type = device ? find_processor(device->type) : nullptr;
  return type ? QString::fromStdString(type->label) : QString("Device");
}

void change_params(PanelDesk& desk, DeviceId id, const ParamChanges& changes) {
  if (changes.empty()) return;
  // A band's parameters move together (a node of the equalizer), so they are one target.
  const std::string& key = changes.front().key;
  const std::string what = key.substr(0, key.find('.'));
  desk.compare_shelf().set_turning(id, true);
  desk.edit_value(
      device_step(desk, id, changes),
      [=](const SessionPtr& s) {
        SessionPtr next = s;
        for (const ParamChange& change : changes) next = with_param(next, id, change);
        return next;
      },
      target(id, what));
  desk.compare_shelf().set_turning(id, false);
}

DevicePanel* make_desk_panel(PanelDesk& desk, DeviceId id, QWidget* parent) {
  StripId owner;
  const Device* device = find_device(desk.session(), id, &owner);
  const ProcessorType* type = device ? find_processor(device->type) : nullptr;
  if (!type) return nullptr;
  const QString strip = QString::fromStdString(find_strip(desk.session(), owner)->name);
  auto* panel = new DevicePanel(*type, *device, strip, desk.session().rate, parent);
  // A panel that is deleted after its desk must not ask it for anything.
  const QPointer<PanelDesk> alive(&desk);
  panel->set_meters([alive, id] { return alive ? alive->device_meters(id) : std::vector<float>(); });
  panel->set_signal([alive, id](DeviceSignal& signal) { return alive && alive->device_signal(id, signal); },
                    [alive, id](bool on) {
                      if (alive) alive->watch_device(id, on);
                    });
  panel->header().set_preset_menu([alive, panel, id](QMenu& menu) {
    if (alive) fill_preset_menu(menu, *alive, id, *panel);
  });
  connect_edits(desk, *panel);
  connect_moves(desk, *panel);
  connect_match(desk, *panel);
  QObject::connect(&desk, &PanelDesk::session_changed, panel, [&desk, panel] { show(desk, *panel); });
  QObject::connect(&desk.presets(), &PanelPresets::changed, panel, [&desk, panel] { show(desk, *panel); });
  QObject::connect(&desk, &PanelDesk::frame, panel, &DevicePanel::show_meters);
  show(desk, *panel);
  return panel;
}

}  // namespace sweetspot::ui
