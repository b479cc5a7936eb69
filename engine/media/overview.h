// Waveforms at several magnifications.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/units.h"

namespace sweetspot {

// Lowest and highest sample and root mean square of some frames.
struct OverviewBin {
  float min = 0.0f;
  float max = 0.0f;
  float rms = 0.0f;

  friend bool operator==(const OverviewBin&, const OverviewBin&) = default;
};

// Frames a bin, level by level.
inline constexpr std::array<int, 4> kOverviewFrames{64, 512, 4096, 32768};

// The waveform of a recording. Never changes once made; any thread.
class Overview {
 public:
  int channels() const { return static_cast<int>(levels_.empty() ? 0 : levels_[0].size()); }
  Frames frames() const { return frames_; }

  // The bins of a channel at level 0 (64 frames a bin) to 3 (32768). Bin i covers the frames from i * kOverviewFrames[level]
  // on; the last may cover fewer.
  std::span<const OverviewBin> bins(int channel, int level) const { return levels_[static_cast<std::size_t>(level)][static_cast<std::size_t>(channel)]; }

  // The coarsest level that still has at least one bin a pixel; 0 when even that is too coarse.
  static int level_for(double frames_per_pixel);

  // All bins that overlap the frames from `from` to `to`, as one; from the coarsest bins that fit. Empty ranges are silent.
  OverviewBin range(int channel, Frames from, Frames to) const;

  // As bytes with a version and a checksum, and back: nothing when they are damaged or of another version.
  std::string to_bytes() const;
  static std::optional<Overview> from_bytes(std::string_view bytes);

 private:
  friend class OverviewBuilder;
  Frames frames_ = 0;
  std::vector<std::vector<std::vector<OverviewBin>>> levels_;   // level, channel, bin
};

// Makes an overview from sound that comes in pieces. One thread at a time.
class OverviewBuilder {
 public:
  explicit OverviewBuilder(int channels);

  // The next frames, one buffer a channel. Quickest in multiples of 64.
  void add(const float* const* audio, int frames);

  // The overview of all that was added. Nothing may be added after it.
  Overview finish();

 private:
  struct Open {   // the bin of 64 frames that is not full yet
    float min = 0.0f;
    float max = 0.0f;
    double squares = 0.0;
  };
  void close_bin(std::size_t channel, int frames);

  std::vector<std::vector<OverviewBin>> base_;
  std::vector<Open> open_;
  int open_frames_ = 0;
  Frames frames_ = 0;
};

}  // namespace sweetspot
