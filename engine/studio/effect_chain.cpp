#include "engine/studio/effect_chain.h"

#include <algorithm>
#include <array>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/mastering/chain.h"
#include "engine/media/audio_file.h"
#include "engine/processors/registry.h"

namespace sweetspot {
namespace {

const ProcessorType& type_of(std::string_view id) {
  if (const ProcessorType* type = find_processor(id)) return *type;
  std::vector<std::string> known;
  for (const ProcessorType* type : all_processors()) known.push_back(type->id);
  const auto near = near_words(id, known);
  throw Error(std::string(id), "there is no such processor", "try " + joined_with_or(near.empty() ? known : near));
}

std::size_t param_index(const ProcessorType& type, std::string_view key) {
  const int index = index_of(type.params, key);
  if (index >= 0) return static_cast<std::size_t>(index);
  std::vector<std::string> known;
  for (const ParamSpec& spec : type.params) known.push_back(spec.key);
  const auto near = near_words(key, known);
  throw Error(type.id + ":" + std::string(key), "there is no such parameter",
              near.empty() ? "see sweetspot-cli processors " + type.id : "try " + joined_with_or(near));
}

constexpr std::string_view kPreset = "preset";

void set_value(Effect& effect, std::string_view assignment, const PresetShelf& presets) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos)
    throw Error(effect.type->id + ":" + std::string(assignment), "there is no value", "write it as parameter=value");
  const std::string_view key = trimmed(assignment.substr(0, equals)), value = trimmed(assignment.substr(equals + 1));
  if (key == kPreset) {
    effect = steady_settings(presets.find(value, {.kind = effect.type->id}).preset.devices.front());
    return;
  }
  const std::size_t index = param_index(*effect.type, key);
  effect.values[index] = parse_value(effect.type->params[index], value);
}

// Two buffers of a block, and pointers to them.
struct Block {
  std::array<std::vector<float>, 2> samples{std::vector<float>(kMaxBlockFrames), std::vector<float>(kMaxBlockFrames)};
  float* pointers[2] = {samples[0].data(), samples[1].data()};
};

// Writes `frames` frames of a block from `from` on.
void write_part(AudioWriter& writer, const Block& block, int from, int frames) {
  if (frames <= 0) return;
  const float* const part[2] = {block.pointers[0] + from, block.pointers[1] + from};
  writer.write(part, frames);
}

}  // namespace

std::vector<Effect> effects_of(const Preset& preset) {
  std::vector<Effect> effects;
  for (const PresetDevice& device : preset.devices)
    if (!device.bypassed) effects.push_back(steady_settings(device));
  return effects;
}

Effect parse_effect(std::string_view text, const PresetShelf& presets) {
  const auto colon = text.find(':');
  Effect effect;
  effect.type = &type_of(trimmed(text.substr(0, colon)));
  effect.values = default_values(*effect.type);
  if (colon == std::string_view::npos) return effect;
  for (std::string_view rest = text.substr(colon + 1); !rest.empty();) {
    const auto comma = rest.find(',');
    set_value(effect, rest.substr(0, comma), presets);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return effect;
}

EffectChain::EffectChain(const std::vector<Effect>& effects, double rate, int channels) {
  for (const Effect& effect : effects) {
    stages_.emplace_back(effect, rate, channels);
    latency_ += stages_.back().latency();
  }
}

void EffectChain::process(float* const* audio, int frames, Frames position) {
  for (SteadyProcessor& stage : stages_) stage.process(audio, frames, position);
}

std::vector<std::string> process_file(const std::filesystem::path& in, const std::filesystem::path& out, const std::vector<Effect>& effects,
                                      SampleDepth depth, const Progress& progress) {
  AudioReader reader(in);
  const AudioInfo info = reader.info();
  if (info.channels > 2) throw Error(in.string(), "has " + std::to_string(info.channels) + " channels", "give a mono or stereo file");
  const auto format = format_from_suffix(out);
  if (!format) throw Error(out.string(), "its suffix names no audio format", "end it in .wav, .flac or .aiff");
  EffectChain chain(effects, info.rate, info.channels);
  AudioWriter writer(out, info.rate, info.channels, {.format = *format, .depth = depth});
  Block block;
  const Frames total = info.frames + chain.latency();
  for (Frames at = 0; at < total; at += kMaxBlockFrames) {
    progress.at(static_cast<double>(at) / static_cast<double>(total));
    const int frames = static_cast<int>(std::min<Frames>(kMaxBlockFrames, total - at));
    reader.read(at, frames, block.pointers);
    chain.process(block.pointers, frames, at);
    const int late = static_cast<int>(std::clamp<Frames>(chain.latency() - at, 0, frames));
    write_part(writer, block, late, frames - late);
  }
  writer.finish();
  return reader.warnings();
}

}  // namespace sweetspot
