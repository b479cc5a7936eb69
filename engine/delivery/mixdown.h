// The offline driver of the engine.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/progress.h"
#include "engine/delivery/sink.h"
#include "engine/mixer/plan.h"
#include "engine/playback/offline_source.h"

namespace sweetspot {

// Runs a session's plan as fast as it goes. What playback sends to the sound card is what it gives, bit for bit.
class Mixdown {
 public:
  // `taps` are strips whose sound is wanted beside the mix. Throws Error when the session cannot be compiled.
  Mixdown(const SessionPtr& session, const std::filesystem::path& folder, const std::vector<StripId>& taps);

  // One past the last frame that sounds: the end of the last region and the tail of the devices.
  Frames end() const;

  // Where a render goes. A sink may be null.
  struct Outputs {
    Sink* mix = nullptr;
    Sink* master = nullptr;
    std::vector<std::pair<StripId, Sink*>> taps;
  };

  // Renders the frames from `from` to `to`; each sink gets exactly these, whatever the plan's delay, and is finished. `jobs`
  // threads, at most `block` frames at once: neither changes the samples. Throws what the sinks throw, and Cancelled.
  void run(Frames from, Frames to, int jobs, int block, const Outputs& outputs, const Progress& progress);

  // What went wrong in the song, in sentences: recordings that could not be read, devices that gave samples that are no numbers.
  std::vector<std::string> problems() const;

 private:
  SessionPtr session_;
  std::vector<std::shared_ptr<OfflineSource>> sources_;
  std::unique_ptr<Plan> plan_;
};

}  // namespace sweetspot
