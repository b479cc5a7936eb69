#include "engine/session/routing_edits.h"

#include "engine/session/edit_support.h"
#include "engine/session/routing.h"
#include "engine/session/strip_params.h"

namespace sweetspot::edit {
namespace {

bool is_end(StripId strip) { return strip == kMixStrip || strip == kMasterStrip; }

const Send* send_in(const Strip& strip, SendId id) {
  for (const Send& send : strip.sends)
    if (send.id == id) return &send;
  return nullptr;
}

template <class Field, class Value>
SessionPtr set_send_field(const SessionPtr& session, SendId id, Field field, const Value& value) {
  StripId owner;
  const Send* now = find_send(*session, id, &owner);
  if (!now) throw_gone("send");
  if (field(*now) == value) return session;
  return change_strip(session, owner, [&](Strip& strip) {
    for (Send& send : strip.sends)
      if (send.id == id) field(send) = value;
  });
}

[[noreturn]] void unknown_key(std::string_view key) { throw Error(std::string(key), "a send has no such value", "use gain, pan, pre or mute"); }

}  // namespace

SessionPtr set_output(const SessionPtr& session, StripId strip, StripId output) {
  const Strip& source = strip_of(*session, strip);
  refuse_vca(*session, strip, "output");
  if (is_end(strip)) throw Error(source.name, "its output is fixed", "route tracks and buses");
  if (source.output == output) return session;
  if (output != kMixStrip) bus_of(*session, output);
  refuse_loop(*session, strip, output);
  return set_strip_field(session, strip, [](auto& s) -> auto& { return s.output; }, output);
}

Added<SendId> add_send(const SessionPtr& session, StripId strip, StripId bus, double gain_db, bool pre_fader) {
  const Strip& source = strip_of(*session, strip);
  refuse_vca(*session, strip, "sends");
  if (is_end(strip)) throw Error(source.name, "it has no sends", "send from a track or a bus");
  bus_of(*session, bus);
  refuse_loop(*session, strip, bus);
  auto next = copy_of(session);
  const auto id = take_id<SendId>(*next);
  change_strip_in(*next, strip, [&](Strip& s) {
    Send send;
    send.id = id;
    send.to = bus;
    send.gain_db = constrain(send_param("gain"), gain_db);
    send.pre_fader = pre_fader;
    s.sends.push_back(std::move(send));
  });
  return {next, id};
}

SessionPtr remove_send(const SessionPtr& session, SendId send) {
  StripId owner;
  if (!find_send(*session, send, &owner)) throw_gone("send");
  return change_strip(session, owner, [send](Strip& strip) {
    std::erase_if(strip.sends, [send](const Send& s) { return s.id == send; });
    std::erase_if(strip.automation, [send](const auto& lane) { return lane->target.send == send; });
  });
}

SessionPtr set_send_gain(const SessionPtr& session, SendId send, double db) {
  return set_send_field(session, send, [](auto& s) -> auto& { return s.gain_db; }, constrain(send_param("gain"), db));
}

SessionPtr set_send_pan(const SessionPtr& session, SendId send, double pan) {
  return set_send_field(session, send, [](auto& s) -> auto& { return s.pan; }, constrain(send_param("pan"), pan));
}

SessionPtr set_send_pre_fader(const SessionPtr& session, SendId send, bool pre) {
  return set_send_field(session, send, [](auto& s) -> auto& { return s.pre_fader; }, pre);
}

SessionPtr set_send_muted(const SessionPtr& session, SendId send, bool muted) {
  return set_send_field(session, send, [](auto& s) -> auto& { return s.muted; }, muted);
}

SessionPtr set_send_value(const SessionPtr& session, SendId send, std::string_view key, double value) {
  if (key == "gain") return set_send_gain(session, send, value);
  if (key == "pan") return set_send_pan(session, send, value);
  if (key == "pre") return set_send_pre_fader(session, send, value >= 0.5);
  if (key == "mute") return set_send_muted(session, send, value >= 0.5);
  unknown_key(key);
}

double send_value(const Send& send, std::string_view key) {
  if (key == "gain") return send.gain_db;
  if (key == "pan") return send.pan;
  if (key == "pre") return send.pre_fader;
  if (key == "mute") return send.muted;
  unknown_key(key);
}

const Send* find_send(const Session& session, SendId id, StripId* owner) {
  const auto look = [&](const Strip& strip) {
    const Send* send = send_in(strip, id);
    if (send && owner) *owner = strip.id;
    return send;
  };
  for (const auto& track : session.tracks)
    if (const Send* send = look(track->strip)) return send;
  for (const auto& bus : session.buses)
    if (const Send* send = look(bus->strip)) return send;
  return nullptr;
}

}  // namespace sweetspot::edit
