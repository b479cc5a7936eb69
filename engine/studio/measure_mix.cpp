#include "engine/studio/measure_mix.h"

#include <algorithm>
#include <thread>

#include "engine/delivery/mixdown.h"

namespace sweetspot {
namespace {

class MeterSink : public Sink {
 public:
  explicit MeterSink(double rate) : meter_(rate, 2) {}
  void write(const float* const* audio, int frames) override { meter_.process(audio, frames); }
  void finish() override { meter_.finish(); }
  LoudnessFigures figures() const { return meter_.figures(); }

 private:
  LoudnessMeter meter_;
};

}  // namespace

LoudnessFigures measure_mix(const SessionPtr& session, const std::filesystem::path& folder, const Progress& progress) {
  Mixdown mixdown(session, folder, {});
  MeterSink meter(session->rate);
  mixdown.run(0, mixdown.end(), static_cast<int>(std::max(1u, std::thread::hardware_concurrency())), kMaxBlockFrames, {.mix = &meter, .master = nullptr, .taps = {}}, progress);
  return meter.figures();
}

}  // namespace sweetspot
