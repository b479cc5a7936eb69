// The list of all processors.
#pragma once

#include <span>
#include <string_view>

#include "engine/params/catalog.h"
#include "engine/processors/processor.h"

namespace sweetspot {

// Every type, in the order of the menus. Built once, never changes. Any thread.
std::span<const ProcessorType* const> all_processors();

// The type of that id, or null. Any thread.
const ProcessorType* find_processor(std::string_view id);

// The registry as a catalog of parameter tables. Any thread.
const ParamCatalog& processor_catalog();

}  // namespace sweetspot
