// A track's sound, kept ready in memory a little ahead of where it is heard.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "engine/mixer/track_source.h"

namespace sweetspot {

inline constexpr int kPageFrames = 4096;

// Number of the page that holds a frame.
inline std::int64_t page_of(Frames frame) { return frame >= 0 ? frame / kPageFrames : (frame - kPageFrames + 1) / kPageFrames; }

// What the audio thread hears, or is about to: it says so before it looks whether pages are there, and what is there then stays.
class HeardPages {
 public:
  static constexpr int kPages = 3;  // from each place on: blocks and fades reach no further

  void set(Frames now, Frames then) noexcept {  // [audio]
    places_[0].store(now);
    places_[1].store(then);
  }
  bool holds(std::int64_t page) const noexcept {  // any thread
    for (const auto& place : places_) {
      const std::int64_t first = page_of(place.load());
      if (page >= first && page < first + kPages) return true;
    }
    return false;
  }
  Frames place(int i) const noexcept { return places_[i].load(); }

 private:
  std::atomic<Frames> places_[2] = {};
};

// Pages of the timeline, filled by the disk thread and read by the audio thread in any order, so that a loop or a locate
// needs nothing but its pages. A page changes hands by one compare-exchange, tried once: nobody waits.
class PagedSource : public TrackSource {
 public:
  // `files` gives the sound and may take its time; only the disk thread reads it. `pages` is how many are kept. [main]
  PagedSource(std::shared_ptr<TrackSource> files, int pages);

  // What is not in memory is silence and counts as a dropout. [audio]
  void read(Frames position, int frames, float* const* audio) noexcept override;
  int channels() const noexcept override { return channels_; }
  bool silent(Frames position, int frames) const noexcept override { return files_->silent(position, frames); }

  // Whether a page is in memory or known to be silent. Any thread.
  bool has(std::int64_t page) const noexcept;

  // Reads a page in, in place of one that is not in `wanted` (sorted) and that `heard`, when given, does not hold. False when the page was
  // there or no place is free. [disk thread]
  bool load(std::int64_t page, const std::vector<std::int64_t>& wanted, const HeardPages* heard = nullptr);

  // Blocks in which something was missing, so far. Any thread.
  std::uint64_t dropouts() const noexcept { return dropouts_.load(std::memory_order_relaxed); }

 private:
  enum State : int { kEmpty, kReady, kReading, kLoading };
  static constexpr std::int64_t kNone = -(std::int64_t{1} << 62);

  struct Slot {
    std::atomic<std::int64_t> page{kNone};
    std::atomic<int> state{kEmpty};
    std::vector<float> samples;   // channel after channel
  };

  Slot* claim(std::int64_t page) noexcept;
  Slot* free_slot(const std::vector<std::int64_t>& wanted, const HeardPages* heard);

  std::shared_ptr<TrackSource> files_;
  int channels_;
  std::vector<Slot> slots_;
  std::size_t hint_ = 0;          // where the last page was; audio thread only
  std::atomic<std::uint64_t> dropouts_{0};
};

}  // namespace sweetspot
