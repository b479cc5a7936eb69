#include "engine/session/describe_regions.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/session/enum_keys.h"
#include "engine/session/region_sound.h"
#include "engine/session/strip_params.h"
#include "engine/session/take_edits.h"

namespace sweetspot {
namespace {

// What may be done to a clip, in the order in which it is told.
enum class Deed {
  added,
  removed,
  moved,
  slipped,
  start,
  end,
  other_sound,
  level,
  muted,
  unmuted,
  polarity,
  backwards,
  forwards,
  fade_in,
  fade_out,
  envelope,
  locked,
  unlocked,
  grouped,
  named,
  other_take
};

struct Words {
  Deed deed;
  const char* one;   // behind the clip's name; what a deed has of its own follows
  const char* many;  // behind "3 regions"
};

constexpr Words kWords[] = {
    {Deed::added, "is new", "are new"},
    {Deed::removed, "is gone", "are gone"},
    {Deed::moved, "is moved", "are moved"},
    {Deed::slipped, "plays another part of its recording", "play another part of their recordings"},
    {Deed::start, "starts", "start"},
    {Deed::end, "ends", "end"},
    {Deed::other_sound, "plays another recording", "play another recording"},
    {Deed::level, "has another level", "have another level"},
    {Deed::muted, "is muted", "are muted"},
    {Deed::unmuted, "is no longer muted", "are no longer muted"},
    {Deed::polarity, "has its polarity turned over", "have their polarity turned over"},
    {Deed::backwards, "is played backwards", "are played backwards"},
    {Deed::forwards, "is no longer played backwards", "are no longer played backwards"},
    {Deed::fade_in, "has another fade in", "have another fade in"},
    {Deed::fade_out, "has another fade out", "have another fade out"},
    {Deed::envelope, "has another gain envelope", "have another gain envelope"},
    {Deed::locked, "is locked", "are locked"},
    {Deed::unlocked, "is no longer locked", "are no longer locked"},
    {Deed::grouped, "is grouped otherwise", "are grouped otherwise"},
    {Deed::named, "has another name", "have other names"},
    {Deed::other_take, "is of another take", "are of another take"},
};

class RegionWords {
 public:
  RegionWords(std::string track, double rate) : track_(std::move(track)), rate_(rate) {}

  void compare(const std::vector<Region>& before, const std::vector<Region>& after) {
    std::unordered_map<RegionId, const Region*> old;
    for (const Region& region : before) old[region.id] = &region;
    for (const Region& region : after) {
      const auto found = old.find(region.id);
      if (found == old.end()) {
        note(Deed::added, region);
        continue;
      }
      places(*found->second, region);
      sound(*found->second, region);
      rest(*found->second, region);
      old.erase(found);
    }
    for (const Region& region : before)
      if (old.contains(region.id)) note(Deed::removed, region);
  }

  void tell(std::vector<std::string>& sentences) const {
    for (const Words& words : kWords) {
      const auto is_it = [&](const Done& done) { return done.deed == words.deed; };
      const auto first = std::ranges::find_if(done_, is_it);
      const auto number = std::ranges::count_if(done_, is_it);
      if (number == 0) continue;
      const bool alike = std::ranges::all_of(done_, [&](const Done& done) { return !is_it(done) || done.detail == first->detail; });
      const std::string who = number == 1 ? first->name : fmt::format("{} regions", number);
      sentences.push_back(fmt::format("{}: {} {}{}", track_, who, number == 1 ? words.one : words.many, alike ? first->detail : ""));
    }
  }

 private:
  struct Done {
    Deed deed;
    std::string name;
    std::string detail;  // ", was 0.0 dB": the same of all, or left out
  };

  std::string seconds(Frames frames) const { return fmt::format("{:.3f} s", seconds_from_frames(frames, rate_)); }
  // At least a millisecond is told apart; less is told in samples.
  std::string shift(Frames by) const {
    const double time = seconds_from_frames(by, rate_);
    return std::abs(time) >= 0.001 ? fmt::format("{:+.3f} s", time) : fmt::format("{:+} {}", by, std::abs(by) == 1 ? "sample" : "samples");
  }

  std::string name_of(const Region& region) const {
    return fmt::format("the region {}{}at {}", region.name, region.name.empty() ? "" : " ", seconds(region.position));
  }

