// Live pitch correction of one voice. docs/decisions/pitch-shifting.md says why it shifts by periods.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/analysis/scale.h"
#include "engine/processors/param_table.h"
#include "engine/processors/processor.h"
#include "engine/processors/ramps.h"
#include "engine/processors/tune_aim.h"
#include "engine/processors/tune_history.h"
#include "engine/processors/tune_listener.h"
#include "engine/processors/tune_shifter.h"

namespace sweetspot {
namespace {

enum Param { kKey, kScale, kRetune, kStrength, kVibrato, kFormants, kLow, kHigh, kFirstNote };
enum Meter { kOff, kCorrection };
enum { kKeep, kOther };  // of the vibrato and the formants

constexpr double kLatencySeconds = 0.040;  // to hear the lowest pitch and two of its periods
constexpr double kHistorySeconds = 0.25;
constexpr std::size_t kCustomScale = kScaleShapes.size();

int latency_at(double rate) { return static_cast<int>(std::lround(kLatencySeconds * rate)); }

class Tune final : public Processor {
 public:
  void prepare(const ProcessSetup& setup, std::span<const double>) override {
    rate_ = setup.rate;
    latency_ = latency_at(rate_);
    listener_.prepare(rate_);
    aim_.prepare(listener_.hop() / rate_);
    shifter_.prepare(rate_, latency_);
    const auto room = static_cast<std::int64_t>(kHistorySeconds * rate_);
    for (History& history : histories_) history.prepare(room);
    mix_.prepare(room);
    reset();
  }

  void reset() noexcept override {
    for (History& history : histories_) history.reset();
    mix_.reset();
    listener_.reset();
    aim_.reset();
    shifter_.reset();
    orders_.fill({});
    newest_ = -1;
    to_hop_ = listener_.hop();
    shown_ = {};
  }

  void process(const ProcessBlock& block) noexcept override {
    for (int done = 0; done < block.frames;) {
      const int frames = std::min(block.frames - done, to_hop_);
      take_in(block, done, frames);
      put_out(block, done, frames);
      done += frames;
      to_hop_ -= frames;
      if (to_hop_ == 0) {
        listen(block, done - 1);
        to_hop_ = listener_.hop();
      }
    }
    if (block.meters) {
      block.meters[kOff] = static_cast<float>(shown_.off_cents);
      block.meters[kCorrection] = static_cast<float>(shown_.correction_cents);
    }
  }

 private:
  static std::uint16_t allowed_notes(const ProcessBlock& block, int frame) noexcept {
    const auto shape = static_cast<std::size_t>(std::lround(value_at(block, kScale, frame)));
    if (shape < kCustomScale) return scale_notes(static_cast<int>(std::lround(value_at(block, kKey, frame))), kScaleShapes[shape].steps);
    unsigned notes = 0;
    for (int n = 0; n < 12; ++n) notes |= value_at(block, kFirstNote + static_cast<std::size_t>(n), frame) >= 0.5 ? 1u << n : 0u;
    return static_cast<std::uint16_t>(notes == 0 ? 0x0FFFu : notes);
  }

  void take_in(const ProcessBlock& block, int first, int frames) noexcept {
    for (int i = first; i < first + frames; ++i) {
      float sum = 0.0f;
      for (int c = 0; c < block.channels; ++c) {
        const float x = block.audio[c][i];
        const float safe = std::isfinite(x) ? x : 0.0f;
        histories_[static_cast<std::size_t>(c)].push(safe);
        sum += safe;
      }
      mix_.push(block.channels == 2 ? 0.5f * sum : sum);
    }
  }

  void put_out(const ProcessBlock& block, int first, int frames) noexcept {
    float* out[2] = {block.audio[0] + first, block.audio[block.channels - 1] + first};
    const int hop = listener_.hop();
    const TuneShifter::Orders orders{orders_.data(), newest_, hop - 1 - listener_.delay(), hop};
    const bool move_formants = block.params[kFormants].to >= 0.5f;
    shifter_.render(mix_.written() - frames - latency_, frames, histories_.data(), block.channels, mix_, orders, move_formants, out);
  }

  void listen(const ProcessBlock& block, int frame) noexcept {
    AimSettings settings;
    settings.notes = allowed_notes(block, frame);
    settings.retune_ms = value_at(block, kRetune, frame);
    settings.strength = value_at(block, kStrength, frame) / 100.0;
    settings.keep_vibrato = block.params[kVibrato].to < 0.5f;
    const HeardPitch heard = listener_.hear(mix_, value_at(block, kLow, frame), value_at(block, kHigh, frame));
    shown_ = aim_.next(heard.hz, settings);
    ++newest_;
    orders_[static_cast<std::size_t>(newest_ & (TuneShifter::kOrders - 1))] = {heard.hz, shown_.correction_cents};
  }

  double rate_ = 48000.0;
  int latency_ = 0;
  int to_hop_ = 1;
  std::array<History, 2> histories_;
  History mix_;
  TuneListener listener_;
  TuneAim aim_;
  TuneShifter shifter_;
  std::array<ShiftOrder, TuneShifter::kOrders> orders_{};
  std::int64_t newest_ = -1;
  Aim shown_;
};

std::vector<ParamSpec> parameters() {
  static constexpr std::array kNoteKeys{"c", "c_sharp", "d", "d_sharp", "e", "f", "f_sharp", "g", "g_sharp", "a", "a_sharp", "b"};
  std::vector<std::string> keys, scales;
  for (const std::string_view name : kPitchClassNames) keys.emplace_back(name);
  for (const ScaleShape& shape : kScaleShapes) scales.emplace_back(shape.key);
  scales.emplace_back("custom");

  std::vector<ParamSpec> table{
      choice(1, "key", "Key", keys),
      choice(2, "scale", "Scale", scales),
      continuous(3, "retune", "Retune", Unit::milliseconds, {0.0, 400.0, 50.0}, Scale::square),
      continuous(4, "strength", "Strength", Unit::percent, {0.0, 100.0, 100.0}),
      choice(5, "vibrato", "Vibrato", {"keep", "flatten"}),
      choice(6, "formants", "Formants", {"keep", "shift"}),
      continuous(7, "low", "Lowest pitch", Unit::hertz, {TuneListener::kLowestHz, 500.0, 70.0}, Scale::logarithmic),
      continuous(8, "high", "Highest pitch", Unit::hertz, {150.0, TuneListener::kHighestHz, 1100.0}, Scale::logarithmic),
  };
  for (std::size_t n = 0; n < kNoteKeys.size(); ++n)
    table.push_back(toggle(static_cast<std::uint32_t>(20 + n), std::string("note_") + kNoteKeys[n],
                           std::string("Note ") + std::string(kPitchClassNames[n]), true));
  put_under("Voice", table, {"vibrato", "formants", "low", "high"});
  for (auto note = table.end() - kNoteKeys.size(); note != table.end(); ++note) note->section = "Notes";
  return table;
}

ProcessorType describe() {
  ProcessorType type;
  type.id = "tune";
  type.label = "Tune";
  type.category = "Pitch";
  type.summary = "Moves a single voice to the notes of a scale while it plays.";
  type.params = parameters();
  type.meters = {{"off", "Off the note", Unit::cents, 0.0}, {"correction", "Correction", Unit::cents, 0.0}};
  type.make = []() -> std::unique_ptr<Processor> { return std::make_unique<Tune>(); };
  type.latency = [](std::span<const double>, double rate) { return latency_at(rate); };
  return type;
}

}  // namespace

const ProcessorType& tune_processor() {
  static const ProcessorType type = describe();
  return type;
}

}  // namespace sweetspot
