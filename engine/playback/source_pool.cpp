#include "engine/playback/source_pool.h"

#include <algorithm>

#include "engine/playback/offline_source.h"
#include "engine/session/region_sound.h"

namespace sweetspot {
namespace {

std::vector<std::shared_ptr<const Media>> media_of(const Session& session, const Track& track) {
  std::vector<std::shared_ptr<const Media>> found;
  for (const Region& region : track.regions)
    for (const auto& media : session.media)
      if (media->id == region.media) found.push_back(media);
  return found;
}

bool same_files(const std::vector<std::shared_ptr<const Media>>& a, const std::vector<std::shared_ptr<const Media>>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return x == y || (x->path == y->path && x->hash == y->hash); });
}

}  // namespace

std::shared_ptr<PagedSource> SourcePool::get(const Session& session, const Track& track, const std::filesystem::path& folder) {
  Entry& entry = entries_[track.strip.id];
  auto media = media_of(session, track);
  const bool same = entry.source && entry.folder == folder && entry.channels == track.channels && same_files(entry.media, media) &&
                    std::equal(entry.regions.begin(), entry.regions.end(), track.regions.begin(), track.regions.end(), sounds_alike);
  if (!same) entry = {track.regions, std::move(media), folder, track.channels, disk_.add(make_offline_source(session, track, folder))};
  return entry.source;
}

void SourcePool::keep_only(const Session& session) {
  std::erase_if(entries_, [&](const auto& entry) { return find_track(session, entry.first) == nullptr; });
}

std::vector<std::shared_ptr<PagedSource>> SourcePool::all() const {
  std::vector<std::shared_ptr<PagedSource>> sources;
  for (const auto& [id, entry] : entries_) sources.push_back(entry.source);
  return sources;
}

}  // namespace sweetspot
