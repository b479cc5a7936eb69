#include "tests/engine/mixer/mix_rig.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numbers>

namespace sweetspot::rig {

void MemorySource::read(Frames position, int frames, float* const* audio) noexcept {
  for (std::size_t c = 0; c < sound_.size(); ++c) {
    for (int i = 0; i < frames; ++i) {
      const Frames at = position + i;
      audio[c][i] = at >= 0 && at < static_cast<Frames>(sound_[c].size()) ? sound_[c][static_cast<std::size_t>(at)] : 0.0f;
    }
  }
}

Sound noise(int channels, int frames, unsigned seed, float level) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(-level, level);
  Sound sound(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(frames)));
  for (auto& channel : sound) {
    for (float& x : channel) x = value(random);
  }
  return sound;
}

Sound sine(double frequency, int frames, double rate, double level) {
  Sound sound(1, std::vector<float>(static_cast<std::size_t>(frames)));
  for (int i = 0; i < frames; ++i)
    sound[0][static_cast<std::size_t>(i)] = static_cast<float>(level * std::sin(2.0 * std::numbers::pi * frequency * i / rate));
  return sound;
}

Sound constant(int channels, int frames, float value) {
  return Sound(static_cast<std::size_t>(channels), std::vector<float>(static_cast<std::size_t>(frames), value));
}

Desk::Desk() : mix_(std::make_shared<Strip>()), master_(std::make_shared<Strip>()) {
  mix_->id = kMixStrip;
  mix_->name = "Mix";
  mix_->output = kMasterStrip;
  master_->id = kMasterStrip;
  master_->name = "Master";
}

Strip& Desk::track(std::uint64_t id, Sound sound, const std::string& name) {
  auto track = std::make_shared<Track>();
  track->strip.id = {id};
  track->strip.name = name.empty() ? std::to_string(id) : name;
  track->strip.output = kMixStrip;
  track->channels = static_cast<int>(sound.size());
  sources_[id] = std::make_shared<MemorySource>(std::move(sound));
  tracks_.push_back(track);
  return track->strip;
}

Strip& Desk::bus(std::uint64_t id, const std::string& name) {
  auto bus = std::make_shared<Bus>();
  bus->strip.id = {id};
  bus->strip.name = name.empty() ? std::to_string(id) : name;
  bus->strip.output = kMixStrip;
  buses_.push_back(bus);
  return bus->strip;
}

Device& Desk::device(Strip& strip, std::uint64_t id, const std::string& type, std::map<std::string, double> params) {
  auto device = std::make_shared<Device>();
  device->id = {id};
  device->type = type;
  device->params = std::move(params);
  strip.devices.push_back(device);
  return *device;
}

Send& Desk::send(Strip& strip, std::uint64_t id, std::uint64_t to, double gain_db) {
  Send send;
  send.id = {id};
  send.to = {to};
  send.gain_db = gain_db;
  strip.sends.push_back(send);
  return strip.sends.back();
}

AutomationLane& Desk::lane(Strip& strip, AutomationTarget target, std::vector<AutomationPoint> points) {
  auto lane = std::make_shared<AutomationLane>();
  lane->target = std::move(target);
  lane->points = std::move(points);
  strip.automation.push_back(lane);
  return *lane;
}

Strip& Desk::strip(std::uint64_t id) {
  for (auto& track : tracks_) {
    if (track->strip.id.value == id) return track->strip;
  }
  for (auto& bus : buses_) {
    if (bus->strip.id.value == id) return bus->strip;
  }
  return id == kMixStrip.value ? *mix_ : *master_;
}

void Desk::remove(std::uint64_t strip) {
  std::erase_if(tracks_, [&](const auto& track) { return track->strip.id.value == strip; });
  std::erase_if(buses_, [&](const auto& bus) { return bus->strip.id.value == strip; });
}

SessionPtr Desk::session() const {
  const auto own_devices = [](Strip& strip) {
    for (auto& device : strip.devices) device = std::make_shared<Device>(*device);
    for (auto& lane : strip.automation) lane = std::make_shared<AutomationLane>(*lane);
  };
  auto session = std::make_shared<Session>();
  session->rate = 48000.0;
  for (const auto& track : tracks_) {
    auto copy = std::make_shared<Track>(*track);
    own_devices(copy->strip);
    session->tracks.push_back(copy);
  }
  for (const auto& bus : buses_) {
    auto copy = std::make_shared<Bus>(*bus);
    own_devices(copy->strip);
    session->buses.push_back(copy);
  }
  auto mix = std::make_shared<Strip>(*mix_);
  auto master = std::make_shared<Strip>(*master_);
  own_devices(*mix);
  own_devices(*master);
  session->mix = mix;
  session->master = master;
  return session;
}

