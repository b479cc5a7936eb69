// What a track is in the song, guessed from its file's name first and from its sound second.
#pragma once

#include <string>
#include <string_view>

#include "engine/analysis/track_features.h"

namespace sweetspot {

struct RoleGuess {
  std::string role = "unknown";  // the role's key in files: "lead_vocal", "kick", ...
  double confidence = 0.0;       // 0 (no idea) to 1 (certain)
  bool from_name = false;
  bool doubles = false;  // by its name a double of another part ("LV dbl"), to be panned away from it
  int side = 0;          // by its name the left (-1) or right (1) half of a pair
};

// From the name of a file or a track, with or without folder and suffix: "01_Kick In.wav", "vox-lead", "BGV 2", "OH L". Any
// thread.
RoleGuess guess_role_from_name(std::string_view name);

// From sound alone; the confidence tells how little that is worth. `features.has_pitch` makes it better. Any thread.
RoleGuess guess_role_from_sound(const TrackFeatures& features);

// The name's guess where there is one, else the sound's. Any thread.
RoleGuess guess_role(std::string_view name, const TrackFeatures& features);

}  // namespace sweetspot
