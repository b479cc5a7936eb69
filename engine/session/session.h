// The session: an immutable value that says all there is to say about a song. See docs/architecture.md.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/units.h"
#include "engine/session/automation.h"
#include "engine/session/ids.h"
#include "engine/session/role.h"
#include "engine/session/unknown_keys.h"

namespace sweetspot {

// A recording the session plays.
struct Media {
  MediaId id;
  std::string path;        // below the session folder ("audio/Kick.wav"), or absolute when linked
  bool linked = false;     // stays where it is; not copied into the session
  int channels = 1;        // 1 or 2
  double rate = 48000.0;   // always the session's for copied media
  Frames frames = 0;
  Frames time_stamp = 0;   // BWF time reference at `rate`, frames since midnight; 0 when the file has none
  std::string hash;        // of the file's content (XXH- or FNV-style hex), key of derived data in cache/
  std::string original;    // where it was imported from
  UnknownKeys unknown;
};

enum class FadeShape { linear, equal_power, s_curve, exponential };

struct Fade {
  Frames length = 0;
  FadeShape shape = FadeShape::linear;

  friend bool operator==(const Fade&, const Fade&) = default;
};

// A point of a region's gain envelope. It lies on the recording, not on the timeline, so that trims, cuts and slips leave the gain with
// the sound it was drawn for.
struct GainPoint {
  Frames at = 0;           // of the recording, in frames of the session's rate; not negative
  double gain_db = 0.0;    // -24 to +24, beside the region's gain

  friend bool operator==(const GainPoint&, const GainPoint&) = default;
};

// A piece of a recording on a track's timeline. Where regions of one track overlap they sum.
struct Region {
  RegionId id;
  MediaId media;
  std::string name;
  Frames position = 0;     // on the timeline
  Frames offset = 0;       // into the recording
  Frames length = 0;
  double gain_db = 0.0;    // -inf (kSilenceDb) to +24
  bool inverted = false;
  bool muted = false;
  Fade fade_in;
  Fade fade_out;
  std::vector<GainPoint> envelope;   // sorted by `at`, no two at one frame; straight in dB between points, flat before and after; none: 0 dB
  bool reversed = false;   // the same piece of the recording, played backwards; fades keep to their ends of the region
  bool locked = false;     // place, edges and existence are kept; level and fades may change
  RegionGroupId group;     // regions of one group are chosen and moved together; none when 0
  TakeId take;             // the take of its track that it was chosen from; none when 0
  UnknownKeys unknown;
};

// One of several performances of a part: regions that lie beneath a track and are not heard until they are chosen.
struct Take {
  TakeId id;
  std::string name;
  std::vector<Region> regions;   // sorted by position
  UnknownKeys unknown;
};

// A processor in a chain. Parameters that are not listed have their defaults.
struct Device {
  DeviceId id;
  std::string type;                      // "eq"
  int version = 1;                       // of the type's table when it was saved
  bool bypassed = false;
  double mix = 1.0;                      // 0 dry to 1 wet, latency-compensated
  std::map<std::string, double> params;  // by key, in the parameter's unit
  StripId sidechain;                     // whose output feeds the side-chain; none when 0
  UnknownKeys unknown;                   // of parameters and types this version does not know, too
};

struct Send {
  SendId id;
  StripId to;              // a bus
  double gain_db = 0.0;    // kSilenceDb to +6
  double pan = 0.0;        // -1 to 1, added to what the strip's own pan gives
  bool pre_fader = false;
  bool muted = false;
  UnknownKeys unknown;
};

enum class PanLaw { constant_power, balance, linear };   // constant_power and linear for mono; stereo strips balance unless linear

struct Fader {
  double gain_db = 0.0;    // kSilenceDb to +6
  double pan = 0.0;        // -1 left to 1 right
  double width = 1.0;      // stereo only: 0 mono, 1 as recorded, 2 all side
  PanLaw law = PanLaw::constant_power;

