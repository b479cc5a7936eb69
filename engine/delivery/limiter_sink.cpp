#include "engine/delivery/limiter_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "engine/core/error.h"
#include "engine/processors/registry.h"

namespace sweetspot {
namespace {

const ProcessorType& limiter_type() {
  const ProcessorType* type = find_processor("limiter");
  if (!type) throw Error("The limiter", "is not in this build", "render without a ceiling");
  return *type;
}

std::vector<double> limiter_values(double ceiling_dbtp) {
  const ProcessorType& type = limiter_type();
  std::vector<double> values = default_values(type);
  for (std::size_t i = 0; i < type.params.size(); ++i) {
    const ParamSpec& spec = type.params[i];
    if (spec.key != "ceiling") continue;
    if (!(ceiling_dbtp >= spec.minimum && ceiling_dbtp <= spec.maximum)) {
      throw Error(fmt::format("A ceiling of {:g} dBTP", ceiling_dbtp), "is out of range", fmt::format("choose {:g} to {:g} dBTP", spec.minimum, spec.maximum));
    }
    values[i] = ceiling_dbtp;
  }
  return values;
}

Frames limiter_latency(double ceiling_dbtp, double rate) {
  const ProcessorType& type = limiter_type();
  return type.latency ? type.latency(limiter_values(ceiling_dbtp), rate) : 0;
}

}  // namespace

LimiterSink::LimiterSink(double gain_db, double ceiling_dbtp, double rate, Sink& next)
    : gain_(static_cast<float>(gain_from_db(gain_db))), latency_(limiter_latency(ceiling_dbtp, rate)),
      trim_(latency_, std::numeric_limits<Frames>::max(), next) {
  const ProcessorType& type = limiter_type();
  const std::vector<double> values = limiter_values(ceiling_dbtp);
  limiter_ = type.make();
  limiter_->prepare({rate, kRenderChannels, kMaxBlockFrames}, values);
  for (const double value : values) params_.push_back({static_cast<float>(value), static_cast<float>(value)});
  meters_.assign(type.meters.size(), 0.0f);
  for (std::size_t i = 0; i < type.meters.size(); ++i) {
    if (type.meters[i].key == "gain_reduction") reduction_meter_ = static_cast<int>(i);
  }
}

void LimiterSink::write(const float* const* audio, int frames) {
  for (int done = 0; done < frames; done += kMaxBlockFrames) {
    const float* part[] = {audio[0] + done, audio[1] + done};
    process(part, std::min(kMaxBlockFrames, frames - done));
  }
}

void LimiterSink::process(const float* const* audio, int frames) {
  float* const block[] = {block_[0], block_[1]};
  for (int c = 0; c < kRenderChannels; ++c) {
    for (int i = 0; i < frames; ++i) block[c][i] = audio[c][i] * gain_;
  }
  ProcessBlock work;
  work.audio = block;
  work.channels = kRenderChannels;
  work.frames = frames;
  work.params = params_;
  work.position = position_;
  work.meters = meters_.data();
  limiter_->process(work);
  position_ += frames;
  if (reduction_meter_ >= 0) most_reduction_db_ = std::max(most_reduction_db_, double{meters_[static_cast<std::size_t>(reduction_meter_)]});
  trim_.write(block, frames);
}

void LimiterSink::finish() {
  const std::vector<float> silence(kMaxBlockFrames, 0.0f);
  const float* const none[] = {silence.data(), silence.data()};
  for (Frames left = latency_; left > 0; left -= kMaxBlockFrames) process(none, static_cast<int>(std::min<Frames>(left, kMaxBlockFrames)));
  trim_.finish();
}

}  // namespace sweetspot
