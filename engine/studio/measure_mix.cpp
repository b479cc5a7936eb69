#include "engine/studio/measure_mix.h"

#include <algorithm>
#include <thread>

#include "engine/mixer/plan.h"
#include "engine/mixer/workers.h"
#include "engine/playback/offline_source.h"
#include "engine/realtime/denormals.h"

namespace sweetspot {

LoudnessFigures measure_mix(const SessionPtr& session, const std::filesystem::path& folder, const Progress& progress) {
  Assets assets;
  assets.source = [&](const Session& of, const Track& track) { return make_offline_source(of, track, folder); };
  const auto plan = compile(session, nullptr, assets);
  Workers workers(static_cast<int>(std::max(1u, std::thread::hardware_concurrency())));
  LoudnessMeter meter(session->rate, 2);
  const DenormalsGuard denormals;
  plan->reset();
  plan->settle(0);
  const Frames end = end_of(*session) + plan->mix_latency() + plan->tail();
  for (Frames at = 0; at < end;) {
    const int frames = cut_block(at, static_cast<int>(std::min<Frames>(kMaxBlockFrames, end - at)));
    plan->run(at, frames, true, &workers);
    meter.process(plan->mix().data(), frames);
    at += frames;
    progress.at(static_cast<double>(at) / static_cast<double>(end));
  }
  meter.finish();
  return meter.figures();
}

}  // namespace sweetspot
