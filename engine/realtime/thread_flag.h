// Whether the calling thread is in the audio callback, so that tests can catch what must not happen there.
#pragma once

namespace sweetspot {

// True inside an AudioThreadScope of this thread. Any thread, no heap.
bool on_audio_thread() noexcept;

// Marks the calling thread as the audio thread while it lives; they nest. The allocation guard of the tests and the
// assertions of what may wait read it.
class AudioThreadScope {
 public:
  AudioThreadScope() noexcept;
  ~AudioThreadScope();
  AudioThreadScope(const AudioThreadScope&) = delete;
  AudioThreadScope& operator=(const AudioThreadScope&) = delete;
};

}  // namespace sweetspot
