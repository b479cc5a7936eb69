// What the studio tells about its work.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/units.h"
#include "engine/session/missing_media.h"
#include "engine/session/session.h"
#include "engine/session/session_folder.h"
#include "engine/studio/open_mark.h"

namespace sweetspot {

// What opening a session brought to light.
struct OpenReport {
  bool read_only = false;             // made by a newer version of the program, or open elsewhere
  std::optional<SongHolder> open_elsewhere;
  std::vector<std::string> warnings;  // sentences
  std::vector<MissingMedia> missing;
  // What killed programs left that the file does not hold, newest first. Their records are not steps a person counts: one drag may be several.
  std::vector<Recovery> recoveries;
};

// What importing brought.
struct ImportReport {
  std::vector<StripId> tracks;            // the new ones
  std::vector<std::string> notes;         // "Room.wav: 6 channels were split into 3 stereo tracks"
  std::vector<std::string> failures;      // a sentence each; the other files were imported
  std::vector<std::string> explanations;  // what the starting balance did and why
};

// A place sound can come out of.
struct AudioDevice {
  std::string name;  // as given to set_audio: "dummy", "file:PATH" or a card's with its host, "ALSA: default"
  std::string host;  // "ALSA", "JACK", ... or "Sweetspot" for our own
  int channels = 2;
  double rate = 48000.0;  // its default
  bool is_default = false;
};

struct AudioSettings {
  std::string device;  // empty: the default card, or the silent clock ("dummy") when there is none
  int buffer = 256;    // frames, 32 to 4096
  double rate = 0.0;   // 0: the session's. A device that cannot do the session's rate is refused with a sentence
};

// How the audio thread fares.
struct AudioStatus {
  std::string device;   // what plays now; "dummy" when only the clock runs
  std::string problem;  // a sentence when the wanted device does not play
  double rate = 48000.0;
  int buffer = 0;
  double load = 0.0;          // of the last second: share of the time a block may take, mean
  double load_mean = 0.0;     // since the start of playback
  double load_peak = 0.0;     // worst since the start of playback
  double load_p999 = 0.0;     // 99.9th percentile since the start of playback
  std::uint64_t blocks = 0;   // since the start of playback
  std::uint64_t xruns = 0;    // callbacks that came too late, and blocks that the disk did not fill
  std::uint64_t dropped = 0;  // commands that found their queue full
};

// Loudness of what is heard, since it was last reset; kMinusInfinity where there is no value yet.
struct LoudnessReadout {
  double momentary = kMinusInfinity;  // LUFS
  double short_term = kMinusInfinity;
  double integrated = kMinusInfinity;
  double range = 0.0;                 // LU
  double true_peak = kMinusInfinity;  // dBTP, the highest
  double correlation = 0.0;           // -1 to 1, slow mean
};

// Level of one strip since it was last read; linear.
struct LevelReadout {
  float peak[2] = {0, 0};
  float mean_square[2] = {0, 0};
  bool clipped = false;
  std::uint32_t non_finite = 0;
};

// What went through a device lately, for analysers and scopes.
struct DeviceSignal {
  std::size_t frames = 4096;                               // wanted
  std::array<std::array<std::vector<float>, 2>, 2> sound;  // [before, after][left, right]
  std::uint64_t end = 0;                                   // frames that had gone through when it was read
};

}  // namespace sweetspot
