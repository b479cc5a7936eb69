// The words of scripts that edit regions and takes. Included by the language alone.
#pragma once

#include <map>

#include "engine/session/script.h"
#include "engine/session/script_line.h"
#include "engine/session/take_edits.h"

namespace sweetspot {

class RegionScript {
 public:
  // Edits the session that is referred to; both must outlive it.
  RegionScript(SessionPtr& session, const CutSilence& cut_silence) : session_(session), cut_silence_(cut_silence) {}

  // A line whose command is one of those words. Throws Error.
  void run(Line& line);

  // The options of a new region; those of its place are passed over.
  void set_options(const Line& line, StripId track, RegionId region, const std::map<std::string, std::string>& options);
  // The same for one that lies in the lane of a take.
  void set_lane_options(const Line& line, StripId track, TakeId take, RegionId region, const std::map<std::string, std::string>& options);

  // The take of that name, or an Error that names those there are.
  TakeId take(StripId track, const std::string& name) const;

 private:
  Frames time(std::string_view text) const;
  Fade fade(const std::string& text) const;
  std::vector<GainPoint> envelope(const std::string& text) const;
  edit::RegionIds which(StripId track, const std::string& text) const;
  edit::RegionIds take_regions(Line& line) const;
  void set_option(const Line& line, StripId track, RegionId region, const std::string& key, const std::string& value);
  void clip(Line& line);
  void take_words(Line& line);
  void strip_silence(Line& line, const edit::RegionIds& chosen);

  SessionPtr& session_;
  const CutSilence& cut_silence_;
  std::map<std::string, RegionGroupId> groups_;  // by their numbers in the script
};

}  // namespace sweetspot
