// Rendered sound laid by until it is known how loud it must be.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/analysis/loudness.h"
#include "engine/core/progress.h"
#include "engine/delivery/sink.h"

namespace sweetspot {

// 32-bit float in a file that has no name and is gone when this is, whatever happens. Its loudness is measured on the way in.
class Spool final : public Sink {
 public:
  // In a folder with room for rate * 8 bytes a second. Throws Error.
  Spool(const std::filesystem::path& folder, double rate);
  ~Spool() override;
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  void write(const float* const* audio, int frames) override;
  void finish() override;

  // After finish(): hands all of it to a sink and finishes that. Any number of times. Throws Error or Cancelled.
  void play(Sink& sink, const Progress& progress) const;

  Frames frames() const { return frames_; }
  double rate() const { return rate_; }
  const LoudnessFigures& figures() const { return figures_; }

 private:
  std::filesystem::path folder_;
  double rate_;
  int descriptor_ = -1;
  Frames frames_ = 0;
  LoudnessMeter meter_;
  LoudnessFigures figures_;
  std::vector<float> interleaved_;
};

}  // namespace sweetspot
