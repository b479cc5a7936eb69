// The processors as the desk and the command line see them: labels, tables, meters, curves.
#pragma once

#include "engine/processors/registry.h"
