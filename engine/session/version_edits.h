// Edits of mix versions: whole mixes kept under a name. Otherwise as strip_edits.h.
#pragma once

#include <string_view>

#include "engine/session/session.h"

namespace sweetspot::edit {

// Keeps the mix as it is now. A version of that name is replaced in its place. `created` is ISO 8601, UTC.
SessionPtr save_version(const SessionPtr& session, std::string_view name, std::string_view note, std::string_view created);

// Makes the mix what the version holds. The song's name, its recordings (relinked ones, too) and all versions stay as
// they are now; ids go on counting, so none is used twice. An unknown name throws Error with the near ones.
SessionPtr restore_version(const SessionPtr& session, std::string_view name);

SessionPtr rename_version(const SessionPtr& session, std::string_view name, std::string_view new_name);
SessionPtr set_version_note(const SessionPtr& session, std::string_view name, std::string_view note);
SessionPtr remove_version(const SessionPtr& session, std::string_view name);

// The version of that name. Throws Error with the near ones. Any thread.
const Version& version_of(const Session& session, std::string_view name);

// The moment as ISO 8601 in UTC: "2026-01-31T12:00:00Z". Any thread.
std::string time_stamp_now();

}  // namespace sweetspot::edit
