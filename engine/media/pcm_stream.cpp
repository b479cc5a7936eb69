#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <vector>

#include "engine/core/error.h"
#include "engine/media/sample_stream.h"

namespace sweetspot {
namespace {

// Big enough that the system calls cost nothing, small enough that the windows of a hundred tracks stay in the cache.
constexpr std::int64_t kWindowBytes = 16384;

class PcmStream final : public SampleStream {
 public:
  PcmStream(int descriptor, const std::filesystem::path& path, std::int64_t offset, PcmType type, int channels)
      : descriptor_(descriptor), path_(path), offset_(offset), type_(type), channels_(channels), frame_bytes_(pcm_bytes(type) * channels),
        window_frames_(kWindowBytes / frame_bytes_), window_(static_cast<std::size_t>(window_frames_ * frame_bytes_)) {
    ::posix_fadvise(descriptor_, 0, 0, POSIX_FADV_SEQUENTIAL);
  }
  ~PcmStream() override { ::close(descriptor_); }

  int read(Frames start, int frames, float* const* audio) override {
    int done = 0;
    float* out[kMaxPointers];
    std::vector<float*> many(channels_ > kMaxPointers ? static_cast<std::size_t>(channels_) : 0);
    float** pointers = many.empty() ? out : many.data();
    while (done < frames) {
      const Frames at = start + done;
      if (at < window_start_ || at >= window_end_) fill(at);
      const int count = static_cast<int>(std::min<Frames>(frames - done, window_end_ - at));
      if (count <= 0) break;
      for (int c = 0; c < channels_; ++c) pointers[c] = audio[c] + done;
      decode_pcm(type_, window_.data() + (at - window_start_) * frame_bytes_, channels_, count, pointers);
      done += count;
    }
    return done;
  }

 private:
  static constexpr int kMaxPointers = 8;

  void fill(Frames at) {
    std::int64_t got = 0;
    const auto wanted = static_cast<std::int64_t>(window_.size());
    while (got < wanted) {
      const ssize_t n = ::pread(descriptor_, window_.data() + got, static_cast<std::size_t>(wanted - got), offset_ + at * frame_bytes_ + got);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw Error(path_.string(), std::generic_category().message(errno), "check the disk it lies on");
      if (n == 0) break;
      got += n;
    }
    window_start_ = at;
    window_end_ = at + got / frame_bytes_;
  }

  int descriptor_;
  std::filesystem::path path_;
  std::int64_t offset_;
  PcmType type_;
  int channels_;
  std::int64_t frame_bytes_;
  std::int64_t window_frames_;
  std::vector<std::byte> window_;
  Frames window_start_ = 0;
  Frames window_end_ = 0;
};

}  // namespace

std::unique_ptr<SampleStream> make_pcm_stream(int descriptor, const std::filesystem::path& path, std::int64_t offset, PcmType type, int channels) {
  return std::make_unique<PcmStream>(descriptor, path, offset, type, channels);
}

}  // namespace sweetspot
