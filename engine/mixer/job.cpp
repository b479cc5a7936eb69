#include "engine/mixer/job.h"

#include <thread>

#include "engine/realtime/pause.h"

namespace sweetspot {

int JobGraph::add(Job& job, const BlockContext& block) {
  nodes_.push_back({&job, &block, {}, 0});
  return static_cast<int>(nodes_.size()) - 1;
}

void JobGraph::depend(int job, int on) {
  nodes_[static_cast<std::size_t>(on)].next.push_back(job);
  ++nodes_[static_cast<std::size_t>(job)].waits_for;
}

void JobGraph::seal() {
  pending_.reset(new std::atomic<int>[nodes_.size()]);
  ready_.reset(new std::atomic<int>[nodes_.size()]);
}

void JobGraph::run_alone() noexcept {
  for (Node& node : nodes_) node.job->run(*node.block);
}

void JobGraph::start() noexcept {
  head_.store(0, std::memory_order_relaxed);
  tail_.store(0, std::memory_order_relaxed);
  done_.store(0, std::memory_order_relaxed);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    pending_[i].store(nodes_[i].waits_for, std::memory_order_relaxed);
    ready_[i].store(-1, std::memory_order_relaxed);
  }
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].waits_for == 0) push(static_cast<int>(i));
  }
}

void JobGraph::push(int node) noexcept {
  const int slot = tail_.fetch_add(1, std::memory_order_relaxed);
  ready_[static_cast<std::size_t>(slot)].store(node, std::memory_order_release);
}

// Whoever finishes a job goes on with one that has become ready by that: it finds the sound in its cache, and a long chain is not
// put behind others again and again. The rest is pushed for all to claim. A claimed slot that is never filled ends with the last job.
void JobGraph::help(bool may_yield) noexcept {
  constexpr int kSpinsBeforeYield = 2000;
  const int count = static_cast<int>(nodes_.size());
  for (;;) {
    const int slot = head_.fetch_add(1, std::memory_order_relaxed);
    if (slot >= count) return;
    int claimed = -1;
    for (int spins = 0; (claimed = ready_[static_cast<std::size_t>(slot)].load(std::memory_order_acquire)) < 0; ++spins) {
      if (finished()) return;
      if (may_yield && spins > kSpinsBeforeYield) std::this_thread::yield();
      cpu_pause();
    }
    while (claimed >= 0) claimed = run_one(claimed);
  }
}

int JobGraph::run_one(int job) noexcept {
  Node& node = nodes_[static_cast<std::size_t>(job)];
  node.job->run(*node.block);
  int mine = -1;
  for (const int next : node.next) {
    if (pending_[static_cast<std::size_t>(next)].fetch_sub(1, std::memory_order_acq_rel) != 1) continue;
    if (mine < 0) {
      mine = next;
    } else {
      push(next);
    }
  }
  done_.fetch_add(1, std::memory_order_release);
  return mine;
}

}  // namespace sweetspot
