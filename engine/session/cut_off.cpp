#include "engine/session/cut_off.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sweetspot {
namespace {

constexpr const char* kKey = "cut_off_after";

std::string minutes_and_seconds(Frames frames, double rate) {
  const auto seconds = static_cast<Frames>(static_cast<double>(frames) / rate);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace

std::optional<Frames> cut_off_after(const Media& media) {
  if (!media.unknown || !media.unknown->is_object()) return std::nullopt;
  const auto found = media.unknown->find(kKey);
  if (found == media.unknown->end() || !found->is_number_integer()) return std::nullopt;
  return std::max<Frames>(0, found->get<Frames>());
}

void set_cut_off(Media& media, std::optional<Frames> after) {
  if (!after && !cut_off_after(media)) return;
  nlohmann::json keys = media.unknown && media.unknown->is_object() ? *media.unknown : nlohmann::json::object();
  if (after)
    keys[kKey] = *after;
  else
    keys.erase(kKey);
  media.unknown = keys.empty() ? nullptr : std::make_shared<const nlohmann::json>(std::move(keys));
}

std::vector<CutOff> cut_off_recordings(const Session& session) {
  std::vector<CutOff> all;
  for (const auto& media : session.media) {
    const auto after = cut_off_after(*media);
    if (!after) continue;
    const auto plays = [&](const auto& track) {
      return std::ranges::find(track->regions, media->id, &Region::media) != track->regions.end();
    };
    const auto track = std::ranges::find_if(session.tracks, plays);
    if (track == session.tracks.end()) continue;
    all.push_back(
        {media->id, std::filesystem::path(media->path).filename().string(), minutes_and_seconds(*after, media->rate), (*track)->strip.id});
  }
  return all;
}

std::string cut_off_sentence(const CutOff& cut) { return fmt::format("{} is cut off after {}", cut.name, cut.after); }

}  // namespace sweetspot
