#include "engine/analysis/track_features.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "engine/analysis/average_spectrum.h"
#include "engine/analysis/pitch.h"
#include "engine/analysis/sample_statistics.h"
#include "engine/media/audio_file.h"

namespace sweetspot {

namespace {

constexpr double kHop = 0.01;  // seconds of an envelope point
constexpr double kSilentDbfs = -75.0;

// One channel out of one or two.
std::vector<float> mono_of(std::span<const float* const> audio, Frames frames) {
  std::vector<float> mono(static_cast<std::size_t>(frames));
  const float share = 1.0f / static_cast<float>(audio.size());
  for (const float* channel : audio)
    for (std::size_t n = 0; n < mono.size(); ++n) mono[n] += std::isfinite(channel[n]) ? share * channel[n] : 0.0f;
  return mono;
}

// RMS of each 10 ms in dBFS, as the sound comes.
class Envelope {
 public:
  explicit Envelope(double rate) : hop_(static_cast<std::size_t>(rate * kHop)) {}

  void process(const std::vector<float>& mono) {
    for (const float sample : mono) {
      square_ += static_cast<double>(sample) * sample / static_cast<double>(hop_);
      if (++count_ < hop_) continue;
      levels_.push_back(10.0 * std::log10(square_));
      square_ = kFloor;
      count_ = 0;
    }
  }

  const std::vector<double>& levels() const { return levels_; }
  std::size_t hop() const { return hop_; }

 private:
  static constexpr double kFloor = 1e-15;
  std::size_t hop_;
  std::size_t count_ = 0;
  double square_ = kFloor;
  std::vector<double> levels_;
};

void level_features(TrackFeatures& f, const std::vector<double>& envelope) {
  if (envelope.empty()) return;
  const double top = *std::max_element(envelope.begin(), envelope.end()), floor = top - 50.0;
  const auto active = std::count_if(envelope.begin(), envelope.end(), [&](double v) { return v > floor; });
  double square = 0.0;
  for (double v : envelope) square += v > floor ? std::pow(10.0, v / 10.0) : 0.0;
  f.active_share = static_cast<double>(active) / static_cast<double>(envelope.size());
  if (active > 0 && f.loudness.sample_peak_dbfs)
    f.crest_db = *f.loudness.sample_peak_dbfs - 10.0 * std::log10(square / static_cast<double>(active));

  constexpr std::size_t kBefore = 3, kApart = 6, kAfter = 15;
  constexpr double kRise = 9.0;
  int onsets = 0;
  double fall = 0.0;
  for (std::size_t i = kBefore; i + kAfter < envelope.size(); ++i) {
    const double before =
        *std::min_element(envelope.begin() + static_cast<std::ptrdiff_t>(i - kBefore), envelope.begin() + static_cast<std::ptrdiff_t>(i));
    if (envelope[i] < top - 25.0 || envelope[i] - before < kRise) continue;
    const double peak = std::max(envelope[i], envelope[i + 1]);
    fall += peak - envelope[i + kAfter];
    ++onsets;
    i += kApart;
  }
  if (onsets == 0) return;
  f.onsets_per_second = onsets / (static_cast<double>(active) * kHop);
  f.decay_db = fall / onsets;
}

void spectrum_features(TrackFeatures& f, const AverageSpectrum& spectrum) {
  const std::vector<double> power = spectrum.power();
  double all = 0.0, low = 0.0, high = 0.0, logs = 0.0;
  for (std::size_t k = 2; k < power.size(); ++k) {
    const double hz = static_cast<double>(k) * spectrum.bin_hz();
    all += power[k];
    low += hz < 150.0 ? power[k] : 0.0;
    high += hz > 5000.0 ? power[k] : 0.0;
    logs += power[k] * std::log(hz);
  }
  if (all <= 0.0) return;
  f.low_share = low / all;
  f.high_share = high / all;
  f.centroid_hz = std::exp(logs / all);
  double below = 0.0;
  for (std::size_t k = 2; k < power.size() && below < 0.0001 * all; ++k) {
    below += power[k];
    f.lowest_hz = static_cast<double>(k) * spectrum.bin_hz();
  }
}

struct Stretch {
  Frames at = 0;
  Frames frames = 0;
};

// The loudest stretch of at most `seconds`.
Stretch loudest(const Envelope& envelope, double seconds) {
  const auto hops = std::min(envelope.levels().size(), static_cast<std::size_t>(seconds / kHop));
  std::vector<double> power;
  for (double v : envelope.levels()) power.push_back(std::pow(10.0, v / 20.0));  // amplitude: one loud hit shall not win
  double sum = std::accumulate(power.begin(), power.begin() + static_cast<std::ptrdiff_t>(hops), 0.0), best = sum;
  std::size_t start = 0;
  for (std::size_t i = hops; i < power.size(); ++i) {
    sum += power[i] - power[i - hops];
    if (sum > best) best = sum, start = i + 1 - hops;
  }
  return {static_cast<Frames>(start * envelope.hop()), static_cast<Frames>(hops * envelope.hop())};
}

void pitch_features(TrackFeatures& f, std::span<const float> sound, double rate) {
  const PitchTrack track = track_pitch(sound, rate, {.lowest_hz = 40.0, .highest_hz = 1200.0});
  float top = -200.0f;
  for (const PitchFrame& frame : track.frames) top = std::max(top, frame.level_db);
  std::vector<double> pitches, steps;
  std::size_t loud = 0;
  for (std::size_t i = 0; i < track.frames.size(); ++i) {
    const PitchFrame& frame = track.frames[i];
    if (frame.level_db < top - 30.0f) continue;
    ++loud;
    if (!frame.voiced || frame.hz <= 0.0f) continue;
    pitches.push_back(frame.hz);
    if (i > 0 && track.frames[i - 1].voiced && track.frames[i - 1].hz > 0.0f)
      steps.push_back(std::abs(cents_between(track.frames[i - 1].hz, frame.hz)));
  }
  f.has_pitch = true;
  f.voiced_share = loud > 0 ? static_cast<double>(pitches.size()) / static_cast<double>(loud) : 0.0;
  const auto median = [](std::vector<double>& v) {
    if (v.empty()) return 0.0;
    std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end());
    return v[v.size() / 2];
  };
  f.median_hz = median(pitches);
  f.glide = median(steps);
}

// Takes a track block by block and keeps figures alone, so that its length costs no memory.
class Listener {
 public:
  Listener(int channels, double rate) : channels_(channels), rate_(rate), meter_(rate, channels), envelope_(rate), spectrum_(rate) {}

