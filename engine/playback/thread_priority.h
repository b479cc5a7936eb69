// Threads that must not be late.
#pragma once

namespace sweetspot {

// Asks the system to run the calling thread before others. Quietly does nothing where that is not allowed. Not on the audio
// path: called once when a thread starts.
void raise_thread_priority() noexcept;

}  // namespace sweetspot
