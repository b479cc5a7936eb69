// Threads that must not be late, and those that may.
#pragma once

namespace sweetspot {

// Asks the system to run the calling thread before others. Quietly does nothing where that is not allowed. Not on the audio
// path: called once when a thread starts.
void raise_thread_priority() noexcept;

// Asks the system to run the calling thread after others: for work that nobody waits for. As above.
void lower_thread_priority() noexcept;

}  // namespace sweetspot
