// Edits that take settings from presets. As device_edits.h; each is meant to be one undo step.
#pragma once

#include "engine/params/catalog.h"
#include "engine/session/preset.h"

namespace sweetspot::edit {

// Gives a device a preset's settings: parameters that the preset does not list go to their defaults. The device keeps its id, so that
// its sound goes on, and its place, side-chain, bypass and automation. A preset of another processor throws Error.
SessionPtr apply_preset(const SessionPtr& session, DeviceId device, const PresetDevice& preset, const ParamCatalog& catalog);

enum class ChainPlace {
  replace,  // instead of the strip's devices, which go with their automation
  append,   // behind them
};

// Makes a preset's devices on a strip. The same session when there are none. A processor that the catalog does not have throws Error.
SessionPtr apply_chain(const SessionPtr& session, StripId strip, const Preset& preset, ChainPlace place, const ParamCatalog& catalog);

}  // namespace sweetspot::edit
