#include "ui/arrange/track_rows.h"

#include <algorithm>

#include "engine/session/group_edits.h"
#include "ui/store/track_look.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {

std::vector<TrackRow> lay_out_rows(const Session& session, int track_height, const std::set<StripId>& folded,
                                   const std::set<StripId>& closed) {
  std::vector<TrackRow> rows;
  std::vector<GroupId> tabs;  // of groups that have their heading
  int y = 0;
  const auto add_group = [&](StripId bus, const QString& title) {
    bool first = true;
    for (const auto& track : session.tracks) {
      const StripId output = find_bus(session, track->strip.output) ? track->strip.output : StripId{};
      if (output != bus) continue;
      const bool hidden = folded.contains(bus);
      const QColor colour = track_colour(*track);
      if (std::exchange(first, false) && !title.isEmpty()) {
        rows.push_back({bus, true, hidden, title.toUpper(), colour, {}, y, kHeadingHeight});
        y += kHeadingHeight;
      }
      if (hidden) continue;
      for (const auto& group : session.groups) {
        if (group->hidden || std::ranges::find(tabs, group->id) != tabs.end()) continue;
        if (std::ranges::find(group->members, track->strip.id) == group->members.end()) continue;
        tabs.push_back(group->id);
        const QString count = group->folded ? QString(" (%1)").arg(group->members.size()) : QString();
        rows.push_back({{}, true, group->folded, words(group->name) + count, colour, {}, y, kHeadingHeight, 0, group->id});
        y += kHeadingHeight;
      }
      if (is_put_away(session, track->strip.id)) continue;
      rows.push_back({track->strip.id, false, false, {}, colour, {}, y, track_height});
      y += track_height;
      if (closed.contains(track->strip.id)) continue;
      for (const Take& take : track->takes) {
        rows.push_back({track->strip.id, false, false, words(take.name), colour, take.id, y, kTakeHeight});
        y += kTakeHeight;
      }
    }
  };
  for (const auto& bus : session.buses) add_group(bus->strip.id, words(bus->strip.name));
  add_group({}, rows.empty() ? QString() : QString("Mix"));
  if (rows.empty()) return rows;
  const bool away = folded.contains(kMasterStrip);
  rows.push_back({kMasterStrip, true, away, "BUSES AND MASTER", token::kSecondary, {}, y, kHeadingHeight});
  y += kHeadingHeight;
  if (away) return rows;
  const auto add_strip = [&](const Strip& strip) {
    rows.push_back({strip.id, false, false, words(strip.name), strip_colour(session, strip.id), {}, y, kDeskHeight, 0, {}, true});
    y += kDeskHeight;
  };
  for (const auto& bus : session.buses) add_strip(bus->strip);
  for (const auto& vca : session.vcas) add_strip(vca->strip);
  add_strip(*session.mix);
  add_strip(*session.master);
  return rows;
}

int rows_height(const std::vector<TrackRow>& rows) { return rows.empty() ? 0 : rows.back().bottom() + rows.back().room; }

const TrackRow* row_at(const std::vector<TrackRow>& rows, int y) {
  const auto found = std::ranges::find_if(rows, [y](const TrackRow& row) { return y >= row.y && y < row.bottom(); });
  return found == rows.end() ? nullptr : &*found;
}

const TrackRow* row_of(const std::vector<TrackRow>& rows, StripId track) {
  const auto found = std::ranges::find_if(rows, [track](const TrackRow& row) { return !row.heading && !row.take && row.strip == track; });
  return found == rows.end() ? nullptr : &*found;
}

int fitting_track_height(const std::vector<TrackRow>& rows, int view_height) {
  const auto headings = static_cast<int>(std::ranges::count_if(rows, &TrackRow::heading));
  const auto lanes = static_cast<int>(std::ranges::count_if(rows, [](const TrackRow& row) { return static_cast<bool>(row.take); }));
  const auto desk = static_cast<int>(std::ranges::count_if(rows, &TrackRow::desk));
  const int tracks = std::max(1, static_cast<int>(rows.size()) - headings - lanes - desk);
  view_height -= desk * kDeskHeight;
  for (const TrackRow& row : rows) view_height -= row.room;
  return std::clamp((view_height - headings * kHeadingHeight - lanes * kTakeHeight) / tracks, kLeastTrackHeight, kMostTrackHeight);
}

}  // namespace sweetspot::ui
