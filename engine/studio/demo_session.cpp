#include "engine/studio/demo_session.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "engine/session/automation_edits.h"
#include "engine/session/device_edits.h"
#include "engine/session/region_edits.h"
#include "engine/session/routing_edits.h"
#include "engine/session/song_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/track_edits.h"
#include "engine/studio/demo_sound.h"

namespace sweetspot::demo {

namespace {

constexpr Frames kClipFade = kRate / 40;

using Values = std::initializer_list<std::pair<const char*, const char*>>;
using Sends = std::initializer_list<std::pair<const char*, double>>;

class Maker {
 public:
  Maker(const Score& score, const ParamCatalog& catalog) : score_(score), catalog_(catalog), session_(make_session(score.title, kRate)) {}

  SessionPtr make(const std::vector<Recording>& recordings, const MeasureMix& measure) {
    song();
    for (const Recording& recording : recordings) add(recording);
    session_ = starting_balance(session_, balance_, catalog_, {}).session;
    devices();
    room();
    session_ = starting_balance(session_, balance_, catalog_, measure).session;
    automation();
    return session_;
  }

 private:
  Frames bar(int number) const { return frame_of((number - 1) * 4, score_.beat_seconds()); }

  void song() {
    session_ = edit::set_tempo(session_, score_.tempo);
    session_ = edit::set_metadata(session_, "title", score_.title);
    session_ = edit::set_metadata(session_, "artist", "Sweetspot");
    for (const Section& section : score_.sections)
      session_ = edit::add_marker(session_, bar(section.first_bar), section.name, bar(static_cast<int>(section.chords.size()) + 1)).session;
    session_ = edit::set_loop(session_, {bar(11), bar(19), false});
  }

  void add(const Recording& recording) {
    auto [with_media, media] = edit::add_media(session_, recording.media);
    auto [with_track, track] = edit::add_track(with_media, recording.name, recording.media.channels, recording.role);
    auto [with_region, region] = edit::add_region(with_track, track, media, 0);
    session_ = edit::set_region_name(with_region, region, recording.name);
    if (!recording.phrases.empty()) session_ = edit::keep_spans(session_, region, recording.phrases, kClipFade);
    const RoleGuess guess = guess_role_from_name(recording.name);
    balance_.push_back({track, recording.features, guess.doubles, guess.side});
  }

  StripId strip(std::string_view name) const {
    for (const auto& track : session_->tracks)
      if (track->strip.name == name) return track->strip.id;
    for (const auto& bus : session_->buses)
      if (bus->strip.name == name) return bus->strip.id;
    return {};
  }

  // Into a device of that type that is there already, else a new one at the end of the chain.
  void device(StripId owner, std::string_view type, Values values) {
    const auto table = catalog_.table(type);
    if (!owner || table.empty()) return;
    DeviceId id;
    for (const auto& there : find_strip(*session_, owner)->devices)
      if (there->type == type) id = there->id;
    if (!id)
      std::tie(session_, id) = [&] {
        auto [session, added] = edit::add_device(session_, owner, type, catalog_);
        return std::pair(session, added);
      }();
    for (const auto& [key, text] : values) {
      const ParamSpec& spec = edit::param_of(*find_device(*session_, id), key, catalog_);
      session_ = edit::set_param(session_, id, key, parse_value(spec, text), catalog_);
    }
  }

