#include "engine/core/hash.h"

#include <fmt/format.h>

namespace sweetspot {

std::string fnv1a_text(std::string_view bytes) { return fmt::format("{:016x}", fnv1a(bytes)); }

}  // namespace sweetspot
