#include "engine/studio/demo.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <future>
#include <nlohmann/json.hpp>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/media/audio_writer.h"
#include "engine/media/content_hash.h"
#include "engine/session/session_folder.h"
#include "engine/studio/demo_band.h"
#include "engine/studio/demo_session.h"
#include "engine/studio/demo_voice.h"
#include "engine/studio/fresh_folder.h"

namespace sweetspot {

namespace {

using namespace demo;

struct Part {
  std::string name;
  Role role;
  Samples left;
  Samples right;  // empty for mono
};

Part mono(std::string name, Role role, Samples samples) { return {std::move(name), role, std::move(samples), {}}; }
Part stereo(std::string name, Role role, Stereo samples) {
  return {std::move(name), role, std::move(samples.left), std::move(samples.right)};
}

// A voice and what it sings.
struct VoicePart {
  std::string name;
  Role role;
  Singer singer;
  double peak;
  std::vector<SungNote> notes;
};

// The lead's chorus, so many steps of the scale higher or lower, by someone who keeps the pitch better.
std::vector<SungNote> harmony(const Score& score, int steps, std::uint64_t seed) {
  constexpr double kChorusBeat = 40.0;
  Random random(seed);
  std::vector<SungNote> out;
  for (SungNote note : score.lead) {
    if (note.beat < kChorusBeat) continue;
    note.midi = diatonic(note.midi, steps);
    note.cents = std::round(9.0 * random.human());
    out.push_back(note);
  }
  return out;
}

std::vector<VoicePart> voice_parts(const Score& score) {
  return {{"Lead Vocal", Role::lead_vocal, {.looseness = 2.0, .seed = 51}, 0.6, score.lead},
          {"Harmony High",
           Role::backing_vocal,
           {.formant_scale = 1.06, .vibrato_cents = 20.0, .breath = 0.035, .looseness = 2.0, .late_ms = 9.0, .seed = 52},
           0.4,
           harmony(score, 2, 61)},
          {"Harmony Low",
           Role::backing_vocal,
           {.formant_scale = 0.93, .vibrato_cents = 18.0, .breath = 0.03, .looseness = 2.0, .late_ms = -6.0, .seed = 53},
           0.4,
           harmony(score, -2, 62)},
          {"Ad-lib",
           Role::ad_lib,
           {.formant_scale = 1.02, .vibrato_cents = 38.0, .breath = 0.045, .looseness = 2.0, .late_ms = 14.0, .seed = 54},
           0.45,
           score.adlib}};
}

std::size_t song_frames(const Score& score) { return static_cast<std::size_t>(frame_of(score.bars() * 4, score.beat_seconds())); }

// The last bar rings out.
void fade_end(Samples& samples) {
  const auto length = std::min(samples.size(), static_cast<std::size_t>(0.8 * kRate));
  for (std::size_t i = 0; i < length; ++i) {
    const double left = static_cast<double>(i) / static_cast<double>(length);
    samples[samples.size() - 1 - i] *= static_cast<float>(left * left);
  }
}

std::vector<Part> play_drums(const Score& score, std::size_t frames) {
  const auto strokes = drum_part(score);
  Samples kick = play_kick(strokes, frames), snare = play_snare(strokes, frames), hats = play_hats(strokes, frames),
          toms = play_toms(strokes, frames);
  Stereo overheads = play_overheads(strokes, kick, snare, hats, toms);
  std::vector<Part> out;
  out.push_back(mono("Kick", Role::kick, std::move(kick)));
  out.push_back(mono("Snare", Role::snare, std::move(snare)));
  out.push_back(mono("Hi-Hat", Role::hats, std::move(hats)));
  out.push_back(mono("Toms", Role::toms, std::move(toms)));
  out.push_back(stereo("Overheads", Role::overheads, std::move(overheads)));
  out.push_back(mono("Tambourine", Role::percussion, play_tambourine(strokes, frames)));
  return out;
}

std::vector<Part> play_band(const Score& score, std::size_t frames) {
  std::vector<Part> out;
  out.push_back(mono("Bass", Role::bass, play_bass(score, frames)));
  out.push_back(mono("Guitar L", Role::electric_guitar, play_driven_guitar(score, frames)));
  out.push_back(mono("Guitar R", Role::electric_guitar, play_clean_guitar(score, frames)));
  out.push_back(stereo("Keys", Role::keys, play_keys(score, frames)));
  return out;
}

std::vector<Part> play_high(const Score& score, std::size_t frames) {
  std::vector<Part> out;
  out.push_back(stereo("Strings", Role::strings, play_strings(score, frames)));
  out.push_back(stereo("Riser", Role::effects, play_riser(score, frames)));
  return out;
}

std::vector<Part> sing_all(const Score& score, std::size_t frames) {
  std::vector<Part> out;
  for (const VoicePart& voice : voice_parts(score)) {
    Samples samples = sing(voice.notes, score.beat_seconds(), voice.singer, frames);
    normalise(samples, voice.peak);
    out.push_back(mono(voice.name, voice.role, std::move(samples)));
  }
  return out;
}

// Every player on a thread; each has random numbers of its own, so the order does not matter.
std::vector<Part> play_all(const Score& score, const Progress& progress) {
  const std::size_t frames = song_frames(score);
  std::vector<std::future<std::vector<Part>>> players;
  for (auto* play : {&play_drums, &play_band, &sing_all, &play_high})
    players.push_back(std::async(std::launch::async, play, std::cref(score), frames));
  std::vector<Part> parts;
  for (auto& player : players) {
    for (Part& part : player.get()) parts.push_back(std::move(part));
    progress.at(0.1 * static_cast<double>(parts.size()) / 4.0);
  }
  for (Part& part : parts) {
    fade_end(part.left);
    fade_end(part.right);
  }
  return parts;
}

Recording record(const Part& part, const std::filesystem::path& folder) {
  const float* audio[2] = {part.left.data(), part.right.data()};
  const int channels = part.right.empty() ? 1 : 2;
  const auto frames = static_cast<Frames>(part.left.size());
  Recording out;
  out.name = part.name;
  out.role = part.role;
  out.media.path = "audio/" + part.name + ".wav";
  out.media.channels = channels;
  out.media.rate = kRate;
  out.media.frames = frames;
  const auto file = folder / out.media.path;
  AudioWriter writer(file, kRate, channels, {.format = AudioFormat::wav, .depth = SampleDepth::pcm24});
  constexpr Frames kBlock = 65536;
  for (Frames at = 0; at < frames; at += kBlock) {
    const float* block[2] = {audio[0] + at, channels == 2 ? audio[1] + at : nullptr};
    writer.write(block, static_cast<int>(std::min(kBlock, frames - at)));
  }
  writer.finish();
  out.media.hash = hash_of_file(file);
  out.features = track_features(std::span(audio, static_cast<std::size_t>(channels)), frames, kRate, false);
  return out;
}

// Where a voice sings, a clip a phrase: it ends where at least kRest beats are silent.
std::vector<edit::Span> phrases_of(const VoicePart& voice, const Score& score) {
  constexpr double kRest = 1.5, kBefore = 0.25, kAfter = 0.45;  // beats, seconds, seconds
  std::vector<edit::Span> out;
  double silent_since = -kRest;
  for (const SungNote& note : voice.notes) {
    const double beat = score.beat_seconds(), late = 0.001 * voice.singer.late_ms;
    const auto from = std::max<Frames>(0, std::llround((note.beat * beat + late - kBefore) * kRate));
    const auto to = std::llround(((note.beat + note.length) * beat + late + kAfter) * kRate);
    if (out.empty() || note.beat - silent_since >= kRest) out.push_back({from, to});
    out.back().to = to;
    silent_since = note.beat + note.length;
  }
  const auto end = static_cast<Frames>(song_frames(score));
  if (!out.empty()) out.back().to = std::min(out.back().to, end);
  return out;
}

std::string notes_text() {
  nlohmann::ordered_json notes = nlohmann::ordered_json::array();
  for (const DemoNote& note : demo_notes())
    notes.push_back({{"track", note.track},
                     {"start", std::round(note.start * 1e4) / 1e4},
                     {"end", std::round(note.end * 1e4) / 1e4},
                     {"midi", note.midi},
                     {"cents", note.cents}});
  return nlohmann::ordered_json{{"key", "C major"}, {"notes", notes}}.dump(1) + "\n";
}

}  // namespace

void write_demo(const std::filesystem::path& folder, const ParamCatalog& catalog, const MeasureMix& measure, const Progress& progress) {
  FreshFolder fresh(folder);
  create_session_folder(folder);
  const Score& score = built_in_score();
  const std::vector<Part> parts = play_all(score, progress);
  std::vector<Recording> recordings;
  for (const Part& part : parts) {
    recordings.push_back(record(part, folder));
    progress.at(0.4 + 0.3 * static_cast<double>(recordings.size()) / static_cast<double>(parts.size()));
  }
  for (const VoicePart& voice : voice_parts(score)) {
    const auto recording = std::ranges::find(recordings, voice.name, &Recording::name);
    if (recording != recordings.end()) recording->phrases = phrases_of(voice, score);
  }
  const SessionPtr session = make_demo_session(score, recordings, catalog, measure);
  progress.at(0.98);
  write_file_atomically(folder / "demo_notes.json", notes_text());
  save_session(*session, new_session_file(folder), catalog);
  fresh.keep();
  progress.at(1.0);
}

std::vector<DemoNote> demo_notes() {
  const Score& score = built_in_score();
  std::vector<DemoNote> out;
  for (const VoicePart& voice : voice_parts(score))
    for (const SungNote& note : voice.notes) {
      const double start = note.beat * score.beat_seconds() + 0.001 * voice.singer.late_ms;
      out.push_back({voice.name, start, start + note.length * score.beat_seconds(), note.midi, note.cents});
    }
  return out;
}

}  // namespace sweetspot
