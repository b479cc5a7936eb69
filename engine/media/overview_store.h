// Overviews of many recordings: from memory, from the cache, or built in the background.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "engine/core/progress.h"
#include "engine/media/cache.h"
#include "engine/media/overview.h"

namespace sweetspot {

// Reads a whole file and makes its overview. Throws Error or Cancelled. Any thread, not the audio thread.
Overview build_overview(const std::filesystem::path& audio, const Progress& progress = {});

// All functions: any thread but the audio thread.
class OverviewStore {
 public:
  // `on_done` is called on the store's own thread when a request has ended, with the hash; find() then says whether it worked.
  explicit OverviewStore(Cache cache, std::function<void(const std::string& hash)> on_done = {});

  // Stops the work that is running.
  ~OverviewStore();
  OverviewStore(const OverviewStore&) = delete;
  OverviewStore& operator=(const OverviewStore&) = delete;

  // The overview of a recording by its content hash, or null when it is not in memory (yet).
  std::shared_ptr<const Overview> find(const std::string& hash) const;

  // Has an overview loaded from the cache or built from the file; a damaged one is built anew. Does nothing when it is there,
  // on its way, or was tried in vain.
  void request(const std::string& hash, const std::filesystem::path& audio);

  // Why a request failed; empty when it did not.
  std::string failure(const std::string& hash) const;

 private:
  struct Job {
    std::string hash;
    std::filesystem::path audio;
  };
  enum class State { waiting, ready, failed };
  struct Entry {
    State state = State::waiting;
    std::shared_ptr<const Overview> overview;
    std::string failure;
  };

  void run();
  Entry made(const Job& job) const;

  Cache cache_;
  std::function<void(const std::string&)> on_done_;
  std::atomic<bool> quit_{false};
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, Entry> entries_;
  std::deque<Job> jobs_;
  std::thread thread_;   // last: it uses everything above
};

}  // namespace sweetspot
