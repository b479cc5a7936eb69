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

std::vector<float> mono_of(std::span<const float* const> audio, Frames frames) {
  std::vector<float> mono(static_cast<std::size_t>(frames));
  const float share = 1.0f / static_cast<float>(audio.size());
  for (const float* channel : audio)
    for (std::size_t n = 0; n < mono.size(); ++n) mono[n] += std::isfinite(channel[n]) ? share * channel[n] : 0.0f;
  return mono;
}

// RMS of each 10 ms in dBFS.
std::vector<double> envelope_of(const std::vector<float>& mono, double rate) {
  const auto hop = static_cast<std::size_t>(rate * kHop);
  std::vector<double> out;
  for (std::size_t at = 0; at + hop <= mono.size(); at += hop) {
    double square = 1e-15;
    for (std::size_t n = at; n < at + hop; ++n) square += static_cast<double>(mono[n]) * mono[n] / static_cast<double>(hop);
    out.push_back(10.0 * std::log10(square));
  }
  return out;
}

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

void spectrum_features(TrackFeatures& f, const std::vector<float>& mono, double rate) {
  AverageSpectrum spectrum(rate);
  spectrum.process(mono.data(), static_cast<Frames>(mono.size()));
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

// The loudest stretch of at most `seconds`.
std::span<const float> loudest(const std::vector<float>& mono, double rate, const std::vector<double>& envelope, double seconds) {
  const auto hops = std::min(envelope.size(), static_cast<std::size_t>(seconds / kHop));
  std::vector<double> power;
  for (double v : envelope) power.push_back(std::pow(10.0, v / 20.0));  // amplitude: one loud hit shall not win
  double sum = std::accumulate(power.begin(), power.begin() + static_cast<std::ptrdiff_t>(hops), 0.0), best = sum;
  std::size_t start = 0;
  for (std::size_t i = hops; i < power.size(); ++i) {
    sum += power[i] - power[i - hops];
    if (sum > best) best = sum, start = i + 1 - hops;
  }
  const auto hop = static_cast<std::size_t>(rate * kHop);
  return std::span(mono).subspan(start * hop, hops * hop);
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

}  // namespace

TrackFeatures track_features(std::span<const float* const> audio, Frames frames, double rate, bool pitch) {
  TrackFeatures f;
  f.channels = static_cast<int>(audio.size());
  f.seconds = seconds_from_frames(frames, rate);
  LoudnessMeter meter(rate, f.channels);
  meter.process(audio.data(), frames);
  meter.finish();
  f.loudness = meter.figures();
  f.silent = !f.loudness.integrated_lufs || f.loudness.sample_peak_dbfs.value_or(kMinusInfinity) < kSilentDbfs;
  if (f.silent) return f;
  if (audio.size() == 2) {
    StereoStatistics stereo;
    stereo.process(audio[0], audio[1], frames);
    f.correlation = stereo.correlation().value_or(1.0);
  }
  const std::vector<float> mono = mono_of(audio, frames);
  const std::vector<double> envelope = envelope_of(mono, rate);
  level_features(f, envelope);
  spectrum_features(f, mono, rate);
  if (pitch) pitch_features(f, loudest(mono, rate, envelope, 8.0), rate);
  return f;
}

TrackFeatures track_features(const std::filesystem::path& path, bool pitch, const Progress& progress) {
  AudioReader reader(path);
  const AudioInfo& info = reader.info();
  constexpr int kBlock = 65536;
  std::vector<std::vector<float>> sound(static_cast<std::size_t>(info.channels), std::vector<float>(static_cast<std::size_t>(info.frames)));
  for (Frames at = 0; at < info.frames; at += kBlock) {
    progress.at(0.5 * static_cast<double>(at) / static_cast<double>(info.frames));
    std::vector<float*> into;
    for (auto& channel : sound) into.push_back(channel.data() + at);
    reader.read(at, static_cast<int>(std::min<Frames>(kBlock, info.frames - at)), into.data());
  }
  std::vector<const float*> audio;
  for (std::size_t c = 0; c < std::min<std::size_t>(sound.size(), 2); ++c) audio.push_back(sound[c].data());
  const TrackFeatures features = track_features(audio, info.frames, info.rate, pitch);
  progress.at(1.0);
  return features;
}

}  // namespace sweetspot
