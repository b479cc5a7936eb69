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
//
// A JACK server that dies takes PortAudio's connection to it along for good: PortAudio 19.6 then waits ten minutes for a
// stream to stop, and ends the program by an assertion when it is to close the connection. So such a connection is left as it
// is: its devices are hidden, its stream is never touched again, and PortAudio is not ended, not even by the program's end,
// which frees it all the same. The other cards go on.
class Library {
 public:
  static Library& get() {
    static Library library;
    return library;
  }

  void restart() {
    if (open_streams > 0 || jack_died_ || !jack_answers()) return;
    if (works_) Pa_Terminate();
    start();
  }

  bool works() const { return works_; }
  bool jack_died() const { return jack_died_; }
  void give_jack_up() { jack_died_ = true; }

  bool is_usable(const PaDeviceInfo& info) const { return info.maxOutputChannels > 0 && !(jack_died_ && is_jack(info)); }
  static bool is_jack(const PaDeviceInfo& info) { return Pa_GetHostApiInfo(info.hostApi)->type == paJACK; }

  int open_streams = 0;

 private:
  Library() { start(); }

  void start() {
    const QuietStderr quiet;
    works_ = Pa_Initialize() == paNoError;
  }

  // Asks by opening a stream, which a dead server refuses without harm.
  bool jack_answers() {
    const PaHostApiIndex api = works_ ? Pa_HostApiTypeIdToHostApiIndex(paJACK) : -1;
    const PaDeviceIndex index = api < 0 ? paNoDevice : Pa_GetHostApiInfo(api)->defaultOutputDevice;
    if (index == paNoDevice) return true;
    PaStreamParameters output{};
    output.device = index;
    output.channelCount = 1;
    output.sampleFormat = paFloat32;
    const QuietStderr quiet;
    PaStream* stream = nullptr;
    const PaError error = Pa_OpenStream(&stream, nullptr, &output, Pa_GetDeviceInfo(index)->defaultSampleRate, paFramesPerBufferUnspecified, paNoFlag,
                                        &never_called, nullptr);
    if (error == paNoError) Pa_CloseStream(stream);
    jack_died_ = error != paNoError;
    return !jack_died_;
  }

  static int never_called(const void*, void*, unsigned long, const PaStreamCallbackTimeInfo*, PaStreamCallbackFlags, void*) { return paComplete; }

  bool works_ = false;
  bool jack_died_ = false;
};

std::string full_name(const PaDeviceInfo& info) { return std::string(Pa_GetHostApiInfo(info.hostApi)->name) + ": " + info.name; }

PaDeviceIndex find(const std::string& name) {
  const Library& library = Library::get();
  const PaDeviceIndex preferred = Pa_GetDefaultOutputDevice();
  if (name.empty() && preferred != paNoDevice && library.is_usable(*Pa_GetDeviceInfo(preferred))) return preferred;
  for (PaDeviceIndex i = 0; i < Pa_GetDeviceCount(); ++i) {
    const PaDeviceInfo& info = *Pa_GetDeviceInfo(i);
    if (library.is_usable(info) && (name.empty() || full_name(info) == name || info.name == name)) return i;
  }
  return paNoDevice;
}

[[noreturn]] void refuse_missing(const std::string& name) {
  const std::string subject = name.empty() ? "the sound card" : name;
  if (Library::get().jack_died()) throw Error(subject, "the connection to the JACK server is lost", "start the server, then Sweetspot again, or choose another device");
  throw Error(subject, name.empty() ? "this machine has none" : "it is not there", "plug it in or choose another device");
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
    jack_ = Library::is_jack(info);
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
    if (!abandoned_) Pa_CloseStream(stream_);
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
    abandoned_ = jack_ && lost();
    if (abandoned_) Library::get().give_jack_up();
    started_ = false;
    if (abandoned_) return;
    // Abort, not stop: a card that went away would keep us waiting for its last buffers.
    Pa_AbortStream(stream_);
  }

  double rate() const override { return rate_; }
  int buffer() const override { return buffer_; }
  bool lost() const override { return started_ && Pa_IsStreamActive(stream_) != 1; }
  std::string name() const override { return name_; }

  std::string problem() const override {
    if (!lost()) return {};
    if (jack_) return Error(name_, "the JACK server went away while it played", "start it, then Sweetspot again, or choose another device").what();
    return Error(name_, "it went away while it played", "plug it in again or choose another device").what();
  }

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
  bool jack_ = false;
  bool started_ = false;
  bool abandoned_ = false;   // its server died: see Library
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
    if (!Library::get().is_usable(info)) continue;
    found.push_back({full_name(info), Pa_GetHostApiInfo(info.hostApi)->name, info.maxOutputChannels, info.defaultSampleRate,
                     i == Pa_GetDefaultOutputDevice()});
  }
  return found;
}

std::unique_ptr<OutputDevice> open_portaudio_device(const std::string& name, double rate, int buffer) {
  if (!Library::get().works()) throw Error("the sound cards", "PortAudio does not start here", "play to \"dummy\" or to a file");
  if (const PaDeviceIndex index = find(name); index != paNoDevice) try {
      return std::make_unique<PortAudioDevice>(index, rate, buffer);
    } catch (const Error&) {
      // What PortAudio knows may be old: the card may have been unplugged and plugged in since.
    }
  Library::get().restart();
  const PaDeviceIndex index = find(name);
  if (index == paNoDevice) refuse_missing(name);
  return std::make_unique<PortAudioDevice>(index, rate, buffer);
}

}  // namespace sweetspot
