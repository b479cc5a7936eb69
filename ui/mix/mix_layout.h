// Where everything on the desk lies. Pure: no window, no painting.
#pragma once

#include <vector>

#include <QRect>

#include "engine/session/session.h"

namespace sweetspot::ui {

enum class StripKind { track, bus, mix, master };

// A strip's place in the scrolling row.
struct StripSlot {
  StripId id;
  StripKind kind = StripKind::track;
  int x = 0;
  int width = 0;

  friend bool operator==(const StripSlot&, const StripSlot&) = default;
};

// Which strips are shown.
struct StripFilter {
  enum class Show { all, group, buses } show = Show::all;
  RoleGroup group = RoleGroup::none;  // with Show::group: the tracks of these roles and their bus

  friend bool operator==(const StripFilter&, const StripFilter&) = default;
};

inline constexpr int kStripWidth = 88;
inline constexpr int kNarrowStripWidth = 66;
inline constexpr int kStripGap = 4;
inline constexpr int kBusGap = 14;  // before the buses and before the mix

// Tracks, buses and the mix, side by side; the master stands elsewhere.
std::vector<StripSlot> lay_out_strips(const Session& session, const StripFilter& filter, bool narrow);

// The width of the whole row.
int row_width(const std::vector<StripSlot>& strips);

// The first and one past the last slot that can be seen when the row is scrolled by `scroll` in a view of `width`.
struct SlotRange {
  std::size_t first = 0, last = 0;
};
SlotRange visible_slots(const std::vector<StripSlot>& strips, int scroll, int width);

// The most devices and sends of any strip: all strips have room for as many, so that their faders line up.
struct DeskRows {
  int inserts = 0;
  int sends = 0;
};
DeskRows rows_of(const Session& session);

// The parts of one strip, in its own coordinates. A part that has no room is empty.
struct StripParts {
  QRect colour, name, inserts, eq, sends, pan, pan_number, buttons, number, share, fader, meter, output;
  int insert_rows = 0;  // the row of "+" included
  int send_rows = 0;    // the row of "+" included
};
inline constexpr int kInsertPitch = 26;
inline constexpr int kSendPitch = 26;
inline constexpr int kLeastFader = 150;

StripParts lay_out_strip(QSize size, const DeskRows& rows, StripKind kind);

}  // namespace sweetspot::ui
