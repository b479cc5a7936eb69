// A file a strip, beside the mix.
#pragma once

#include <memory>
#include <vector>

#include "engine/delivery/file_sink.h"
#include "engine/delivery/mixdown.h"
#include "engine/delivery/render.h"
#include "engine/delivery/resample_sink.h"

namespace sweetspot {

// The strips that get a stem: those asked for, or every track and bus.
std::vector<StripId> stem_strips(const Session& session, const RenderOptions& options);

// The files of all stems while they are written.
class Stems {
 public:
  // Makes the folder when it is missing; it goes again with the Stems when no file got into it. Throws Error.
  Stems(const Session& session, const std::vector<StripId>& strips, const RenderOptions& options, double rate);

  // A tap and a sink a stem, for Mixdown.
  std::vector<std::pair<StripId, Sink*>> taps() const;

  // After the render.
  std::vector<std::filesystem::path> paths() const;
  std::int64_t clipped_samples() const;

 private:
  struct Stem {
    StripId strip;
    std::unique_ptr<FileSink> file;
    std::unique_ptr<ResampleSink> resample;   // null at the session's rate
  };
  // A folder of ours that is empty in the end is removed; it goes after the files, so it is declared before them.
  struct Folder {
    std::filesystem::path made;
    ~Folder();
  };
  Folder folder_;
  std::vector<Stem> stems_;
};

}  // namespace sweetspot
