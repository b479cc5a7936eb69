#include "engine/analysis/measure.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/analysis/clip_runs.h"
#include "engine/analysis/fault_finder.h"
#include "engine/analysis/sample_statistics.h"
#include "engine/core/error.h"
#include "engine/media/audio_file.h"

namespace sweetspot {

namespace {

constexpr int kBlock = 8192;

double offset_of_most(const std::vector<ChannelStatistics>& channels) {
  double dc = 0.0;
  for (const ChannelStatistics& channel : channels)
    if (std::abs(channel.mean()) > std::abs(dc)) dc = channel.mean();
  return dc;
}

std::optional<double> crest(const std::vector<ChannelStatistics>& channels) {
  double square = 0.0;
  float peak = 0.0f;
  for (const ChannelStatistics& channel : channels) {
    square += channel.mean_square() / static_cast<double>(channels.size());
    peak = std::max(peak, channel.peak());
  }
  if (square <= 0.0) return {};
  return db_from_gain(peak) - 10.0 * std::log10(square);
}

// The 5th percentile, between neighbours in rank.
std::optional<double> noise_floor(const std::vector<ChannelStatistics>& channels) {
  std::vector<float> levels;
  for (const ChannelStatistics& channel : channels)
    std::copy_if(channel.window_rms().begin(), channel.window_rms().end(), std::back_inserter(levels), [](float v) { return v > 0.0f; });
  if (levels.empty()) return {};
  std::sort(levels.begin(), levels.end());
  const double place = 0.05 * static_cast<double>(levels.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double low = levels[below], high = levels[std::min(below + 1, levels.size() - 1)];
  return db_from_gain(low + (place - static_cast<double>(below)) * (high - low));
}

}  // namespace

struct Measurer::Body {
  Body(double rate_, int channels, bool faults)
      : rate(rate_),
        meter(rate_, channels),
        statistics(static_cast<std::size_t>(channels), ChannelStatistics(rate_)),
        clips(static_cast<std::size_t>(channels)),
        clean(static_cast<std::size_t>(channels), std::vector<float>(kBlock)) {
    for (int c = 0; faults && c < channels; ++c) detectors.emplace_back(rate_);
  }

  double rate;
  LoudnessMeter meter;
  std::vector<ChannelStatistics> statistics;
  std::vector<ClipRuns> clips;
  std::vector<ChannelFaults> detectors;  // empty when faults are not looked for
  StereoStatistics stereo;
  std::vector<std::vector<float>> clean;
  Frames frames = 0;
  std::int64_t non_finite = 0;
};

Measurer::Measurer(double rate, int channels, bool faults)
    : body_(std::make_unique<Body>(rate, std::clamp(channels, 1, LoudnessCore::kMaxChannels), faults)) {}
Measurer::~Measurer() = default;
Measurer::Measurer(Measurer&&) noexcept = default;

void Measurer::process(const float* const* audio, Frames frames) {
  Body& b = *body_;
  const std::size_t channels = b.statistics.size();
  std::vector<const float*> at(channels);
  for (Frames done = 0; done < frames;) {
    const Frames count = std::min<Frames>(frames - done, kBlock);
    for (std::size_t c = 0; c < channels; ++c) {
      std::transform(audio[c] + done, audio[c] + done + count, b.clean[c].begin(), [&](float x) {
        if (std::isfinite(x)) return x;
        ++b.non_finite;
        return 0.0f;
      });
      at[c] = b.clean[c].data();
      b.statistics[c].process(at[c], count);
      b.clips[c].process(at[c], count);
      if (!b.detectors.empty()) b.detectors[c].process(at[c], count);
    }
    if (channels == 2) b.stereo.process(at[0], at[1], count);
    b.meter.process(at.data(), count);
    done += count;
  }
  b.frames += frames;
}

Measurement Measurer::finish(const SourceNotes& notes) {
  Body& b = *body_;
  b.meter.finish();
  Measurement out;
  out.rate = b.rate;
  out.channels = static_cast<int>(b.statistics.size());
  out.seconds = seconds_from_frames(b.frames, b.rate);
  out.loudness = b.meter.figures();
  out.series = b.meter.series();
  if (out.loudness.true_peak_dbtp && out.loudness.integrated_lufs)
    out.plr_lu = *out.loudness.true_peak_dbtp - *out.loudness.integrated_lufs;
  out.crest_db = crest(b.statistics);
  out.dc = offset_of_most(b.statistics);
  if (out.channels == 2) out.correlation = b.stereo.correlation();
  for (const ClipRuns& clips : b.clips) out.clipped_runs += static_cast<std::int64_t>(clips.runs().size());
  out.noise_floor_dbfs = noise_floor(b.statistics);
  if (!b.detectors.empty()) {
    SourceNotes all = notes;
    all.non_finite += b.non_finite;
    out.faults = find_faults({out, all, b.statistics, b.clips, b.detectors, out.channels == 2 ? &b.stereo : nullptr});
  }
  return out;
}

Measurement measure_file(const std::filesystem::path& path, const Progress& progress, bool faults) {
  AudioReader reader(path);
  const AudioInfo& info = reader.info();
  if (info.channels > LoudnessCore::kMaxChannels)
    throw Error(path.string(), "it has " + std::to_string(info.channels) + " channels", "split it into files of at most 8");
  Measurer measurer(info.rate, info.channels, faults);
  std::vector<std::vector<float>> block(static_cast<std::size_t>(info.channels), std::vector<float>(kBlock));
  std::vector<float*> audio;
  for (auto& channel : block) audio.push_back(channel.data());
  for (Frames at = 0; at < info.frames; at += kBlock) {
    progress.at(static_cast<double>(at) / static_cast<double>(info.frames));
    const int count = static_cast<int>(std::min<Frames>(kBlock, info.frames - at));
    reader.read(at, count, audio.data());
    measurer.process(audio.data(), count);
  }
  progress.at(1.0);
  return measurer.finish({info.bits, info.lossy, reader.non_finite()});
}

}  // namespace sweetspot
