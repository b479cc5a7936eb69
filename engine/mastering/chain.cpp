#include "engine/mastering/chain.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/processors/registry.h"

namespace sweetspot {

struct MasterChain::Stage {
  std::unique_ptr<Processor> processor;
  std::vector<ParamRamp> ramps;
  std::vector<float> meters;
  float gain = 1.0f;  // before the device
  int limiting = -1;  // meter slot of what a limiter takes away
};

namespace {

std::vector<MasterPreset> make_presets() {
  return {
      {"Transparent", "Level and ceiling alone; the sound stays as mixed.", {{"limiter", {}}}},
      {"Warm",
       "A little more body and air, a little less boxiness, held together slowly.",
       {{"eq",
         {{"band1.type", 1},
          {"band1.freq", 120},
          {"band1.gain", 1.0},
          {"band4.freq", 350},
          {"band4.gain", -0.7},
          {"band4.q", 0.8},
          {"band8.type", 2},
          {"band8.freq", 9000},
          {"band8.gain", 0.8}}},
        {"compressor", {{"threshold", -18}, {"ratio", 1.6}, {"knee", 12}, {"attack", 30}, {"release", 250}, {"sc_hp", 80}}},
        {"limiter", {{"auto_release", 0}, {"release", 15}}}}},
      {"Glue",
       "A slow compressor that leans on the loudest passages, no change of tone.",
       {{"compressor", {{"threshold", -20}, {"ratio", 2}, {"knee", 8}, {"attack", 30}, {"release", 150}, {"sc_hp", 100}}},
        {"limiter", {}}}},
      {"Loud",
       "Tidy lows, more presence, faster compression and a quick limiter, for a high level.",
       {{"eq",
         {{"band1.type", 3},
          {"band1.freq", 25},
          {"band4.freq", 280},
          {"band4.gain", -1.0},
          {"band4.q", 0.9},
          {"band8.type", 2},
          {"band8.freq", 7000},
          {"band8.gain", 1.2}}},
        {"compressor", {{"threshold", -22}, {"ratio", 2.5}, {"knee", 8}, {"attack", 10}, {"release", 90}, {"sc_hp", 100}}},
        {"limiter", {{"auto_release", 0}, {"release", 4}, {"link", 50}}}}},
  };
}

const ProcessorType& type_of(const MasterDevice& device) {
  if (const ProcessorType* type = find_processor(device.type)) return *type;
  throw Error(device.type, "there is no such processor", "choose one of those that sweetspot-cli processors lists");
}

std::vector<double> values_of(const ProcessorType& type, const MasterDevice& device) {
  std::vector<double> values = default_values(type);
  for (const auto& [key, value] : device.params) {
    const int index = index_of(type.params, key);
    if (index < 0) throw Error(type.id + ":" + key, "there is no such parameter", "see sweetspot-cli processors " + type.id);
    values[static_cast<std::size_t>(index)] = constrain(type.params[static_cast<std::size_t>(index)], value);
  }
  return values;
}

void apply_gain(float* const* audio, int channels, int frames, float gain) {
  if (gain == 1.0f) return;
  for (int c = 0; c < channels; ++c)
    for (int i = 0; i < frames; ++i) audio[c][i] *= gain;
}

}  // namespace

std::span<const MasterPreset> master_presets() {
  static const std::vector<MasterPreset> presets = make_presets();
  return presets;
}

const MasterPreset& find_master_preset(std::string_view name) {
  std::vector<std::string> names;
  for (const MasterPreset& preset : master_presets()) {
    if (lower_case(preset.name) == lower_case(name)) return preset;
    names.push_back(preset.name);
  }
  throw Error(std::string(name), "there is no such mastering preset", "try " + joined_with_or(names));
}

std::vector<Device> session_devices(const MasterPreset& preset) {
  std::vector<Device> devices;
  for (const MasterDevice& from : preset.devices) {
    Device device;
    device.type = from.type;
    device.version = type_of(from).version;
    device.params = from.params;
    devices.push_back(std::move(device));
  }
  return devices;
}

MasterDevice* find_limiter(std::vector<MasterDevice>& devices) {
  const auto found = std::find_if(devices.rbegin(), devices.rend(), [](const MasterDevice& device) { return device.type == "limiter"; });
  return found == devices.rend() ? nullptr : &*found;
}

MasterChain::MasterChain(const MasterSettings& settings, double rate, int channels) : channels_(channels) {
  std::vector<MasterDevice> devices = settings.devices;
  const MasterDevice* const limiter = find_limiter(devices);
  for (const MasterDevice& device : devices) {
    const ProcessorType& type = type_of(device);
    const std::vector<double> values = values_of(type, device);
    Stage stage;
    stage.processor = type.make();
    stage.processor->prepare({rate, channels, kMaxBlockFrames}, values);
    for (const double value : values) stage.ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
    stage.meters.resize(type.meters.size());
    if (&device == limiter) {
      stage.gain = static_cast<float>(gain_from_db(settings.drive_db));
      const auto slot = std::ranges::find(type.meters, std::string("gain_reduction"), &MeterSpec::key);
      if (slot != type.meters.end()) stage.limiting = static_cast<int>(slot - type.meters.begin());
    }
    if (type.latency) latency_ += type.latency(values, rate);
    stages_.push_back(std::move(stage));
  }
  if (!limiter)
    stages_.push_back({.processor = nullptr, .ramps = {}, .meters = {}, .gain = static_cast<float>(gain_from_db(settings.drive_db))});
  stages_.front().gain = static_cast<float>(stages_.front().gain * gain_from_db(settings.stage_db));
}

MasterChain::~MasterChain() = default;
MasterChain::MasterChain(MasterChain&&) noexcept = default;

void MasterChain::process(float* const* audio, int frames) {
  for (Stage& stage : stages_) {
    apply_gain(audio, channels_, frames, stage.gain);
    if (!stage.processor) continue;
    ProcessBlock block;
    block.audio = audio;
    block.channels = channels_;
    block.frames = frames;
    block.params = stage.ramps;
    block.position = position_;
    block.meters = stage.meters.empty() ? nullptr : stage.meters.data();
    stage.processor->process(block);
    if (stage.limiting >= 0)
      most_limiting_db_ = std::max(most_limiting_db_, double{stage.meters[static_cast<std::size_t>(stage.limiting)]});
  }
  position_ += frames;
}

}  // namespace sweetspot
