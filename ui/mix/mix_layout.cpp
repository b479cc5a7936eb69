#include "ui/mix/mix_layout.h"

#include <algorithm>

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
constexpr int kFewestInserts = 3;

bool shown(const Track& track, const StripFilter& filter) {
  switch (filter.show) {
    case StripFilter::Show::all:
      return true;
    case StripFilter::Show::group:
      return role_info(track.role).group == filter.group;
    case StripFilter::Show::buses:
      return false;
  }
  return true;
}

bool shown(const Bus& bus, const StripFilter& filter) { return filter.show != StripFilter::Show::group || bus.group == filter.group; }

}  // namespace

std::vector<StripSlot> lay_out_strips(const Session& session, const StripFilter& filter, bool narrow) {
  std::vector<StripSlot> strips;
  const int width = narrow ? kNarrowStripWidth : kStripWidth;
  int x = 0;
  const auto place = [&](StripId id, StripKind kind) {
    if (!strips.empty() && strips.back().kind != kind) x += kBusGap - kStripGap;
    strips.push_back({id, kind, x, width});
    x += width + kStripGap;
  };
  for (const auto& track : session.tracks) {
    if (shown(*track, filter)) place(track->strip.id, StripKind::track);
  }
  for (const auto& bus : session.buses) {
    if (shown(*bus, filter)) place(bus->strip.id, StripKind::bus);
  }
  if (filter.show != StripFilter::Show::group) place(session.mix->id, StripKind::mix);
  return strips;
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
  parts.insert_rows = std::clamp(spare / kInsertPitch, 1, std::max(kFewestInserts, rows.inserts) + 1);
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