  friend bool operator==(const Fader&, const Fader&) = default;
};

// What tracks, buses, the mix and the master have in common: trim and polarity, devices, sends, fader, output.
struct Strip {
  StripId id;
  std::string name;
  std::string colour;      // "#RRGGBB"; empty: by role
  double trim_db = 0.0;    // before the devices, -24 to +24
  bool inverted = false;   // polarity, before the devices
  std::vector<std::shared_ptr<const Device>> devices;
  std::vector<Send> sends;
  Fader fader;
  bool muted = false;
  bool soloed = false;
  bool solo_safe = false;  // never silenced by another strip's solo
  StripId output;          // a bus or kMixStrip; the mix goes to the master, the master to the speakers
  std::vector<std::shared_ptr<const AutomationLane>> automation;
  UnknownKeys unknown;
};

struct Track {
  Strip strip;
  Role role = Role::unknown;
  int channels = 1;        // 1 or 2
  std::vector<Region> regions;   // sorted by position
  std::vector<Take> takes;       // what `regions` was put together from; from top to bottom
  UnknownKeys unknown;
};

struct Bus {
  Strip strip;             // always stereo
  RoleGroup group = RoleGroup::none;
  UnknownKeys unknown;
};

// A fader over other faders: its level adds in dB to that of its members, its mute and its solo act on each of them. No sound goes
// through it. See vca.h.
struct Vca {
  Strip strip;                    // its name, colour, level, mute, solo, and the automation of its level; all else is unused
  std::vector<StripId> members;   // tracks, buses and other VCAs; never in a circle
  UnknownKeys unknown;
};

// Strips that are shown, and moved, together. Those that fold or hide are heard all the same.
struct StripGroup {
  GroupId id;
  std::string name;
  std::string colour;             // "#RRGGBB"; empty: that of its first member
  std::vector<StripId> members;   // tracks and buses; a strip may be in several groups
  bool folded = false;            // only the group's tab is shown
  bool hidden = false;            // nothing of it is shown
  bool linked = true;             // what is linked below moves together
  bool link_gain = false;
  bool link_pan = false;
  bool link_mute = false;
  bool link_solo = false;
  UnknownKeys unknown;
};

struct Marker {
  MarkerId id;
  Frames at = 0;
  Frames length = 0;       // 0: a point; otherwise a section of the song
  std::string name;
  UnknownKeys unknown{};

  friend bool operator==(const Marker&, const Marker&) = default;
};

struct Session;
using SessionPtr = std::shared_ptr<const Session>;

// A whole mix kept under a name.
struct Version {
  std::string name;
  std::string note;
  std::string created;     // ISO 8601, UTC
  SessionPtr session;      // its own versions are empty
  UnknownKeys unknown{};
};

struct Loop {
  Frames start = 0;
  Frames end = 0;
  bool enabled = false;

  friend bool operator==(const Loop&, const Loop&) = default;
};

// How quarters are counted. What lies before `start` is in bars 0, -1 and so on.
struct Meter {
  int beats = 4;      // quarters a bar, 1 to 16
  Frames start = 0;   // where bar 1 begins

  friend bool operator==(const Meter&, const Meter&) = default;
};

struct Session {
  std::string name;
  double rate = 48000.0;                       // Hz, of the whole session
  double tempo = 120.0;                        // quarter notes a minute, for the bar ruler and devices that follow it
  Meter meter;
  std::vector<std::shared_ptr<const Media>> media;
  std::vector<std::shared_ptr<const Track>> tracks;   // in the order of the desk; sums are taken in this order
  std::vector<std::shared_ptr<const Bus>> buses;
  std::vector<std::shared_ptr<const Vca>> vcas;
  std::vector<std::shared_ptr<const StripGroup>> groups;
  std::shared_ptr<const Strip> mix;            // the stereo bus
  std::shared_ptr<const Strip> master;         // the mastering stage: its devices are the chain
  std::vector<Marker> markers;                 // sorted by `at`
  std::vector<Version> versions;
  std::map<std::string, std::string> metadata; // "title", "artist", "album", "isrc", ...
  Loop loop;
  std::uint64_t next_id = kFirstFreeId;        // the next free id
  UnknownKeys unknown;
};

// An empty session with its mix and master. Any thread.
SessionPtr make_session(std::string name, double rate);

// What has that id, or null. Any thread.
const Track* find_track(const Session& session, StripId id);
const Bus* find_bus(const Session& session, StripId id);
const Vca* find_vca(const Session& session, StripId id);
const StripGroup* find_group(const Session& session, GroupId id);
const Strip* find_strip(const Session& session, StripId id);    // of any kind
const Media* find_media(const Session& session, MediaId id);
const Device* find_device(const Session& session, DeviceId id, StripId* owner = nullptr);

// One past the last frame of the last region; 0 for an empty session. Any thread.
Frames end_of(const Session& session);

// The value of a device's parameter: its own or the default of the table. Any thread.
double device_value(const Device& device, const struct ParamSpec& spec);

}  // namespace sweetspot