Assets Desk::assets(bool fade_in) const {
  Assets assets;
  assets.source = [sources = sources_](const Session&, const Track& track) { return sources.at(track.strip.id.value); };
  assets.fade_in = fade_in;
  assets.find = find_test_processor;
  return assets;
}

namespace {

float ramp_at(const ProcessBlock& block, std::size_t param, int frame) {
  const ParamRamp& ramp = block.params[param];
  if (!block.moving) return ramp.to;
  return ramp.from + (ramp.to - ramp.from) * static_cast<float>(block.slice_offset + frame) / static_cast<float>(block.slice_length);
}

class Gain : public Processor {
 public:
  void prepare(const ProcessSetup&, std::span<const double>) override {}
  void reset() noexcept override {}
  void process(const ProcessBlock& block) noexcept override {
    for (int c = 0; c < block.channels; ++c) {
      for (int i = 0; i < block.frames; ++i) block.audio[c][i] *= std::pow(10.0f, ramp_at(block, 0, i) / 20.0f);
    }
  }
};

class Probe : public Processor {
 public:
  void prepare(const ProcessSetup&, std::span<const double>) override {}
  void reset() noexcept override {}
  void process(const ProcessBlock& block) noexcept override {
    for (int c = 0; c < block.channels; ++c) {
      for (int i = 0; i < block.frames; ++i) block.audio[c][i] += ramp_at(block, 0, i);
    }
  }
};

class Delay : public Processor {
 public:
  void prepare(const ProcessSetup&, std::span<const double> values) override {
    for (auto& line : lines_) line.assign(static_cast<std::size_t>(values[0]), 0.0f);
    reset();
  }
  void reset() noexcept override {
    for (auto& line : lines_) std::fill(line.begin(), line.end(), 0.0f);
    at_ = 0;
  }
  void process(const ProcessBlock& block) noexcept override {
    if (lines_[0].empty()) return;
    for (int i = 0; i < block.frames; ++i) {
      for (int c = 0; c < block.channels; ++c) std::swap(lines_[static_cast<std::size_t>(c)][at_], block.audio[c][i]);
      at_ = (at_ + 1) % lines_[0].size();
    }
  }

 private:
  std::array<std::vector<float>, 2> lines_;
  std::size_t at_ = 0;
};

class Bad : public Processor {
 public:
  void prepare(const ProcessSetup&, std::span<const double> values) override { at_ = static_cast<int>(values[0]); }
  void reset() noexcept override {}
  void process(const ProcessBlock& block) noexcept override {
    for (int i = 0; i < block.frames; ++i, ++run_) {
      if (run_ == at_) block.audio[0][i] = std::numeric_limits<float>::quiet_NaN();
    }
  }

 private:
  int at_ = 0;
  int run_ = 0;
};

class Duck : public Processor {
 public:
  void prepare(const ProcessSetup&, std::span<const double>) override {}
  void reset() noexcept override {}
  void process(const ProcessBlock& block) noexcept override {
    for (int i = 0; i < block.frames; ++i) {
      const bool down = block.sidechain && std::abs(block.sidechain[0][i]) > 0.5f;
      for (int c = 0; c < block.channels; ++c) block.audio[c][i] = down ? 0.0f : block.audio[c][i];
    }
  }
};

class Pole : public Processor {
 public:
  void prepare(const ProcessSetup&, std::span<const double>) override { reset(); }
  void reset() noexcept override { state_ = {0.0f, 0.0f}; }
  void process(const ProcessBlock& block) noexcept override {
    for (int i = 0; i < block.frames; ++i) {
      for (int c = 0; c < block.channels; ++c) step(block, c, i);
    }
  }
  void step(const ProcessBlock& block, int c, int i) {
    float& state = state_[static_cast<std::size_t>(c)];
    state += ramp_at(block, 0, i) * (block.audio[c][i] - state);
    block.audio[c][i] = state;
  }
  static void batch(std::span<const BatchItem> items) noexcept {
    for (int i = 0; i < items[0].block->frames; ++i) {
      for (const BatchItem& item : items) {
        for (int c = 0; c < item.block->channels; ++c) static_cast<Pole*>(item.processor)->step(*item.block, c, i);
      }
    }
  }

