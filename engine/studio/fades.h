// The shapes of fades, for whoever draws them.
#pragma once

#include "engine/playback/fade.h"
