// The language of edits: a session's edits as text, one a line.
//
//   track NAME [FILE] [at=TIME] [channels=1|2] [role=ROLE]
//   bus NAME [group=GROUP]
//   route OWNER BUS
//   send OWNER BUS [gain=DB] [pan=X] [mute=on] [pre]
//   device OWNER TYPE [PARAM=VALUE ...]
//   set PATH=VALUE ...                                 (paths.h)
//   automate PATH TIME=VALUE[:hold|:smooth] ... [off]
//   region OWNER FILE [at=TIME] [offset=TIME] [length=TIME] [name=TEXT] [gain=DB] [mute=on] [invert=on]
//          [fade_in=TIME[:SHAPE]] [fade_out=TIME[:SHAPE]] [envelope=TIME:DB,...] [reverse=on] [lock=on] [group=N]
//          [take=NAME | lane=NAME]                    (chosen from a take; in the lane of a take, unheard)
//   clip OWNER WHICH KEY=VALUE ...                    (the keys of region, and start=TIME, end=TIME to trim)
//   split OWNER WHICH at=TIME                         join, duplicate, crossfade OWNER WHICH
//   delete OWNER WHICH [close]                        nudge OWNER WHICH by=[-]TIME
//   strip_silence OWNER WHICH [threshold=DB] [gap=TIME] [before=TIME] [after=TIME]
//   group_clips, ungroup_clips, takes OWNER WHICH [OWNER WHICH ...]
//   take OWNER NAME                                   comp OWNER TAKE FROM TO        flatten OWNER
//   vca NAME [OWNER ...] [gain=DB]
//   group NAME OWNER ... [link=gain,pan,mute,solo] [linked=off] [colour=#RRGGBB] [folded] [hidden]
//   ungroup NAME
//   marker NAME at=TIME [length=TIME]
//   loop START END [off]
//   rename OWNER NAME
//   remove OWNER | OWNER/N.TYPE
//   # comment
//
// WHICH regions of a track are meant is told by their numbers in order of time: 2, 1,3, 2-4 or all. Times of an envelope count from the
// start of the recording. Regions of one group share a number.
//
// A TIME is in seconds (1.5) or frames (72000f). An OWNER is track/NAME, bus/NAME, mix, master, or a bare name where only one
// thing bears it. Words with blanks stand in double quotes, wholly or in part; inside quotes \" and \\ are a quote and a backslash.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/params/catalog.h"
#include "engine/session/session.h"

namespace sweetspot {

// Brings a file into the session's folder and says what it is; the id is given by the script. Throws Error.
using BringIn = std::function<Media(const std::filesystem::path& file)>;

// How strip_silence cuts, and what does it: who runs a script knows the recordings.
struct SilenceCut {
  double threshold_db = -48.0;   // -90 to 0; what peaks lower is silence
  double gap = 0.25;             // seconds, 0.01 to 10: shorter silences stay
  double before = 0.02;          // seconds, 0 to 2, that are kept before a sound
  double after = 0.10;           // and after it
};
using CutSilence = std::function<SessionPtr(const SessionPtr&, const std::set<RegionId>&, const SilenceCut&)>;

// Applies a script. Throws Error "line N, ..." at the first wrong line; the session is as it was, but files that were
// brought in before stay. [main]
SessionPtr run_script(const SessionPtr& session, std::string_view script, const ParamCatalog& catalog, const BringIn& bring_in,
                      const CutSilence& cut_silence = {});

// A script that makes an equal session (but for ids, versions and unknown keys) from an empty one of the same rate, given a
// BringIn that finds the recordings by their paths in the session. Any thread.
std::string print_script(const Session& session, const ParamCatalog& catalog);

// The words of a line; throws Error when a quote is left open. A word that begins with # ends the line. Any thread.
std::vector<std::string> script_words(std::string_view line);

// A word as it must stand in a script: in quotes when it needs them.
std::string script_quoted(std::string_view word);

// Frames of "1.5" or "1.5s" (seconds) or "72000f" at a rate. Throws Error. Any thread.
Frames parse_time(std::string_view text, double rate);

}  // namespace sweetspot