 private:
  std::array<float, 2> state_{};
};

template <class P>
std::unique_ptr<Processor> make() {
  return std::make_unique<P>();
}

ParamSpec param(const char* key, double minimum, double maximum, double value, double ramp_ms = 20.0, bool structural = false) {
  ParamSpec spec;
  spec.id = 1;
  spec.key = spec.label = key;
  spec.minimum = minimum;
  spec.maximum = maximum;
  spec.default_value = value;
  spec.ramp_ms = ramp_ms;
  spec.structural = structural;
  return spec;
}

ProcessorType type(const char* id, ParamSpec spec, std::unique_ptr<Processor> (*maker)()) {
  ProcessorType type;
  type.id = type.label = id;
  type.params = {std::move(spec)};
  type.make = maker;
  return type;
}

std::vector<ProcessorType> make_types() {
  std::vector<ProcessorType> types;
  types.push_back(type("gain", param("gain", -100, 24, 0), make<Gain>));
  types.push_back(type("delay", param("frames", 0, 10000, 64, 0, true), make<Delay>));
  types.back().latency = [](std::span<const double> values, double) { return static_cast<int>(values[0]); };
  types.push_back(type("bad", param("at", 0, 1e9, 0), make<Bad>));
  types.push_back(type("duck", param("unused", 0, 1, 0), make<Duck>));
  types.back().has_sidechain = true;
  types.push_back(type("pole", param("pole", 0, 1, 0.1), make<Pole>));
  types.back().process_batch = Pole::batch;
  types.push_back(type("probe", param("value", -100, 100, 0), make<Probe>));
  types.back().meters = {{"level", "Level", Unit::decibels, -1.0}};
  return types;
}

}  // namespace

const ProcessorType* find_test_processor(std::string_view id) {
  static const std::vector<ProcessorType> types = make_types();
  for (const ProcessorType& type : types) {
    if (type.id == id) return &type;
  }
  return nullptr;
}

Stereo run_plan(Plan& plan, Frames start, int frames, const Cuts& cuts, bool master) {
  Workers workers(cuts.jobs);
  std::mt19937 random(cuts.seed);
  std::uniform_int_distribution<int> any(1, kMaxBlockFrames);
  Stereo out;
  const auto take = [&](int count) {
    const auto sound = master ? plan.master() : plan.mix();
    out.left.insert(out.left.end(), sound[0], sound[0] + count);
    out.right.insert(out.right.end(), sound[1], sound[1] + count);
  };
  for (int done = 0; done < frames;) {
    const int wanted = std::min(cuts.block > 0 ? cuts.block : any(random), frames - done);
    const int count = cut_block(start + done, wanted);
    if (cuts.ahead) {
      take(plan.run_ahead(start + done, count, true, &workers));
    } else {
      plan.run(start + done, count, true, cuts.jobs > 1 ? &workers : nullptr);
      take(count);
    }
    done += count;
  }
  if (cuts.ahead) take(plan.run_ahead(start + frames, 0, true, &workers));
  return out;
}

Stereo render(const Desk& desk, int frames, const Cuts& cuts, bool master) {
  const auto plan = compile(desk.session(), nullptr, desk.assets());
  return run_plan(*plan, 0, frames, cuts, master);
}

double rms(const std::vector<float>& x) {
  double sum = 0.0;
  for (const float v : x) sum += static_cast<double>(v) * v;
  return std::sqrt(sum / static_cast<double>(x.size()));
}

double null_db(const std::vector<float>& x, const std::vector<double>& reference) {
  double error = 0.0;
  double level = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    error += (x[i] - reference[i]) * (x[i] - reference[i]);
    level += reference[i] * reference[i];
  }
  return 10.0 * std::log10(std::max(error, 1e-300) / level);
}

double largest_step(const std::vector<float>& x) {
  double largest = 0.0;
  for (std::size_t i = 1; i < x.size(); ++i) largest = std::max(largest, std::abs(static_cast<double>(x[i]) - x[i - 1]));
  return largest;
}

}  // namespace sweetspot::rig
