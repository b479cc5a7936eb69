// Keeps every playing track about two seconds ahead in memory.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/playback/paged_source.h"

namespace sweetspot {

// Where playback is and where it will go next; the disk thread reads ahead along it.
struct ReadAhead {
  Frames position = 0;
  Frames loop_start = 0;
  Frames loop_end = 0;               // no loop when not past loop_start
  std::vector<Frames> points;        // where playback may jump to at once: the song's start, the parked playhead, markers
};

class DiskThread {
 public:
  explicit DiskThread(double rate);
  ~DiskThread();
  DiskThread(const DiskThread&) = delete;
  DiskThread& operator=(const DiskThread&) = delete;

  // A source that is kept filled while anyone else holds it. [main]
  std::shared_ptr<PagedSource> add(std::shared_ptr<TrackSource> files);

  // New points and loop; the position too when playback jumps. Wakes the thread. [main]
  void follow(const ReadAhead& ahead);

  // Where playback is now, and the turn of the loop ahead. What lies there is kept for as long as it takes to fade out, or to turn, when
  // all else is asked for meanwhile. [audio]
  void at(Frames position, const LoopTurn& turn) noexcept;

  // Waits until the sources have what is needed to play from `position`, at most so long. [main]
  bool wait_for(const std::vector<std::shared_ptr<PagedSource>>& sources, Frames position, int milliseconds);

 private:
  void run();
  bool fill_once();

  double rate_;
  std::atomic<Frames> position_{0};
  HeardPages heard_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool quit_ = false;
  bool woken_ = false;
  ReadAhead ahead_;
  std::vector<std::weak_ptr<PagedSource>> sources_;
  std::thread thread_;
};

// Pages along the way, the most urgent first: about two seconds from the position (through the loop), then half a second
// from the loop's start and a quarter from each point. No page twice. Any thread.
std::vector<std::int64_t> pages_ahead(const ReadAhead& ahead, double rate);

}  // namespace sweetspot
