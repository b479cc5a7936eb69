// Every field of the session's parts with its key in the file, once, for reading and writing alike.
//
// An archive is called with a key and a value, in the order of the file, and at the end of a part with its unknown keys.
// A value called as `optional` is left out of the file while it is the default: files without it are as they were before it existed.
// Small parts that keep no unknown keys of their own are `nested`: theirs are kept with the part around them.
#pragma once

#include <concepts>
#include <type_traits>

#include "engine/session/session.h"

namespace sweetspot {

template <class T, class Part>
concept IsPart = std::same_as<std::remove_const_t<T>, Part>;

template <class Archive, IsPart<Media> T>
void fields(Archive& ar, T& media) {
  ar("id", media.id);
  ar("path", media.path);
  ar("linked", media.linked);
  ar("channels", media.channels);
  ar("rate", media.rate);
  ar("frames", media.frames);
  ar("time_stamp", media.time_stamp);
  ar("hash", media.hash);
  ar("original", media.original);
  ar.rest(media.unknown);
}

template <class Archive, IsPart<Fade> T>
void fields(Archive& ar, T& fade) {
  ar("length", fade.length);
  ar("shape", fade.shape);
}

template <class Archive, IsPart<GainPoint> T>
void fields(Archive& ar, T& point) {
  ar("at", point.at);
  ar("gain", point.gain_db);
}

template <class Archive, IsPart<Region> T>
void fields(Archive& ar, T& region) {
  ar("id", region.id);
  ar("media", region.media);
  ar("name", region.name);
  ar("position", region.position);
  ar("offset", region.offset);
  ar("length", region.length);
  ar("gain", region.gain_db);
  ar("invert", region.inverted);
  ar("mute", region.muted);
  ar.nested("fade_in", region.fade_in, region.unknown);
  ar.nested("fade_out", region.fade_out, region.unknown);
  ar.optional("envelope", region.envelope);
  ar.optional("reverse", region.reversed);
  ar.optional("lock", region.locked);
  ar.optional("group", region.group);
  ar.optional("take", region.take);
  ar.rest(region.unknown, {"fade_in", "fade_out"});
}

template <class Archive, IsPart<Take> T>
void fields(Archive& ar, T& take) {
  ar("id", take.id);
  ar("name", take.name);
  ar("regions", take.regions);
  ar.rest(take.unknown);
}

template <class Archive, IsPart<Device> T>
void fields(Archive& ar, T& device) {
  ar("id", device.id);
  ar("type", device.type);
  ar("version", device.version);
  ar("bypass", device.bypassed);
  ar("mix", device.mix);
  ar("sidechain", device.sidechain);
  ar.params(device.type, device.params, device.unknown);
}

template <class Archive, IsPart<Send> T>
void fields(Archive& ar, T& send) {
  ar("id", send.id);
  ar("to", send.to);
  ar("gain", send.gain_db);
  ar("pan", send.pan);
  ar("pre", send.pre_fader);
  ar("mute", send.muted);
  ar.rest(send.unknown);
}

template <class Archive, IsPart<Fader> T>
void fields(Archive& ar, T& fader) {
  ar("gain", fader.gain_db);
  ar("pan", fader.pan);
  ar("width", fader.width);
  ar("law", fader.law);
}

template <class Archive, IsPart<AutomationPoint> T>
void fields(Archive& ar, T& point) {
  ar("at", point.at);
  ar("value", point.value);
  ar("curve", point.curve);
}

template <class Archive, IsPart<AutomationLane> T>
void fields(Archive& ar, T& lane) {
  ar("device", lane.target.device);
  ar("send", lane.target.send);
  ar("param", lane.target.param);
  ar("enabled", lane.enabled);
  ar("points", lane.points);
  ar.rest(lane.unknown);
}

template <class Archive, IsPart<Strip> T>
void fields(Archive& ar, T& strip) {
  ar("id", strip.id);
  ar("name", strip.name);
  ar("colour", strip.colour);
  ar("output", strip.output);
  ar("trim", strip.trim_db);
  ar("invert", strip.inverted);
  ar("mute", strip.muted);
  ar("solo", strip.soloed);
  ar("solo_safe", strip.solo_safe);
  ar.nested("fader", strip.fader, strip.unknown);
  ar("sends", strip.sends);
  ar("devices", strip.devices);
  ar("automation", strip.automation);
  ar.rest(strip.unknown, {"fader"});
}

template <class Archive, IsPart<Track> T>
void fields(Archive& ar, T& track) {
  ar("role", track.role);
  ar("channels", track.channels);
  ar("strip", track.strip);
  ar("regions", track.regions);
  ar.optional("takes", track.takes);
  ar.rest(track.unknown);
}

template <class Archive, IsPart<Bus> T>
void fields(Archive& ar, T& bus) {
  ar("group", bus.group);
  ar("strip", bus.strip);
  ar.rest(bus.unknown);
}

template <class Archive, IsPart<Vca> T>
void fields(Archive& ar, T& vca) {
  ar("id", vca.strip.id);
  ar("name", vca.strip.name);
  ar("colour", vca.strip.colour);
  ar("gain", vca.strip.fader.gain_db);
  ar("mute", vca.strip.muted);
  ar("solo", vca.strip.soloed);
  ar("members", vca.members);
  ar.optional("automation", vca.strip.automation);
  ar.rest(vca.unknown);
}

template <class Archive, IsPart<StripGroup> T>
void fields(Archive& ar, T& group) {
  ar("id", group.id);
  ar("name", group.name);
  ar("colour", group.colour);
  ar("members", group.members);
  ar("folded", group.folded);
  ar("hidden", group.hidden);
  ar("linked", group.linked);
  ar("link_gain", group.link_gain);
  ar("link_pan", group.link_pan);
  ar("link_mute", group.link_mute);
  ar("link_solo", group.link_solo);
  ar.rest(group.unknown);
}

template <class Archive, IsPart<Marker> T>
void fields(Archive& ar, T& marker) {
  ar("id", marker.id);
  ar("at", marker.at);
  ar("length", marker.length);
  ar("name", marker.name);
  ar.rest(marker.unknown);
}

template <class Archive, IsPart<Loop> T>
void fields(Archive& ar, T& loop) {
  ar("start", loop.start);
  ar("end", loop.end);
  ar("enabled", loop.enabled);
}

template <class Archive, IsPart<Meter> T>
void fields(Archive& ar, T& meter) {
  ar("beats", meter.beats);
  ar("start", meter.start);
}

// What is neither a list nor a strip: small, and written whole in a journal's record.
template <class Archive, IsPart<Session> T>
void head_fields(Archive& ar, T& session) {
  ar("name", session.name);
  ar("rate", session.rate);
  ar("tempo", session.tempo);
  ar.optional("meter", session.meter);
  ar("metadata", session.metadata);
  ar.nested("loop", session.loop, session.unknown);
  ar("markers", session.markers);
}

template <class Archive, IsPart<Version> T>
void fields(Archive& ar, T& version) {
  ar("name", version.name);
  ar("note", version.note);
  ar("created", version.created);
  ar("session", version.session);
  ar.rest(version.unknown);
}

template <class Archive, IsPart<Session> T>
void fields(Archive& ar, T& session) {
  head_fields(ar, session);
  ar("media", session.media);
  ar("tracks", session.tracks);
  ar("buses", session.buses);
  ar("mix", session.mix);
  ar("master", session.master);
  ar.optional("vcas", session.vcas);
  ar.optional("groups", session.groups);
  ar("versions", session.versions);
  ar.rest(session.unknown, {"loop"});
}

}  // namespace sweetspot
