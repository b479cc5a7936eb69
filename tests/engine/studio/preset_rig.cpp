#include "tests/engine/studio/preset_rig.h"

#include <algorithm>
#include <cmath>

#include "engine/analysis/average_spectrum.h"
#include "engine/analysis/loudness.h"
#include "engine/core/units.h"
#include "engine/mastering/chain.h"
#include "engine/processors/registry.h"

namespace sweetspot::test {
namespace {

std::vector<float*> pointers_to(Sound& sound, std::size_t at) {
  std::vector<float*> pointers;
  for (auto& channel : sound) pointers.push_back(channel.data() + at);
  return pointers;
}

LoudnessFigures figures_of(const Sound& sound, std::size_t frames) {
  LoudnessMeter meter(kMaterialRate, static_cast<int>(sound.size()));
  std::vector<const float*> pointers;
  for (const auto& channel : sound) pointers.push_back(channel.data());
  meter.process(pointers.data(), static_cast<Frames>(frames));
  meter.finish();
  return meter.figures();
}

double mean_square(const Sound& sound, std::size_t from, std::size_t to) {
  double sum = 0.0;
  for (const auto& channel : sound)
    for (std::size_t i = from; i < std::min(to, channel.size()); ++i) sum += double{channel[i]} * channel[i];
  return sum / (static_cast<double>(sound.size()) * static_cast<double>(to - from));
}

double decibels(double power) { return 10.0 * std::log10(std::max(power, 1e-20)); }

double peak_db(const Sound& sound, std::size_t frames) {
  float peak = 0.0f;
  for (const auto& channel : sound)
    for (std::size_t i = 0; i < frames; ++i) peak = std::max(peak, std::abs(channel[i]));
  return db_from_gain(peak);
}

double band_power(const Sound& sound, double low_hz, double high_hz, std::size_t frames) {
  double power = 0.0;
  for (const auto& channel : sound) {
    AverageSpectrum spectrum(kMaterialRate);
    spectrum.process(channel.data(), static_cast<Frames>(frames));
    power += spectrum.band_power(low_hz, high_hz);
  }
  return power / static_cast<double>(sound.size());
}

double side_power(const Sound& sound, std::size_t frames) {
  if (sound.size() < 2) return 0.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < frames; ++i) sum += std::pow(double{sound[0][i]} - sound[1][i], 2) / 4.0;
  return sum / static_cast<double>(frames);
}

}  // namespace

double Heard::loudness_change() const {
  const std::size_t frames = before[0].size();
  return figures_of(after, frames).integrated_lufs.value_or(-120.0) - figures_of(before, frames).integrated_lufs.value();
}

double Heard::peak_change() const { return peak_db(after, before[0].size()) - peak_db(before, before[0].size()); }

double Heard::crest_change() const {
  const std::size_t frames = before[0].size();
  return peak_change() - (decibels(mean_square(after, 0, frames)) - decibels(mean_square(before, 0, frames)));
}

double Heard::level_change(double low_hz, double high_hz) const {
  const std::size_t frames = before[0].size();
  return decibels(band_power(after, low_hz, high_hz, frames)) - decibels(band_power(before, low_hz, high_hz, frames));
}

double Heard::level(double low_hz, double high_hz) const { return decibels(band_power(after, low_hz, high_hz, before[0].size())); }

double Heard::true_peak() const { return figures_of(after, after[0].size()).true_peak_dbtp.value_or(-120.0); }

double Heard::side_change() const {
  const std::size_t frames = before[0].size();
  const double side = side_power(before, frames);
  return decibels(side_power(after, frames)) - decibels(side > 0.0 ? side : mean_square(before, 0, frames));
}

double Heard::after_the_end(double from_seconds, double to_seconds) const {
  const std::size_t end = before[0].size();
  const auto frame = [end](double seconds) { return end + static_cast<std::size_t>(seconds * kMaterialRate); };
  return decibels(mean_square(after, frame(from_seconds), frame(to_seconds))) - decibels(mean_square(before, 0, end));
}

double Heard::most_reduction_of_all() const { return most_reduction.empty() ? 0.0 : *std::ranges::max_element(most_reduction); }

double Heard::difference() const {
  const std::size_t frames = before[0].size();
  double sum = 0.0;
  for (std::size_t c = 0; c < before.size(); ++c)
    for (std::size_t i = 0; i < frames; ++i) sum += std::pow(double{after[c][i]} - before[c][i], 2);
  return decibels(sum / (static_cast<double>(before.size()) * static_cast<double>(frames))) - decibels(mean_square(before, 0, frames));
}

