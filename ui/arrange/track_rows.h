// Which rows the timeline has and where they lie: tracks under the headings of their buses. Pure.
#pragma once

#include <QColor>
#include <QString>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/session/session.h"

namespace sweetspot::ui {

inline constexpr int kHeadingHeight = 18;
inline constexpr int kTrackHeight = 62;
inline constexpr int kTakeHeight = 34;
inline constexpr int kDeskHeight = 26;
inline constexpr int kLeastTrackHeight = 34;
inline constexpr int kMostTrackHeight = 240;

struct TrackRow {
  StripId strip;  // the track; of a heading its bus, none for those that go to the mix directly
  bool heading = false;
  bool folded = false;  // a heading whose tracks are hidden
  QString title;        // of headings: "DRUMS"
  QColor colour;
  TakeId take{};  // of lanes: the take of the track above
  int y = 0;      // from the top of the first row
  int height = 0;
  int room = 0;       // beneath it, for its lanes of automation
  GroupId group{};    // of the heading of a group of strips
  bool desk = false;  // a bus, a VCA, the mix or the master, which have no clips: for their lanes of automation

  int bottom() const { return y + height; }
  friend bool operator==(const TrackRow&, const TrackRow&) = default;
};

// Before the first track of a group of strips stands the group's heading; what groups fold or hide has no row.
//
// The buses' tracks in the order of the buses, each bus with a heading; then those that go to the mix. Without buses there are no
// headings. Last come the buses, the VCAs, the mix and the master under a heading of their own, which bears the id of the master. `folded`
// holds the ids of headings. Beneath a track with takes there is a lane for each, unless it is in `closed`. `heights` holds those of tracks that
// differ from `track_height`.
std::vector<TrackRow> lay_out_rows(const Session& session, int track_height, const std::set<StripId>& folded,
                                   const std::set<StripId>& closed = {}, const std::map<StripId, int>& heights = {});

int rows_height(const std::vector<TrackRow>& rows);

// The row at a height, or null.
const TrackRow* row_at(const std::vector<TrackRow>& rows, int y);
// The row of a track, or null when it is folded away.
const TrackRow* row_of(const std::vector<TrackRow>& rows, StripId track);

// Where tracks land that are let go at a height: beside a track, and so in the section of its bus (none: of the mix).
struct TrackLanding {
  StripId bus;
  StripId beside;
  bool behind = false;
  int y = 0;  // of the mark between the rows

  friend bool operator==(const TrackLanding&, const TrackLanding&) = default;
};

// None when there are no tracks. On the heading of a folded bus they land behind the last of its tracks.
std::optional<TrackLanding> landing_at(const Session& session, const std::vector<TrackRow>& rows, int y);

// One row further up or down, inside the section of their bus: beside the next track that is shown and not one of them.
std::optional<TrackLanding> landing_beside(const Session& session, const std::vector<TrackRow>& rows, const std::set<StripId>& tracks,
                                           int direction);

// The tracks that are shown, from the one at that height downwards; none below the last.
std::vector<StripId> tracks_from(const std::vector<TrackRow>& rows, int y);

// The bus a track goes to; none when it goes to the mix.
StripId bus_of_track(const Session& session, StripId track);

// The height of a track with which all rows fit into a view.
int fitting_track_height(const std::vector<TrackRow>& rows, int view_height);

}  // namespace sweetspot::ui
