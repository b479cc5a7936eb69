#include "engine/playback/region_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/error.h"
#include "engine/playback/fade.h"
#include "engine/session/region_sound.h"

namespace sweetspot {

RegionReader::RegionReader(const Region& region, std::filesystem::path file, int channels, double rate, const EdgeFades& edges)
    : region_(region),
      file_(std::move(file)),
      channels_(channels),
      rate_(rate),
      edges_(edges),
      gain_(static_cast<float>(gain_from_db(region.gain_db) * (region.inverted ? -1.0 : 1.0))) {}

void RegionReader::read(Frames position, int frames, float* const* audio) {
  if (!reader_) open();
  const Frames from = position - region_.position;
  if (region_.reversed) {
    decode(source_frame(region_, from + frames - 1), frames, audio);
    for (int c = 0; c < channels_; ++c) std::reverse(audio[c], audio[c] + frames);
  } else {
    decode(region_.offset + from, frames, audio);
  }
  shape(from, frames, audio);
}

void RegionReader::open() {
  AudioReader reader(file_);
  const AudioInfo& info = reader.info();
  if (info.rate != rate_) {
    throw Error(file_.string(), fmt::format("is at {:g} Hz, the session at {:g} Hz", info.rate, rate_), "import it again");
  }
  if (info.channels > 2) throw Error(file_.string(), fmt::format("has {} channels", info.channels), "import it again, which splits it");
  reader_ = std::move(reader);
}

void RegionReader::decode(Frames from, int frames, float* const* audio) {
  const int channels = reader_->info().channels;
  if (channels == channels_) return reader_->read(from, frames, audio);
  if (channels == 1) {
    reader_->read(from, frames, audio);
    std::copy_n(audio[0], frames, audio[1]);
    return;
  }
  second_.resize(std::max(second_.size(), static_cast<std::size_t>(frames)));
  float* both[] = {audio[0], second_.data()};
  reader_->read(from, frames, both);
  for (int i = 0; i < frames; ++i) audio[0][i] = 0.5f * (audio[0][i] + second_[static_cast<std::size_t>(i)]);
}

void RegionReader::shape(Frames from, int frames, float* const* audio) const {
  const auto apply = [&](Frames begin, Frames end, auto gain_at) {
    for (Frames at = begin; at < end; ++at) {
      const auto gain = static_cast<float>(gain_at(at));
      for (int c = 0; c < channels_; ++c) audio[c][at - from] *= gain;
    }
  };
  // The region's own fades count from its start; before it there is only what leads in.
  const auto faded = [this](Frames at) {
    return gain_ * fade_gain_at(region_, std::max<Frames>(at, 0)) * edge_gain_at(edges_, region_.length, at);
  };
  if (!region_.envelope.empty()) {
    apply(from, from + frames, [&](Frames at) { return faded(at) * gain_from_db(envelope_db(region_, source_frame(region_, at))); });
    return;
  }
  // [first, last) lies between the fades and has the clip gain alone.
  const Frames first = std::clamp<Frames>(region_.fade_in.length, from, from + frames);
  const Frames last = std::clamp<Frames>(region_.length - std::max(region_.fade_out.length, edges_.out), first, from + frames);
  apply(from, first, faded);
  if (gain_ != 1.0f) {
    for (int c = 0; c < channels_; ++c) {
      for (Frames at = first; at < last; ++at) audio[c][at - from] *= gain_;
    }
  }
  apply(last, from + frames, faded);
}

}  // namespace sweetspot
