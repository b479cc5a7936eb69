#include "engine/mastering/chain.h"

#include <algorithm>
#include <iterator>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/processors/registry.h"
#include "engine/session/factory_presets.h"

namespace sweetspot {
namespace {

std::vector<Preset> read_master_presets() {
  std::vector<Preset> presets;
  std::ranges::copy_if(read_factory_presets(processor_catalog()), std::back_inserter(presets),
                       [](const Preset& preset) { return preset.role == "master" && preset.devices.back().type == "limiter"; });
  return presets;
}

void apply_gain(float* const* audio, int channels, int frames, double gain) {
  if (gain == 1.0) return;
  const auto factor = static_cast<float>(gain);
  for (int c = 0; c < channels; ++c)
    for (int i = 0; i < frames; ++i) audio[c][i] *= factor;
}

}  // namespace

std::span<const Preset> master_presets() {
  static const std::vector<Preset> presets = read_master_presets();
  return presets;
}

const Preset& find_master_preset(std::string_view name) {
  std::vector<std::string> names;
  for (const Preset& preset : master_presets()) {
    if (lower_case(preset.name) == lower_case(name)) return preset;
    names.push_back(preset.name);
  }
  throw Error(std::string(name), "there is no such mastering preset", "try " + joined_with_or(names));
}

SteadySettings steady_settings(const PresetDevice& device) {
  const ProcessorType* const type = find_processor(device.type);
  if (!type) throw Error(device.type, "there is no such processor", "choose one of those that sweetspot-cli processors lists");
  SteadySettings settings{type, default_values(*type), device.mix};
  for (const auto& [key, value] : device.params) {
    const int index = index_of(type->params, key);
    if (index < 0) throw Error(type->id + ":" + key, "there is no such parameter", "see sweetspot-cli processors " + type->id);
    settings.values[static_cast<std::size_t>(index)] = constrain(type->params[static_cast<std::size_t>(index)], value);
  }
  return settings;
}

PresetDevice* find_limiter(std::vector<PresetDevice>& devices) {
  const auto is_limiter = [](const PresetDevice& device) { return device.type == "limiter" && !device.bypassed; };
  const auto found = std::find_if(devices.rbegin(), devices.rend(), is_limiter);
  return found == devices.rend() ? nullptr : &*found;
}

MasterChain::MasterChain(const MasterSettings& settings, double rate, int channels) : channels_(channels) {
  std::vector<PresetDevice> devices = settings.devices;
  std::erase_if(devices, [](const PresetDevice& device) { return device.bypassed; });
  if (const PresetDevice* const limiter = find_limiter(devices)) limiter_ = static_cast<int>(limiter - devices.data());
  for (const PresetDevice& device : devices) {
    stages_.push_back({SteadyProcessor(steady_settings(device), rate, channels)});
    latency_ += stages_.back().processor.latency();
  }
  (limiter_ < 0 ? last_gain_ : stages_[static_cast<std::size_t>(limiter_)].gain) = gain_from_db(settings.drive_db);
  (stages_.empty() ? last_gain_ : stages_.front().gain) *= gain_from_db(settings.stage_db);
}

void MasterChain::process(float* const* audio, int frames) {
  for (Stage& stage : stages_) {
    apply_gain(audio, channels_, frames, stage.gain);
    stage.processor.process(audio, frames, position_);
  }
  apply_gain(audio, channels_, frames, last_gain_);
  if (limiter_ >= 0)
    most_limiting_db_ = std::max(most_limiting_db_, stages_[static_cast<std::size_t>(limiter_)].processor.meter("gain_reduction"));
  position_ += frames;
}

}  // namespace sweetspot
