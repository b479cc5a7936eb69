// Another sample rate on the way to a file.
#pragma once

#include "engine/delivery/sink.h"
#include "engine/media/resample.h"

namespace sweetspot {

class ResampleSink final : public Sink {
 public:
  ResampleSink(double from_rate, double to_rate, Sink& next) : resampler_(from_rate, to_rate, kRenderChannels), next_(next) {}

  void write(const float* const* audio, int frames) override {
    resampler_.push(audio, frames);
    hand_on();
  }
  void finish() override {
    resampler_.finish();
    hand_on();
    next_.finish();
  }

 private:
  void hand_on() {
    if (resampler_.output_frames() > 0) next_.write(resampler_.output(), resampler_.output_frames());
  }

  Resampler resampler_;
  Sink& next_;
};

}  // namespace sweetspot
