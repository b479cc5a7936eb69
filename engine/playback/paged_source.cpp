#include "engine/playback/paged_source.h"

#include <algorithm>

namespace sweetspot {

PagedSource::PagedSource(std::shared_ptr<TrackSource> files, int pages)
    : files_(std::move(files)), channels_(files_->channels()), slots_(static_cast<std::size_t>(pages)) {
  for (Slot& slot : slots_) slot.samples.resize(static_cast<std::size_t>(kPageFrames) * static_cast<std::size_t>(channels_));
}

PagedSource::Slot* PagedSource::claim(std::int64_t page) noexcept {
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const std::size_t at = (hint_ + i) % slots_.size();
    Slot& slot = slots_[at];
    if (slot.page.load(std::memory_order_acquire) != page) continue;
    int ready = kReady;
    if (!slot.state.compare_exchange_strong(ready, kReading, std::memory_order_acquire)) continue;
    if (slot.page.load(std::memory_order_relaxed) == page) {
      hint_ = at;
      return &slot;
    }
    slot.state.store(kReady, std::memory_order_release);
  }
  return nullptr;
}

void PagedSource::read(Frames position, int frames, float* const* audio) noexcept {
  bool missing = false;
  for (int done = 0; done < frames;) {
    const std::int64_t page = page_of(position + done);
    const auto offset = static_cast<int>(position + done - page * kPageFrames);
    const int count = std::min(frames - done, kPageFrames - offset);
    Slot* slot = claim(page);
    for (int c = 0; c < channels_; ++c) {
      float* to = audio[c] + done;
      if (slot) std::copy_n(slot->samples.data() + c * kPageFrames + offset, count, to);
      else std::fill_n(to, count, 0.0f);
    }
    if (slot) slot->state.store(kReady, std::memory_order_release);
    else missing = missing || !files_->silent(position + done, count);
    done += count;
  }
  if (missing) dropouts_.fetch_add(1, std::memory_order_relaxed);
}

bool PagedSource::has(std::int64_t page) const noexcept {
  for (const Slot& slot : slots_) {
    const int state = slot.state.load();  // in one order with HeardPages::set: see free_slot
    if (slot.page.load(std::memory_order_relaxed) == page && (state == kReady || state == kReading)) return true;
  }
  return files_->silent(page * kPageFrames, kPageFrames);
}

// Whether a page is heard is asked again once it is taken: who said so later finds it gone, who said so before keeps it.
PagedSource::Slot* PagedSource::free_slot(const std::vector<std::int64_t>& wanted, const HeardPages* heard) {
  for (Slot& slot : slots_) {
    const std::int64_t page = slot.page.load(std::memory_order_relaxed);
    if (page != kNone && std::binary_search(wanted.begin(), wanted.end(), page)) continue;
    if (heard && page != kNone && heard->holds(page)) continue;
    int state = page == kNone ? kEmpty : kReady;
    if (!slot.state.compare_exchange_strong(state, kLoading)) continue;
    if (!heard || page == kNone || !heard->holds(page)) return &slot;
    slot.state.store(kReady, std::memory_order_release);
  }
  return nullptr;
}

bool PagedSource::load(std::int64_t page, const std::vector<std::int64_t>& wanted, const HeardPages* heard) {
  if (has(page)) return false;
  Slot* slot = free_slot(wanted, heard);
  if (!slot) return false;
  float* audio[2] = {slot->samples.data(), slot->samples.data() + (channels_ > 1 ? kPageFrames : 0)};
  for (int done = 0; done < kPageFrames; done += kMaxBlockFrames) {
    float* const part[2] = {audio[0] + done, audio[1] + done};
    files_->read(page * kPageFrames + done, kMaxBlockFrames, part);
  }
  slot->page.store(page, std::memory_order_relaxed);
  slot->state.store(kReady, std::memory_order_release);
  return true;
}

}  // namespace sweetspot
