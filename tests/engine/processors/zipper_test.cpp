// Parameters that move: no zipper noise, whatever the processor.
//
// The engine tells a processor the values of a moving parameter once a slice of 32 frames. One that steps at the borders sounds spurs of
// the slices' rate (1500 Hz at 48 kHz) beside a tone. The yardstick is the same processor told every frame, on the same path: what differs,
// further from the tone than any wanted modulation reaches, is the zipper.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <map>
#include <numbers>
#include <string>
#include <vector>

#include "engine/dsp/fft.h"
#include "engine/params/spec.h"
#include "engine/processors/registry.h"
#include "tests/support/processor_rig.h"

namespace sweetspot::testing {
namespace {

constexpr double kRate = 48000.0;
constexpr double kTone = 1000.0;
constexpr double kModulation = 1000.0;  // the wanted modulation lies within so many Hz of the tone
constexpr double kMostSpurs = -80.0;    // dB of the tone
constexpr Frames kBefore = 9600, kSweep = 2400, kAfter = 4384;
constexpr Frames kWindow = 8192;  // the last frames, in which the sweep lies

// Settings in which each parameter has something to do; those of a processor that is not listed are its defaults and some at random.
const std::map<std::string, std::vector<std::string>> kLively{
    {"eq",
     {"band1.gain=12 band1.freq=1200 band1.q=2 band2.type=high_pass band2.freq=300", "band1.type=high_shelf band1.gain=-12 band1.freq=2000",
      "band1.gain=6 band1.freq=1000 band1.route=mid band2.gain=-9 band2.route=left auto_gain=on",
      "band1.dynamic=on band1.threshold=-40 band1.ratio=4 band1.freq=1000 band2.type=high_shelf band2.dynamic=on band2.ratio=0.5",
      "phase=linear resolution=low band1.gain=6 band1.freq=1000 band2.type=high_pass band2.freq=300"}},
    {"compressor",
     {"threshold=-40 ratio=8", "threshold=-40 detector=peak sc_hp=300 sc_listen=on", "threshold=-40 detector=rms sc_lp=3000",
      "threshold=-40 topology=feedback auto_release=50 hold=5", "threshold=-40 auto_makeup=on detector=peak hold=5"}},
    {"gate",
     {"threshold=-8 ratio=2 knee=6 range=60", "threshold=-8 ratio=100 range=40 sc_hp=300 sc_listen=on",
      "mode=duck threshold=-30 range=12"}},
    {"deesser",
     {"freq=2000 threshold=-40 adaptive=0", "mode=wide band=around freq=2000 threshold=-40 adaptive=50",
      "freq=2000 threshold=-40 listen=on"}},
    {"limiter", {"drive=24", "drive=24 style=punchy", "drive=24 style=loud unity=on", "drive=24 delta=on"}},
    {"width",
     {"rotation=20", "rotation=30 band1.width=20 band3.width=180 split1=700 split2=1500 mono_below=100",
      "spread=60 spread_from=500 mono_below=300 band2.width=50 guard=0.3"}},
    {"multiband",
     {"band1.threshold=-40 band1.ratio=6 band2.threshold=-40 split1=900 split2=2500",
      "band1.threshold=-20 band1.ratio=3 band1.mode=expander band2.mode=upward band2.threshold=-10 split1=900 split2=2500 lookahead=2 "
      "band1.width=40",
      "phase=linear band1.threshold=-40 band1.ratio=6 split1=900 split2=1500 mix=60"}},
    {"saturate",
     {"drive=12 style=tube even_odd=30 mix=70", "mode=exciter freq=700 drive=18 style=soft amount=200",
      "mode=exciter band=around freq=1000 drive=18 filter=minimum mix=50"}},
    {"clipper", {"drive=12 knee=6 ceiling=-6", "drive=18 knee=0 oversampling=off hold=sample"}},
    {"transient", {"attack=60 sustain=50 speed=100"}},
    {"reverb", {"mix=100 decay=1 duck=12 duck_threshold=-60", "mix=60 space=plate decay=3 low_decay=2 low_crossover=600 high_decay=0.3"}},
    {"delay",
     {"mix=60 time=5 feedback=80 wobble=20", "mix=100 time=12 change=tape duck=12 duck_threshold=-40 drive=18 feedback=90 ping_pong=on"}},
    {"doubler", {"mix=100 voices=4 detune=30 rate=2"}},
    {"modulation",
     {"type=chorus", "type=flanger feedback=70 depth=80 rate=5", "type=phaser feedback=-70 rate=3", "type=tremolo rate=8 depth=90",
      "type=vibrato rate=6 shape=triangle"}},
};

std::vector<double> settings_from(const ProcessorType& type, const std::string& text) {
  std::vector<double> values = default_values(type);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    const std::size_t equals = word.find('=');
    const int index = index_of(type.params, word.substr(0, equals));
    EXPECT_GE(index, 0) << word;
    if (index >= 0)
      values[static_cast<std::size_t>(index)] = parse_value(type.params[static_cast<std::size_t>(index)], word.substr(equals + 1));
    at = end + 1;
  }
  return values;
}

std::vector<std::vector<double>> bases(const ProcessorType& type) {
  std::vector<std::vector<double>> all;
  if (const auto found = kLively.find(type.id); found != kLively.end()) {
    for (const std::string& text : found->second) all.push_back(settings_from(type, text));
    return all;
  }
  std::mt19937 random(5);
  all.push_back(default_values(type));
  for (int i = 0; i < 2; ++i) all.push_back(random_values(type, random));
  return all;
}

// Bands are all alike: the first stands for the others.
bool repeats_another(const ParamSpec& spec) {
  const std::size_t digit = spec.key.find_first_of("0123456789");
  const std::size_t point = spec.key.find('.');
  return digit != std::string::npos && point != std::string::npos && digit < point && spec.key.substr(digit, point - digit) != "1";
}

bool sweeps(const ParamSpec& spec) { return !spec.structural && spec.ramp_ms > 0.0 && !repeats_another(spec); }

Sound tone() {
  Sound sound(2);
  for (auto& channel : sound)
    for (Frames i = 0; i < kBefore + kSweep + kAfter; ++i)
      channel.push_back(static_cast<float>(0.25 * std::sin(2.0 * std::numbers::pi * kTone * static_cast<double>(i) / kRate)));
  return sound;
}

// From one end of a parameter's travel to the other, in straight lines from one slice of the engine to the next, told every `step` frames.
Trajectory sweep(const ProcessorType& type, std::vector<double> base, std::size_t param, int step) {
  return [&spec = type.params[param], base, param, step](Frames at) {
    const auto at_border = [&spec](double frame) { return value_from_travel(spec, std::clamp(frame / kSweep, 0.0, 1.0)); };
    const auto frame = static_cast<double>(at * step - kBefore);
    const double border = std::floor(frame / kSliceFrames) * kSliceFrames;
    const double from = at_border(border);
    std::vector<double> values = base;
    values[param] = from + (frame - border) / kSliceFrames * (at_border(border + kSliceFrames) - from);
    return values;
  };
}

// Power of the last kWindow frames, at least `away` Hz from the tone.
double power(const std::vector<float>& sound, double away) {
  dsp::RealFft fft(static_cast<int>(kWindow));
  const auto window = [](Frames i) {
    const double x = 2.0 * std::numbers::pi * static_cast<double>(i) / kWindow;
    return 0.35875 - 0.48829 * std::cos(x) + 0.14128 * std::cos(2 * x) - 0.01168 * std::cos(3 * x);
  };
  for (Frames i = 0; i < kWindow; ++i)
    fft.time()[static_cast<std::size_t>(i)] = sound[sound.size() - static_cast<std::size_t>(kWindow - i)] * static_cast<float>(window(i));
  fft.forward();
  double sum = 0.0;
  for (std::size_t k = 0; k < fft.bins().size(); ++k)
    if (std::abs(static_cast<double>(k) * kRate / kWindow - kTone) >= away) sum += std::norm(std::complex<double>(fft.bins()[k]));
  return sum;
}

double spurs_db(const Sound& coarse, const Sound& fine) {
  double worst = -400.0;
  for (std::size_t c = 0; c < coarse.size(); ++c) {
    std::vector<float> difference = coarse[c];
    for (std::size_t i = 0; i < difference.size(); ++i) difference[i] -= fine[c][i];
    const double carrier = std::max(power(fine[c], 0.0), 1e-3);  // 1e-3: what has fallen silent has no zipper worth the name
    worst = std::max(worst, 10.0 * std::log10((power(difference, kModulation) + 1e-30) / carrier));
  }
  return worst;
}

class Zipper : public ::testing::TestWithParam<const ProcessorType*> {};

TEST_P(Zipper, StaysBelowMinusEightyDecibels) {
  const ProcessorType& type = *GetParam();
  const Sound input = tone();
  int round = 0;
  for (const auto& base : bases(type)) {
    ++round;
    for (std::size_t param = 0; param < type.params.size(); ++param) {
      if (!sweeps(type.params[param])) continue;
      ProcessorRig coarse(type, kRate, 2, base), fine(type, kRate, 2, base);
      fine.set_slice(1);
      const Sound stepped = coarse.run(input, sweep(type, base, param, kSliceFrames), kMaxBlockFrames);
      const double spurs = spurs_db(stepped, fine.run(input, sweep(type, base, param, 1), kMaxBlockFrames));
      EXPECT_LT(spurs, kMostSpurs) << type.params[param].key << ", settings " << round;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Registry, Zipper, ::testing::ValuesIn(all_processors().begin(), all_processors().end()),
                         [](const auto& tested) { return tested.param->id; });

}  // namespace
}  // namespace sweetspot::testing
