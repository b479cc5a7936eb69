// Where rendered sound goes: steps that each do one thing and hand the sound on.
#pragma once

#include "engine/core/units.h"

namespace sweetspot {

inline constexpr int kRenderChannels = 2;

// Takes stereo sound in blocks of any size. One thread at a time, not the audio thread. Throws Error when a file cannot be
// written.
class Sink {
 public:
  virtual ~Sink() = default;

  virtual void write(const float* const* audio, int frames) = 0;

  // The sound is over: what is still on its way is handed on, files get their names. Called once. Without it nothing of the
  // sound is kept.
  virtual void finish() = 0;
};

// Drops the first frames, which are the plan's delay, and what is beyond a length.
class TrimSink final : public Sink {
 public:
  TrimSink(Frames skip, Frames length, Sink& next) : skip_(skip), left_(length), next_(next) {}
  void write(const float* const* audio, int frames) override;
  void finish() override { next_.finish(); }

 private:
  Frames skip_;
  Frames left_;
  Sink& next_;
};

}  // namespace sweetspot
