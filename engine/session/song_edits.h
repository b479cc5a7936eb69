// Edits of the song as a whole: markers, loop, tempo, tags, recordings. Otherwise as strip_edits.h.
#pragma once

#include <string_view>

#include "engine/session/added.h"

namespace sweetspot::edit {

SessionPtr set_session_name(const SessionPtr& session, std::string_view name);

// 20 to 400 quarter notes a minute; otherwise Error.
SessionPtr set_tempo(const SessionPtr& session, double tempo);

// 1 to 16 beats from frame 0 on; otherwise Error.
SessionPtr set_meter(const SessionPtr& session, Meter meter);

// The frames from start up to but not including end; in either order, at or after 0. An empty loop is never enabled.
SessionPtr set_loop(const SessionPtr& session, Loop loop);

// A point, or a section when `length` is above 0.
Added<MarkerId> add_marker(const SessionPtr& session, Frames at, std::string_view name, Frames length = 0);
SessionPtr move_marker(const SessionPtr& session, MarkerId marker, Frames at, Frames length);
SessionPtr rename_marker(const SessionPtr& session, MarkerId marker, std::string_view name);
SessionPtr remove_marker(const SessionPtr& session, MarkerId marker);

// A tag ("title", "artist", ...); an empty value removes it.
SessionPtr set_metadata(const SessionPtr& session, std::string_view key, std::string_view value);

// A recording; its id is given here. One that is listed already (same path) is not added again.
Added<MediaId> add_media(const SessionPtr& session, Media media);

// Removes the recordings that no region of the session or of its versions plays. The files stay.
SessionPtr remove_unused_media(const SessionPtr& session);

// Points a recording to another file, here and in all versions. `linked` as in Media.
SessionPtr relink_media(const SessionPtr& session, MediaId media, std::string_view path, bool linked);

}  // namespace sweetspot::edit
