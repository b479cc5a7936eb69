#include "engine/studio/balance.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/params/fader_law.h"
#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/balance_rules.h"

namespace sweetspot {

namespace {

constexpr double kLowestFaderDb = -40.0, kMostTrimDb = 24.0;
constexpr double kWantedFaderDb = 0.0;   // more than that is the trim's, so that every fader can be raised
constexpr double kHighestFaderDb = 3.0;  // where the trim is at its end
constexpr double kAnchorLufs = -23.0;    // of the lead vocal before the mix is measured
constexpr double kCloseLu = 0.2;         // near enough to kMixLufs
constexpr double kPeakRoomDb = 0.2;      // left under kMixPeakDbtp
constexpr double kFewPeaksDb = 0.5;      // a mix that is so little too soft is left alone
constexpr double kMostLimitingDb = 6.0;  // more would be heard
constexpr int kMostRenders = 6;

double tenths(double db) { return std::round(10.0 * db) / 10.0 + 0.0; }  // never -0

std::string signed_db(double db) { return fmt::format("{:+.1f} dB", db); }

class Balancer {
 public:
  Balancer(const SessionPtr& session, std::span<const BalanceTrack> tracks, const ParamCatalog& catalog, const BalanceWishes& wishes)
      : session_(session), catalog_(catalog), wishes_(wishes) {
    for (const BalanceTrack& track : tracks)
      if (const Track* found = find_track(*session, track.track)) {
        tracks_.push_back(track);
        if (!wishes.new_song && !found->strip.devices.empty()) keep_trim_.insert(track.track);
      }
  }

  Balance run(const MeasureMix& measure) {
    if (tracks_.empty()) return {session_, {}};
    sort();
    route();
    silence();
    cut_lows();
    pan();
    level();
    settle(measure);
    return {session_, std::move(said_)};
  }

 private:
  const Track& track(const BalanceTrack& t) const { return *find_track(*session_, t.track); }
  Role role(const BalanceTrack& t) const { return track(t).role; }
  const std::string& name(const BalanceTrack& t) const { return track(t).strip.name; }
  bool sounds(const BalanceTrack& t) const { return !t.features.silent && role(t) != Role::mix_reference; }
  void say(std::string sentence) { said_.push_back(std::move(sentence)); }

  void sort() {
    std::stable_sort(tracks_.begin(), tracks_.end(), [&](const BalanceTrack& a, const BalanceTrack& b) {
      return balance_rule(role(a)).order < balance_rule(role(b)).order;
    });
    if (!wishes_.new_song) return;
    std::size_t place = session_->tracks.size() - tracks_.size();  // behind what is not touched
    for (const BalanceTrack& t : tracks_) session_ = edit::move_strip(session_, t.track, session_->tracks.size() - 1);
    for (const BalanceTrack& t : tracks_) session_ = edit::move_strip(session_, t.track, place++);
  }

  void route() {
    std::map<RoleGroup, int> members;
    for (const RoleGroup group : {RoleGroup::drums, RoleGroup::music, RoleGroup::vocals, RoleGroup::backing})
      for (const BalanceTrack& t : tracks_)
        if (role_info(role(t)).group == group && track(t).strip.output == kMixStrip) {
          session_ = edit::set_output(session_, t.track, bus_for(group, t));
          ++members[group];
        }
    if (wishes_.new_song)
      for (const BalanceTrack& t : tracks_) session_ = edit::set_colour(session_, t.track, role_info(role(t)).colour);
    for (const auto& [group, count] : members)
      say(fmt::format("{} {} to the {} bus.", count, count == 1 ? "track goes" : "tracks go", group_label(group)));
  }

  StripId bus_for(RoleGroup group, const BalanceTrack& first) {
    if (const Bus* bus = edit::bus_of_group(*session_, group)) return bus->strip.id;
    auto [session, id] = edit::add_bus(session_, group_label(group), group);
    session_ = edit::set_colour(session, id, role_info(role(first)).colour);
    return id;
  }

  void silence() {
    for (const BalanceTrack& t : tracks_) {
      if (role(t) == Role::mix_reference) {
        session_ = edit::set_muted(session_, t.track, true);
        say(fmt::format("{} is a reference of the mix and is muted.", name(t)));
      } else if (t.features.silent) {
        say(fmt::format("{} is silent.", name(t)));
      }
    }
  }

  // Only where something is there to cut, and never near a voice's lowest notes.
  void cut_lows() {
    std::map<int, std::vector<std::string>> cut;
    for (const BalanceTrack& t : tracks_) {
      const auto rule = balance_rule(role(t)).cut_below;
      if (!rule || !sounds(t)) continue;
      double hertz = *rule;
      if (t.features.has_pitch && t.features.voiced_share > 0.5 && t.features.median_hz > 0.0)
        hertz = std::min(hertz, 0.6 * t.features.median_hz);
      if (t.features.lowest_hz >= hertz) continue;
      if (add_high_pass(t.track, std::round(hertz))) cut[static_cast<int>(std::round(hertz))].push_back(name(t));
    }
    for (const auto& [hertz, names] : cut)
      say(fmt::format("Cut below {} Hz, where nothing of them belongs: {}.", hertz, fmt::join(names, ", ")));
  }

