// From an imported file to the session's record of it.
#pragma once

#include "engine/media/import.h"
#include "engine/session/session.h"

namespace sweetspot {

// The record, still without an id. Any thread.
Media media_value(const ImportedAudio& audio);

}  // namespace sweetspot
