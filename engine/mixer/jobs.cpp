#include "engine/mixer/jobs.h"

#include <algorithm>
#include <array>

namespace sweetspot {

void SumJob::run(const BlockContext& block) noexcept {
  float* const* to = target[block.parity];
  SumTarget target_now{{to[0], to[1]}, {}};
  if (float* const* low = rest[block.parity]) std::copy_n(low, 2, target_now.rest);
  sum_edges(edges, terms, block, target_now);
  if (!copy[block.parity]) return;
  for (int c = 0; c < 2; ++c) std::copy_n(to[c], block.frames, copy[block.parity][c]);
}

void PodJob::run(const BlockContext& block) noexcept {
  for (StripRun* strip : strips) strip->begin(block, scratch);
  for (Stage& stage : stages) run_stage(stage, block);
  for (StripRun* strip : strips) strip->finish(block, scratch);
}

void PodJob::run_stage(Stage& stage, const BlockContext& block) noexcept {
  std::array<BatchItem, kBatchLanes> items;
  std::array<Stage::Entry*, kBatchLanes> batched;
  std::size_t count = 0;
  const auto batch = stage.entries.front().place->runner->type().process_batch;
  for (Stage::Entry& entry : stage.entries) {
    entry.strip->begin_device(*entry.place, block);
    DeviceRunner& runner = *entry.place->runner;
    const DeviceBlock own = entry.strip->device_block(block, scratch);
    const ProcessBlock* ready = batch && stage.entries.size() > 1 ? runner.begin_batch(entry.place->slot, own) : nullptr;
    if (!ready) {
      runner.run(entry.place->slot, own);
      continue;
    }
    items[count] = {runner.processor(), ready};
    batched[count++] = &entry;
  }
  if (count == 0) return;
  batch({items.data(), count});
  for (std::size_t i = 0; i < count; ++i) batched[i]->place->runner->finish_batch(batched[i]->strip->device_block(block, scratch));
}

namespace {

// Devices of one type from `next` on, in all strips: how many would meet if the stage waited for them.
struct Heads {
  const std::vector<StripRun*>& strips;
  std::vector<std::size_t> next;

  const ProcessorType* type(std::size_t strip) const {
    return next[strip] < strips[strip]->devices.size() ? &strips[strip]->devices[next[strip]]->runner->type() : nullptr;
  }

  bool comes_later(std::size_t strip, const ProcessorType* wanted) const {
    for (std::size_t i = next[strip] + 1; i < strips[strip]->devices.size(); ++i) {
      if (&strips[strip]->devices[i]->runner->type() == wanted) return true;
    }
    return false;
  }
};

// The head that fewest other strips still have before them; of equals the first.
const ProcessorType* choose(const Heads& heads) {
  const ProcessorType* best = nullptr;
  std::size_t fewest = 0;
  for (std::size_t i = 0; i < heads.strips.size(); ++i) {
    const ProcessorType* type = heads.type(i);
    if (!type) continue;
    std::size_t waiting = 0;
    for (std::size_t k = 0; k < heads.strips.size(); ++k) {
      if (heads.type(k) != type && heads.comes_later(k, type)) ++waiting;
    }
    if (!best || waiting < fewest) {
      best = type;
      fewest = waiting;
    }
  }
  return best;
}

}  // namespace

std::vector<PodJob::Stage> make_stages(const std::vector<StripRun*>& strips) {
  std::vector<PodJob::Stage> stages;
  Heads heads{strips, std::vector<std::size_t>(strips.size(), 0)};
  while (const ProcessorType* type = choose(heads)) {
    int lanes = 0;
    stages.emplace_back();
    for (std::size_t i = 0; i < strips.size(); ++i) {
      if (heads.type(i) != type) continue;
      if (lanes + strips[i]->channels > kBatchLanes && !stages.back().entries.empty()) {
        stages.emplace_back();
        lanes = 0;
      }
      stages.back().entries.push_back({strips[i], strips[i]->devices[heads.next[i]++].get()});
      lanes += strips[i]->channels;
    }
  }
  return stages;
}

}  // namespace sweetspot
