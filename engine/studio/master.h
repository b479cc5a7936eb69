// Mastering of finished mixes, for those who see only the studio.
#pragma once

#include "engine/mastering/chain.h"
#include "engine/mastering/master_files.h"
#include "engine/studio/dithered_file.h"
