#include "engine/studio/hearing.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>
#include <unordered_map>

#include "engine/analysis/k_weighting.h"
#include "engine/analysis/loudness.h"
#include "engine/core/hash.h"
#include "engine/delivery/mixdown.h"
#include "engine/processors/registry.h"
#include "engine/session/edit_support.h"
#include "engine/session/format.h"
#include "engine/session/missing_media.h"
#include "engine/session/strip_edits.h"

namespace sweetspot {
namespace {

// K-weighted energy of a stereo sound.
class Energy {
 public:
  explicit Energy(double rate) : sides_{KWeighting(rate), KWeighting(rate)} {}
  void add(const float* const* audio, int frames) {
    for (int c = 0; c < kRenderChannels; ++c) sum_ = sides_[c].add_energy(audio[c], frames, sum_);
  }
  double sum() const { return sum_; }

 private:
  KWeighting sides_[kRenderChannels];
  double sum_ = 0.0;
};

// The sum of what comes in at one place of the desk, block by block.
struct Junction {
  explicit Junction(double rate) : energy(rate) {}

  void add(const float* const* audio, int frames) {
    for (int c = 0; c < kRenderChannels; ++c) {
      if (room[c].size() < static_cast<std::size_t>(frames)) room[c].resize(static_cast<std::size_t>(frames));
      for (int i = 0; i < frames; ++i) room[c][static_cast<std::size_t>(i)] += audio[c][i];
    }
  }
  void end_block(int frames, LoudnessMeter* meter) {
    for (auto& side : room) side.resize(static_cast<std::size_t>(frames));
    const float* const audio[] = {room[0].data(), room[1].data()};
    energy.add(audio, frames);
    if (meter) meter->process(audio, frames);
    for (auto& side : room) std::fill(side.begin(), side.end(), 0.0f);
  }

  std::vector<float> room[kRenderChannels];
  Energy energy;
  bool fed = false;
};

class Desk;

// One strip's sound, after its fader.
class StripEar final : public Sink {
 public:
  StripEar(const Strip& strip, double rate, Desk& desk)
      : id(strip.id), output(strip.output), energy(rate), meter(rate, kRenderChannels), desk_(desk) {}

  void write(const float* const* audio, int frames) override;
  void finish() override { meter.finish(); }

  StripId id, output;
  Energy energy;
  LoudnessMeter meter;
  std::unique_ptr<ErbLevels> levels;

 private:
  Desk& desk_;
};

// All strips and where they meet. A block comes strip by strip; with the next one's first strip, or at the end, it is complete.
class Desk {
 public:
  explicit Desk(const Session& session) : mix_meter(session.rate, kRenderChannels) {
    const auto add = [&](const Strip& strip) {
      ears.push_back(std::make_unique<StripEar>(strip, session.rate, *this));
      if (!find_bus(session, strip.output)) ears.back()->output = kMixStrip;
    };
    for (const auto& track : session.tracks) add(track->strip);
    for (const auto& bus : session.buses) {
      add(bus->strip);
      junctions.emplace(bus->strip.id, Junction(session.rate));
    }
    junctions.emplace(kMixStrip, Junction(session.rate));
  }

  void take(StripEar& ear, const float* const* audio, int frames) {
    if (&ear == ears.front().get()) end_block();
    Junction& junction = junctions.at(ear.output);
    junction.fed = true;
    junction.add(audio, frames);
    frames_ = frames;
  }

  void end_block() {
    if (frames_ == 0) return;
    for (auto& [strip, junction] : junctions) junction.end_block(frames_, strip == kMixStrip ? &mix_meter : nullptr);
    frames_ = 0;
  }

  std::vector<std::unique_ptr<StripEar>> ears;
  std::unordered_map<StripId, Junction> junctions;
  LoudnessMeter mix_meter;

