#include "engine/playback/thread_priority.h"

#include <pthread.h>
#include <sched.h>

namespace sweetspot {

void raise_thread_priority() noexcept {
  sched_param param{};
  param.sched_priority = sched_get_priority_min(SCHED_FIFO) + 10;
  pthread_setschedparam(pthread_self(), SCHED_FIFO, &param);
}

}  // namespace sweetspot
