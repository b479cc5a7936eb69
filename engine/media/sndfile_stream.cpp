#include <algorithm>
#include <limits>
#include <vector>

#include "engine/core/error.h"
#include "engine/media/sample_stream.h"

namespace sweetspot {
namespace {

class SndfileStream final : public SampleStream {
 public:
  SndfileStream(SndfileHandle file, const std::filesystem::path& path, int channels)
      : file_(std::move(file)), path_(path), channels_(channels), interleaved_(static_cast<std::size_t>(kPieceFrames) * static_cast<std::size_t>(channels)) {}

  int read(Frames start, int frames, float* const* audio) override {
    if (start >= end_) return 0;
    if (start != next_ && sf_seek(file_.get(), start, SEEK_SET) != start) {
      throw Error(path_.string(), "cannot be read from " + std::to_string(start) + " on", "convert it to WAV");
    }
    int done = 0;
    while (done < frames) {
      const int count = std::min(frames - done, kPieceFrames);
      const int got = channels_ == 1 ? static_cast<int>(sf_readf_float(file_.get(), audio[0] + done, count)) : read_piece(done, count, audio);
      done += got;
      if (got < count) break;
    }
    next_ = start + done;
    if (done < frames) end_ = next_;   // cut off: what libsndfile gives beyond is no sound
    return done;
  }

 private:
  static constexpr int kPieceFrames = 4096;

  int read_piece(int done, int count, float* const* audio) {
    const int got = static_cast<int>(sf_readf_float(file_.get(), interleaved_.data(), count));
    for (int c = 0; c < channels_; ++c) {
      const float* in = interleaved_.data() + c;
      float* out = audio[c] + done;
      for (int i = 0; i < got; ++i) out[i] = in[static_cast<std::ptrdiff_t>(i) * channels_];
    }
    return got;
  }

  SndfileHandle file_;
  std::filesystem::path path_;
  int channels_;
  std::vector<float> interleaved_;
  Frames next_ = 0;
  Frames end_ = std::numeric_limits<Frames>::max();
};

}  // namespace

std::unique_ptr<SampleStream> make_sndfile_stream(SndfileHandle file, const std::filesystem::path& path, int channels) {
  return std::make_unique<SndfileStream>(std::move(file), path, channels);
}

}  // namespace sweetspot