double spread_of(const Sound& sound, std::size_t frames) {
  constexpr std::size_t kMoment = 2400;
  std::vector<double> levels;
  for (std::size_t at = 0; at + kMoment <= frames; at += kMoment)
    if (const double level = decibels(mean_square(sound, at, at + kMoment)); level > -70.0) levels.push_back(level);
  std::ranges::sort(levels);
  return levels[levels.size() * 9 / 10] - levels[levels.size() * 2 / 10];
}

double Heard::spread_change() const { return spread_of(after, before[0].size()) - spread_of(before, before[0].size()); }

Heard hear(const Preset& preset, const Sound& sound, double gain_db, const Sound* key, double tail_seconds) {
  Heard heard{&preset, sound, {}, {}};
  for (auto& channel : heard.before)
    for (float& sample : channel) sample *= static_cast<float>(gain_from_db(gain_db));

  std::vector<SteadyProcessor> stages;
  int latency = 0;
  for (const PresetDevice& device : preset.devices) {
    stages.emplace_back(steady_settings(device), kMaterialRate, static_cast<int>(sound.size()));
    latency += stages.back().latency();
  }
  heard.most_reduction.assign(stages.size(), 0.0);
  heard.after = heard.before;
  const std::size_t frames =
      heard.before[0].size() + static_cast<std::size_t>(tail_seconds * kMaterialRate) + static_cast<std::size_t>(latency);
  for (auto& channel : heard.after) channel.resize(frames);
  Sound keys = key ? *key : Sound();
  for (auto& channel : keys) channel.resize(frames);
  for (std::size_t at = 0; at < frames; at += kMaxBlockFrames) {
    const int length = static_cast<int>(std::min<std::size_t>(kMaxBlockFrames, frames - at));
    const auto audio = pointers_to(heard.after, at), side = pointers_to(keys, at);
    for (std::size_t i = 0; i < stages.size(); ++i) {
      stages[i].process(audio.data(), length, static_cast<Frames>(at), side);
      heard.most_reduction[i] = std::max(heard.most_reduction[i], stages[i].meter("gain_reduction"));
    }
  }
  for (auto& channel : heard.after) channel.erase(channel.begin(), channel.begin() + latency);
  return heard;
}

double curve_db(const Preset& preset, double hertz) {
  double sum = 0.0;
  for (const PresetDevice& device : preset.devices) {
    const SteadySettings settings = steady_settings(device);
    if (!settings.type->response) continue;
    double decibels = 0.0;
    settings.type->response(settings.values, kMaterialRate, {&hertz, 1}, {&decibels, 1});
    sum += decibels;
  }
  return sum;
}

double transfer_db(const Preset& preset, double level_db) {
  for (const PresetDevice& device : preset.devices) {
    const SteadySettings settings = steady_settings(device);
    if (settings.type->transfer) return settings.type->transfer(settings.values, level_db);
  }
  return level_db;
}

Claim curve(const char* preset, const char* says, double hertz, double low, double high) {
  return {preset, says, low, high, [hertz](const Preset& p) { return curve_db(p, hertz); }};
}

Claim transfer(const char* preset, const char* says, double level_db, double low, double high) {
  return {preset, says, low, high, [level_db](const Preset& p) { return transfer_db(p, level_db) - level_db; }};
}

Claim heard(const char* preset, const char* says, HeardFigure figure, double low, double high, std::string_view on) {
  return {preset, says, low, high, [figure = std::move(figure), on = std::string(on)](const Preset& p) {
            return figure(hear(p, material(on.empty() ? std::string_view(p.role) : std::string_view(on))));
          }};
}

HeardFigure change_between(double low_hz, double high_hz) {
  return [=](const Heard& heard) { return heard.level_change(low_hz, high_hz); };
}

double loudness(const Heard& heard) { return heard.loudness_change(); }
double crest(const Heard& heard) { return heard.crest_change(); }
double peak(const Heard& heard) { return heard.peak_change(); }
double spread(const Heard& heard) { return heard.spread_change(); }
double difference(const Heard& heard) { return heard.difference(); }
double reduction(const Heard& heard) { return heard.most_reduction_of_all(); }

}  // namespace sweetspot::test
