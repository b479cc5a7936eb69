#include <time.h>

#include <atomic>
#include <thread>
#include <vector>

#include "engine/playback/clock_device.h"
#include "engine/playback/thread_priority.h"

namespace sweetspot {
namespace {

constexpr long kNanosecondsPerSecond = 1'000'000'000;

timespec operator+(timespec at, long nanoseconds) {
  at.tv_nsec += nanoseconds;
  while (at.tv_nsec >= kNanosecondsPerSecond) {
    at.tv_nsec -= kNanosecondsPerSecond;
    ++at.tv_sec;
  }
  return at;
}

long nanoseconds_between(timespec from, timespec to) {
  return (to.tv_sec - from.tv_sec) * kNanosecondsPerSecond + (to.tv_nsec - from.tv_nsec);
}

timespec now() {
  timespec at{};
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at;
}

class DummyDevice : public OutputDevice {
 public:
  DummyDevice(double rate, int buffer) : rate_(rate), buffer_(buffer), left_(static_cast<size_t>(buffer)), right_(left_.size()) {}
  ~DummyDevice() override { stop(); }

  void start(OutputCallback& callback) override {
    running_ = true;
    thread_ = std::thread([this, &callback] { run(callback); });
  }

  void stop() noexcept override {
    running_ = false;
    if (thread_.joinable()) thread_.join();
  }

  double rate() const override { return rate_; }
  int buffer() const override { return buffer_; }
  Frames latency() const override { return buffer_; }
  bool lost() const override { return false; }
  std::string problem() const override { return {}; }
  std::string name() const override { return "dummy"; }

 private:
  void run(OutputCallback& callback) {
    raise_thread_priority();
    const long period = static_cast<long>(static_cast<double>(buffer_) / rate_ * 1e9);
    float* const audio[2] = {left_.data(), right_.data()};
    timespec deadline = now() + period;
    while (running_.load(std::memory_order_relaxed)) {
      callback.render(audio, buffer_);
      // A card with two buffers runs dry when a block is not done by the end of the one that is being played.
      const long behind = nanoseconds_between(deadline, now());
      if (behind > 0) callback.late();
      if (behind > kNanosecondsPerSecond / 2) deadline = now();   // the machine slept: start afresh
      clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr);
      deadline = deadline + period;
    }
  }

  double rate_;
  int buffer_;
  std::vector<float> left_;
  std::vector<float> right_;
  std::atomic<bool> running_{false};
  std::thread thread_;
};

}  // namespace

std::unique_ptr<OutputDevice> make_dummy_device(double rate, int buffer) { return std::make_unique<DummyDevice>(rate, buffer); }

}  // namespace sweetspot
