// Older formats of the file, one frozen function a step. Never change one: files in the world rely on it.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace sweetspot {

// Turns a document of any format up to `to` into one of format `to`. A document without "format" is of format 0, the drafts
// before the format had a number. Throws Error when it is not a session's document at all. Any thread.
void migrate(nlohmann::json& document, int to);

// The format of a document; 0 when it has none. Throws Error when it is no number.
int format_of(const nlohmann::json& document);

}  // namespace sweetspot
