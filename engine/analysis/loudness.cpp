#include "engine/analysis/loudness.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sweetspot {

namespace {

constexpr int kHopsPerPoint = 10;

std::optional<double> when_finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

double highest_db(const LoudnessCore& core, float (LoudnessCore::*peak)(int) const noexcept) {
  float top = 0.0f;
  for (int c = 0; c < core.channels(); ++c) top = std::max(top, (core.*peak)(c));
  return db_from_gain(top);
}

// Hands whole blocks to the core in pieces that end with its hops; calls `on_hop` after each hop.
template <class OnHop>
void feed(LoudnessCore& core, const float* const* audio, Frames frames, OnHop on_hop) noexcept {
  std::array<const float*, LoudnessCore::kMaxChannels> at{};
  for (Frames done = 0; done < frames;) {
    const int count = static_cast<int>(std::min<Frames>(frames - done, core.frames_to_hop()));
    for (int c = 0; c < core.channels(); ++c) at[static_cast<std::size_t>(c)] = audio[c] + done;
    if (core.process(at.data(), count)) on_hop();
    done += count;
  }
}

}  // namespace

LoudnessMeter::LoudnessMeter(double rate, int channels) : core_(rate, channels) {}

void LoudnessMeter::process(const float* const* audio, Frames frames) {
  feed(core_, audio, frames, [&] { take_hop(); });
}

void LoudnessMeter::take_hop() {
  if (core_.hops() >= LoudnessCore::kMomentaryHops) next_.momentary = std::max(next_.momentary, core_.momentary());
  if (core_.hops() >= LoudnessCore::kShortTermHops) next_.short_term = std::max(next_.short_term, core_.short_term());
  if (core_.hops() % kHopsPerPoint != 0) return;
  next_.seconds = static_cast<double>(core_.frames()) / core_.rate();
  next_.true_peak = core_.take_true_peak();
  series_.push_back(next_);
  next_ = {};
}

void LoudnessMeter::finish() { core_.finish(); }

LoudnessFigures LoudnessMeter::figures() const {
  LoudnessFigures out;
  out.integrated_lufs = when_finite(core_.integrated());
  out.momentary_max_lufs = when_finite(core_.momentary_max());
  out.short_term_max_lufs = when_finite(core_.short_term_max());
  if (out.short_term_max_lufs) out.loudness_range_lu = core_.range();
  out.true_peak_dbtp = when_finite(highest_db(core_, &LoudnessCore::true_peak));
  out.sample_peak_dbfs = when_finite(highest_db(core_, &LoudnessCore::sample_peak));
  return out;
}

LiveLoudness::LiveLoudness(double rate, int channels) : core_(rate, channels) { reset(); }

void LiveLoudness::reset() noexcept {
  core_.reset();
  last_peak_ = 0.0f;
  publish();
}

void LiveLoudness::process(const float* const* audio, int frames) noexcept {
  if (restart_.exchange(false, std::memory_order_relaxed)) reset();
  feed(core_, audio, frames, [&] { publish(); });
}

void LiveLoudness::publish() noexcept {
  constexpr auto relaxed = std::memory_order_relaxed;
  momentary_.store(core_.momentary(), relaxed);
  short_term_.store(core_.short_term(), relaxed);
  momentary_max_.store(core_.momentary_max(), relaxed);
  short_term_max_.store(core_.short_term_max(), relaxed);
  true_peak_.store(highest_db(core_, &LoudnessCore::true_peak), relaxed);
  left_.store(db_from_gain(core_.sample_peak(0)), relaxed);
  right_.store(db_from_gain(core_.sample_peak(core_.channels() > 1 ? 1 : 0)), relaxed);
  if (core_.hops() % kHopsPerPoint != 0) return;
  const float peak = core_.take_true_peak();
  true_peak_now_.store(db_from_gain(std::max(peak, last_peak_)), relaxed);
  last_peak_ = peak;
  integrated_.store(core_.integrated(), relaxed);
  range_.store(core_.range(), relaxed);
}

LiveLoudness::Reading LiveLoudness::read() const noexcept {
  constexpr auto relaxed = std::memory_order_relaxed;
  return {.momentary = momentary_.load(relaxed),
          .short_term = short_term_.load(relaxed),
          .integrated = integrated_.load(relaxed),
          .range = range_.load(relaxed),
          .momentary_max = momentary_max_.load(relaxed),
          .short_term_max = short_term_max_.load(relaxed),
          .true_peak = true_peak_.load(relaxed),
          .true_peak_now = true_peak_now_.load(relaxed),
          .sample_peak = {left_.load(relaxed), right_.load(relaxed)}};
}

}  // namespace sweetspot