  void note(Deed deed, const Region& region, std::string detail = {}) { done_.push_back({deed, name_of(region), std::move(detail)}); }

  // A trim of the start moves place and offset alike; of the end the length alone; a slip the offset alone.
  void places(const Region& was, const Region& is) {
    const Frames start = is.position - was.position;
    const Frames end = is.position + is.length - was.position - was.length;
    if (start == end && start != 0)
      note(Deed::moved, is, " by " + shift(start));
    else if (start != 0)
      note(Deed::start, is, fmt::format(" {} {}", shift(std::abs(start)).substr(1), start < 0 ? "earlier" : "later"));
    if (start != end && end != 0) note(Deed::end, is, fmt::format(" {} {}", shift(std::abs(end)).substr(1), end < 0 ? "earlier" : "later"));
    if (was.media != is.media) return note(Deed::other_sound, is);
    if (was.reversed != is.reversed) return;
    // Where the sound lies, but for what the whole clip was moved by.
    const Frames sound = timeline_frame(is, 0) - timeline_frame(was, 0) - (start == end ? start : 0);
    if (sound != 0) note(Deed::slipped, is, ", by " + shift(sound));
  }

  void sound(const Region& was, const Region& is) {
    const ParamSpec& gain = region_param("gain");
    if (was.gain_db != is.gain_db)
      note(Deed::level, is, fmt::format(", {}, was {}", display_text(gain, is.gain_db), display_text(gain, was.gain_db)));
    if (was.muted != is.muted) note(is.muted ? Deed::muted : Deed::unmuted, is);
    if (was.inverted != is.inverted) note(Deed::polarity, is);
    if (was.reversed != is.reversed) note(is.reversed ? Deed::backwards : Deed::forwards, is);
    if (was.fade_in != is.fade_in) note(Deed::fade_in, is, fades(was.fade_in, is.fade_in));
    if (was.fade_out != is.fade_out) note(Deed::fade_out, is, fades(was.fade_out, is.fade_out));
    if (was.envelope != is.envelope) note(Deed::envelope, is);
  }

  std::string fades(const Fade& was, const Fade& is) const {
    const auto words = [&](const Fade& fade) {
      return fade.length == 0 ? std::string("none") : fmt::format("{} {}", seconds(fade.length), label(fade.shape));
    };
    return fmt::format(", {}, was {}", words(is), words(was));
  }

  static std::string label(FadeShape shape) {
    std::string text(key_of(shape));
    std::ranges::replace(text, '_', ' ');
    return text == "s curve" ? "S-curve" : text;
  }

  void rest(const Region& was, const Region& is) {
    if (was.locked != is.locked) note(is.locked ? Deed::locked : Deed::unlocked, is);
    if (was.group != is.group) note(Deed::grouped, is);
    if (was.name != is.name) note(Deed::named, is, was.name.empty() ? "" : ", was " + was.name);
    if (was.take != is.take) note(Deed::other_take, is);
  }

  std::string track_;
  double rate_;
  std::vector<Done> done_;
};

// What is chosen of them are regions of the track; their lanes are compared beside.
void describe_takes(const Track& before, const Track& after, double rate, std::vector<std::string>& sentences) {
  const std::string& who = after.strip.name;
  for (const Take& take : before.takes)
    if (!edit::find_take(after, take.id)) sentences.push_back(fmt::format("{}: the take {} is gone", who, take.name));
  for (const Take& take : after.takes) {
    const Take* was = edit::find_take(before, take.id);
    if (!was) {
      sentences.push_back(fmt::format("{}: the take {} is new", who, take.name));
      continue;
    }
    if (was->name != take.name) sentences.push_back(fmt::format("{}: the take {} is now called {}", who, was->name, take.name));
    RegionWords words(fmt::format("{}, take {}", who, take.name), rate);
    words.compare(was->regions, take.regions);
    words.tell(sentences);
  }
}

}  // namespace

std::vector<std::string> describe_regions(const Track& before, const Track& after, double rate) {
  std::vector<std::string> sentences;
  RegionWords words(after.strip.name, rate);
  words.compare(before.regions, after.regions);
  words.tell(sentences);
  describe_takes(before, after, rate, sentences);
  return sentences;
}

}  // namespace sweetspot
