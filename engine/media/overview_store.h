// Overviews of many recordings: from memory, from the cache, or built in the background.
#pragma once

#include "engine/media/derived_store.h"
#include "engine/media/overview.h"

namespace sweetspot {

// Reads a whole file and makes its overview. Throws Error or Cancelled. Any thread, not the audio thread.
Overview build_overview(const std::filesystem::path& audio, const Progress& progress = {});

class OverviewStore : public DerivedStore<Overview> {
 public:
  explicit OverviewStore(Cache cache, std::function<void(const std::string& hash)> on_done = {});
};

}  // namespace sweetspot
