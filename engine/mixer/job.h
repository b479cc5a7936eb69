// A piece of a plan's work, and the order in which pieces may run.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "engine/core/units.h"
#include "engine/mixer/track_source.h"

namespace sweetspot {

// The block that is being made.
struct BlockContext {
  Frames position = 0;
  int frames = 0;
  bool rolling = true;
  int parity = 0;  // which of the two sets of strip buffers it lies in
  LoopTurn turn{};
};

class Job {
 public:
  virtual ~Job() = default;
  virtual void run(const BlockContext& block) noexcept = 0;  // [audio or a worker]
};

// Jobs and what each waits for. Built on the main thread, then run again and again without memory or locks.
class JobGraph {
 public:
  // Adds a job that runs on `block` after those it depends on. A job is added after all those. [main]
  int add(Job& job, const BlockContext& block);
  void depend(int job, int on);

  // No more is added. [main]
  void seal();

  // All jobs in the order they were added, on this thread. [audio]
  void run_alone() noexcept;

  // For Workers: readies all counters; helps until no job is left to be claimed, giving up its time slice while it waits long if it may;
  // whether all are done. [audio or a worker]
  void start() noexcept;
  void help(bool may_yield) noexcept;
  bool finished() const noexcept { return done_.load(std::memory_order_acquire) == static_cast<int>(nodes_.size()); }

 private:
  struct Node {
    Job* job = nullptr;
    const BlockContext* block = nullptr;
    std::vector<int> next;
    int waits_for = 0;
  };

  void push(int node) noexcept;
  int run_one(int job) noexcept;  // gives a job that became ready and is not pushed, or -1

  std::vector<Node> nodes_;
  std::unique_ptr<std::atomic<int>[]> pending_;  // of each node: jobs that it still waits for
  std::unique_ptr<std::atomic<int>[]> ready_;    // nodes in the order they became ready; -1 where none is yet
  std::atomic<int> head_{0};                     // next of ready_ to be claimed
  std::atomic<int> tail_{0};
  std::atomic<int> done_{0};
};

}  // namespace sweetspot
