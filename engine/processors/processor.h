// A processor: a table of parameters and the code that makes the sound.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/units.h"
#include "engine/params/spec.h"

namespace sweetspot {

// One parameter over one slice, in its own unit. `from` is its value at the start of the slice, `to` its value at the end
// (ProcessBlock::slice_length frames later); between them it moves in a straight line. At rest from == to.
struct ParamRamp {
  float from = 0.0f;
  float to = 0.0f;

  bool moving() const noexcept { return from != to; }
};

// One block of sound to be changed in place.
struct ProcessBlock {
  float* const* audio = nullptr;            // `channels` pointers to `frames` samples, 64-byte aligned
  int channels = 1;                         // 1 or 2, as prepared
  int frames = 0;                           // 1 to the prepared max_frames
  const float* const* sidechain = nullptr;  // null when nothing is connected
  int sidechain_channels = 0;
  std::span<const ParamRamp> params;  // in the order of the table
  std::uint32_t revision = 0;         // not 0: as long as it stays, so do `params`; saves looking through a long table
  bool moving = false;                // some parameter has from != to; then the block lies within one slice
  int slice_offset = 0;               // only when moving: frames from the start of the slice to the start of this block
  int slice_length = kSliceFrames;    // only when moving: frames from `from` to `to`
  Frames position = 0;                // of the first frame on the timeline: a grid for steps and seeds. Loops and seeks make it
                                      // jump, so nothing that is heard may count on its going on
  double tempo = kDefaultTempo;       // quarter notes a minute, of the song; jumps at the start of a slice
  float* meters = nullptr;            // meter_count slots, written when the type has meters
};

struct ProcessSetup {
  double rate = 48000.0;  // 8000 to 192000 Hz
  int channels = 2;       // 1 or 2
  int max_frames = kMaxBlockFrames;
};

// One instance of a processor in one place of the session.
//
// The engine owns what is common: bypass (faded, latency kept), dry/wet, ramps, automation, the check for non-finite
// samples, latency compensation. A processor only turns a block into another, and for equal input its output is the
// same however the input is cut into blocks.
class Processor {
 public:
  virtual ~Processor() = default;

  // Takes memory for a rate, a channel count and a block size, and takes `values` (in the order of the table) without a
  // glide. Ends in the state of reset(). [main]
  virtual void prepare(const ProcessSetup& setup, std::span<const double> values) = 0;

  // Forgets all sound: as after prepare. [audio]
  virtual void reset() noexcept = 0;

  // Changes the block in place. Input that is not finite must not stay in the state for ever. [audio]
  virtual void process(const ProcessBlock& block) noexcept = 0;
};

// A processor and the block it is to change, for batches.
struct BatchItem {
  Processor* processor = nullptr;
  const ProcessBlock* block = nullptr;
};

// The most channels (lanes) in one batch.
inline constexpr int kBatchLanes = 16;

struct MeterSpec {
  std::string key;    // "gain_reduction"
  std::string label;  // "Gain reduction"
  Unit unit = Unit::decibels;
  double idle = 0.0;  // what it shows when nothing happens
};

// All there is to know of a processor without making one.
struct ProcessorType {
  std::string id;     // "eq": files, scripts, automation
  std::string label;  // "Equalizer"
  std::string
      category;  // "Level", "Tone", "Dynamics", "Colour", "Stereo", "Space", "Modulation", "Pitch", "Delivery": a menu of the add button
  std::string summary;  // one sentence for people
  int version = 1;      // of the table
  std::vector<ParamSpec> params;
  std::vector<MeterSpec> meters;
  bool has_sidechain = false;

  std::unique_ptr<Processor> (*make)() = nullptr;

  // Frames of delay for these values at a rate; null means none. Changes only with structural parameters. Any thread.
  int (*latency)(std::span<const double> values, double rate) = nullptr;

  // Frames that sound goes on after the input ends; null means none. Any thread.
  Frames (*tail)(std::span<const double> values, double rate) = nullptr;

  // In the place of `tail`, for types that follow the song's tempo (quarter notes a minute). Any thread.
  Frames (*tail_in_tempo)(std::span<const double> values, double rate, double tempo) = nullptr;

  // Magnitude in dB at each frequency in Hz for drawing; null when the type is no filter. Any thread but the audio's.
  void (*response)(std::span<const double> values, double rate, std::span<const double> hertz, std::span<double> decibels) = nullptr;

  // Level out in dB for a steady level in dB, for drawing; null when the type does not act on level. Any thread.
  double (*transfer)(std::span<const double> values, double level_db) = nullptr;

  // Amplitude out for an amplitude in, for drawing; null when the type is no waveshaper. Any thread.
  double (*shape)(std::span<const double> values, double amplitude) = nullptr;

  // Seconds in which the sound fades by 60 dB at a frequency in Hz, for drawing; null when the type is no reverb. Any thread.
  double (*decay)(std::span<const double> values, double hertz) = nullptr;

  // Runs several instances over blocks of equal length and at-rest parameters at once, lanes = channels, at most
  // kBatchLanes channels in all. The samples are bit-identical to process() one by one. Null: no such kernel. [audio]
  void (*process_batch)(std::span<const BatchItem> items) noexcept = nullptr;
};

// Values of all parameters at their defaults, in the order of the table.
std::vector<double> default_values(const ProcessorType& type);

// Frames that sound goes on after the input ends. Any thread.
Frames tail_frames(const ProcessorType& type, std::span<const double> values, double rate, double tempo = kDefaultTempo);

}  // namespace sweetspot
