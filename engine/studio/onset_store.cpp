#include "engine/studio/onset_store.h"

#include <algorithm>
#include <cstring>
#include <span>

#include "engine/media/audio_file.h"
#include "engine/media/content_hash.h"
#include "engine/studio/background.h"

namespace sweetspot {
namespace {

// Windows that overlap are read once: what comes behind the last is read on.
class MonoFile {
 public:
  explicit MonoFile(const std::filesystem::path& audio) : reader_(audio) {}

  const AudioInfo& info() const { return reader_.info(); }

  void read(Frames from, int frames, float* out) {
    const Frames end = from_ + static_cast<Frames>(kept_.size());
    if (from < from_ || from > end) {
      kept_.clear();
      from_ = from;
    } else {
      kept_.erase(kept_.begin(), kept_.begin() + static_cast<std::ptrdiff_t>(from - from_));
      from_ = from;
    }
    while (static_cast<int>(kept_.size()) < frames) append();
    std::copy_n(kept_.begin(), frames, out);
  }

 private:
  static constexpr int kBlock = 4096;

  void append() {
    const auto channels = static_cast<std::size_t>(info().channels);
    block_.resize(channels * kBlock);
    std::vector<float*> audio;
    for (std::size_t c = 0; c < channels; ++c) audio.push_back(block_.data() + c * kBlock);
    reader_.read(from_ + static_cast<Frames>(kept_.size()), kBlock, audio.data());
    for (std::size_t i = 0; i < kBlock; ++i) {
      float sum = 0.0f;
      for (std::size_t c = 0; c < channels; ++c) sum += audio[c][i];
      kept_.push_back(sum / static_cast<float>(channels));
    }
  }

  AudioReader reader_;
  std::vector<float> kept_, block_;
  Frames from_ = 0;
};

constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHashDigits = 16;

std::string hash_of_text(std::string_view text) { return hash_of(std::as_bytes(std::span(text))); }

template <class T>
void put(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

std::string to_bytes(const Onsets& onsets) {
  std::string bytes;
  put(bytes, kVersion);
  for (const Onset& onset : onsets) {
    put(bytes, onset.at);
    put(bytes, onset.strength);
  }
  return bytes + hash_of_text(bytes);
}

std::optional<Onsets> from_bytes(std::string_view bytes) {
  constexpr std::size_t kRow = sizeof(Frames) + sizeof(float);
  if (bytes.size() < sizeof kVersion + kHashDigits) return std::nullopt;
  const std::string_view body = bytes.substr(0, bytes.size() - kHashDigits);
  std::uint32_t version = 0;
  std::memcpy(&version, body.data(), sizeof version);
  if (version != kVersion || (body.size() - sizeof version) % kRow != 0 || hash_of_text(body) != bytes.substr(body.size()))
    return std::nullopt;
  Onsets onsets((body.size() - sizeof version) / kRow);
  const char* at = body.data() + sizeof version;
  for (Onset& onset : onsets) {
    std::memcpy(&onset.at, at, sizeof onset.at);
    std::memcpy(&onset.strength, at + sizeof onset.at, sizeof onset.strength);
    at += kRow;
  }
  return onsets;
}

}  // namespace

MonoReader mono_file(const std::filesystem::path& audio, Frames& total, double& rate) {
  auto file = std::make_shared<MonoFile>(audio);
  total = file->info().frames;
  rate = file->info().rate;
  return [file](Frames from, int frames, float* out) { file->read(from, frames, out); };
}

Onsets onsets_of_file(const std::filesystem::path& audio, const Progress& progress) {
  Frames total = 0;
  double rate = 0.0;
  const MonoReader read = mono_file(audio, total, rate);
  return find_onsets(read, total, rate, progress);
}

OnsetStore::OnsetStore(Cache cache, std::function<void(const std::string& hash)> on_done)
    : DerivedStore(std::move(cache),
                   {"onsets",
                    [](const std::filesystem::path& audio, const Progress& progress) {
                      lower_thread_priority();
                      return onsets_of_file(audio, progress);
                    },
                    to_bytes, from_bytes},
                   std::move(on_done)) {}

}  // namespace sweetspot
