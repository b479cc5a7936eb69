#include "ui/arrange/sample_pieces.h"

#include <QPointer>
#include <QThreadPool>

#include "engine/core/error.h"
#include "engine/studio/samples.h"

namespace sweetspot::ui {
namespace {

constexpr std::size_t kMostBytes = 16u << 20;

std::size_t bytes_of(const std::vector<std::vector<float>>& channels) {
  std::size_t bytes = 0;
  for (const auto& channel : channels) bytes += channel.size() * sizeof(float);
  return bytes;
}

}  // namespace

const SamplePieces::Piece* SamplePieces::find(const Key& key, const std::filesystem::path& file) {
  if (const auto found = pieces_.find(key); found != pieces_.end()) {
    order_.splice(order_.begin(), order_, found->second.used);
    return &found->second;
  }
  if (!asked_.insert(key).second) return nullptr;
  QThreadPool::globalInstance()->start([key, file, round = round_, home = QPointer<SamplePieces>(this)] {
    Channels channels;
    try {
      channels = read_samples(file, key.index * kFrames, kFrames);
    } catch (const Error&) {
      // The clip shows its overview instead.
    }
    if (!home) return;
    QMetaObject::invokeMethod(
        home, [home, key, round, channels = std::move(channels)]() mutable { home->arrived(key, std::move(channels), round); },
        Qt::QueuedConnection);
  });
  return nullptr;
}

void SamplePieces::arrived(const Key& key, Channels channels, quint64 round) {
  if (round != round_) return;
  asked_.erase(key);
  bytes_ += bytes_of(channels);
  order_.push_front(key);
  pieces_.insert_or_assign(key, Piece{std::move(channels), order_.begin()});
  while (bytes_ > kMostBytes && order_.size() > 1) {
    const auto last = pieces_.find(order_.back());
    bytes_ -= bytes_of(last->second.channels);
    pieces_.erase(last);
    order_.pop_back();
  }
  emit ready();
}

const float* SamplePieces::at(MediaId media, const std::filesystem::path& file, int channel, Frames frame) {
  if (frame < 0) return nullptr;
  const Piece* piece = find({media, frame / kFrames}, file);
  if (!piece || static_cast<std::size_t>(channel) >= piece->channels.size()) return nullptr;
  return &piece->channels[static_cast<std::size_t>(channel)][static_cast<std::size_t>(frame % kFrames)];
}

bool SamplePieces::have(MediaId media, const std::filesystem::path& file, Frames from, Frames to) {
  bool all = true;
  for (Frames index = std::max<Frames>(0, from) / kFrames; index * kFrames < to; ++index) {
    const Piece* piece = find({media, index}, file);
    all = all && piece && !piece->channels.empty();
  }
  return all;
}

void SamplePieces::clear() {
  pieces_.clear();
  order_.clear();
  asked_.clear();
  bytes_ = 0;
  ++round_;
}

}  // namespace sweetspot::ui
