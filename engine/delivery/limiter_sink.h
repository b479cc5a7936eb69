// The last device of a delivery: gain into the true-peak limiter.
#pragma once

#include <memory>
#include <vector>

#include "engine/delivery/sink.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// Its output has the length of its input and is not late.
class LimiterSink final : public Sink {
 public:
  // Gain in dB before the limiter; ceiling in dBTP. Throws Error when the limiter does not know that ceiling.
  LimiterSink(double gain_db, double ceiling_dbtp, double rate, Sink& next);

  void write(const float* const* audio, int frames) override;
  void finish() override;

  // The most that the limiter took away so far, dB, 0 or more.
  double most_reduction_db() const { return most_reduction_db_; }

 private:
  void process(const float* const* audio, int frames);

  float gain_;
  std::unique_ptr<Processor> limiter_;
  std::vector<ParamRamp> params_;
  std::vector<float> meters_;
  int reduction_meter_ = -1;
  double most_reduction_db_ = 0.0;
  Frames latency_;
  TrimSink trim_;
  Frames position_ = 0;
  alignas(64) float block_[kRenderChannels][kMaxBlockFrames];
};

}  // namespace sweetspot
