#include "engine/studio/ride.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "engine/analysis/loudness.h"
#include "engine/analysis/loudness_hops.h"
#include "engine/core/error.h"
#include "engine/delivery/mixdown.h"
#include "engine/params/fader_law.h"
#include "engine/processors/registry.h"
#include "engine/processors/ride_gain.h"
#include "engine/processors/rider_params.h"
#include "engine/session/automation_edits.h"
#include "engine/session/strip_edits.h"
#include "engine/session/thin_points.h"
#include "engine/studio/bare_fader.h"

namespace sweetspot {
namespace {

constexpr double kToleranceDb = 0.18;
constexpr double kNothingDb = 0.05;          // a ride that moves no more is none
constexpr double kSilenceUnderVoice = 20.0;  // LU

const AutomationTarget kFader{{}, {}, "gain"};

class HopSink final : public Sink {
 public:
  explicit HopSink(double rate) : hops_(rate, kRenderChannels), meter_(rate, kRenderChannels) {}

  void write(const float* const* audio, int frames) override {
    meter_.process(audio, frames);
    for (int from = 0; from < frames;) {
      const int count = std::min(hops_.frames_to_hop(), frames - from);
      const float* const piece[] = {audio[0] + from, audio[1] + from};
      if (hops_.process(piece, kRenderChannels, count)) powers.push_back(hops_.power());
      from += count;
    }
  }
  void finish() override { meter_.finish(); }

  std::optional<double> loudness() const { return meter_.figures().integrated_lufs; }

  std::vector<double> powers;

 private:
  LoudnessHops hops_;
  LoudnessMeter meter_;
};

const Strip& ridden(const Session& session, StripId id) {
  const Strip* strip = find_strip(session, id);
  if (!strip) throw Error("this strip", "is no longer in the session", "choose another");
  if (id == kMixStrip || id == kMasterStrip) throw Error(strip->name, "only tracks and buses are ridden", "choose one of them");
  return *strip;
}

// The ride over time: straight from the end of one hop to the next.
class Course {
 public:
  Course(std::vector<double> gains, double rate, Frames delay) : gains_(std::move(gains)), rate_(rate), delay_(delay) {}

  Frames time_of(std::size_t hop) const { return LoudnessHops::end_of_hop(hop, rate_) - delay_; }

  double at(Frames frame) const {
    const double place = static_cast<double>(frame + delay_) / (rate_ * LoudnessHops::kHopSeconds) - 1.0;
    if (place <= 0.0) return gains_.front();
    const auto before = static_cast<std::size_t>(place);
    if (before + 1 >= gains_.size()) return gains_.back();
    return gains_[before] + (place - static_cast<double>(before)) * (gains_[before + 1] - gains_[before]);
  }

  // Frames at which the course is to be looked at.
  std::vector<Frames> times() const {
    std::vector<Frames> all{0};
    for (std::size_t hop = 0; hop < gains_.size(); ++hop)
      if (time_of(hop) > 0) all.push_back(time_of(hop));
    return all;
  }

  double most() const { return *std::max_element(gains_.begin(), gains_.end()); }
  double least() const { return *std::min_element(gains_.begin(), gains_.end()); }

