#include "engine/delivery/spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

constexpr int kBlockFrames = 8192;
constexpr auto kFrameBytes = static_cast<std::int64_t>(kRenderChannels * sizeof(float));

[[noreturn]] void fail(const std::filesystem::path& folder, int number) {
  throw Error(folder.string(), "the render cannot be laid by there (" + std::generic_category().message(number) + ")", "free some space or choose another disk");
}

}  // namespace

Spool::Spool(const std::filesystem::path& folder, double rate)
    : folder_(folder.empty() ? std::filesystem::path(".") : folder), rate_(rate), meter_(rate, kRenderChannels) {
  std::string name = (folder_ / ".sweetspot-render-XXXXXX").string();
  descriptor_ = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail(folder_, errno);
  ::unlink(name.c_str());
}

Spool::~Spool() { ::close(descriptor_); }

void Spool::write(const float* const* audio, int frames) {
  meter_.process(audio, frames);
  interleaved_.resize(static_cast<std::size_t>(frames) * kRenderChannels);
  for (int i = 0; i < frames; ++i) {
    for (int c = 0; c < kRenderChannels; ++c) interleaved_[static_cast<std::size_t>(i * kRenderChannels + c)] = audio[c][i];
  }
  const char* bytes = reinterpret_cast<const char*>(interleaved_.data());
  for (std::int64_t left = frames * kFrameBytes; left > 0;) {
    const ssize_t n = ::write(descriptor_, bytes, static_cast<std::size_t>(left));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(folder_, n < 0 ? errno : ENOSPC);
    bytes += n;
    left -= n;
  }
  frames_ += frames;
}

void Spool::finish() {
  meter_.finish();
  figures_ = meter_.figures();
}

void Spool::play(Sink& sink, const Progress& progress) const {
  std::vector<float> interleaved(static_cast<std::size_t>(kBlockFrames) * kRenderChannels);
  std::vector<float> sides[kRenderChannels];
  for (auto& side : sides) side.resize(kBlockFrames);
  const float* const audio[] = {sides[0].data(), sides[1].data()};
  for (Frames at = 0; at < frames_; at += kBlockFrames) {
    progress.at(static_cast<double>(at) / static_cast<double>(frames_));
    const int frames = static_cast<int>(std::min<Frames>(kBlockFrames, frames_ - at));
    auto* bytes = reinterpret_cast<char*>(interleaved.data());
    for (std::int64_t done = 0; done < frames * kFrameBytes;) {
      const ssize_t n = ::pread(descriptor_, bytes + done, static_cast<std::size_t>(frames * kFrameBytes - done), at * kFrameBytes + done);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) fail(folder_, n < 0 ? errno : EIO);
      done += n;
    }
    for (int i = 0; i < frames; ++i) {
      for (int c = 0; c < kRenderChannels; ++c) sides[c][static_cast<std::size_t>(i)] = interleaved[static_cast<std::size_t>(i * kRenderChannels + c)];
    }
    sink.write(audio, frames);
  }
  sink.finish();
}

}  // namespace sweetspot
