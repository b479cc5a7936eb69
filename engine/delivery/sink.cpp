#include "engine/delivery/sink.h"

#include <algorithm>

namespace sweetspot {

void TrimSink::write(const float* const* audio, int frames) {
  const auto skipped = static_cast<int>(std::min<Frames>(skip_, frames));
  skip_ -= skipped;
  const auto kept = static_cast<int>(std::min<Frames>(left_, frames - skipped));
  left_ -= kept;
  const float* part[] = {audio[0] + skipped, audio[1] + skipped};
  if (kept > 0) next_.write(part, kept);
}

}  // namespace sweetspot
