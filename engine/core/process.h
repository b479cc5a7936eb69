// This machine and the programs that run on it.
#pragma once

#include <string>

namespace sweetspot {

// The name of this machine; "unknown" where it has none. Any thread.
std::string host_name();

// Whether no program of that number runs on this machine. Any thread.
bool process_is_gone(long process);

}  // namespace sweetspot
