// Recordings whose file was cut off: it promised more sound than it held.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot {

// Where a recording's sound ends before its file said it would, in frames of the recording; none for a whole one. Kept in the song under
// "cut_off_after", among the keys that a version need not know, so that those that do not know it keep it. Any thread.
std::optional<Frames> cut_off_after(const Media& media);
void set_cut_off(Media& media, std::optional<Frames> after);

struct CutOff {
  MediaId media;
  std::string name;   // of the file: "Kick.wav"
  std::string after;  // "0:12", minutes and seconds
  StripId track;      // the first that plays it
};

// Those that a track plays, in the session's order. Any thread.
std::vector<CutOff> cut_off_recordings(const Session& session);

// "Kick.wav is cut off after 0:12"
std::string cut_off_sentence(const CutOff& cut);

}  // namespace sweetspot
