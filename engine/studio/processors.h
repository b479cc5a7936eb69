// The processors as the desk and the command line see them: labels, tables, meters, curves.
#pragma once

#include "engine/processors/eq_bands.h"
#include "engine/processors/eq_linear.h"
#include "engine/processors/multiband_settings.h"
#include "engine/processors/registry.h"
