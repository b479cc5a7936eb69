#include "engine/media/overview.h"

#include <hwy/highway.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "engine/media/content_hash.h"

namespace sweetspot {
namespace {

constexpr int kBase = kOverviewFrames[0];
constexpr int kGrowth = 8;   // bins of one level in one of the next

struct Measure {
  float min;
  float max;
  float squares;
};

// Of 64 frames. Two sums run side by side, which hides the time an addition takes.
Measure measure_bin(const float* in) noexcept {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::FixedTag<float, 4> d;
  auto low = hn::LoadU(d, in);
  auto high = low;
  auto even = hn::Zero(d);
  auto odd = hn::Zero(d);
  for (int i = 0; i < kBase; i += 8) {
    const auto a = hn::LoadU(d, in + i);
    const auto b = hn::LoadU(d, in + i + 4);
    low = hn::Min(low, hn::Min(a, b));
    high = hn::Max(high, hn::Max(a, b));
    even = hn::Add(even, hn::Mul(a, a));
    odd = hn::Add(odd, hn::Mul(b, b));
  }
  return {hn::GetLane(hn::MinOfLanes(d, low)), hn::GetLane(hn::MaxOfLanes(d, high)), hn::GetLane(hn::SumOfLanes(d, hn::Add(even, odd)))};
}

Frames frames_in_bin(Frames frames, int level, std::size_t bin) {
  const Frames width = kOverviewFrames[static_cast<std::size_t>(level)];
  return std::min(width, frames - static_cast<Frames>(bin) * width);
}

// Up to eight bins of a level as one of the next.
std::vector<OverviewBin> coarser(const std::vector<OverviewBin>& fine, int level, Frames frames) {
  std::vector<OverviewBin> bins((fine.size() + kGrowth - 1) / kGrowth);
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const std::size_t first = i * kGrowth;
    const std::size_t last = std::min(first + kGrowth, fine.size());
    OverviewBin bin = fine[first];
    double squares = 0.0;
    Frames covered = 0;
    for (std::size_t k = first; k < last; ++k) {
      const Frames count = frames_in_bin(frames, level, k);
      bin.min = std::min(bin.min, fine[k].min);
      bin.max = std::max(bin.max, fine[k].max);
      squares += static_cast<double>(fine[k].rms) * fine[k].rms * static_cast<double>(count);
      covered += count;
    }
    bin.rms = static_cast<float>(std::sqrt(squares / static_cast<double>(covered)));
    bins[i] = bin;
  }
  return bins;
}

void finish_levels(std::vector<std::vector<std::vector<OverviewBin>>>& levels, Frames frames) {
  for (std::size_t level = 1; level < kOverviewFrames.size(); ++level) {
    std::vector<std::vector<OverviewBin>> channels;
    for (const auto& fine : levels[level - 1]) channels.push_back(coarser(fine, static_cast<int>(level) - 1, frames));
    levels.push_back(std::move(channels));
  }
}

// What stands at the head of the bytes; the finest level follows, and a hash of everything before it.
struct Header {
  char magic[4] = {'S', 'S', 'O', 'V'};
  std::uint32_t version = 1;
  std::int64_t frames = 0;
  std::uint32_t channels = 0;
  std::uint32_t bin_frames = kBase;
};
static_assert(sizeof(Header) == 24 && sizeof(OverviewBin) == 12);

std::uint64_t checksum(std::string_view bytes) {
  ContentHash hash;
  hash.add(std::as_bytes(std::span(bytes.data(), bytes.size())));
  return hash.value();
}

}  // namespace

int Overview::level_for(double frames_per_pixel) {
  int level = 0;
  while (level + 1 < static_cast<int>(kOverviewFrames.size()) && kOverviewFrames[static_cast<std::size_t>(level) + 1] <= frames_per_pixel) ++level;
  return level;
}

OverviewBin Overview::range(int channel, Frames from, Frames to) const {
  from = std::max<Frames>(from, 0);
  to = std::min(to, frames_);
  if (from >= to) return {};
  OverviewBin all;
  bool first = true;
  double squares = 0.0;
  Frames covered = 0;
  // From bin border to bin border, each time the widest bin that starts here and does not reach past the end.
  for (Frames at = from / kBase * kBase; at < to;) {
    int level = static_cast<int>(kOverviewFrames.size()) - 1;
    while (level > 0 && (at % kOverviewFrames[static_cast<std::size_t>(level)] != 0 || at + kOverviewFrames[static_cast<std::size_t>(level)] > to)) --level;
    const Frames width = kOverviewFrames[static_cast<std::size_t>(level)];
    const auto index = static_cast<std::size_t>(at / width);
    const OverviewBin& bin = bins(channel, level)[index];
    all.min = first ? bin.min : std::min(all.min, bin.min);
    all.max = first ? bin.max : std::max(all.max, bin.max);
    first = false;
    const Frames count = frames_in_bin(frames_, level, index);
    squares += static_cast<double>(bin.rms) * bin.rms * static_cast<double>(count);
    covered += count;
    at += width;
  }
  all.rms = static_cast<float>(std::sqrt(squares / static_cast<double>(covered)));
  return all;
}

