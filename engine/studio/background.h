// For work that nobody waits for: lower_thread_priority().
#pragma once

#include "engine/playback/thread_priority.h"
