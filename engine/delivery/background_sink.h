// A sink that works beside whoever feeds it.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/delivery/sink.h"

namespace sweetspot {

// Hands blocks to the next sink on a thread of its own. At most about a second waits; then write() does. What the next sink
// throws comes out of the following write() or of finish().
class BackgroundSink final : public Sink {
 public:
  explicit BackgroundSink(Sink& next);
  ~BackgroundSink() override;   // without finish(): what waits is dropped
  void write(const float* const* audio, int frames) override;
  void finish() override;

 private:
  struct Block {
    std::vector<float> samples[kRenderChannels];
  };
  void queue_open_block();
  void run();

  Sink& next_;
  Block open_;                  // small blocks are gathered: a hand-over has its price
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Block> waiting_;
  std::vector<Block> spare_;    // emptied blocks that keep their memory
  std::exception_ptr failure_;
  bool over_ = false;           // nothing more will come
  bool dropped_ = false;
  std::thread thread_;          // last: it uses everything above
};

}  // namespace sweetspot