  void devices() {
    device(strip("Kick"), "eq",
           {{"band2.type", "bell"},
            {"band2.freq", "320"},
            {"band2.gain", "-4"},
            {"band2.q", "1.2"},
            {"band3.type", "bell"},
            {"band3.freq", "3500"},
            {"band3.gain", "3"},
            {"band3.q", "0.9"}});
    device(strip("Snare"), "compressor", {{"threshold", "-18"}, {"ratio", "4"}, {"attack", "12"}, {"release", "110"}});
    device(strip("Bass"), "compressor", {{"threshold", "-20"}, {"ratio", "4"}, {"attack", "20"}, {"release", "150"}});
    device(strip("Guitar L"), "eq", {{"band2.type", "bell"}, {"band2.freq", "2400"}, {"band2.gain", "-2"}, {"band2.q", "0.8"}});
    device(strip("Lead Vocal"), "eq",
           {{"band2.type", "bell"},
            {"band2.freq", "280"},
            {"band2.gain", "-2"},
            {"band2.q", "1"},
            {"band3.type", "high_shelf"},
            {"band3.freq", "8000"},
            {"band3.gain", "3"}});
    device(strip("Lead Vocal"), "compressor", {{"threshold", "-22"}, {"ratio", "3"}, {"knee", "6"}, {"attack", "5"}, {"release", "120"}});
    device(strip("Lead Vocal"), "deesser", {{"freq", "6200"}, {"range", "6"}});
    device(strip("Keys"), "eq", {{"band2.type", "bell"}, {"band2.freq", "400"}, {"band2.gain", "-2.5"}, {"band2.q", "0.9"}});
    device(strip("Drums"), "compressor", {{"threshold", "-16"}, {"ratio", "2"}, {"attack", "25"}, {"release", "120"}});
    device(strip("Backing"), "compressor", {{"threshold", "-22"}, {"ratio", "3"}, {"attack", "8"}, {"release", "150"}});
    device(kMasterStrip, "limiter", {{"ceiling", "-1"}});
  }

  // A plate and an echo that several share.
  void room() {
    const StripId plate = add_return("Plate"), echo = add_return("Echo");
    device(plate, "reverb", {{"space", "plate"}, {"decay", "1.6"}, {"pre_delay", "28"}, {"low_cut", "220"}, {"mix", "100"}});
    device(echo, "delay",
           {{"sync", "on"},
            {"note", "1/8d"},
            {"feedback", "28"},
            {"ping_pong", "on"},
            {"high_cut", "4500"},
            {"low_cut", "300"},
            {"mix", "100"}});
    for (const auto& [name, db] : Sends{{"Snare", -17.0},
                                        {"Toms", -18.0},
                                        {"Guitar R", -18.0},
                                        {"Keys", -21.0},
                                        {"Strings", -15.0},
                                        {"Lead Vocal", -13.0},
                                        {"Harmony High", -11.0},
                                        {"Harmony Low", -11.0},
                                        {"Ad-lib", -10.0}})
      send(name, plate, db);
    for (const auto& [name, db] : Sends{{"Lead Vocal", -20.0}, {"Ad-lib", -12.0}}) send(name, echo, db);
  }

  StripId add_return(std::string_view name) {
    const auto [session, bus] = edit::add_bus(session_, name);
    session_ = edit::set_colour(session, bus, "#B3DCFE");
    return bus;
  }

  void send(std::string_view name, StripId bus, double db) {
    if (const StripId from = strip(name)) session_ = edit::add_send(session_, from, bus, db).session;
  }

  // The strings come in from afar, and the keys step back when the chorus starts.
  void automation() {
    ride("Strings", {{7, -9.0}, {11, 0.0}});
    ride("Keys", {{1, 1.5}, {10, 1.5}, {11, 0.0}});
  }

  void ride(std::string_view name, const std::vector<std::pair<int, double>>& points) {
    const StripId id = strip(name);
    if (!id) return;
    AutomationLane lane;
    lane.target.param = "gain";
    for (const auto& [at, change] : points)
      lane.points.push_back({bar(at), std::clamp(find_strip(*session_, id)->fader.gain_db + change, kSilenceDb, 6.0), Curve::line});
    session_ = edit::set_lane(session_, id, lane, catalog_);
  }

  const Score& score_;
  const ParamCatalog& catalog_;
  SessionPtr session_;
  std::vector<BalanceTrack> balance_;
};

}  // namespace

SessionPtr make_demo_session(const Score& score, const std::vector<Recording>& recordings, const ParamCatalog& catalog,
                             const MeasureMix& measure) {
  return Maker(score, catalog).make(recordings, measure);
}

}  // namespace sweetspot::demo
