// What a newer version wrote and this one does not understand.
#pragma once

#include <memory>

#include <nlohmann/json_fwd.hpp>

namespace sweetspot {

// Keys of a file that this version does not know: kept and written back. Null when there are none.
using UnknownKeys = std::shared_ptr<const nlohmann::json>;

}  // namespace sweetspot
