#include <sndfile.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <system_error>
#include <thread>
#include <vector>

#include "engine/core/atomic_file.h"
#include "engine/core/error.h"
#include "engine/playback/clock_device.h"

namespace sweetspot {
namespace {

class FileDevice : public OutputDevice {
 public:
  FileDevice(std::filesystem::path path, double rate, int buffer)
      : path_(std::move(path)), file_(path_), rate_(rate), buffer_(buffer), left_(static_cast<size_t>(buffer)), right_(left_.size()), both_(2 * left_.size()) {
    SF_INFO info{};
    info.samplerate = static_cast<int>(std::lround(rate));
    info.channels = 2;
    info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
    sound_ = sf_open(file_.partial_path().c_str(), SFM_WRITE, &info);
    if (!sound_) throw Error(path_.string(), sf_strerror(nullptr), "choose another place");
  }

  ~FileDevice() override { stop(); }

  void start(OutputCallback& callback) override {
    running_ = true;
    thread_ = std::thread([this, &callback] { run(callback); });
  }

  void stop() noexcept override {
    running_ = false;
    if (thread_.joinable()) thread_.join();
    if (!sound_) return;
    if (sf_close(sound_) != 0) fail(errno);
    sound_ = nullptr;
    // A device that never played leaves what stood under that name.
    if (failed_ || !wanted_ || rendered_ == 0) return;
    try {
      file_.commit();
    } catch (const Error& error) {
      problem_ = error.what();
      failed_ = true;
    }
  }

  void discard() noexcept override { wanted_ = false; }

  double rate() const override { return rate_; }
  int buffer() const override { return buffer_; }
  Frames latency() const override { return 0; }
  bool lost() const override { return failed_; }
  std::string problem() const override { return failed_ ? problem_ : std::string(); }
  std::string name() const override { return "file:" + path_.string(); }

 private:
  void run(OutputCallback& callback) {
    float* const audio[2] = {left_.data(), right_.data()};
    while (running_.load(std::memory_order_relaxed)) {
      if (!callback.ready(buffer_)) {
        std::this_thread::sleep_for(std::chrono::microseconds(200));
        continue;
      }
      callback.render(audio, buffer_);
      write(callback.lead_in());
      if (failed_) return;
    }
  }

  // Leaves out the frames before the song: those that look-ahead and latency compensation hold back.
  void write(Frames lead_in) {
    const Frames skip = std::min<Frames>(std::max<Frames>(lead_in - rendered_, 0), buffer_);
    rendered_ += buffer_;
    const auto count = static_cast<size_t>(buffer_ - skip);
    for (size_t i = 0; i < count; ++i) {
      both_[2 * i] = left_[static_cast<size_t>(skip) + i];
      both_[2 * i + 1] = right_[static_cast<size_t>(skip) + i];
    }
    if (sf_writef_float(sound_, both_.data(), static_cast<sf_count_t>(count)) != static_cast<sf_count_t>(count)) fail(errno);
  }

  void fail(int number) {
    if (failed_) return;
    const std::string why = number != 0 ? std::generic_category().message(number) : "it cannot be written";
    problem_ = Error(path_.string(), why, "free some space or choose another place").what();
    failed_ = true;
  }

  std::filesystem::path path_;
  AtomicFile file_;
  double rate_;
  int buffer_;
  std::vector<float> left_;
  std::vector<float> right_;
  std::vector<float> both_;
  SNDFILE* sound_ = nullptr;
  Frames rendered_ = 0;
  bool wanted_ = true;
  std::string problem_;                // written before failed_ is set
  std::atomic<bool> failed_{false};
  std::atomic<bool> running_{false};
  std::thread thread_;
};

}  // namespace

std::unique_ptr<OutputDevice> make_file_device(const std::filesystem::path& path, double rate, int buffer) {
  return std::make_unique<FileDevice>(path, rate, buffer);
}

}  // namespace sweetspot
