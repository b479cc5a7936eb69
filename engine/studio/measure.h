// Measuring files, for those who see only the studio.
#pragma once

#include "engine/analysis/measure.h"
