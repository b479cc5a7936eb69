#include "ui/arrange/track_rows.h"

#include <algorithm>
#include <utility>

#include "engine/session/group_edits.h"
#include "ui/store/track_look.h"
#include "ui/theme/tokens.h"

namespace sweetspot::ui {

std::vector<TrackRow> lay_out_rows(const Session& session, int track_height, const std::set<StripId>& folded,
                                   const std::set<StripId>& closed, const std::map<StripId, int>& heights) {
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
      const auto own = heights.find(track->strip.id);
      const int height = own == heights.end() ? track_height : own->second;
      rows.push_back({track->strip.id, false, false, {}, colour, {}, y, height});
      y += height;
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

StripId bus_of_track(const Session& session, StripId track) {
  const Track* found = find_track(session, track);
  return found && find_bus(session, found->strip.output) ? found->strip.output : StripId{};
}

namespace {

bool is_track(const TrackRow& row) { return !row.heading && !row.take && !row.desk; }

// Beside the last track of a bus, shown or not.
std::optional<TrackLanding> behind_all_of(const Session& session, StripId bus, int y) {
  std::optional<TrackLanding> found;
  for (const auto& track : session.tracks)
    if (bus_of_track(session, track->strip.id) == bus) found = TrackLanding{bus, track->strip.id, true, y};
  return found;
}

}  // namespace

std::optional<TrackLanding> landing_at(const Session& session, const std::vector<TrackRow>& rows, int y) {
  if (rows.empty()) return {};
  std::size_t at = 0;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].y <= y && !rows[i].take) at = i;
  const TrackRow& row = rows[at];
  if (row.desk || (row.heading && row.strip == kMasterStrip)) {
    const auto last = std::find_if(rows.rbegin(), rows.rend(), is_track);
    if (last == rows.rend()) return {};
    return TrackLanding{bus_of_track(session, last->strip), last->strip, true, last->bottom() + last->room};
  }
  if (row.heading) {
    if (row.folded && !row.group) return behind_all_of(session, row.strip, row.bottom());
    const auto next = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(at), rows.end(), is_track);
    if (next == rows.end()) return {};
    return TrackLanding{bus_of_track(session, next->strip), next->strip, false, row.bottom()};
  }
  const auto next = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(at) + 1, rows.end(), [](const TrackRow& r) { return !r.take; });
  const int end = next == rows.end() ? rows_height(rows) : next->y;
  const bool behind = y >= (row.y + end) / 2;
  return TrackLanding{bus_of_track(session, row.strip), row.strip, behind, behind ? end : row.y};
}

std::optional<TrackLanding> landing_beside(const Session& session, const std::vector<TrackRow>& rows, const std::set<StripId>& tracks,
                                           int direction) {
  const TrackRow* before = nullptr;
  const TrackRow* last = nullptr;
  StripId bus;
  bool met = false;
  for (const TrackRow& row : rows) {
    if (!is_track(row)) continue;
    if (tracks.contains(row.strip)) {
      if (!std::exchange(met, true)) bus = bus_of_track(session, row.strip);
      last = &row;
      continue;
    }
    if (!met) before = &row;
    if (direction < 0 && met) break;
    if (direction > 0 && last && bus_of_track(session, row.strip) == bus) return TrackLanding{bus, row.strip, true, row.bottom()};
  }
  if (direction > 0 || !met || !before || bus_of_track(session, before->strip) != bus) return {};
  return TrackLanding{bus, before->strip, false, before->y};
}

std::vector<StripId> tracks_from(const std::vector<TrackRow>& rows, int y) {
  std::vector<StripId> tracks;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_track(rows[i])) continue;
    const auto next =
        std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(i) + 1, rows.end(), [](const TrackRow& r) { return !r.take; });
    if (y < (next == rows.end() ? rows_height(rows) : next->y)) tracks.push_back(rows[i].strip);
  }
  return tracks;
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
