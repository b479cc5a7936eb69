// A clipper on oversampled streams, with first-order antiderivative anti-aliasing.
#pragma once

namespace sweetspot::dsp {

// What a clipper with a parabolic knee takes away (see clip_excess in saturation_curves.h), by stream and frame.
struct ClipStreams {
  const float* const* in = nullptr;  // `streams` pointers; the sample before the first of the last one is read, too
  float* const* out = nullptr;
  int streams = 1;
  int frames = 0;
  // Averaged over the line from the sample before, so half a sample of the upper rate late; or at each sample.
  bool averaged = true;

  // By frame: where the knee starts and where it ends, 0 < start <= end. The ceiling is half-way between.
  const float* start = nullptr;
  const float* end = nullptr;
};

// A whole vector beyond the last frame is read and written everywhere. [audio]
void clip_streams(const ClipStreams& streams) noexcept;

}  // namespace sweetspot::dsp
