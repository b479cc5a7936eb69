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

LoudnessFigures measure(const SessionPtr& session, const std::filesystem::path& folder, bool master, const Progress& progress) {
  Mixdown mixdown(session, folder, {});
  MeterSink meter(session->rate);
  const auto jobs = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  mixdown.run(0, mixdown.end(), jobs, kMaxBlockFrames, {.mix = master ? nullptr : &meter, .master = master ? &meter : nullptr, .taps = {}}, progress);
  return meter.figures();
}

}  // namespace

LoudnessFigures measure_mix(const SessionPtr& session, const std::filesystem::path& folder, const Progress& progress) {
  return measure(session, folder, false, progress);
}

LoudnessFigures measure_master(const SessionPtr& session, const std::filesystem::path& folder, const Progress& progress) {
  return measure(session, folder, true, progress);
}

}  // namespace sweetspot
