// Copying a file within the kernel.
#pragma once

#include <filesystem>

#include "engine/core/progress.h"

namespace sweetspot {

// Copies `from` to a new file `to`, which must not exist: as shared blocks where the file system can, else within the kernel,
// else by reading and writing. Throws Error with the system's reason, naming `to`'s folder when it is full, or Cancelled.
// Does not remove `to` when it fails.
void copy_file_contents(const std::filesystem::path& from, const std::filesystem::path& to, const Progress& progress);

}  // namespace sweetspot
