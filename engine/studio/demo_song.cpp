#include "engine/studio/demo_song.h"

#include "engine/processors/registry.h"
#include "engine/studio/demo.h"
#include "engine/studio/measure_mix.h"

namespace sweetspot {

void make_demo_song(const std::filesystem::path& folder, const Progress& progress) {
  const Progress quiet{nullptr, progress.cancel};
  write_demo(folder, processor_catalog(), [&](const SessionPtr& session) { return measure_mix(session, folder, quiet); }, progress);
}

}  // namespace sweetspot
