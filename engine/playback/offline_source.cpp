#include "engine/playback/offline_source.h"

#include <algorithm>
#include <limits>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

// Files that stay open beside those being read, for playback that jumps to and fro between the ends of a loop.
constexpr std::ptrdiff_t kSpareOpen = 2;

std::filesystem::path file_of(const Media& media, const std::filesystem::path& folder) {
  const std::filesystem::path path = media.path;
  return path.is_absolute() ? path : folder / path;
}

}  // namespace

OfflineSource::OfflineSource(const Session& session, const Track& track, const std::filesystem::path& folder) : channels_(track.channels) {
  const std::vector<EdgeFades> edges = edge_fades(session, track.regions);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < track.regions.size(); ++i)
    if (!track.regions[i].muted && track.regions[i].length > 0) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return track.regions[i].position - edges[i].lead; });
  Frames reach = std::numeric_limits<Frames>::min();
  for (const std::size_t i : order) {
    const Region& region = track.regions[i];
    const Media* media = find_media(session, region.media);
    if (!media) {
      problems_.push_back("The region \"" + region.name + "\" has no recording.");
      continue;
    }
    reach = std::max(reach, region.position + region.length);
    entries_.push_back({RegionReader(region, file_of(*media, folder), channels_, session.rate, edges[i]), reach});
  }
}

std::size_t OfflineSource::first_reaching(Frames position) const noexcept {
  const auto entry = std::partition_point(entries_.begin(), entries_.end(), [position](const Entry& e) { return e.reach <= position; });
  return static_cast<std::size_t>(entry - entries_.begin());
}

bool OfflineSource::silent(Frames position, int frames) const noexcept {
  for (std::size_t i = first_reaching(position); i < entries_.size() && entries_[i].reader.start() < position + frames; ++i) {
    if (entries_[i].reader.end() > position) return false;
  }
  return true;
}

// Regions are sorted, so before `written` every frame has some sound already, which is added to, and from there on none. That
// holds for a frame whatever block it is in: the sums, down to the sign of zero, do not depend on the blocks.
void OfflineSource::read(Frames position, int frames, float* const* audio) noexcept {
  ++reads_;
  const Frames end = position + frames;
  Frames written = position;
  const auto silence_to = [&](Frames to) {
    for (int c = 0; c < channels_; ++c) std::fill(audio[c] + (written - position), audio[c] + (to - position), 0.0f);
    written = to;
  };
  for (std::size_t i = first_reaching(position); i < entries_.size() && entries_[i].reader.start() < end; ++i) {
    Entry& entry = entries_[i];
    const Frames from = std::max(entry.reader.start(), position);
    const Frames to = std::min(entry.reader.end(), end);
    if (from >= to) continue;
    if (from > written) silence_to(from);
    const Frames shared = std::min(to, written);
    if (from < shared) add(entry, from, static_cast<int>(shared - from), audio, static_cast<int>(from - position));
    if (shared < to) {
      write(entry, shared, static_cast<int>(to - shared), audio, static_cast<int>(shared - position));
      written = to;
    }
  }
  silence_to(end);
  keep_few_open();
}

void OfflineSource::write(Entry& entry, Frames position, int frames, float* const* audio, int at) {
  float* out[2] = {audio[0] + at, channels_ > 1 ? audio[1] + at : nullptr};
  use(entry, position, frames, out);
}

void OfflineSource::add(Entry& entry, Frames position, int frames, float* const* audio, int at) {
  for (auto& channel : scratch_) channel.resize(std::max(channel.size(), static_cast<std::size_t>(frames)));
  float* in[2] = {scratch_[0].data(), scratch_[1].data()};
  use(entry, position, frames, in);
  for (int c = 0; c < channels_; ++c) {
    for (int i = 0; i < frames; ++i) audio[c][at + i] += in[c][i];
  }
}

// A file that failed once is not tried again: the next read would only wait for the same disk.
void OfflineSource::use(Entry& entry, Frames position, int frames, float* const* audio) {
  entry.last_use = reads_;
  try {
    if (!entry.failed && !entry.reader.is_open()) open_.push_back(&entry);
    if (!entry.failed) return entry.reader.read(position, frames, audio);
  } catch (const std::exception& error) {
    entry.failed = true;
    entry.reader.close();
    std::erase(open_, &entry);
    if (std::find(problems_.begin(), problems_.end(), error.what()) == problems_.end()) problems_.emplace_back(error.what());
  }
  for (int c = 0; c < channels_; ++c) std::fill_n(audio[c], frames, 0.0f);
}

void OfflineSource::keep_few_open() {
  const auto idle = [this](const Entry* entry) { return entry->last_use != reads_; };
  while (std::count_if(open_.begin(), open_.end(), idle) > kSpareOpen) {
    const auto oldest =
        std::min_element(open_.begin(), open_.end(), [](const Entry* a, const Entry* b) { return a->last_use < b->last_use; });
    (*oldest)->reader.close();
    open_.erase(oldest);
  }
}

std::shared_ptr<OfflineSource> make_offline_source(const Session& session, const Track& track, const std::filesystem::path& folder) {
  return std::make_shared<OfflineSource>(session, track, folder);
}

}  // namespace sweetspot