  bool add_high_pass(StripId strip, double hertz) {
    const auto table = catalog_.table("eq");
    const int type = index_of(table, "band1.type");
    if (type < 0) return false;
    for (const auto& device : find_strip(*session_, strip)->devices)
      if (device->type == "eq") return false;  // someone has thought about it already
    auto [session, eq] = edit::add_device(session_, strip, "eq", catalog_, 0);
    if (index_of(table, "band1.on") >= 0) session = edit::set_param(session, eq, "band1.on", 1.0, catalog_);
    session = edit::set_param(session, eq, "band1.type", parse_value(table[static_cast<std::size_t>(type)], "high_pass"), catalog_);
    session = edit::set_param(session, eq, "band1.freq", hertz, catalog_);
    const int slope = index_of(table, "band1.slope");
    session_ = edit::set_param(session, eq, "band1.slope", parse_value(table[static_cast<std::size_t>(slope)], "12"), catalog_);
    return true;
  }

  void pan() {
    std::map<Role, int> seen, many;
    for (const BalanceTrack& t : tracks_)
      if (sounds(t)) ++many[pan_family(t)];
    std::vector<std::string> apart;
    for (const BalanceTrack& t : tracks_) {
      if (!sounds(t)) continue;
      const Role family = pan_family(t);
      const double place = place_of(t, family, seen[family]++, many[family]);
      if (place == 0.0) continue;
      session_ = edit::set_pan(session_, t.track, place);
      apart.push_back(fmt::format("{} {:.0f} % {}", name(t), 100.0 * std::abs(place), place < 0 ? "left" : "right"));
    }
    if (!apart.empty()) say(fmt::format("Panned apart: {}.", fmt::join(apart, ", ")));
  }

  // Those who share the sides among them.
  Role pan_family(const BalanceTrack& t) const { return role(t) == Role::acoustic_guitar ? Role::electric_guitar : role(t); }

  double place_of(const BalanceTrack& t, Role family, int index, int count) const {
    const bool stereo = track(t).channels == 2;
    if (t.side != 0 && !stereo) return t.side * (family == Role::overheads ? 1.0 : 0.8);
    const double sign = index % 2 == 0 ? -1.0 : 1.0;
    const int pair = index / 2, pairs = (count + 1) / 2;
    const double ring = pairs > 1 ? static_cast<double>(pair) / (pairs - 1) : 0.5;  // 0 the inner pair to 1 the outer
    double place = 0.0;
    switch (family) {
      case Role::backing_vocal:
        place = sign * (count == 1 ? 0.25 : 0.4 + 0.4 * ring);
        break;
      case Role::ad_lib:
        place = -sign * (count == 1 ? 0.35 : 0.5);
        break;
      case Role::lead_vocal:
        place = t.doubles ? sign * 0.4 : 0.0;
        break;
      case Role::electric_guitar:
        place = count == 1 ? 0.0 : sign * (0.6 + 0.2 * ring);
        break;
      case Role::hats:
        place = count == 1 ? 0.2 : 0.0;
        break;
      case Role::percussion:
        place = -sign * 0.35;
        break;
      case Role::toms:
        place = count == 1 ? 0.0 : -0.35 + 0.7 * index / (count - 1.0);
        break;
      case Role::keys:
      case Role::synth:
      case Role::strings:
        place = count == 1 ? 0.0 : sign * 0.3;
        break;
      default:
        break;
    }
    // A stereo recording has its own places; its balance is only tipped where it is one of several voices.
    if (stereo) return family == Role::backing_vocal && count > 1 ? 0.5 * place : 0.0;
    return place;
  }

  void level() {
    std::map<Role, int> many;
    for (const BalanceTrack& t : tracks_)
      if (sounds(t)) ++many[role(t)];
    for (const BalanceTrack& t : tracks_) {
      if (!sounds(t)) continue;
      if (keeps_level(t)) {
        say(fmt::format("{} keeps its level: its fader is automated.", name(t)));
        continue;
      }
      // Several of a role share its loudness; they seldom all play at once, so not by full power.
      const double share = -6.0 * std::log10(static_cast<double>(many[role(t)]));
      const double wanted = kAnchorLufs + balance_rule(role(t)).loudness_lu + share;
      gain_[t.track] = wanted - *t.features.loudness.integrated_lufs;
    }
    apply(0.0);
  }

  bool keeps_level(const BalanceTrack& t) const {
    const AutomationLane* lane = wishes_.new_song ? nullptr : edit::find_lane(track(t).strip, AutomationTarget{{}, {}, "gain"});
    return lane && lane->enabled && !lane->points.empty();
  }

  bool keeps_trim(StripId strip) const { return keep_trim_.contains(strip); }

