#include "engine/processors/registry.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/vca_edits.h"
#include "engine/session/version_edits.h"
#include "tests/engine/playback/edit_kinds.h"

namespace sweetspot::test {
namespace {

SessionPtr with_device(PlayingSine& t, const std::function<SessionPtr(const Device&)>& change) {
  const Device* device = t.any_device();
  return device ? change(*device) : t.session;
}
// A lane of four points around the playhead, each at a random share of `most`.
SessionPtr with_slope(PlayingSine& t, const SessionPtr& session, StripId strip, const AutomationTarget& target, double most) {
  AutomationLane lane{target};
  const Frames now = t.player->playhead();
  for (int i = 0; i < 4; ++i) lane.points.push_back({std::max<Frames>(0, now - 4800) + i * 9600, most * t.below(100) / 100.0, Curve::line});
  return edit::set_lane(session, strip, lane, processor_catalog());
}

}  // namespace

std::vector<EditKind> desk_edit_kinds() {
  return {
      {"fader", [](auto& t) { return edit::set_gain(t.session, t.any_track(), -static_cast<double>(t.below(40))); }},
      {"mute",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_muted(t.session, id, !find_strip(*t.session, id)->muted);
       }},
      {"solo",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_soloed(t.session, id, !find_strip(*t.session, id)->soloed);
       }},
      {"invert",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_inverted(t.session, id, !find_strip(*t.session, id)->inverted);
       }},
      {"output",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_output(t.session, id, find_track(*t.session, id)->strip.output == t.bus ? kMixStrip : t.bus);
       },
       false},
      {"device in",
       [](auto& t) {
         constexpr const char* kTypes[] = {"gain", "eq", "limiter", "compressor", "saturate", "width"};
         const StripId id = t.below(3) ? t.any_track() : t.bus;
         if (find_strip(*t.session, id)->devices.size() > 3) return t.session;
         const auto added = edit::add_device(t.session, id, kTypes[t.below(6)], processor_catalog(), t.below(2) ? 0 : edit::kAtEnd);
         const Device& device = *find_device(*added.session, added.id);
         return device.type == "gain" ? edit::set_param(added.session, added.id, "gain", -9.0, processor_catalog()) : added.session;
       },
       false},
      {"device out", [](auto& t) { return with_device(t, [&](auto& d) { return edit::remove_device(t.session, d.id); }); }},
      {"device moved",
       [](auto& t) { return with_device(t, [&](auto& d) { return edit::move_device(t.session, d.id, t.any_track(), 0); }); }, false},
      {"bypass", [](auto& t) { return with_device(t, [&](auto& d) { return edit::set_bypassed(t.session, d.id, !d.bypassed); }); }},
      {"automation",
       [](auto& t) {
         return with_slope(t, t.session, t.any_track(), {{}, {}, "gain"}, -20.0);
       }},
      {"loop moved",
       [](auto& t) {
         return edit::set_loop(t.session, {30 * 48000, 31 * 48000, t.below(2) == 0});
       },
       false},
      {"pan", [](auto& t) { return edit::set_pan(t.session, t.any_track(), t.below(200) / 100.0 - 1.0); }},
      {"width", [](auto& t) { return edit::set_width(t.session, t.any_track(), t.below(100) / 100.0); }, false},
      {"pan law",
       [](auto& t) {
         const StripId id = t.any_track();
         return edit::set_pan_law(t.session, id,
                                  find_strip(*t.session, id)->fader.law == PanLaw::linear ? PanLaw::constant_power : PanLaw::linear);
       },
       false},
      {"trim", [](auto& t) { return edit::set_trim(t.session, t.any_track(), -static_cast<double>(t.below(20))); }},
      {"level of the bus", [](auto& t) { return edit::set_gain(t.session, t.bus, -static_cast<double>(t.below(20))); }},
      {"level of the mix", [](auto& t) { return edit::set_gain(t.session, kMixStrip, -static_cast<double>(t.below(12))); }},
      {"mute of the bus", [](auto& t) { return edit::set_muted(t.session, t.bus, !find_strip(*t.session, t.bus)->muted); }},
      {"clear solos",
       [](auto& t) {
         const SessionPtr cleared = edit::clear_solos(t.session);
         return cleared == t.session ? edit::set_soloed(t.session, t.bus, true) : cleared;
       },
       false},
      {"dry/wet", [](auto& t) { return with_device(t, [&](auto& d) { return edit::set_mix(t.session, d.id, t.below(100) / 100.0); }); },
       false},
      {"parameter",
       [](auto& t) {
         return with_device(t, [&](auto& d) {
           struct Range {
             const char *type, *key;
             double from, to;
           };
           static constexpr Range kRanges[] = {{"gain", "gain", -30.0, -6.0},           {"eq", "band1.gain", -12.0, 0.0},
                                               {"compressor", "threshold", -40.0, 0.0}, {"compressor", "ratio", 1.0, 8.0},
                                               {"limiter", "ceiling", -20.0, 0.0},      {"width", "width", 0.0, 1.0}};
           SessionPtr next = t.session;
           for (const Range& range : kRanges)
             if (d.type == range.type)
               next =
                   edit::set_param(next, d.id, range.key, range.from + (range.to - range.from) * t.below(100) / 100.0, processor_catalog());
           return next;
         });
       },
       false},
      {"send in",
       [](auto& t) {
         const StripId id = t.any_track();
         if (!find_strip(*t.session, id)->sends.empty()) return t.session;
         return edit::add_send(t.session, id, t.bus, -12.0, t.below(2) == 0).session;
       }},
      {"send",
       [](auto& t) {
         for (const StripId id : {t.one, t.two})
           for (const Send& send : find_strip(*t.session, id)->sends) {
             switch (t.below(4)) {
               case 0:
                 return edit::set_send_gain(t.session, send.id, -6.0 - t.below(30));
               case 1:
                 return edit::set_send_pre_fader(t.session, send.id, !send.pre_fader);
               case 2:
                 return edit::set_send_muted(t.session, send.id, !send.muted);
               default:
                 return edit::remove_send(t.session, send.id);
             }
           }
         return t.session;
       },
       false},
      {"track in",
       [](auto& t) {
         if (t.session->tracks.size() > 4) return t.session;
         const auto copy = edit::duplicate_track(t.session, t.any_track());
         return edit::set_gain(copy.session, copy.id, -9.0);
       }},
      {"track out",
       [](auto& t) {
         for (const auto& track : t.session->tracks)
           if (track->strip.id != t.one && track->strip.id != t.two && track->strip.id != t.chosen)
             return edit::remove_strip(t.session, track->strip.id);
         return t.session;
       },
       false},
      {"tracks moved", [](auto& t) { return edit::move_strip(t.session, t.any_track(), t.below(3)); }, false},
      {"bus between",
       [](auto& t) {
         if (t.session->buses.size() > 2) return edit::remove_strip(t.session, t.session->buses.back()->strip.id);
         const auto added = edit::add_bus(t.session, "Between");
         return edit::set_output(edit::set_gain(added.session, added.id, -3.0), t.any_track(), added.id);
       },
       false},
      {"VCA",
       [](auto& t) {
         if (t.session->vcas.empty()) {
           const StripId members[] = {t.any_track(), t.chosen};
           const auto added = edit::add_vca(t.session, "VCA", members);
           return edit::set_gain(added.session, added.id, -6.0);
         }
         const Vca& vca = *t.session->vcas.front();
         const StripId track = t.any_track();
         switch (t.below(5)) {
           case 0:
             return edit::set_gain(t.session, vca.strip.id, -static_cast<double>(t.below(20)));
           case 1:
             return edit::set_muted(t.session, vca.strip.id, !vca.strip.muted);
           case 2:
             return edit::remove_strip(t.session, vca.strip.id);
           default:
             return std::ranges::find(vca.members, track) == vca.members.end() ? edit::join_vca(t.session, vca.strip.id, track)
                                                                               : edit::leave_vca(t.session, vca.strip.id, track);
         }
       },
       false},
      {"VCA automation",
       [](auto& t) {
         if (t.session->vcas.empty()) return t.session;
         return with_slope(t, t.session, t.session->vcas.front()->strip.id, {{}, {}, "gain"}, -20.0);
       },
       false},
      {"automated pan",
       [](auto& t) {
         return with_slope(t, t.session, t.any_track(), {{}, {}, "pan"}, -1.0);
       },
       false},
      {"automated mute",
       [](auto& t) {
         const Frames now = t.player->playhead();
         AutomationLane lane{{{}, {}, "mute"}};
         for (int i = 0; i < 4; ++i) lane.points.push_back({now + i * 4800, static_cast<double>(t.below(2)), Curve::hold});
         return edit::set_lane(t.session, t.any_track(), lane, processor_catalog());
       },
       false},
      {"automated device",
       [](auto& t) {
         return with_device(t, [&](auto& d) {
           StripId owner;
           find_device(*t.session, d.id, &owner);
           return d.type == "gain" ? with_slope(t, t.session, owner, {d.id, {}, "gain"}, -20.0) : t.session;
         });
       },
       false},
      {"lane off or out",
       [](auto& t) {
         const StripId id = t.any_track();
         const auto& lanes = find_strip(*t.session, id)->automation;
         if (lanes.empty()) return t.session;
         const AutomationLane& lane = *lanes[t.below(static_cast<std::uint32_t>(lanes.size()))];
         return t.below(2) ? edit::set_lane_enabled(t.session, id, lane.target, !lane.enabled)
                           : edit::remove_lane(t.session, id, lane.target);
       },
       false},
      {"version",
       [](auto& t) {
         if (t.session->versions.size() < 3 || t.below(3) == 0)
           return edit::save_version(t.session, "V" + std::to_string(t.below(3)), "", "2026-01-01T00:00:00Z");
         return edit::restore_version(t.session, t.session->versions[t.below(3)].name);
       },
       false},
  };
}

const std::vector<EditKind>& edit_kinds() {
  static const std::vector<EditKind> all = [] {
    std::vector<EditKind> kinds = clip_edit_kinds();
    const std::vector<EditKind> desk = desk_edit_kinds();
    kinds.insert(kinds.end(), desk.begin(), desk.end());
    return kinds;
  }();
  return all;
}

}  // namespace sweetspot::test
