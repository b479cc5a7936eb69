#include "engine/media/resample.h"

#include <soxr.h>

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

constexpr int kPieceFrames = 8192;

// Of the lower rate's half. Flat to 20.9 kHz at 44.1 kHz; libsoxr's own 0.913 begins to fall at 20.1.
constexpr double kPassbandEnd = 0.95;

void check(soxr_error_t error) {
  if (error) throw Error("the sample rate", std::string("cannot be converted (") + error + ")", "choose another rate");
}

}  // namespace

Frames resampled_length(Frames frames, double from_rate, double to_rate) {
  return std::llround(static_cast<long double>(frames) * to_rate / from_rate);
}

struct Resampler::Soxr {
  soxr_t handle = nullptr;
  ~Soxr() { soxr_delete(handle); }
};

Resampler::Resampler(double from_rate, double to_rate, int channels)
    : from_(from_rate), to_(to_rate), soxr_(std::make_unique<Soxr>()), output_(static_cast<std::size_t>(channels)), pointers_(output_.size()) {
  const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_S, SOXR_FLOAT32_S);
  soxr_quality_spec_t quality = soxr_quality_spec(SOXR_VHQ, 0);
  quality.passband_end = kPassbandEnd;
  const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
  soxr_error_t error = nullptr;
  soxr_->handle = soxr_create(from_rate, to_rate, static_cast<unsigned>(channels), &error, &io, &quality, &runtime);
  check(error);
}

Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;

void Resampler::push(const float* const* audio, int frames) {
  frames_ = 0;
  in_ += frames;
  std::vector<const float*> piece(output_.size());
  for (int done = 0; done < frames; done += kPieceFrames) {
    for (std::size_t c = 0; c < piece.size(); ++c) piece[c] = audio[c] + done;
    collect(piece.data(), std::min(kPieceFrames, frames - done));
  }
}

void Resampler::finish() {
  frames_ = 0;
  const Frames wanted = resampled_length(in_, from_, to_) - out_;
  collect(nullptr, 0);
  // libsoxr rounds the length its own way; the last frame may be one too few or too many.
  frames_ = static_cast<int>(std::max<Frames>(wanted, 0));
  for (std::size_t c = 0; c < output_.size(); ++c) {
    output_[c].resize(static_cast<std::size_t>(frames_), 0.0f);
    pointers_[c] = output_[c].data();
  }
  out_ += frames_;
}

// Feeds one piece (null: the end) and takes all that comes out.
void Resampler::collect(const float* const* audio, int frames) {
  const int room = static_cast<int>(std::ceil(kPieceFrames * to_ / from_)) + 64;
  std::vector<const void*> in(output_.size());
  std::vector<void*> out(output_.size());
  for (int taken = 0;;) {
    for (std::size_t c = 0; c < output_.size(); ++c) {
      output_[c].resize(static_cast<std::size_t>(frames_ + room));
      out[c] = output_[c].data() + frames_;
      in[c] = audio ? audio[c] + taken : nullptr;
    }
    std::size_t used = 0;
    std::size_t made = 0;
    check(soxr_process(soxr_->handle, audio ? in.data() : nullptr, static_cast<std::size_t>(frames - taken), &used, out.data(), static_cast<std::size_t>(room), &made));
    taken += static_cast<int>(used);
    frames_ += static_cast<int>(made);
    if (audio) out_ += static_cast<Frames>(made);
    const bool drained = made < static_cast<std::size_t>(room);
    if (audio ? taken == frames && drained : drained) break;
  }
  for (std::size_t c = 0; c < output_.size(); ++c) {
    output_[c].resize(static_cast<std::size_t>(frames_));
    pointers_[c] = output_[c].data();
  }
}

std::vector<std::vector<float>> resample(std::span<const std::vector<float>> channels, double from_rate, double to_rate) {
  std::vector<std::vector<float>> result(channels.size());
  if (channels.empty()) return result;
  Resampler resampler(from_rate, to_rate, static_cast<int>(channels.size()));
  std::vector<const float*> in(channels.size());
  const auto take = [&] {
    for (std::size_t c = 0; c < result.size(); ++c) result[c].insert(result[c].end(), resampler.output()[c], resampler.output()[c] + resampler.output_frames());
  };
  const std::size_t frames = channels.front().size();
  for (std::size_t at = 0; at < frames; at += kPieceFrames) {
    for (std::size_t c = 0; c < in.size(); ++c) in[c] = channels[c].data() + at;
    resampler.push(in.data(), static_cast<int>(std::min<std::size_t>(kPieceFrames, frames - at)));
    take();
  }
  resampler.finish();
  take();
  return result;
}

}  // namespace sweetspot
