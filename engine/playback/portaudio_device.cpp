#include "engine/playback/portaudio_device.h"

#include <fcntl.h>
#include <portaudio.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/core/error.h"

namespace sweetspot {
namespace {

// PortAudio's back ends talk on stderr while they look for cards; that is of no use to anyone.
class QuietStderr {
 public:
  QuietStderr() : saved_(dup(2)) {
    const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (null < 0) return;
    dup2(null, 2);
    ::close(null);
  }
  ~QuietStderr() {
    if (saved_ < 0) return;
    dup2(saved_, 2);
    ::close(saved_);
  }
  QuietStderr(const QuietStderr&) = delete;
  QuietStderr& operator=(const QuietStderr&) = delete;

 private:
  int saved_;
};

// PortAudio runs while the program does; it is started again to see new cards.
class Library {
 public:
  static Library& get() {
    static Library library;
    return library;
  }

  void restart() {
    if (open_streams > 0) return;
    stop();
    start();
  }

  bool works() const { return works_; }
  int open_streams = 0;

 private:
  Library() { start(); }
  ~Library() { stop(); }
  void start() {
    const QuietStderr quiet;
    works_ = Pa_Initialize() == paNoError;
  }
  void stop() {
    if (works_) Pa_Terminate();
    works_ = false;
  }
  bool works_ = false;
};

std::string full_name(const PaDeviceInfo& info) { return std::string(Pa_GetHostApiInfo(info.hostApi)->name) + ": " + info.name; }

PaDeviceIndex find(const std::string& name) {
  if (name.empty()) return Pa_GetDefaultOutputDevice();
  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(i);
    if (info.maxOutputChannels > 0 && (full_name(info) == name || info.name == name)) return i;
  }
  return paNoDevice;
}

[[noreturn]] void refuse(const std::string& device, PaError error, double rate) {
  const std::string subject = device.empty() ? "the sound card" : device;
  if (error == paInvalidSampleRate)
    throw Error(subject, "it cannot play at " + std::to_string(std::lround(rate)) + " Hz", "choose another device, or convert the session's rate");
  if (error == paDeviceUnavailable) throw Error(subject, "another program uses it", "close that program or choose another device");
  if (error == paUnanticipatedHostError) throw Error(subject, Pa_GetLastHostErrorInfo()->errorText, "choose another device");
  throw Error(subject, Pa_GetErrorText(error), "choose another device");
}

class PortAudioDevice : public OutputDevice {
 public:
  PortAudioDevice(PaDeviceIndex index, double rate, int buffer) : rate_(rate), buffer_(buffer) {
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(index);
    name_ = full_name(info);
    channels_ = std::min(info.maxOutputChannels, 2);
    PaStreamParameters output{};
    output.device = index;
    output.channelCount = channels_;
    output.sampleFormat = paFloat32 | paNonInterleaved;
    output.suggestedLatency = std::max(info.defaultLowOutputLatency, 2.0 * buffer / rate);
    const QuietStderr quiet;
    const PaError error = Pa_OpenStream(&stream_, nullptr, &output, rate, static_cast<unsigned long>(buffer), paClipOff | paDitherOff, &call, this);
    if (error != paNoError) refuse(name_, error, rate);
    scratch_.resize(static_cast<size_t>(kLargestBlock));
    ++Library::get().open_streams;
  }

  ~PortAudioDevice() override {
    stop();
    Pa_CloseStream(stream_);
    --Library::get().open_streams;
  }

  void start(OutputCallback& callback) override {
    callback_ = &callback;
    const PaError error = Pa_StartStream(stream_);
    if (error != paNoError) refuse(name_, error, rate_);
    started_ = true;
  }

  void stop() noexcept override {
    if (!started_) return;
    started_ = false;
    // Abort, not stop: a card that went away would keep us waiting for its last buffers.
    Pa_AbortStream(stream_);
  }

  double rate() const override { return rate_; }
  int buffer() const override { return buffer_; }
  bool lost() const override { return started_ && Pa_IsStreamActive(stream_) != 1; }
  std::string name() const override { return name_; }

  Frames latency() const override {
    const PaStreamInfo* info = Pa_GetStreamInfo(stream_);
    return info ? frames_from_seconds(info->outputLatency, rate_) : buffer_;
  }

 private:
  static constexpr int kLargestBlock = 16384;

  static int call(const void*, void* output, unsigned long frames, const PaStreamCallbackTimeInfo*, PaStreamCallbackFlags flags, void* self) {
    static_cast<PortAudioDevice*>(self)->render(static_cast<float**>(output), static_cast<int>(frames), flags);
    return paContinue;
  }

  void render(float** output, int frames, PaStreamCallbackFlags flags) noexcept {
    if (flags & paOutputUnderflow) callback_->late();
    for (int done = 0; done < frames;) {
      const int count = std::min(frames - done, kLargestBlock);
      float* const audio[2] = {output[0] + done, channels_ > 1 ? output[1] + done : scratch_.data()};
      callback_->render(audio, count);
      if (channels_ == 1)
        for (int i = 0; i < count; ++i) audio[0][i] = 0.5f * (audio[0][i] + audio[1][i]);
      done += count;
    }
  }

  std::string name_;
  double rate_;
  int buffer_;
  int channels_ = 2;
  bool started_ = false;
  PaStream* stream_ = nullptr;
  OutputCallback* callback_ = nullptr;
  std::vector<float> scratch_;
};

}  // namespace

std::vector<OutputDeviceInfo> portaudio_devices(bool look_again) {
  if (look_again) Library::get().restart();
  std::vector<OutputDeviceInfo> found;
  if (!Library::get().works()) return found;
  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(i);
    if (info.maxOutputChannels < 1) continue;
    found.push_back({full_name(info), Pa_GetHostApiInfo(info.hostApi)->name, info.maxOutputChannels, info.defaultSampleRate,
                     i == Pa_GetDefaultOutputDevice()});
  }
  return found;
}

std::unique_ptr<OutputDevice> open_portaudio_device(const std::string& name, double rate, int buffer) {
  if (!Library::get().works()) throw Error("the sound cards", "PortAudio does not start here", "play to \"dummy\" or to a file");
  PaDeviceIndex index = find(name);
  if (index == paNoDevice && !name.empty()) {
    Library::get().restart();   // it may have been plugged in since
    index = find(name);
  }
  if (index == paNoDevice)
    throw Error(name.empty() ? "the sound card" : name, name.empty() ? "this machine has none" : "it is not there", "plug it in or choose another device");
  return std::make_unique<PortAudioDevice>(index, rate, buffer);
}

}  // namespace sweetspot