  // Sets faders and trims to the wanted gains, all moved by `shift` dB.
  void apply(double shift) {
    for (const auto& [strip, gain] : gain_) {
      if (keeps_trim(strip)) {
        session_ = edit::set_gain(session_, strip, tenths(std::clamp(gain + shift, kLowestFaderDb, kFaderTopDb)));
        continue;
      }
      const double wanted = gain + shift;
      const double beyond = wanted - std::clamp(wanted, kLowestFaderDb, kWantedFaderDb);
      const double trim = tenths(std::clamp(beyond, -kMostTrimDb, kMostTrimDb));
      const double fader = tenths(std::clamp(wanted - trim, kLowestFaderDb, kHighestFaderDb));
      session_ = edit::set_trim(session_, strip, trim);
      session_ = edit::set_gain(session_, strip, fader);
    }
  }

  void settle(const MeasureMix& measure) {
    if (gain_.empty() || !measure) return;
    double shift = 0.0;
    LoudnessFigures mix;
    double correction = 0.0;
    bool peaks_rule = false, limited = has_limiter();
    for (int render = 0; render < kMostRenders; ++render) {
      mix = measure(session_);
      if (!mix.integrated_lufs || !mix.true_peak_dbtp) return say("The mix has no loudness yet; faders are set against each other.");
      const double room = kMixPeakDbtp - kPeakRoomDb - *mix.true_peak_dbtp;
      correction = wishes_.lufs.value_or(kMixLufs) - *mix.integrated_lufs;
      if (wishes_.lufs) {
        if (std::abs(correction) <= kCloseLu || render + 1 == kMostRenders) break;
        shift += correction;
        apply(shift);
        continue;
      }
      if (!limited && correction - room > kFewPeaksDb && correction - room <= kMostLimitingDb && catch_peaks()) {
        limited = true;
        say(fmt::format("A limiter on the mix bus catches the highest peaks, by {:.1f} dB; without it the mix would have to be softer.",
                        correction - room));
        shift += correction;
        apply(shift);
        continue;
      }
      // A mix within a hair of the target may still have to give way to its peaks.
      peaks_rule = !limited && correction > room && (*mix.true_peak_dbtp >= kMixPeakDbtp || correction > kCloseLu);
      if (peaks_rule) correction = room;
      if (std::abs(correction) <= kCloseLu && *mix.true_peak_dbtp < kMixPeakDbtp) break;
      if (render + 1 == kMostRenders) break;  // what is told must have been measured
      shift += correction;
      apply(shift);
    }
    tell_levels();
    if (wishes_.lufs)
      say(fmt::format("Together they are as loud as before: {:.1f} LUFS.", *mix.integrated_lufs));
    else if (peaks_rule)
      say(fmt::format("The mix bus is at {:.1f} LUFS: its peaks ({:.1f} dBTP) leave no room for {:.0f} LUFS.", *mix.integrated_lufs,
                      *mix.true_peak_dbtp, kMixLufs));
    else
      say(fmt::format("The mix bus is at {:.1f} LUFS with a true peak of {:.1f} dBTP.", *mix.integrated_lufs, *mix.true_peak_dbtp));
  }

  bool has_limiter() const {
    const auto& devices = session_->mix->devices;
    return std::any_of(devices.begin(), devices.end(), [](const auto& device) { return device->type == "limiter"; });
  }

  // False when there is no such processor.
  bool catch_peaks() {
    const auto table = catalog_.table("limiter");
    if (index_of(table, "ceiling") < 0) return false;
    auto [session, limiter] = edit::add_device(session_, kMixStrip, "limiter", catalog_);
    session_ = edit::set_param(session, limiter, "ceiling", kMixPeakDbtp - kPeakRoomDb, catalog_);
    return true;
  }

  void tell_levels() {
    std::vector<std::string> levels, raised, lowered;
    for (const BalanceTrack& t : tracks_) {
      if (!gain_.contains(t.track)) continue;
      const Strip& strip = track(t).strip;
      levels.push_back(fmt::format("{} {}", strip.name, signed_db(strip.fader.gain_db)));
      if (strip.trim_db == 0.0 || keeps_trim(strip.id)) continue;
      (strip.trim_db > 0.0 ? raised : lowered).push_back(fmt::format("{} {}", strip.name, signed_db(strip.trim_db)));
    }
    if (!raised.empty())
      say(fmt::format("Quiet recordings are raised by their trim, so that their faders keep room: {}.", fmt::join(raised, ", ")));
    if (!lowered.empty()) say(fmt::format("Loud recordings are lowered by their trim: {}.", fmt::join(lowered, ", ")));
    say(fmt::format("Faders by loudness: {}.", fmt::join(levels, ", ")));
  }

  SessionPtr session_;
  const ParamCatalog& catalog_;
  BalanceWishes wishes_;
  std::vector<BalanceTrack> tracks_;
  std::set<StripId> keep_trim_;
  std::map<StripId, double> gain_;  // dB, wanted before the mix was measured
  std::vector<std::string> said_;
};

}  // namespace

Balance starting_balance(const SessionPtr& session, std::span<const BalanceTrack> tracks, const ParamCatalog& catalog,
                         const MeasureMix& measure, const BalanceWishes& wishes) {
  return Balancer(session, tracks, catalog, wishes).run(measure);
}

}  // namespace sweetspot
