#include "engine/analysis/silence.h"

#include <algorithm>
#include <cmath>

namespace sweetspot {

SilenceFinder::SilenceFinder(const SilenceSettings& settings, double rate)
    : settings_(settings),
      rate_(rate),
      begin_(static_cast<float>(gain_from_db(settings.threshold_db))),
      end_(static_cast<float>(gain_from_db(settings.threshold_db - std::max(0.0, settings.hysteresis_db)))) {}

void SilenceFinder::process(const float* const* audio, int channels, int frames) {
  const Frames gap = frames_from_seconds(settings_.shortest_gap, rate_);
  for (int i = 0; i < frames; ++i, ++position_) {
    float peak = 0.0f;
    for (int c = 0; c < channels; ++c) peak = std::max(peak, std::abs(audio[c][i]));
    if (sounding_ && position_ - loud_.back().to >= gap) sounding_ = false;
    if (peak > begin_ && !sounding_) {
      loud_.push_back({position_, position_ + 1});
      sounding_ = true;
    } else if (sounding_ && peak > end_) {
      loud_.back().to = position_ + 1;
    }
  }
}

std::vector<SoundingSpan> SilenceFinder::spans() const {
  const Frames before = frames_from_seconds(settings_.before, rate_), after = frames_from_seconds(settings_.after, rate_);
  const Frames shortest = frames_from_seconds(settings_.shortest_sound, rate_);
  std::vector<SoundingSpan> spans;
  for (const SoundingSpan& loud : loud_) {
    if (loud.to - loud.from < shortest) continue;
    const SoundingSpan span{std::max<Frames>(0, loud.from - before), std::min(position_, loud.to + after)};
    if (!spans.empty() && span.from <= spans.back().to)
      spans.back().to = span.to;
    else
      spans.push_back(span);
  }
  return spans;
}

}  // namespace sweetspot