 private:
  std::vector<double> gains_;
  double rate_;
  Frames delay_;
};

Course course_of(const RideSound& sound, const RideSettings& settings, double rate) {
  RideGain ride;
  std::vector<double> gains;
  for (std::size_t hop = 0; hop < sound.voice.size(); ++hop)
    gains.push_back(ride.push(sound.voice[hop], hop < sound.key.size() ? sound.key[hop] : -1.0, settings));
  return {std::move(gains), rate, frames_from_seconds(1e-3 * RideGain::delay_ms(settings.speed_ms), rate)};
}

// A held value steps where the next point is.
void add_times_of(const AutomationLane& lane, std::vector<Frames>& times) {
  for (std::size_t i = 0; i < lane.points.size(); ++i) {
    times.push_back(lane.points[i].at);
    if (i > 0 && lane.points[i - 1].curve == Curve::hold && lane.points[i].at > 0) times.push_back(lane.points[i].at - 1);
  }
}

struct Summed {
  std::vector<AutomationPoint> points;
  std::size_t at_top = 0;  // points that would lie above the fader's range
};

Summed add_course(const Course& course, const AutomationLane* lane, double level) {
  std::vector<Frames> times = course.times();
  if (lane) add_times_of(*lane, times);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  Summed sum;
  for (const Frames at : times) {
    const double base = lane ? value_at(*lane, at) : level;
    const double wanted = base <= kSilenceDb ? kSilenceDb : std::max(kSilenceDb, base + course.at(at));
    if (wanted > kFaderTopDb) ++sum.at_top;
    sum.points.push_back({at, std::min(wanted, kFaderTopDb)});
  }
  return sum;
}

}  // namespace

RideOptions ride_options(const Session& session, StripId strip) {
  RideOptions options;
  for (const auto& device : ridden(session, strip).devices) {
    if (device->type != "rider") continue;
    const auto table = processor_catalog().table("rider");
    const RideSettings set = ride_settings([&](RiderParam param) { return device_value(*device, table[static_cast<std::size_t>(param)]); });
    return {.target_lufs = set.target_lufs,
            .silence_lufs = set.silence_lufs,
            .up_db = set.up_db,
            .down_db = set.down_db,
            .speed_ms = set.speed_ms,
            .key = device->sidechain,
            .follow = set.follow,
            .distance_db = set.distance_db};
  }
  return options;
}

RideSound hear_for_ride(const SessionPtr& session, const std::filesystem::path& folder, StripId strip, StripId key,
                        const Progress& progress) {
  ridden(*session, strip);
  if (key == strip) throw Error("the key", "is the strip itself", "choose another strip as the key");
  std::vector<StripId> wanted{strip};
  if (key) wanted.push_back(key);
  Mixdown mixdown(edit::clear_solos(with_bare_fader(session, strip)), folder, wanted);
  HopSink voice(session->rate), beside(session->rate);
  Mixdown::Outputs outputs{.mix = nullptr, .master = nullptr, .taps = {{strip, &voice}}};
  if (key) outputs.taps.emplace_back(key, &beside);
  mixdown.run(0, mixdown.end(), static_cast<int>(std::max(1u, std::thread::hardware_concurrency())), kMaxBlockFrames, outputs, progress);
  return {std::move(voice.powers), std::move(beside.powers), voice.loudness()};
}

Ride write_ride(const SessionPtr& session, StripId strip, const RideSound& sound, const RideOptions& options) {
  const Strip& now = ridden(*session, strip);
  if (!sound.loudness_lufs || sound.voice.empty()) throw Error(now.name, "it is silent", "choose a strip with sound on it");
  Ride ride;
  ride.session = session;
  ride.loudness_lufs = *sound.loudness_lufs;
  ride.target_lufs = options.target_lufs.value_or(ride.loudness_lufs);
  ride.silence_lufs = options.silence_lufs.value_or(ride.loudness_lufs - kSilenceUnderVoice);
  const RideSettings settings{.target_lufs = ride.target_lufs,
                              .up_db = options.up_db,
                              .down_db = options.down_db,
                              .speed_ms = options.speed_ms,
                              .silence_lufs = ride.silence_lufs,
                              .follow = options.follow,
                              .distance_db = options.distance_db};
  const Course course = course_of(sound, settings, session->rate);
  ride.most_up_db = std::max(0.0, course.most());
  ride.most_down_db = std::max(0.0, -course.least());
  if (options.key && std::ranges::none_of(sound.key, [](double power) { return power > 0.0; }))
    ride.notes.push_back("The key is silent; the target stands alone.");
  if (ride.most_up_db < kNothingDb && ride.most_down_db < kNothingDb) {
    ride.notes.push_back("There is nothing to ride.");
    return ride;
  }
  const AutomationLane* lane = options.replace ? nullptr : edit::find_lane(now, kFader);
  if (lane && (!lane->enabled || lane->points.empty())) lane = nullptr;
  if (lane) ride.notes.push_back("The ride is added to the automation that was there.");
  const Summed sum = add_course(course, lane, now.fader.gain_db);
  if (sum.at_top > 0)
    ride.notes.push_back(fmt::format("The fader is at its top for {:.1f} s; lower the target or raise the trim.",
                                     static_cast<double>(sum.at_top) * LoudnessHops::kHopSeconds));
  AutomationLane next{.target = kFader, .points = thin_points(sum.points, kToleranceDb)};
  for (AutomationPoint& point : next.points) point.value = std::round(100.0 * point.value) / 100.0;
  if (const AutomationLane* old = edit::find_lane(now, kFader)) next.unknown = old->unknown;
  ride.points = next.points.size();
  ride.session = edit::set_lane(session, strip, std::move(next), processor_catalog());
  return ride;
}

Ride ride_fader(const SessionPtr& session, const std::filesystem::path& folder, StripId strip, const RideOptions& options,
                const Progress& progress) {
  return write_ride(session, strip, hear_for_ride(session, folder, strip, options.key, progress), options);
}

}  // namespace sweetspot
