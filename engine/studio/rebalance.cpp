#include "engine/studio/rebalance.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <thread>

#include "engine/analysis/average_spectrum.h"
#include "engine/analysis/role_guess.h"
#include "engine/core/error.h"
#include "engine/delivery/mixdown.h"
#include "engine/processors/registry.h"
#include "engine/session/strip_edits.h"
#include "engine/studio/balance.h"
#include "engine/studio/bare_fader.h"
#include "engine/studio/measure_mix.h"

namespace sweetspot {
namespace {

constexpr double kListenShare = 0.3;    // of the work, as progress shows it
constexpr double kNothingBelow = 1e-4;  // of the power: what lies lower is not there
constexpr double kSilentDbfs = -75.0;

// What the balance must know of a track, from its sound.
class FeatureSink final : public Sink {
 public:
  explicit FeatureSink(double rate) : meter_(rate, kRenderChannels), sides_{AverageSpectrum(rate), AverageSpectrum(rate)} {}

  void write(const float* const* audio, int frames) override {
    meter_.process(audio, frames);
    for (int c = 0; c < kRenderChannels; ++c) sides_[c].process(audio[c], frames);
  }
  void finish() override { meter_.finish(); }

  TrackFeatures features() const {
    TrackFeatures features;
    features.channels = kRenderChannels;
    features.loudness = meter_.figures();
    features.silent = !features.loudness.integrated_lufs || features.loudness.sample_peak_dbfs.value_or(kMinusInfinity) < kSilentDbfs;
    std::vector<double> power = sides_[0].power();
    const std::vector<double> right = sides_[1].power();
    double all = 0.0, below = 0.0;
    for (std::size_t k = 0; k < power.size(); ++k) all += power[k] += right[k];
    for (std::size_t k = 0; k < power.size() && below <= kNothingBelow * all; ++k) {
      below += power[k];
      features.lowest_hz = static_cast<double>(k) * sides_[0].bin_hz();
    }
    return features;
  }

 private:
  LoudnessMeter meter_;
  AverageSpectrum sides_[kRenderChannels];
};

Progress part(const Progress& whole, double from, double to) {
  return {whole.report ? [=](double fraction) { whole.report(from + (to - from) * fraction); } : std::function<void(double)>(),
          whole.cancel};
}

int threads() { return static_cast<int>(std::max(1u, std::thread::hardware_concurrency())); }

std::vector<BalanceTrack> listen(const SessionPtr& session, const std::filesystem::path& folder, std::span<const StripId> tracks,
                                 const Progress& progress) {
  SessionPtr bare = edit::clear_solos(session);
  for (const StripId id : tracks) {
    bare = with_bare_fader(bare, id);
    if (find_strip(*session, id)->devices.empty()) bare = edit::set_trim(bare, id, 0.0);
  }
  std::vector<std::unique_ptr<FeatureSink>> sinks;
  Mixdown::Outputs outputs;
  for (const StripId id : tracks) {
    sinks.push_back(std::make_unique<FeatureSink>(session->rate));
    outputs.taps.emplace_back(id, sinks.back().get());
  }
  Mixdown mixdown(bare, folder, {tracks.begin(), tracks.end()});
  mixdown.run(0, mixdown.end(), threads(), kMaxBlockFrames, outputs, progress);
  std::vector<BalanceTrack> heard;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const RoleGuess guess = guess_role_from_name(find_strip(*session, tracks[i])->name);
    heard.push_back({tracks[i], sinks[i]->features(), guess.doubles, guess.side});
  }
  return heard;
}

SessionPtr alone(SessionPtr session, std::span<const StripId> tracks) {
  session = edit::clear_solos(session);
  for (const StripId id : tracks) session = edit::set_soloed(session, id, true);
  return session;
}

}  // namespace

Rebalanced rebalance(const SessionPtr& session, const std::filesystem::path& folder, std::span<const StripId> wanted,
                     const Progress& progress) {
  std::vector<StripId> tracks;
  for (const auto& track : session->tracks)
    if (wanted.empty() || std::find(wanted.begin(), wanted.end(), track->strip.id) != wanted.end()) tracks.push_back(track->strip.id);
  for (const StripId id : wanted)
    if (!find_track(*session, id)) throw Error("the balance", "what was chosen is no track", "choose tracks");
  if (tracks.empty()) throw Error("the balance", "there are no tracks", "add recordings first");
  const bool all = tracks.size() == session->tracks.size();
  const auto heard = listen(session, folder, tracks, part(progress, 0.0, kListenShare));
  BalanceWishes wishes{.new_song = false, .lufs = {}};
  double done = kListenShare;
  const MeasureMix measure = [&](const SessionPtr& candidate) {
    const double from = done;
    done += 0.5 * (1.0 - done);  // nobody knows how many it will take
    return measure_mix(all ? candidate : alone(candidate, tracks), folder, part(progress, from, done));
  };
  if (!all) wishes.lufs = measure(session).integrated_lufs;
  Balance balance = starting_balance(session, heard, processor_catalog(), measure, wishes);
  return {std::move(balance.session), fmt::format("Starting balance of {} {}", tracks.size(), tracks.size() == 1 ? "track" : "tracks"),
          std::move(balance.explanations)};
}

}  // namespace sweetspot
