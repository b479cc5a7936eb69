#include "engine/studio/effect_chain.h"

#include <algorithm>
#include <array>

#include "engine/core/error.h"
#include "engine/core/text.h"
#include "engine/media/audio_file.h"
#include "engine/processors/registry.h"
#include "engine/realtime/denormals.h"

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

void set_value(Effect& effect, std::string_view assignment) {
  const auto equals = assignment.find('=');
  if (equals == std::string_view::npos)
    throw Error(effect.type->id + ":" + std::string(assignment), "there is no value", "write it as parameter=value");
  const std::size_t index = param_index(*effect.type, trimmed(assignment.substr(0, equals)));
  effect.values[index] = parse_value(effect.type->params[index], trimmed(assignment.substr(equals + 1)));
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

Effect parse_effect(std::string_view text) {
  const auto colon = text.find(':');
  Effect effect;
  effect.type = &type_of(trimmed(text.substr(0, colon)));
  effect.values = default_values(*effect.type);
  if (colon == std::string_view::npos) return effect;
  for (std::string_view rest = text.substr(colon + 1); !rest.empty();) {
    const auto comma = rest.find(',');
    set_value(effect, rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return effect;
}

EffectChain::EffectChain(std::vector<Effect> effects, double rate, int channels, double tempo) : channels_(channels), tempo_(tempo) {
  for (const Effect& effect : effects) {
    Stage stage;
    stage.processor = effect.type->make();
    stage.processor->prepare({rate, channels, kMaxBlockFrames}, effect.values);
    for (const double value : effect.values) stage.ramps.push_back({static_cast<float>(value), static_cast<float>(value)});
    stage.meters.resize(effect.type->meters.size());
    if (effect.type->latency) latency_ += effect.type->latency(effect.values, rate);
    stages_.push_back(std::move(stage));
  }
}

void EffectChain::process(float* const* audio, int frames, Frames position) {
  const DenormalsGuard denormals;
  for (Stage& stage : stages_) {
    ProcessBlock block;
    block.audio = audio;
    block.channels = channels_;
    block.frames = frames;
    block.params = stage.ramps;
    block.position = position;
    block.tempo = tempo_;
    block.meters = stage.meters.data();
    stage.processor->process(block);
  }
}

void process_file(const std::filesystem::path& in, const std::filesystem::path& out, std::vector<Effect> effects, SampleDepth depth,
                  const Progress& progress, double tempo) {
  AudioReader reader(in);
  const AudioInfo info = reader.info();
  if (info.channels > 2) throw Error(in.string(), "has " + std::to_string(info.channels) + " channels", "give a mono or stereo file");
  const auto format = format_from_suffix(out);
  if (!format) throw Error(out.string(), "its suffix names no audio format", "end it in .wav, .flac or .aiff");
  EffectChain chain(std::move(effects), info.rate, info.channels, tempo);
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
}

}  // namespace sweetspot
