// The onsets of many recordings: from memory, from the cache, or found in the background.
#pragma once

#include <vector>

#include "engine/analysis/onsets.h"
#include "engine/media/derived_store.h"

namespace sweetspot {

using Onsets = std::vector<Onset>;

// A whole file as mono, read on in order cheaply. Throws Error. One thread at a time, which is not the audio thread.
MonoReader mono_file(const std::filesystem::path& audio, Frames& total, double& rate);

// Those of a whole file. Throws Error or Cancelled. As above.
Onsets onsets_of_file(const std::filesystem::path& audio, const Progress& progress = {});

class OnsetStore : public DerivedStore<Onsets> {
 public:
  explicit OnsetStore(Cache cache, std::function<void(const std::string& hash)> on_done = {});
};

}  // namespace sweetspot