  void process(std::span<const float* const> audio, Frames frames) {
    meter_.process(audio.data(), frames);
    if (channels_ == 2) stereo_.process(audio[0], audio[1], frames);
    const std::vector<float> mono = mono_of(audio, frames);
    envelope_.process(mono);
    spectrum_.process(mono.data(), frames);
    frames_ += frames;
  }

  TrackFeatures finish() {
    TrackFeatures f;
    f.channels = channels_;
    f.seconds = seconds_from_frames(frames_, rate_);
    meter_.finish();
    f.loudness = meter_.figures();
    f.silent = !f.loudness.integrated_lufs || f.loudness.sample_peak_dbfs.value_or(kMinusInfinity) < kSilentDbfs;
    if (f.silent) return f;
    if (channels_ == 2) f.correlation = stereo_.correlation().value_or(1.0);
    level_features(f, envelope_.levels());
    spectrum_features(f, spectrum_);
    return f;
  }

  Stretch loudest_part() const { return loudest(envelope_, kPitchSeconds); }

 private:
  static constexpr double kPitchSeconds = 8.0;
  int channels_;
  double rate_;
  LoudnessMeter meter_;
  StereoStatistics stereo_;
  Envelope envelope_;
  AverageSpectrum spectrum_;
  Frames frames_ = 0;
};

// A block of up to two channels of a file.
class Block {
 public:
  Block(AudioReader& reader, Frames frames)
      : reader_(reader), sound_(static_cast<std::size_t>(reader.info().channels), std::vector<float>(static_cast<std::size_t>(frames))) {
    for (auto& channel : sound_) into_.push_back(channel.data());
    heard_.assign(into_.begin(), into_.begin() + std::min<std::ptrdiff_t>(std::ssize(into_), 2));
  }

  std::span<const float* const> read(Frames at, Frames frames) {
    reader_.read(at, static_cast<int>(frames), into_.data());
    return heard_;
  }

 private:
  AudioReader& reader_;
  std::vector<std::vector<float>> sound_;
  std::vector<float*> into_;
  std::vector<const float*> heard_;
};

}  // namespace

TrackFeatures track_features(std::span<const float* const> audio, Frames frames, double rate, bool pitch) {
  Listener listener(static_cast<int>(audio.size()), rate);
  listener.process(audio, frames);
  TrackFeatures f = listener.finish();
  if (f.silent || !pitch) return f;
  const Stretch part = listener.loudest_part();
  std::vector<const float*> there;
  for (const float* channel : audio) there.push_back(channel + part.at);
  pitch_features(f, mono_of(there, part.frames), rate);
  return f;
}

TrackFeatures track_features(const std::filesystem::path& path, bool pitch, const Progress& progress) {
  AudioReader reader(path);
  const AudioInfo& info = reader.info();
  constexpr Frames kBlock = 65536;
  Listener listener(std::min(info.channels, 2), info.rate);
  Block block(reader, std::min(kBlock, std::max<Frames>(info.frames, 1)));
  for (Frames at = 0; at < info.frames; at += kBlock) {
    progress.at(0.5 * static_cast<double>(at) / static_cast<double>(info.frames));
    const Frames frames = std::min(kBlock, info.frames - at);
    listener.process(block.read(at, frames), frames);
  }
  TrackFeatures f = listener.finish();
  if (!f.silent && pitch) {
    const Stretch part = listener.loudest_part();
    pitch_features(f, mono_of(Block(reader, part.frames).read(part.at, part.frames), part.frames), info.rate);
  }
  progress.at(1.0);
  return f;
}

}  // namespace sweetspot
