// Where sounds begin, for those who see only the studio.
#pragma once

#include "engine/studio/onset_store.h"
