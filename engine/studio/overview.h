// Waveforms, for those who see only the studio.
#pragma once

#include "engine/media/overview.h"
