// Where everything on the desk lies. Pure: no window, no painting.
#pragma once

#include <vector>

#include <QRect>

#include "engine/session/session.h"

namespace sweetspot::ui {

enum class StripKind { track, bus, mix, master, vca, group };

// A strip's place in the scrolling row, or that of a group's tab before the first of its strips.
struct StripSlot {
  StripId id;
  StripKind kind = StripKind::track;
  int x = 0;
  int width = 0;
  GroupId group{};  // of tabs

  friend bool operator==(const StripSlot&, const StripSlot&) = default;
};

// Which strips are shown.
struct StripFilter {
  enum class Show { all, group, buses, strip_group } show = Show::all;
  RoleGroup group = RoleGroup::none;  // with Show::group: the tracks of these roles and their bus
  GroupId strips{};                   // with Show::strip_group: the members of that group

  friend bool operator==(const StripFilter&, const StripFilter&) = default;
};

inline constexpr int kStripWidth = 88;
inline constexpr int kNarrowStripWidth = 66;
inline constexpr int kGroupTabWidth = 24;
inline constexpr int kStripGap = 4;
inline constexpr int kBusGap = 14;  // before the buses, before the VCAs and before the mix

// Tracks, buses, VCAs and the mix, side by side, without those that a group folds or hides; a group's tab stands before its first strip; the master stands elsewhere.
std::vector<StripSlot> lay_out_strips(const Session& session, const StripFilter& filter, bool narrow);

// The width of the whole row.
int row_width(const std::vector<StripSlot>& strips);

// Where a strip of that kind would come to stand among its like (as move_strip counts) when it is let go at `x` of the row; and the line
// that shows it. Strips that are not shown keep their places.
struct DropPlace {
  std::size_t position = 0;
  int line_x = 0;
};
DropPlace strip_drop_place(const Session& session, const std::vector<StripSlot>& strips, StripId moved, int x);

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
inline constexpr int kLeastFader = 190;  // 166 of travel

StripParts lay_out_strip(QSize size, const DeskRows& rows, StripKind kind);

}  // namespace sweetspot::ui
