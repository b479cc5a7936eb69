// What is derived from recordings: from memory, from the cache, or made in the background.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "engine/core/progress.h"
#include "engine/media/cache.h"

namespace sweetspot {

// One `T` a recording, by its content hash. All functions: any thread but the audio thread.
template <class T>
class DerivedStore {
 public:
  struct Craft {
    std::string kind;                                                                     // in the cache
    std::function<T(const std::filesystem::path& audio, const Progress& progress)> make;  // throws Error or Cancelled
    std::function<std::string(const T&)> to_bytes;
    std::function<std::optional<T>(std::string_view)> from_bytes;  // nothing when they are damaged
  };

  // `on_done` is called on the store's own thread when a request has ended, with the hash; find() then says whether it worked.
  DerivedStore(Cache cache, Craft craft, std::function<void(const std::string& hash)> on_done = {})
      : cache_(std::move(cache)), craft_(std::move(craft)), on_done_(std::move(on_done)), thread_([this] { run(); }) {}

  // Stops the work that is running.
  ~DerivedStore() {
    {
      const std::lock_guard lock(mutex_);
      quit_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  DerivedStore(const DerivedStore&) = delete;
  DerivedStore& operator=(const DerivedStore&) = delete;

  // What was derived of a recording, or null when it is not in memory (yet).
  std::shared_ptr<const T> find(const std::string& hash) const {
    const std::lock_guard lock(mutex_);
    const auto entry = entries_.find(hash);
    return entry == entries_.end() ? nullptr : entry->second.derived;
  }

  // Has it loaded from the cache or made from the file; a damaged one is made anew. Does nothing when it is there, on its way, or was
  // tried in vain.
  void request(const std::string& hash, const std::filesystem::path& audio) {
    {
      const std::lock_guard lock(mutex_);
      if (!entries_.try_emplace(hash).second) return;
      jobs_.push_back({hash, audio});
    }
    wake_.notify_one();
  }

  // Why a request failed; empty when it did not.
  std::string failure(const std::string& hash) const {
    const std::lock_guard lock(mutex_);
    const auto entry = entries_.find(hash);
    return entry == entries_.end() ? std::string() : entry->second.failure;
  }

 private:
  struct Job {
    std::string hash;
    std::filesystem::path audio;
  };
  struct Entry {
    std::shared_ptr<const T> derived;
    std::string failure;
  };

  void run() {
    for (;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return quit_ || !jobs_.empty(); });
      if (quit_) return;
      const Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      Entry entry = made(job);
      if (quit_) return;
      lock.lock();
      entries_[job.hash] = std::move(entry);
      lock.unlock();
      if (on_done_) on_done_(job.hash);
    }
  }

  Entry made(const Job& job) const {
    if (const auto bytes = cache_.get(job.hash, craft_.kind)) {
      if (auto derived = craft_.from_bytes(*bytes)) return {std::make_shared<const T>(std::move(*derived)), {}};
    }
    try {
      auto derived = std::make_shared<const T>(craft_.make(job.audio, {.report = {}, .cancel = &quit_}));
      cache_.put(job.hash, craft_.kind, craft_.to_bytes(*derived));
      return {derived, {}};
    } catch (const Cancelled&) {
      return {};
    } catch (const std::exception& error) {
      return {nullptr, error.what()};
    }
  }

  Cache cache_;
  Craft craft_;
  std::function<void(const std::string&)> on_done_;
  std::atomic<bool> quit_{false};
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, Entry> entries_;
  std::deque<Job> jobs_;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace sweetspot
