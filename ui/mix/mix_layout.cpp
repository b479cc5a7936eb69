#include "ui/mix/mix_layout.h"

#include <algorithm>

#include "engine/session/group_edits.h"

namespace sweetspot::ui {
namespace {

constexpr int kMarginX = 6;
constexpr int kGapY = 6;
constexpr int kColourHeight = 4;
constexpr int kNameHeight = 22;
constexpr int kEqHeight = 44;
constexpr int kKnob = 30;
constexpr int kPanNumber = 16;
constexpr int kControl = 24;
constexpr int kShare = 16;
constexpr int kMeterWidth = 25;
constexpr int kBottom = 6;

bool in_group(const Session& session, GroupId group, StripId strip) {
  const StripGroup* found = find_group(session, group);
  return found && std::ranges::find(found->members, strip) != found->members.end();
}

bool shown(const Session& session, const Track& track, const StripFilter& filter) {
  switch (filter.show) {
    case StripFilter::Show::all:
      return true;
    case StripFilter::Show::group:
      return role_info(track.role).group == filter.group;
    case StripFilter::Show::buses:
      return false;
    case StripFilter::Show::strip_group:
      return in_group(session, filter.strips, track.strip.id);
  }
  return true;
}

bool shown(const Session& session, const Bus& bus, const StripFilter& filter) {
  if (filter.show == StripFilter::Show::strip_group) return in_group(session, filter.strips, bus.strip.id);
  return filter.show != StripFilter::Show::group || bus.group == filter.group;
}

}  // namespace

std::vector<StripSlot> lay_out_strips(const Session& session, const StripFilter& filter, bool narrow) {
  std::vector<StripSlot> strips;
  const int wide = narrow ? kNarrowStripWidth : kStripWidth;
  const bool by_group = filter.show == StripFilter::Show::strip_group;
  int x = 0;
  StripKind section = StripKind::track;
  std::vector<GroupId> tabs;
  const auto place = [&](StripId id, StripKind kind, int width, GroupId group = {}) {
    strips.push_back({id, kind, x, width, group});
    x += width + kStripGap;
  };
  const auto begin = [&](StripKind kind) {
    if (!strips.empty() && section != kind) x += kBusGap - kStripGap;
    section = kind;
  };
  const auto place_strip = [&](StripId id, StripKind kind) {
    begin(kind);
    for (const auto& group : session.groups) {
      if (group->hidden || std::ranges::find(tabs, group->id) != tabs.end() || !in_group(session, group->id, id)) continue;
      if (by_group && group->id != filter.strips) continue;
      tabs.push_back(group->id);
      place({}, StripKind::group, kGroupTabWidth, group->id);
    }
    // Whoever asks for a group wants to see it.
    if (by_group || !is_put_away(session, id)) place(id, kind, wide);
  };
  for (const auto& track : session.tracks) {
    if (shown(session, *track, filter)) place_strip(track->strip.id, StripKind::track);
  }
  for (const auto& bus : session.buses) {
    if (shown(session, *bus, filter)) place_strip(bus->strip.id, StripKind::bus);
  }
  if (filter.show == StripFilter::Show::all || filter.show == StripFilter::Show::buses) {
    for (const auto& vca : session.vcas) {
      begin(StripKind::vca);
      place(vca->strip.id, StripKind::vca, wide);
    }
    begin(StripKind::mix);
    place(session.mix->id, StripKind::mix, wide);
  }
  return strips;
}

DropPlace strip_drop_place(const Session& session, const std::vector<StripSlot>& strips, StripId moved, int x) {
  const auto kind_of = [&](StripId id) {
    return find_bus(session, id) ? StripKind::bus : find_vca(session, id) ? StripKind::vca : StripKind::track;
  };
  const StripKind kind = kind_of(moved);
  const auto index_of = [&](StripId id) {
    const auto look = [id](const auto& items) {
      return static_cast<std::size_t>(std::ranges::find_if(items, [id](const auto& item) { return item->strip.id == id; }) - items.begin());
    };
    return kind == StripKind::bus ? look(session.buses) : kind == StripKind::vca ? look(session.vcas) : look(session.tracks);
  };
  const std::size_t own = index_of(moved);
  DropPlace drop{own, 0};
  bool before_any = true;
  for (const StripSlot& slot : strips) {
    if (slot.kind != kind) continue;
    const bool behind = x >= slot.x + slot.width / 2;  // the middle of this one was passed
    if (behind || before_any) {
      const std::size_t at = index_of(slot.id);
      const std::size_t gap = behind ? at + 1 : at;  // between which it goes, it itself still in the list
      drop.position = gap > own ? gap - 1 : gap;
      drop.line_x = behind ? slot.x + slot.width + kStripGap / 2 : slot.x - kStripGap / 2;
    }
    before_any = false;
  }
  return drop;
}

int row_width(const std::vector<StripSlot>& strips) { return strips.empty() ? 0 : strips.back().x + strips.back().width; }

SlotRange visible_slots(const std::vector<StripSlot>& strips, int scroll, int width) {
  const auto first = std::ranges::find_if(strips, [&](const StripSlot& s) { return s.x + s.width > scroll; });
  const auto last = std::find_if(first, strips.end(), [&](const StripSlot& s) { return s.x >= scroll + width; });
  return {static_cast<std::size_t>(first - strips.begin()), static_cast<std::size_t>(last - strips.begin())};
}

DeskRows rows_of(const Session& session) {
  DeskRows rows;
  const auto look = [&](const Strip& strip) {
    rows.inserts = std::max(rows.inserts, static_cast<int>(strip.devices.size()));
    rows.sends = std::max(rows.sends, static_cast<int>(strip.sends.size()));
  };
  for (const auto& track : session.tracks) look(track->strip);
  for (const auto& bus : session.buses) look(bus->strip);
  look(*session.mix);
  return rows;
}

StripParts lay_out_strip(QSize size, const DeskRows& rows, StripKind kind) {
  StripParts parts;
  const int left = kMarginX, width = size.width() - 2 * kMarginX;
  parts.colour = {0, 0, size.width(), kColourHeight};

  // What is always there; the rest is shared between inserts, sends and the fader.
  const int fixed = kColourHeight + kNameHeight + kKnob + kPanNumber + kControl * 3 + kEqHeight + kGapY * 7 + kBottom;
  int spare = std::max(0, size.height() - fixed - kLeastFader);
  const bool tells_share = spare >= kShare + 2 * kInsertPitch;
  if (tells_share) spare -= kShare;
  // Where room is short a send is seen before the last of the inserts.
  const int for_sends = rows.sends > 0 ? kSendPitch : 0;
  parts.insert_rows = std::clamp((spare - for_sends) / kInsertPitch, 1, rows.inserts + 1);  // no room for what is nowhere
  spare -= parts.insert_rows * kInsertPitch;
  parts.send_rows = std::clamp(spare / kSendPitch, 0, rows.sends + 1);

  int y = kColourHeight;
  const auto take = [&](int height, int gap = kGapY) {
    const QRect part(left, y, width, height);
    y += height + gap;
    return part;
  };
  parts.name = take(kNameHeight, 2);
  parts.inserts = take(parts.insert_rows * kInsertPitch - 2);
  parts.eq = take(kEqHeight);
  if (parts.send_rows > 0) {
    const QRect sends = take(parts.send_rows * kSendPitch - 2);
    if (kind != StripKind::mix) parts.sends = sends;  // the mix has none, but its fader stands level with the others
  }
  const QRect pan = take(kKnob, 0);
  parts.pan = {pan.center().x() - kKnob / 2 + 1, pan.top(), kKnob, kKnob};
  parts.pan_number = take(kPanNumber, 4);
  parts.buttons = take(kControl);
  parts.number = take(kControl, 2);
  if (tells_share) parts.share = take(kShare, 2);

  const int bottom = size.height() - kBottom - kControl;
  const int fader_height = std::max(0, bottom - kGapY / 2 - y);
  const int meter_left = left + width - kMeterWidth;
  parts.fader = {left, y, meter_left - 2 - left, fader_height};
  parts.meter = {meter_left, y, kMeterWidth, fader_height};
  parts.output = {left, bottom, width, kControl};
  return parts;
}

}  // namespace sweetspot::ui
