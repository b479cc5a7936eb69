#include "engine/media/overview_store.h"

#include <algorithm>

#include "engine/media/audio_file.h"

namespace sweetspot {
namespace {

constexpr int kBlockFrames = 4096;
constexpr const char* kKind = "overview";

}  // namespace

Overview build_overview(const std::filesystem::path& audio, const Progress& progress) {
  AudioReader reader(audio);
  const AudioInfo& info = reader.info();
  std::vector<std::vector<float>> buffers(static_cast<std::size_t>(info.channels), std::vector<float>(kBlockFrames));
  std::vector<float*> block;
  for (auto& buffer : buffers) block.push_back(buffer.data());
  OverviewBuilder builder(info.channels);
  for (Frames at = 0; at < info.frames; at += kBlockFrames) {
    progress.at(static_cast<double>(at) / static_cast<double>(info.frames));
    const int frames = static_cast<int>(std::min<Frames>(kBlockFrames, info.frames - at));
    reader.read(at, frames, block.data());
    builder.add(block.data(), frames);
  }
  return builder.finish();
}

OverviewStore::OverviewStore(Cache cache, std::function<void(const std::string& hash)> on_done)
    : cache_(std::move(cache)), on_done_(std::move(on_done)), thread_([this] { run(); }) {}

OverviewStore::~OverviewStore() {
  {
    const std::lock_guard lock(mutex_);
    quit_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

std::shared_ptr<const Overview> OverviewStore::find(const std::string& hash) const {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(hash);
  return entry == entries_.end() ? nullptr : entry->second.overview;
}

void OverviewStore::request(const std::string& hash, const std::filesystem::path& audio) {
  {
    const std::lock_guard lock(mutex_);
    if (!entries_.try_emplace(hash).second) return;
    jobs_.push_back({hash, audio});
  }
  wake_.notify_one();
}

std::string OverviewStore::failure(const std::string& hash) const {
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(hash);
  return entry == entries_.end() ? std::string() : entry->second.failure;
}

void OverviewStore::run() {
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

OverviewStore::Entry OverviewStore::made(const Job& job) const {
  if (const auto bytes = cache_.get(job.hash, kKind)) {
    if (auto overview = Overview::from_bytes(*bytes)) return {State::ready, std::make_shared<const Overview>(std::move(*overview)), {}};
  }
  try {
    auto overview = std::make_shared<const Overview>(build_overview(job.audio, {.report = {}, .cancel = &quit_}));
    cache_.put(job.hash, kKind, overview->to_bytes());
    return {State::ready, overview, {}};
  } catch (const Cancelled&) {
    return {};
  } catch (const std::exception& error) {
    return {State::failed, nullptr, error.what()};
  }
}

}  // namespace sweetspot