std::string Overview::to_bytes() const {
  Header header;
  header.frames = frames_;
  header.channels = static_cast<std::uint32_t>(channels());
  std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
  for (int c = 0; c < channels(); ++c) {
    const auto finest = bins(c, 0);
    bytes.append(reinterpret_cast<const char*>(finest.data()), finest.size_bytes());
  }
  const std::uint64_t sum = checksum(bytes);
  bytes.append(reinterpret_cast<const char*>(&sum), sizeof sum);
  return bytes;
}

std::optional<Overview> Overview::from_bytes(std::string_view bytes) {
  Header header;
  const Header expected;
  std::uint64_t sum = 0;
  if (bytes.size() < sizeof header + sizeof sum) return std::nullopt;
  std::memcpy(&header, bytes.data(), sizeof header);
  std::memcpy(&sum, bytes.data() + bytes.size() - sizeof sum, sizeof sum);
  if (std::memcmp(header.magic, expected.magic, sizeof header.magic) != 0 || header.version != expected.version || header.bin_frames != expected.bin_frames) return std::nullopt;
  if (checksum(bytes.substr(0, bytes.size() - sizeof sum)) != sum) return std::nullopt;
  const auto count = static_cast<std::size_t>((header.frames + kBase - 1) / kBase);
  if (bytes.size() != sizeof header + sizeof sum + count * header.channels * sizeof(OverviewBin)) return std::nullopt;

  Overview overview;
  overview.frames_ = header.frames;
  overview.levels_.emplace_back(header.channels, std::vector<OverviewBin>(count));
  for (std::size_t c = 0; c < header.channels; ++c) {
    std::memcpy(overview.levels_[0][c].data(), bytes.data() + sizeof header + c * count * sizeof(OverviewBin), count * sizeof(OverviewBin));
  }
  finish_levels(overview.levels_, header.frames);
  return overview;
}

OverviewBuilder::OverviewBuilder(int channels) : base_(static_cast<std::size_t>(channels)), open_(base_.size()) {}

void OverviewBuilder::add(const float* const* audio, int frames) {
  int done = 0;
  while (done < frames) {
    if (open_frames_ == 0 && frames - done >= kBase) {
      const int whole = (frames - done) / kBase;
      for (std::size_t c = 0; c < base_.size(); ++c) {
        const float* in = audio[c] + done;
        for (int i = 0; i < whole; ++i) {
          const Measure bin = measure_bin(in + i * kBase);
          base_[c].push_back({bin.min, bin.max, std::sqrt(bin.squares * (1.0f / kBase))});
        }
      }
      done += whole * kBase;
      continue;
    }
    const int count = std::min(frames - done, kBase - open_frames_);
    for (std::size_t c = 0; c < base_.size(); ++c) {
      Open& open = open_[c];
      const float* in = audio[c] + done;
      if (open_frames_ == 0) open = {in[0], in[0], 0.0};
      for (int i = 0; i < count; ++i) {
        open.min = std::min(open.min, in[i]);
        open.max = std::max(open.max, in[i]);
        open.squares += static_cast<double>(in[i]) * in[i];
      }
    }
    open_frames_ += count;
    done += count;
    if (open_frames_ < kBase) continue;
    for (std::size_t c = 0; c < base_.size(); ++c) close_bin(c, kBase);
    open_frames_ = 0;
  }
  frames_ += frames;
}

void OverviewBuilder::close_bin(std::size_t channel, int frames) {
  const Open& open = open_[channel];
  base_[channel].push_back({open.min, open.max, static_cast<float>(std::sqrt(open.squares / frames))});
}

Overview OverviewBuilder::finish() {
  if (open_frames_ > 0) {
    for (std::size_t c = 0; c < base_.size(); ++c) close_bin(c, open_frames_);
  }
  Overview overview;
  overview.frames_ = frames_;
  overview.levels_.push_back(std::move(base_));
  finish_levels(overview.levels_, frames_);
  return overview;
}

}  // namespace sweetspot
