#include "engine/mixer/workers.h"

#include "engine/mixer/job.h"
#include "engine/realtime/denormals.h"
#include "engine/realtime/pause.h"
#include "engine/realtime/thread_flag.h"

namespace sweetspot {
namespace {

constexpr int kSpinsBeforeSleep = 1500;  // tens of microseconds
constexpr int kSpinsBeforeYield = 2000;

}  // namespace

Workers::Workers(int jobs) {
  for (int i = 1; i < jobs; ++i) threads_.emplace_back([this] { serve(); });
}

Workers::~Workers() {
  ending_.store(true);
  round_.fetch_add(1);
  wake();
  for (std::thread& thread : threads_) thread.join();
}

void Workers::run(JobGraph& graph) noexcept {
  if (threads_.empty()) {
    graph.run_alone();
    return;
  }
  graph.start();
  open_.store(&graph);
  round_.fetch_add(1);
  wake();
  const bool may_yield = !on_audio_thread();  // the offline driver may; the audio callback makes no system call here
  graph.help(may_yield);
  for (int spins = 0; !graph.finished(); ++spins) {
    if (may_yield && spins > kSpinsBeforeYield) std::this_thread::yield();
    cpu_pause();
  }
  open_.store(nullptr);
  while (inside_.load() != 0) cpu_pause();
}

void Workers::wake() noexcept {
  const int asleep = sleeping_.exchange(0);
  if (asleep > 0) bell_.release(asleep);
}

// Counts itself among the sleepers and looks once more before it sleeps. If a run began in between and has not counted it,
// it takes itself off; if it was counted, the bell rings for it.
void Workers::sleep(std::uint32_t known) noexcept {
  sleeping_.fetch_add(1);
  if (round_.load() != known) {
    int asleep = sleeping_.load();
    while (asleep > 0 && !sleeping_.compare_exchange_weak(asleep, asleep - 1)) {}
    if (asleep > 0) return;
  }
  bell_.acquire();
}

void Workers::serve() noexcept {
  const DenormalsGuard denormals;
  std::uint32_t known = 0;
  int spins = 0;
  while (!ending_.load(std::memory_order_relaxed)) {
    if (round_.load() == known) {
      if (++spins < kSpinsBeforeSleep) {
        cpu_pause();
      } else {
        sleep(known);
        spins = 0;
      }
      continue;
    }
    known = round_.load();
    spins = 0;
    inside_.fetch_add(1);
    if (JobGraph* graph = open_.load()) {
      const AudioThreadScope audio;
      graph->help(true);
    }
    inside_.fetch_sub(1);
  }
}

}  // namespace sweetspot
