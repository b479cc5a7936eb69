#include "engine/playback/disk_thread.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace sweetspot {
namespace {

constexpr double kAheadSeconds = 2.0;
constexpr double kLoopSeconds = 0.5;
constexpr Frames kLoopLead = 1024;  // what is faded in before the loop turns
constexpr double kPointSeconds = 0.25;
constexpr std::size_t kMostPoints = 4;
constexpr auto kRest = std::chrono::milliseconds(10);

int pages_in(double seconds, double rate) { return static_cast<int>(std::ceil(seconds * rate / kPageFrames)) + 1; }

void add_unique(std::vector<std::int64_t>& pages, std::int64_t page) {
  if (page >= 0 && std::find(pages.begin(), pages.end(), page) == pages.end()) pages.push_back(page);
}

}  // namespace

std::vector<std::int64_t> pages_ahead(const ReadAhead& ahead, double rate) {
  std::vector<std::int64_t> pages;
  const bool looping = ahead.loop_end > ahead.loop_start && ahead.position < ahead.loop_end;
  Frames at = ahead.position;
  for (Frames left = frames_from_seconds(kAheadSeconds, rate); left > 0;) {
    add_unique(pages, page_of(at));
    Frames step = (page_of(at) + 1) * kPageFrames - at;
    if (looping) step = std::min(step, ahead.loop_end - at);
    at += step;
    left -= step;
    if (looping && at >= ahead.loop_end) at = ahead.loop_start;
  }
  const auto head = [&](Frames from, double seconds) {
    for (int i = 0; i < pages_in(seconds, rate); ++i) add_unique(pages, page_of(from) + i);
  };
  if (looping) add_unique(pages, page_of(ahead.loop_end + kLoopLead));  // when it is taken away at the last moment
  if (ahead.loop_end > ahead.loop_start) head(std::max<Frames>(0, ahead.loop_start - kLoopLead), kLoopSeconds);
  for (std::size_t i = 0; i < std::min(ahead.points.size(), kMostPoints); ++i) head(ahead.points[i], kPointSeconds);
  return pages;
}

DiskThread::DiskThread(double rate) : rate_(rate), thread_([this] { run(); }) {}

DiskThread::~DiskThread() {
  {
    const std::lock_guard lock(mutex_);
    quit_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

std::shared_ptr<PagedSource> DiskThread::add(std::shared_ptr<TrackSource> files) {
  const int pages = pages_in(kAheadSeconds, rate_) + pages_in(kLoopSeconds, rate_) +
                    static_cast<int>(kMostPoints) * pages_in(kPointSeconds, rate_) + 2 * HeardPages::kPages + 2;
  auto source = std::make_shared<PagedSource>(std::move(files), pages);
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(sources_, [](const auto& old) { return old.expired(); });
    sources_.push_back(source);
    woken_ = true;
  }
  wake_.notify_all();
  return source;
}

void DiskThread::at(Frames position, const LoopTurn& turn) noexcept {
  position_.store(position, std::memory_order_relaxed);
  const bool near = turn.fade > 0 && turn.end - position < HeardPages::kPages * kPageFrames;
  heard_.set(position, near ? std::max<Frames>(0, turn.start - kLoopLead) : position);
}

void DiskThread::follow(const ReadAhead& ahead) {
  {
    const std::lock_guard lock(mutex_);
    ahead_ = ahead;
    position_.store(ahead.position, std::memory_order_relaxed);
    woken_ = true;
  }
  wake_.notify_all();
}

bool DiskThread::wait_for(const std::vector<std::shared_ptr<PagedSource>>& sources, Frames position, int milliseconds) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  const std::int64_t first = page_of(position);
  for (const auto& source : sources)
    while (!source->has(first) || !source->has(first + 1)) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
  return true;
}

// One page of every source that lacks it, the most urgent page first. False when nothing was left to do.
bool DiskThread::fill_once() {
  std::vector<std::shared_ptr<PagedSource>> sources;
  ReadAhead ahead;
  {
    const std::lock_guard lock(mutex_);
    woken_ = false;
    ahead = ahead_;
    for (const auto& weak : sources_)
      if (auto source = weak.lock()) sources.push_back(std::move(source));
  }
  ahead.position = position_.load(std::memory_order_relaxed);
  std::vector<std::int64_t> pages;
  for (int i = 0; i < 2; ++i)
    for (int k = 0; k < HeardPages::kPages; ++k) add_unique(pages, page_of(heard_.place(i)) + k);
  for (const std::int64_t page : pages_ahead(ahead, rate_)) add_unique(pages, page);
  std::vector<std::int64_t> wanted = pages;
  std::sort(wanted.begin(), wanted.end());
  for (const std::int64_t page : pages) {
    bool loaded = false;
    for (const auto& source : sources) loaded = source->load(page, wanted, &heard_) || loaded;
    if (loaded) return true;
  }
  return false;
}

void DiskThread::run() {
  for (;;) {
    if (fill_once()) {
      const std::lock_guard lock(mutex_);
      if (quit_) return;
      continue;
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kRest, [this] { return quit_ || woken_; });
    if (quit_) return;
  }
}

}  // namespace sweetspot
