#include "engine/tuning/rubber_band.h"

#include <rubberband/RubberBandStretcher.h>

#include <algorithm>
#include <cmath>

namespace sweetspot {

namespace {

using RubberBand::RubberBandStretcher;

constexpr int kBlock = 256;
constexpr double kLeadSeconds = 0.15;

constexpr int kOptions = RubberBandStretcher::OptionProcessRealTime | RubberBandStretcher::OptionEngineFiner |
                         RubberBandStretcher::OptionThreadingNever | RubberBandStretcher::OptionPitchHighConsistency |
                         RubberBandStretcher::OptionChannelsTogether | RubberBandStretcher::OptionFormantShifted;

// Copies frames of the recording, silence outside it.
void copy_frames(const std::vector<float>& from, Frames first, std::span<float> to) {
  for (std::size_t i = 0; i < to.size(); ++i) {
    const Frames n = first + static_cast<Frames>(i);
    to[i] = n >= 0 && n < static_cast<Frames>(from.size()) ? from[static_cast<std::size_t>(n)] : 0.0f;
  }
}

}  // namespace

std::vector<std::vector<float>> shift_with_rubber_band(const ShiftJob& job, const Progress& progress) {
  const std::size_t channels = job.audio.size();
  const auto wanted = static_cast<std::size_t>(std::max<Frames>(0, job.end - job.begin));
  std::vector<std::vector<float>> out(channels);
  if (wanted == 0) return out;

  const auto ratio = [&](double frame) { return std::exp2(job.cents(frame / job.rate) / 1200.0); };
  const Frames first = job.begin - static_cast<Frames>(kLeadSeconds * job.rate);
  RubberBandStretcher shifter(static_cast<std::size_t>(job.rate), channels, kOptions, 1.0, ratio(static_cast<double>(first)));
  shifter.setMaxProcessSize(kBlock);
  const auto delay = static_cast<Frames>(shifter.getStartDelay());
  // Output frame `delay` is in line with input frame `pad`.
  Frames skip = (job.begin - first) + delay - static_cast<Frames>(shifter.getPreferredStartPad());

  std::vector<std::vector<float>> input(channels, std::vector<float>(kBlock)), output(channels, std::vector<float>(kBlock));
  std::vector<float*> in(channels), to(channels);
  for (std::size_t c = 0; c < channels; ++c) {
    in[c] = input[c].data();
    to[c] = output[c].data();
    out[c].reserve(wanted);
  }
  for (Frames at = first; out[0].size() < wanted; at += kBlock) {
    for (std::size_t c = 0; c < channels; ++c) copy_frames(job.audio[c], at, input[c]);
    // What a block brings in is shaped once it reaches the middle of the engine's window.
    shifter.setPitchScale(ratio(static_cast<double>(at + kBlock - delay)));
    shifter.process(in.data(), kBlock, false);
    for (int ready = shifter.available(); ready > 0; ready = shifter.available()) {
      const auto got = static_cast<Frames>(shifter.retrieve(to.data(), static_cast<std::size_t>(std::min(ready, kBlock))));
      const Frames skipped = std::min(skip, got);
      skip -= skipped;
      const auto take = std::min<std::size_t>(static_cast<std::size_t>(got - skipped), wanted - out[0].size());
      for (std::size_t c = 0; c < channels; ++c) out[c].insert(out[c].end(), output[c].begin() + skipped, output[c].begin() + skipped + static_cast<std::ptrdiff_t>(take));
    }
    progress.at(static_cast<double>(out[0].size()) / static_cast<double>(wanted));
  }
  return out;
}

}  // namespace sweetspot
