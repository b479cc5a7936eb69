// True peak of sound, for those who see only the studio.
#pragma once

#include "engine/analysis/true_peak_meter.h"
