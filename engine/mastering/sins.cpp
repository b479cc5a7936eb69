#include "engine/mastering/sins.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/mastering/final_dither.h"
#include "engine/processors/registry.h"

namespace sweetspot {
namespace {

// -1 dBTP leaves lossy encoders their room (EBU R 128 s1, AES TD1008).
constexpr double kHighestCeilingDb = -1.0;

const std::set<std::string> kTimeCategories{"Space", "Modulation"};

void look_at_type(const Device& device, std::vector<Sin>& sins) {
  const ProcessorType* const type = find_processor(device.type);
  if (!type) return;
  if (kTimeCategories.contains(type->category))
    sins.push_back({"time_effect", type->label + " on the master smears everything at once; move it to a track or a bus"});
  else if (type->category == "Pitch")
    sins.push_back({"pitch_effect", type->label + " on the master bends the whole mix; move it to the voice it is meant for"});
}

void look_at_ceiling(const Device& limiter, std::vector<Sin>& sins) {
  const ProcessorType* const type = find_processor(limiter.type);
  const int index = type ? index_of(type->params, "ceiling") : -1;
  if (index < 0) return;
  const double ceiling = device_value(limiter, type->params[static_cast<std::size_t>(index)]);
  if (ceiling > kHighestCeilingDb)
    sins.push_back({"ceiling", fmt::format("the limiter's ceiling is {:.1f} dBTP; encoders overshoot, so set it to {:.0f} dBTP or lower",
                                           ceiling, kHighestCeilingDb)});
}

// Whatever follows would leave the steps again, and the noise would come twice.
void look_at_places(const Session& session, std::vector<Sin>& sins) {
  const auto look = [&sins](const Strip& strip) {
    for (const auto& device : strip.devices)
      if (device && is_active_dither(*device))
        sins.push_back(
            {"dither_place", fmt::format("{} is dithered before it is mixed; dither once, at the end of the master", strip.name)});
  };
  for (const auto& track : session.tracks) look(track->strip);
  for (const auto& bus : session.buses) look(bus->strip);
  if (session.mix) look(*session.mix);
}

void look_at_dither(const Strip& master, std::vector<Sin>& sins) {
  bool seen = false;
  for (std::size_t i = master.devices.size(); i-- > 0;) {
    const auto& device = master.devices[i];
    if (!device || !is_active_dither(*device)) continue;
    const std::string after = after_dither(master, i);
    if (seen)
      sins.push_back({"dither_twice", "the master is dithered more than once; keep the last dither only"});
    else if (!after.empty())
      sins.push_back({"after_dither", fmt::format("{}, so the master is not on the steps that it was dithered for; dither last", after)});
    seen = true;
  }
}

}  // namespace

std::vector<Sin> find_sins(const Session& session) {
  std::vector<Sin> sins;
  look_at_places(session, sins);
  if (!session.master) return sins;
  const Device* limiter = nullptr;
  for (const auto& device : session.master->devices) {
    if (!device || device->bypassed) continue;
    look_at_type(*device, sins);
    if (device->type == "limiter")
      limiter = device.get();
    else if (limiter && !is_active_dither(*device)) {
      const ProcessorType* const type = find_processor(device->type);
      sins.push_back({"after_limiter", (type ? type->label : device->type) +
                                           " comes after the limiter and may lift the sound over its ceiling; move it before"});
    }
  }
  if (limiter) {
    look_at_ceiling(*limiter, sins);
    if (session.master->fader.gain_db > 0.0)
      sins.push_back(
          {"makes_clips", fmt::format("the master fader adds {:.1f} dB after the limiter; set it to 0 dB and drive the limiter instead",
                                      session.master->fader.gain_db)});
  }
  look_at_dither(*session.master, sins);
  return sins;
}

std::vector<Sin> find_sins(const Measurement& measurement) {
  std::vector<Sin> sins;
  if (measurement.clipped_runs > 0)
    sins.push_back({"clipped", fmt::format("{} {} clipped; lower the level before it was cut off", measurement.clipped_runs,
                                           measurement.clipped_runs == 1 ? "place is" : "places are")});
  const auto& peak = measurement.loudness.true_peak_dbtp;
  if (peak && *peak > 0.0)
    sins.push_back(
        {"makes_clips", fmt::format("the true peak is {:.1f} dBTP, over full scale; players will clip it; master to -1 dBTP", *peak)});
  return sins;
}

}  // namespace sweetspot
