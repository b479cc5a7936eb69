// The sound of one region, from its file.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "engine/media/audio_file.h"
#include "engine/playback/edge_fades.h"
#include "engine/session/session.h"

namespace sweetspot {

// Reads a region with its clip gain, envelope, polarity, direction and fades applied. The file is opened by the first read. One thread at a
// time, not the audio thread.
class RegionReader {
 public:
  // `file` is where the recording is; `channels` those of the track: a mono recording goes to both sides of a stereo track,
  // of a stereo recording on a mono track the mean of both sides is taken. `rate` is the session's.
  RegionReader(const Region& region, std::filesystem::path file, int channels, double rate, const EdgeFades& edges = {});

  // On the timeline, with what is faded in before the region; `end` is one past the last frame.
  Frames start() const { return region_.position - edges_.lead; }
  Frames end() const { return region_.position + region_.length; }

  // Writes `frames` frames from `position` on into one buffer a channel of the track; they must lie between start() and
  // end(). Beyond the
  // ends of the recording there is silence. The samples do not depend on how the region is cut into reads. Throws Error when
  // the file cannot be opened or read, or has another rate than the session.
  void read(Frames position, int frames, float* const* audio);

  bool is_open() const { return reader_.has_value(); }
  void close() { reader_.reset(); }

 private:
  void open();
  void decode(Frames from, int frames, float* const* audio);
  void shape(Frames from, int frames, float* const* audio) const;

  Region region_;
  std::filesystem::path file_;
  int channels_;
  double rate_;
  EdgeFades edges_;
  float gain_;  // clip gain and polarity
  std::optional<AudioReader> reader_;
  std::vector<float> second_;  // right side of a stereo recording on a mono track
};

}  // namespace sweetspot
