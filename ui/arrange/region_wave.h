// The waveform of a clip as it is heard: with its gain, envelope and fades, and at the closest zooms sample by sample.
#pragma once

#include <QPainter>
#include <filesystem>

#include "engine/session/session.h"
#include "ui/controls/waveform.h"
#include "ui/store/timeline_scale.h"

namespace sweetspot {
class Overview;
}

namespace sweetspot::ui {

class SamplePieces;

inline constexpr double kSamplesBelow = 64.0;  // frames a pixel: closer, samples are shown instead of bins
inline constexpr double kPointsBelow = 0.34;   // closer, samples are joined by lines, and are points where there is room

// What a region is drawn from.
struct WaveSource {
  const Region& region;
  const Overview& overview;
  SamplePieces* samples = nullptr;  // none: the overview alone
  std::filesystem::path file{};
  double speed = 1.0;  // frames of the recording a frame of the song
};

// The stretches of a clip, in pixels, over which its gain changes: all with an envelope, otherwise those of the fades. Narrower than a
// pixel they do not count. Pure.
std::vector<std::pair<double, double>> shaped_stretches(const Region& region, const TimelineScale& scale);

// The gain a clip has at a frame of the timeline: clip gain, envelope and fades, linear; 0 outside. Pure.
double heard_gain(const Region& region, Frames at);

// Whether the samples of what is seen are at hand; asks for those that are not.
bool has_samples(const WaveSource& source, const TimelineScale& scale, double from_x, double to_x);

// Draws the clip between two places across, `area` being its height. `lanes`: each channel has its own. [main]
void draw_region_wave(QPainter& painter, const WaveSource& source, const TimelineScale& scale, const QRectF& area, double from_x,
                      double to_x, const WaveLook& look, double ratio, bool lanes, bool from_samples);

}  // namespace sweetspot::ui
