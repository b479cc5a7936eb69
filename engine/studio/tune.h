// Pitch of files, for those who see only the studio.
#pragma once

#include "engine/tuning/tune_file.h"
