#include "engine/delivery/mixdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/mixer/workers.h"
#include "engine/realtime/denormals.h"

namespace sweetspot {
namespace {

// The outputs with the plan's delay cut off.
class Aligned {
 public:
  Aligned(const Plan& plan, const Mixdown::Outputs& outputs, Frames length) : plan_(plan) {
    if (outputs.mix) mix_.emplace(plan.mix_latency(), length, *outputs.mix);
    if (outputs.master) master_.emplace(plan.latency(), length, *outputs.master);
    for (const auto& [strip, sink] : outputs.taps) taps_.emplace_back(strip, TrimSink(plan.mix_latency(), length, *sink));
    delay_ = outputs.master ? plan.latency() : plan.mix_latency();
  }

  Frames delay() const { return delay_; }

  void take(int frames) {
    if (mix_) mix_->write(plan_.mix().data(), frames);
    if (master_) master_->write(plan_.master().data(), frames);
    float* const tap[] = {tap_[0], tap_[1]};
    for (auto& [strip, sink] : taps_) {
      if (!plan_.tap(strip, tap[0], tap[1])) {
        for (float* side : tap) std::fill_n(side, frames, 0.0f);
      }
      sink.write(tap, frames);
    }
  }

  void finish() {
    for (auto& [strip, sink] : taps_) sink.finish();
    if (mix_) mix_->finish();
    if (master_) master_->finish();
  }

 private:
  const Plan& plan_;
  std::optional<TrimSink> mix_;
  std::optional<TrimSink> master_;
  std::vector<std::pair<StripId, TrimSink>> taps_;
  Frames delay_ = 0;
  alignas(64) float tap_[kRenderChannels][kMaxBlockFrames];
};

}  // namespace

Mixdown::Mixdown(const SessionPtr& session, const std::filesystem::path& folder, const std::vector<StripId>& taps) : session_(session) {
  Assets assets;
  assets.source = [&](const Session& value, const Track& track) {
    sources_.push_back(make_offline_source(value, track, folder));
    return sources_.back();
  };
  plan_ = compile(session, nullptr, assets, {taps});
}

Frames Mixdown::end() const { return end_of(*session_) + plan_->tail(); }

void Mixdown::run(Frames from, Frames to, int jobs, int block, const Outputs& outputs, const Progress& progress) {
  const DenormalsGuard denormals;
  std::optional<Workers> workers;
  if (jobs > 1) workers.emplace(jobs);
  Aligned aligned(*plan_, outputs, to - from);
  plan_->reset();
  plan_->settle(from);
  const Frames end = to + aligned.delay();
  for (Frames at = from; at < end;) {
    const int frames = cut_block(at, static_cast<int>(std::min<Frames>(block, end - at)));
    if (workers) {
      if (const int done = plan_->run_ahead(at, frames, true, &*workers)) aligned.take(done);
    } else {
      plan_->run(at, frames, true, nullptr);
      aligned.take(frames);
    }
    at += frames;
    progress.at(static_cast<double>(at - from) / static_cast<double>(end - from));
  }
  if (workers) {
    if (const int done = plan_->run_ahead(end, 0, true, &*workers)) aligned.take(done);
  }
  aligned.finish();
}

std::vector<std::string> Mixdown::problems() const {
  std::vector<std::string> all;
  for (const auto& source : sources_) {
    for (const std::string& problem : source->problems()) {
      if (std::find(all.begin(), all.end(), problem) == all.end()) all.push_back(problem);
    }
  }
  const auto check = [&](const Strip& strip) {
    const std::uint32_t blocks = plan_->take_meter(strip.id).non_finite;
    if (blocks > 0) all.push_back(fmt::format("A device on \"{}\" gave samples that are no numbers; {} blocks of it are silent.", strip.name, blocks));
  };
  for (const auto& track : session_->tracks) check(track->strip);
  for (const auto& bus : session_->buses) check(bus->strip);
  check(*session_->mix);
  check(*session_->master);
  return all;
}

}  // namespace sweetspot
