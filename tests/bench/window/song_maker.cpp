#include "tests/bench/window/song_maker.h"

#include <fmt/format.h>

#include <cmath>
#include <random>
#include <string>

#include "engine/media/audio_writer.h"
#include "engine/session/region_edits.h"
#include "engine/session/track_edits.h"

namespace sweetspot::bench {

std::vector<std::filesystem::path> write_recordings(const std::filesystem::path& folder, int count, double seconds) {
  static constexpr const char* kNames[] = {"Kick", "Snare", "Hats", "Bass", "Guitar", "Keys", "Strings", "Lead Vox", "BV"};
  std::filesystem::create_directories(folder);
  std::mt19937 random(1);
  std::uniform_real_distribution<float> noise(-0.5f, 0.5f);
  std::vector<std::filesystem::path> all;
  for (int n = 0; n < count; ++n) {
    const int channels = 1 + n % 2;
    const std::string name = kNames[n % std::size(kNames)];
    all.push_back(folder / fmt::format("{:02} {} {}.wav", n + 1, name, n / static_cast<int>(std::size(kNames)) + 1));
    std::vector<float> audio(static_cast<std::size_t>(48000.0 * seconds));
    for (std::size_t i = 0; i < audio.size(); ++i) audio[i] = noise(random) * std::exp(-static_cast<float>(i % 24000) / 6000.0f);
    const float* const pointers[2] = {audio.data(), audio.data()};
    AudioWriter writer(all.back(), 48000.0, channels, {});
    writer.write(pointers, static_cast<int>(audio.size()));
    writer.finish();
  }
  return all;
}

SessionPtr grown(const SessionPtr& session, int tracks, int regions) {
  SessionPtr now = session;
  std::mt19937 random(2);
  const std::size_t had = session->tracks.size();
  for (int n = static_cast<int>(had); n < tracks; ++n) {
    const Track& like = *session->tracks[static_cast<std::size_t>(n) % had];
    const auto added = edit::add_track(now, fmt::format("{} {}", like.strip.name, n), like.channels, like.role);
    now = added.session;
  }
  std::uniform_int_distribution<Frames> length(4800, 96000);
  for (int n = 0; n < regions; ++n) {
    const Track& track = *now->tracks[static_cast<std::size_t>(n % tracks)];
    const Track& like = *session->tracks[static_cast<std::size_t>(n % tracks) % had];
    const MediaId media = like.regions.front().media;
    const Frames long_ = length(random);
    const Frames position = static_cast<Frames>(n / tracks) * 100000 + 2000000;
    now = edit::add_region(now, track.strip.id, media, position, length(random), long_).session;
  }
  return now;
}

}  // namespace sweetspot::bench
