#include "engine/realtime/thread_flag.h"

namespace sweetspot {
namespace {
thread_local int depth = 0;
}

bool on_audio_thread() noexcept { return depth > 0; }
AudioThreadScope::AudioThreadScope() noexcept { ++depth; }
AudioThreadScope::~AudioThreadScope() { --depth; }

}  // namespace sweetspot
