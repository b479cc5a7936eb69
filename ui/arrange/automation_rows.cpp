#include "ui/arrange/automation_rows.h"

#include "engine/session/automation_edits.h"
#include "engine/session/automation_values.h"
#include "engine/studio/processors.h"

namespace sweetspot::ui {

std::vector<TrackRow> with_room(std::vector<TrackRow> rows, const std::map<StripId, int>& room) {
  int below = 0;
  for (TrackRow& row : rows) {
    row.y += below;
    if (row.heading || row.take) continue;
    const auto found = room.find(row.strip);
    if (found == room.end()) continue;
    row.room = found->second;
    below += row.room;
  }
  return rows;
}

std::vector<AutomationTarget> lanes_to_open(const Session& session, StripId track) {
  std::vector<AutomationTarget> open;
  const Strip* const strip = find_strip(session, track);
  if (!strip) return open;
  for (const AutomationTarget& target : automation_targets(session, track, processor_catalog()))
    if (edit::find_lane(*strip, target)) open.push_back(target);
  if (open.empty()) open.push_back({{}, {}, "gain"});
  return open;
}

}  // namespace sweetspot::ui
