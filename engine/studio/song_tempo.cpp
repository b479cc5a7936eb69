#include "engine/studio/song_tempo.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>

#include "engine/analysis/tempo.h"
#include "engine/core/error.h"
#include "engine/playback/offline_source.h"
#include "engine/session/song_edits.h"

namespace sweetspot {
namespace {

constexpr double kSteady = 0.4;  // of the confidence, at least
constexpr int kBlock = 4096;

// All tracks together as mono. Windows overlap, so what was read is kept until it lies behind.
class SongSound {
 public:
  SongSound(const Session& session, const std::filesystem::path& folder) {
    for (const auto& track : session.tracks)
      if (!track->strip.muted && track->role != Role::mix_reference && !track->regions.empty())
        sources_.push_back(make_offline_source(session, *track, folder));
  }
  bool empty() const { return sources_.empty(); }

  void read(Frames from, int frames, float* out) {
    const Frames end = from_ + static_cast<Frames>(kept_.size());
    if (from < from_ || from > end) {
      kept_.clear();
    } else {
      kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(from - from_));
    }
    from_ = from;
    while (static_cast<int>(kept_.size()) < frames) append();
    std::copy_n(kept_.begin(), frames, out);
  }

 private:
  void append() {
    const Frames at = from_ + static_cast<Frames>(kept_.size());
    const std::size_t before = kept_.size();
    kept_.resize(before + kBlock, 0.0f);
    float* const audio[] = {left_.data(), right_.data()};
    for (const auto& source : sources_) {
      if (source->silent(at, kBlock)) continue;
      source->read(at, kBlock, audio);
      const bool two = source->channels() == 2;
      for (std::size_t i = 0; i < kBlock; ++i) kept_[before + i] += two ? 0.5f * (left_[i] + right_[i]) : left_[i];
    }
  }

  std::vector<std::shared_ptr<OfflineSource>> sources_;
  std::vector<float> left_ = std::vector<float>(kBlock), right_ = std::vector<float>(kBlock);
  std::vector<float> kept_;
  Frames from_ = 0;
};

double rounded(double bpm) {
  const double whole = std::round(bpm);
  return std::abs(bpm - whole) < 0.0004 * bpm ? whole : std::round(bpm * 100.0) / 100.0;
}

}  // namespace

SongTempo find_song_tempo(const Session& session, const std::filesystem::path& folder, const Progress& progress) {
  SongSound sound(session, folder);
  const Frames total = end_of(session);
  if (sound.empty() || total == 0) throw Error("the tempo", "there is nothing to listen to", "add recordings first");
  const TempoEstimate found =
      find_tempo([&](Frames from, int frames, float* out) { sound.read(from, frames, out); }, total, session.rate, progress);
  SongTempo tempo;
  tempo.confidence = found.confidence;
  tempo.bar_confidence = found.bar_confidence;
  if (found.bpm == 0.0 || found.confidence < kSteady) {
    tempo.why = found.onsets == 0 ? "Nothing in these recordings has an attack to count by."
                                  : fmt::format("Of {} attacks too few lie on any steady beat.", found.onsets);
    return tempo;
  }
  tempo.bpm = rounded(found.bpm);
  const double beat = 60.0 / tempo.bpm, bar = 4.0 * beat;
  double start = std::fmod(found.first_beat + found.downbeat * beat, bar);
  if (bar - start < 0.1 * beat) start = 0.0;  // the song begins with a bar, give or take a player's hand
  if (start < 0.1 * beat) start = 0.0;
  tempo.bar_1 = frames_from_seconds(start, session.rate);
  tempo.why = fmt::format("{:.0f} % of {} attacks lie on its beats, halves and quarters.", 50.0 + 50.0 * found.confidence, found.onsets);
  return tempo;
}

SessionPtr with_tempo(const SessionPtr& session, const SongTempo& tempo) {
  if (tempo.bpm == 0.0) throw Error("the tempo", "no steady one was found", "set it by hand");
  return edit::set_meter(edit::set_tempo(session, tempo.bpm), {session->meter.beats, tempo.bar_1});
}

}  // namespace sweetspot
