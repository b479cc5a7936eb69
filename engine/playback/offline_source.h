// A track's sound straight from its files.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/mixer/track_source.h"
#include "engine/playback/region_reader.h"

namespace sweetspot {

// The regions of a track, summed where they overlap in the order of their starts, each placed exact to the frame. Reading
// waits for the disk: offline rendering reads it directly, live the disk thread does. What cannot be read is silence and is
// noted in problems(). One reader at a time; the samples do not depend on the blocks.
class OfflineSource : public TrackSource {
 public:
  // Files are looked for below `folder` unless they are linked; none is opened yet.
  OfflineSource(const Session& session, const Track& track, const std::filesystem::path& folder);

  void read(Frames position, int frames, float* const* audio) noexcept override;
  int channels() const noexcept override { return channels_; }
  bool silent(Frames position, int frames) const noexcept override;

  // Sentences about what could not be read so far, one a file. Not while another thread reads.
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  struct Entry {
    RegionReader reader;
    Frames reach;  // the latest end of this region and those before it
    std::uint64_t last_use = 0;
    bool failed = false;
  };

  std::size_t first_reaching(Frames position) const noexcept;
  void write(Entry& entry, Frames position, int frames, float* const* audio, int at);
  void add(Entry& entry, Frames position, int frames, float* const* audio, int at);
  void use(Entry& entry, Frames position, int frames, float* const* audio);
  void keep_few_open();

  int channels_;
  std::vector<Entry> entries_;  // sorted by start
  std::vector<Entry*> open_;
  std::vector<float> scratch_[2];
  std::vector<std::string> problems_;
  std::uint64_t reads_ = 0;
};

// As the class; never null.
std::shared_ptr<OfflineSource> make_offline_source(const Session& session, const Track& track, const std::filesystem::path& folder);

}  // namespace sweetspot
