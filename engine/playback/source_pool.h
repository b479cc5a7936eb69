// The tracks' sounds, kept from one plan to the next while their regions stay as they are.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "engine/playback/disk_thread.h"
#include "engine/session/session.h"

namespace sweetspot {

// Main thread only.
class SourcePool {
 public:
  explicit SourcePool(DiskThread& disk) : disk_(disk) {}

  // The source of a track: the present one when its regions and recordings did not change, else a new one.
  std::shared_ptr<PagedSource> get(const Session& session, const Track& track, const std::filesystem::path& folder);

  // Forgets the tracks that a session no longer has.
  void keep_only(const Session& session);

  std::vector<std::shared_ptr<PagedSource>> all() const;

 private:
  struct Entry {
    std::vector<Region> regions;
    std::vector<std::shared_ptr<const Media>> media;
    std::filesystem::path folder;
    int channels = 1;
    std::shared_ptr<PagedSource> source;
  };

  DiskThread& disk_;
  std::map<StripId, Entry> entries_;
};

}  // namespace sweetspot
