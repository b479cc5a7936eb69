#include "ui/arrange/clip_boxes.h"

#include <algorithm>
#include <cmath>

#include "engine/session/region_sound.h"
#include "ui/arrange/clip_gain.h"

namespace sweetspot::ui {
namespace {

constexpr double kPointReach = 7.0;
constexpr double kLineReach = 5.0;

ClipBox box_of(const Region& region, const Track& track, const TrackRow& row, const TimelineScale& scale, int scroll, bool gain_shown) {
  const double left = scale.x(static_cast<double>(region.position));
  const double right = scale.x(static_cast<double>(region.position + region.length));
  ClipBox box{&region, &track, QRectF(left, row.y - scroll + kClipGap, std::max(1.0, right - left), row.height - 2.0 * kClipGap), 0.0, 0.0,
              {},      false};
  box.fade_in_x = left + static_cast<double>(region.fade_in.length) / scale.frames_per_pixel;
  box.fade_out_x = right - static_cast<double>(region.fade_out.length) / scale.frames_per_pixel;
  for (const GainPoint& point : region.envelope) {
    const double x = scale.x(static_cast<double>(timeline_frame(region, point.at)) + 0.5);
    box.points.emplace_back(x, gain_y(box.rect, region.gain_db + point.gain_db));
  }
  box.gain_shown = gain_shown;
  return box;
}

bool near_handle(double handle_x, const QRectF& rect, QPointF at) {
  return std::abs(at.x() - handle_x) <= kCornerReach && at.y() >= rect.top() && at.y() <= rect.top() + kCornerReach;
}

}  // namespace

std::vector<ClipBox> clip_boxes(const Session& session, const std::vector<TrackRow>& rows, const TimelineScale& scale, QSizeF view,
                                int scroll, const std::set<RegionId>& chosen) {
  std::vector<ClipBox> boxes;
  for (const TrackRow& row : rows) {
    if (row.heading || row.take || row.bottom() <= scroll || row.y >= scroll + view.height()) continue;
    const Track* track = find_track(session, row.strip);
    if (!track) continue;
    for (const Region& region : track->regions) {
      const ClipBox box = box_of(region, *track, row, scale, scroll, chosen.contains(region.id));
      if (box.rect.right() >= 0.0 && box.rect.left() <= view.width()) boxes.push_back(box);
    }
  }
  return boxes;
}

ClipPart part_at(const ClipBox& box, QPointF at) {
  const double reach = std::min(kEdgeReach, box.rect.width() / 3.0);
  const QRectF grown = box.rect.adjusted(-kEdgeReach / 2.0, 0, kEdgeReach / 2.0, 0);
  if (!grown.contains(at)) return ClipPart::none;
  if (point_at(box, at) >= 0) return ClipPart::point;
  if (box.gain_shown && gain_handle(box.rect).contains(at)) return ClipPart::gain;
  // A fade of no length has its handle in the corner itself.
  if (box.rect.width() > 4.0 * kCornerReach) {
    if (near_handle(std::max(box.fade_in_x, box.rect.left() + kCornerReach / 2.0), box.rect, at)) return ClipPart::fade_in;
    if (near_handle(std::min(box.fade_out_x, box.rect.right() - kCornerReach / 2.0), box.rect, at)) return ClipPart::fade_out;
  }
  if (at.x() <= box.rect.left() + reach) return ClipPart::start;
  if (at.x() >= box.rect.right() - reach) return ClipPart::end;
  return segment_at(box, at) >= 0 ? ClipPart::segment : ClipPart::body;
}

int point_at(const ClipBox& box, QPointF at) {
  int nearest = -1;
  if (!box.gain_shown) return nearest;
  double least = kPointReach;
  for (std::size_t i = 0; i < box.points.size(); ++i) {
    const QPointF away = box.points[i] - at;
    const double distance = std::hypot(away.x(), away.y());
    if (distance <= least && box.rect.contains(box.points[i])) least = distance, nearest = static_cast<int>(i);
  }
  return nearest;
}

int segment_at(const ClipBox& box, QPointF at) {
  if (!box.gain_shown || box.points.empty() || !box.rect.contains(at)) return -1;
  // Points come in the recording's order: from right to left in a clip that plays backwards.
  const auto before = [&](const QPointF& point) { return box.region->reversed ? point.x() > at.x() : point.x() < at.x(); };
  const auto later = static_cast<std::size_t>(std::ranges::count_if(box.points, before));
  const QPointF& a = box.points[later == 0 ? 0 : later - 1];
  const QPointF& b = box.points[std::min(later, box.points.size() - 1)];
  const double y = a.x() == b.x() ? b.y() : a.y() + (b.y() - a.y()) * (at.x() - a.x()) / (b.x() - a.x());
  return std::abs(y - at.y()) <= kLineReach ? static_cast<int>(later) : -1;
}

ClipHit clip_at(const std::vector<ClipBox>& boxes, QPointF at) {
  for (auto box = boxes.rbegin(); box != boxes.rend(); ++box) {
    if (const ClipPart part = part_at(*box, at); part != ClipPart::none) {
      const int point = part == ClipPart::segment ? segment_at(*box, at) : point_at(*box, at);
      return {&*box, part, static_cast<std::size_t>(std::max(0, point))};
    }
  }
  return {};
}

}  // namespace sweetspot::ui
