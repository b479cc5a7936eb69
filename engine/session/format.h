// The session as the text of its file, and back.
//
// JSON with "format": N; keys in a fixed order, one leaf a line, so that it diffs well; enumerations and choices by key; levels
// in dB; times in frames. Keys that this version does not know are kept at every level and written back.
#pragma once

#include <string>
#include <string_view>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// The format that this version writes.
inline constexpr int kSessionFormat = 1;

// The text of a session's file; ends in a line break. Any thread.
std::string session_to_text(const Session& session, const ParamCatalog& catalog);

struct ParsedSession {
  SessionPtr session;
  int format = kSessionFormat;   // of the text; above kSessionFormat the session must not be written back
};

// Reads such a text; older formats are migrated (migrations.h). Throws Error with the place of the damage (line and column,
// or the key) under the given name. The session's references are checked and repaired: what leads to a bus that is not there
// goes to the mix. Any thread.
ParsedSession session_from_text(std::string_view text, const ParamCatalog& catalog, const std::string& name);

}  // namespace sweetspot
