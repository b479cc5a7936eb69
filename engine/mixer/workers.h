// Threads that help the audio thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <semaphore>
#include <thread>
#include <vector>

namespace sweetspot {

class JobGraph;

// A small pool. Whoever calls run() works too, takes no lock and owns no memory; the helpers look for work for some ten
// microseconds after each run and then sleep. Waking them is a post on a semaphore, the one system call on the
// audio side, and only while they sleep.
class Workers {
 public:
  // `jobs` threads in all, the caller of run() among them: 1 makes no thread. [main]
  explicit Workers(int jobs);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int jobs() const noexcept { return static_cast<int>(threads_.size()) + 1; }

  // Runs all jobs of the graph and returns when all are done. One caller at a time. [audio]
  void run(JobGraph& graph) noexcept;

 private:
  void serve() noexcept;
  void wake() noexcept;
  void sleep(std::uint32_t known) noexcept;

  std::vector<std::thread> threads_;
  std::atomic<JobGraph*> open_{nullptr};  // the graph that helpers may enter
  std::atomic<int> inside_{0};            // helpers that may be in it
  std::atomic<std::uint32_t> round_{0};   // runs so far
  std::atomic<int> sleeping_{0};
  std::atomic<bool> ending_{false};
  std::counting_semaphore<> bell_{0};
};

}  // namespace sweetspot