 private:
  int frames_ = 0;
};

void StripEar::write(const float* const* audio, int frames) {
  energy.add(audio, frames);
  meter.process(audio, frames);
  if (levels) levels->process(audio, frames);
  desk_.take(*this, audio, frames);
}

// By how much a bus changes the power of what its tracks send through it. What its sends bring is told apart, as a return, so it takes no
// part: where tracks feed it, its sound is theirs.
double power_gain(const Desk& desk, const Session& session, StripId strip) {
  double gain = 1.0;
  for (std::size_t step = 0; strip != kMixStrip && step <= session.buses.size(); ++step) {
    const Bus* bus = find_bus(session, strip);
    if (!bus) return gain;
    const auto ear = std::find_if(desk.ears.begin(), desk.ears.end(), [&](const auto& e) { return e->id == strip; });
    const double in = desk.junctions.at(strip).energy.sum();
    gain *= in > 0.0 ? (*ear)->energy.sum() / in : 0.0;
    strip = (*ear)->output;
  }
  return gain;
}

double db_of_power(double power) { return 10.0 * std::log10(power); }

HeardStrip heard(const Desk& desk, const Session& session, StripEar& ear, double mix_energy) {
  HeardStrip out;
  out.strip = ear.id;
  const double gain = power_gain(desk, session, ear.output);
  if (gain <= 0.0 || ear.energy.sum() <= 0.0) return out;
  out.way_db = db_of_power(gain);
  if (const auto lufs = ear.meter.figures().integrated_lufs) out.loudness_lufs = *lufs + out.way_db;
  out.share = mix_energy > 0.0 ? gain * ear.energy.sum() / mix_energy : 0.0;
  if (!ear.levels) return out;
  ErbFrames bands = ear.levels->finish();
  for (float& power : bands.power) power *= static_cast<float>(gain);
  for (ErbBands* side : {&bands.sides.left, &bands.sides.right, &bands.sides.cross})
    for (double& power : *side) power *= gain;
  out.bands = std::make_shared<ErbFrames>(std::move(bands));
  return out;
}

Strip bare(Strip strip) {
  strip.name.clear();
  strip.colour.clear();
  strip.soloed = strip.solo_safe = false;
  return strip;
}

}  // namespace

Stretch stretch_to_hear(const Session& session) {
  if (session.loop.enabled && session.loop.end > session.loop.start) return {session.loop.start, session.loop.end};
  return {0, end_of(session)};
}

const HeardStrip* Hearing::find(StripId strip) const {
  for (const auto* list : {&tracks, &returns, &buses})
    for (const HeardStrip& one : *list)
      if (one.strip == strip) return &one;
  return nullptr;
}

std::string hearing_key(const Session& session, const Stretch& stretch) {
  Session heard = session;
  heard.name.clear();
  heard.markers.clear();
  heard.versions.clear();
  heard.metadata.clear();
  heard.loop = {};
  heard.next_id = 0;
  const auto without_name = [](const auto& item) {
    auto copy = std::make_shared<std::remove_cvref_t<decltype(*item)>>(*item);
    copy->strip = bare(std::move(copy->strip));
    return copy;
  };
  for (auto& track : heard.tracks) {
    auto copy = without_name(track);
    copy->role = Role::unknown;
    track = copy;
  }
  for (auto& bus : heard.buses) bus = without_name(bus);
  // Only what the mix is fed with is listened to.
  heard.mix = std::make_shared<Strip>();
  heard.master = heard.mix;
  return fnv1a_text(session_to_text(heard, processor_catalog())) + std::to_string(stretch.from) + "-" + std::to_string(stretch.to);
}

Hearing hear_mix(const SessionPtr& session, const std::filesystem::path& folder, const Stretch& stretch, bool bands, int jobs,
                 const Progress& progress) {
  Hearing hearing;
  hearing.key = hearing_key(*session, stretch);
  hearing.stretch = stretch;
  Desk desk(*session);
  if (desk.ears.empty() || stretch.to <= stretch.from) return hearing;
  std::vector<StripId> strips;
  Mixdown::Outputs outputs;
  for (std::size_t i = 0; i < desk.ears.size(); ++i) {
    StripEar& ear = *desk.ears[i];
    strips.push_back(ear.id);
    outputs.taps.emplace_back(ear.id, &ear);
    if (bands && i < session->tracks.size()) ear.levels = std::make_unique<ErbLevels>(session->rate, stretch.to - stretch.from);
  }
  Mixdown mixdown(edit::clear_solos(session), folder, strips);
  const int threads = jobs > 0 ? jobs : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  mixdown.run(stretch.from, stretch.to, threads, kMaxBlockFrames, outputs, progress);
  desk.end_block();
  desk.mix_meter.finish();
  hearing.mix_lufs = desk.mix_meter.figures().integrated_lufs;
  std::set<MediaId> missing;
  for (const MissingMedia& media : missing_media(*session, folder)) missing.insert(media.id);
  const double mix_energy = desk.junctions.at(kMixStrip).energy.sum();
  for (std::size_t i = 0; i < desk.ears.size(); ++i) {
    StripEar& ear = *desk.ears[i];
    const bool track = i < session->tracks.size();
    HeardStrip one = heard(desk, *session, ear, mix_energy);
    if (track) {
      const auto& regions = session->tracks[i]->regions;
      one.recording_missing = std::ranges::any_of(regions, [&](const Region& region) { return missing.contains(region.media); });
      hearing.tracks.push_back(std::move(one));
    } else if (desk.junctions.at(ear.id).fed) {
      hearing.buses.push_back(std::move(one));
    } else if (one.share > 0.0) {
      hearing.returns.push_back(std::move(one));
    }
  }
  hearing.problems = mixdown.problems();
  return hearing;
}

std::shared_ptr<const Hearing> HearingShelf::find(const std::string& key, bool bands) {
  for (auto place = shelf_.begin(); place != shelf_.end(); ++place) {
    const bool has = (*place)->tracks.empty() ||
                     std::any_of((*place)->tracks.begin(), (*place)->tracks.end(), [](const HeardStrip& t) { return t.bands; });
    if ((*place)->key != key || (bands && !has)) continue;
    shelf_.splice(shelf_.begin(), shelf_, place);
    return shelf_.front();
  }
  return nullptr;
}

void HearingShelf::keep(std::shared_ptr<const Hearing> hearing) {
  std::erase_if(shelf_, [&](const auto& other) { return other->key == hearing->key; });
  shelf_.push_front(std::move(hearing));
  if (shelf_.size() > kMost) shelf_.pop_back();
  std::size_t with = 0;
  for (auto& one : shelf_) {
    const bool has = std::any_of(one->tracks.begin(), one->tracks.end(), [](const HeardStrip& t) { return t.bands != nullptr; });
    if (!has || ++with <= kMostWithBands) continue;
    auto light = std::make_shared<Hearing>(*one);
    for (HeardStrip& track : light->tracks) track.bands = nullptr;
    one = light;
  }
}

}  // namespace sweetspot
