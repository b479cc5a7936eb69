#include "engine/delivery/background_sink.h"

#include "engine/realtime/denormals.h"

namespace sweetspot {
namespace {

constexpr std::size_t kGatheredFrames = 8192;
constexpr std::size_t kMostWaiting = 8;

}  // namespace

BackgroundSink::BackgroundSink(Sink& next) : next_(next), thread_([this] { run(); }) {}

BackgroundSink::~BackgroundSink() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    dropped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void BackgroundSink::write(const float* const* audio, int frames) {
  for (int c = 0; c < kRenderChannels; ++c) open_.samples[c].insert(open_.samples[c].end(), audio[c], audio[c] + frames);
  if (open_.samples[0].size() >= kGatheredFrames) queue_open_block();
}

void BackgroundSink::queue_open_block() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return failure_ || waiting_.size() < kMostWaiting; });
    if (failure_) std::rethrow_exception(failure_);
    waiting_.push_back(std::move(open_));
    open_ = Block();
    if (!spare_.empty()) {
      open_ = std::move(spare_.back());
      spare_.pop_back();
    }
  }
  changed_.notify_all();
}

void BackgroundSink::finish() {
  if (!open_.samples[0].empty()) queue_open_block();
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  changed_.notify_all();
  thread_.join();
  if (failure_) std::rethrow_exception(failure_);
}

void BackgroundSink::run() {
  const DenormalsGuard denormals;   // as on the thread that renders: the samples must not depend on who works
  try {
    for (;;) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return dropped_ || over_ || !waiting_.empty(); });
      if (dropped_) return;
      if (waiting_.empty()) break;
      Block block = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      changed_.notify_all();
      const float* audio[] = {block.samples[0].data(), block.samples[1].data()};
      next_.write(audio, static_cast<int>(block.samples[0].size()));
      for (auto& samples : block.samples) samples.clear();
      lock.lock();
      spare_.push_back(std::move(block));
    }
    next_.finish();
  } catch (...) {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
    changed_.notify_all();
  }
}

}  // namespace sweetspot
